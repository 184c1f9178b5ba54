/** What is wrong in the syntax of a YAML text, in the words of who writes one: a parser speaks of its grammar. */

/** An error of the parser. */
export type SyntaxError = { readonly code: string; readonly message: string; readonly pos: readonly [number, number] };

export type SyntaxFault = { readonly offset: number; readonly rule: string; readonly message: string };

/** So many faults of syntax are told: most of what follows after the first is not there once that is mended. */
const TOLD_MAX = 3;

/**
 * The faults of a text, in its order: of each line the first, since what the parser finds further on in it follows from that one.
 * @param openQuotes where quotes open that are not closed, in their order: the parser says only where it gave up waiting
 */
export function syntaxFaults(
  text: string,
  errors: readonly SyntaxError[],
  openQuotes: readonly number[],
): SyntaxFault[] {
  const quotes = openQuotes.values();
  let last = -1;
  const found = errors.flatMap((error): SyntaxFault[] => {
    const rule = RULES[error.code] ?? 'yaml';
    const isOpen = isUnclosed(error);
    const offset = (isOpen ? quotes.next().value : undefined) ?? error.pos[0];
    const begin = text.lastIndexOf('\n', offset - 1) + 1;
    if (begin === last && rule === 'yaml') return [];
    last = begin;
    const line = text.slice(begin).split('\n', 1).join('');
    const told = isOpen
      ? `the quote ${text[offset]} that opens here is never closed`
      : inWords(error, line.trim(), text.slice(begin, offset));
    return [{ offset, rule, message: told ?? lowerFirst(error.message) }];
  });
  const grammar = found.filter(({ rule }) => rule === 'yaml').slice(0, TOLD_MAX);
  return found.filter((fault) => fault.rule !== 'yaml' || grammar.includes(fault));
}

function isUnclosed({ message }: SyntaxError): boolean {
  return message.startsWith('Missing closing');
}

const RULES: Readonly<Record<string, string>> = { NON_STRING_KEY: 'key-not-text', TAG_RESOLVE_FAILED: 'tag' };

/** Undefined where the parser's own words are as good. @param before what of the line stands before the fault */
function inWords({ code, message }: SyntaxError, line: string, before: string): string | undefined {
  switch (code) {
    case 'MULTILINE_IMPLICIT_KEY':
      return noKey(line);
    case 'MISSING_CHAR':
      if (message.startsWith('Implicit map keys')) return noKey(line);
      return message.startsWith('Missing ,') ? 'a comma is missing before this' : undefined;
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (isInBrackets(before)) return NO_COMMA;
      return countOf(line, /:\s/g) > 1
        ? 'a second colon stands in this line: a text with a colon and a space in it is put in quotes'
        : 'a key stands below the value of another: it is indented too far, or a colon is missing in the line before';
    case 'BLOCK_IN_FLOW':
      return NO_COMMA;
    case 'BAD_INDENT':
      return badIndent(message);
    case 'TAB_AS_INDENT':
      return 'a tab indents this line, where YAML takes spaces only';
    case 'BAD_SCALAR_START':
      return 'a value that begins with this sign is put in quotes';
    case 'BAD_DQ_ESCAPE':
      return `\`${message.split(' ').at(-1)}\` means nothing in double quotes: a backslash is written twice, or the text in single quotes`;
    case 'UNEXPECTED_TOKEN':
      if (message.endsWith('at node end') && isInBrackets(before)) return NO_COMMA;
      return UNEXPECTED.find(([found]) => found.test(message))?.[1];
    default:
      return undefined;
  }
}

const NO_COMMA = 'a comma is missing within these brackets';

function isInBrackets(before: string): boolean {
  return countOf(before, /[[{]/g) > countOf(before, /[\]}]/g);
}

function countOf(text: string, found: RegExp): number {
  return text.match(found)?.length ?? 0;
}

/** Where a key with its value should be: what is missing in the line, as far as it shows. */
function noKey(line: string): string {
  const entry = line.replace(/^(?:- +)+/, '');
  const [, key = '', rest = ''] = /^([\w-]+)(.*)/.exec(entry) ?? [];
  if (/^:\S/.test(rest)) return `a space is missing after the colon of \`${key}\``;
  // An item of one word is a list’s; one of more may be a key that lost its colon.
  const isItem = entry !== line && rest === '';
  if (key !== '' && !isItem && !rest.includes(':')) return `a colon and a space are missing after \`${key}\``;
  if (line.startsWith('-')) return 'an item of a list stands here, where a key is expected';
  return 'a key with a colon and a space after it is expected here';
}

function badIndent(message: string): string | undefined {
  if (message.startsWith('Flow'))
    return `the \`${message.endsWith(']') ? '[' : '{'}\` of the line before is not closed`;
  return message.startsWith('All')
    ? 'this line begins further left or right than the others that it belongs to'
    : undefined;
}

const UNEXPECTED: readonly (readonly [found: RegExp, told: string])[] = [
  [/block-seq-ind on same line/, 'a list begins on the line below its key'],
  [/flow-seq-end|"\]"/, 'this `]` closes nothing'],
  [/flow-map-end|"\}"/, 'this `}` closes nothing'],
  [/(,|empty item) in/, 'nothing stands between two commas, or before the first'],
  [/at node end/, 'something stands after the end of the value: behind a closing quote or bracket the line ends'],
  [/in YAML stream/, 'this cannot be read: what stands before it is closed too early, or indented otherwise'],
];

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1, 300);
}
