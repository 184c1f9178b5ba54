/** The words that the command line knows, and what may stand before the text; each has an example and a sentence in the messages (`command.…`). */
export const COMMANDS = ['plain', 'log', 'inc', 'occ', 'place', 'time', 'gravity', 'about'] as const;
