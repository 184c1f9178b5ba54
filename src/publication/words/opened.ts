/** What the pages say of what is opened entry by entry, in both languages. */
export type OpenedWords = {
  readonly title: string;
  readonly none: string;
  readonly altered: string;
  readonly lead: (batches: number, size: number) => string;
  readonly parts: string;
  readonly caption: string;
  readonly entries: string;
  readonly notOpened: string;
  readonly recount: string;
  readonly bound: string;
};

const ENGLISH_OPENED: OpenedWords = {
  title: 'Opened entry by entry',
  none: 'No entry is opened to everybody yet: the numbers above are the operator’s word.',
  altered:
    'Files of what was opened are missing here, or are others than the ledger states: nothing is counted from them.',
  lead: (batches, size) =>
    `Of the first ${size} entries, some are opened to everybody: ${batches === 1 ? 'one batch' : `${batches} batches`} of files, each stated in the ledger itself. What they say was counted from them:`,
  parts: 'Opened + withheld + erased + filler = entries looked at:',
  caption: 'Entries that are opened, by agency and class of activity',
  entries: 'Entries',
  notOpened: 'not opened',
  recount:
    'You need not believe these numbers. This command, and “verify in this browser”, fetch the batches, check each opened entry against the sealed ledger, and count again:',
  bound:
    'A number counted so is one that nobody can have made up, and it may be more: the rest stays withheld. Of alike entries a multiple of five is opened, drawn by lot; reports stay closed, and count above only. How many entries are erased or fillers is the operator’s word.',
};

const ITALIAN_OPENED: OpenedWords = {
  title: 'Aperte una per una',
  none: 'Nessuna registrazione è ancora aperta a tutti: i numeri qui sopra li dice il gestore.',
  altered:
    'I file di ciò che è stato aperto mancano, o non sono quelli che il registro dichiara: da essi non si conta nulla.',
  lead: (batches, size) =>
    `Delle prime ${size} registrazioni, alcune sono aperte a tutti: ${batches === 1 ? 'un lotto' : `${batches} lotti`} di file, ciascuno dichiarato nel registro stesso. Ciò che dicono è stato contato da lì:`,
  parts: 'Aperte + trattenute + cancellate + riempitivo = registrazioni esaminate:',
  caption: 'Registrazioni aperte, per agenzia e classe di attività',
  entries: 'Registrazioni',
  notOpened: 'non aperta',
  recount:
    'Non occorre credere a questi numeri. Questo comando, e «verifica in questo browser», scaricano i lotti, controllano ogni registrazione aperta con il registro sigillato, e contano di nuovo:',
  bound:
    'Un numero contato così non può essere inventato da nessuno, ma può essere maggiore: il resto rimane trattenuto. Delle registrazioni uguali se ne apre un multiplo di cinque, estratto a sorte; i resoconti restano chiusi, e contano solo sopra. Quante registrazioni siano cancellate o riempitivo lo dice il gestore.',
};

/** The words for the language of a page. */
export function openedWords(language: string): OpenedWords {
  return language === 'it' ? ITALIAN_OPENED : ENGLISH_OPENED;
}
