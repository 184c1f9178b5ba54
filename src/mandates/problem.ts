import { nearestWord } from '../base/nearest.ts';

/** What is wrong with a document, for the person who wrote it. */
export type Problem = {
  /** Path within the scenario's folder, `mandates/us-hsi.yaml`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units; absent where the whole file is meant. */
  readonly column?: number;
  /** The rule that is broken, as a slug that never changes meaning: `unknown-word`, `duplicate-id`. */
  readonly rule: string;
  /** Lower case, the input in backticks, the nearest known word offered. */
  readonly message: string;
};

/** Where in a document: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** Problems of one file beyond this many are counted, not listed. */
export const FILE_PROBLEMS_MAX = 100;

/** In the order of files and lines; of one file at most {@link FILE_PROBLEMS_MAX}, then one line saying how many more. */
export function sortedProblems(problems: readonly Problem[]): Problem[] {
  const byFile = new Map<string, Problem[]>();
  for (const problem of problems) {
    const ofFile = byFile.get(problem.file);
    if (ofFile === undefined) byFile.set(problem.file, [problem]);
    else ofFile.push(problem);
  }
  const sorted: Problem[] = [];
  for (const file of [...byFile.keys()].sort()) {
    const ofFile = (byFile.get(file) ?? []).sort((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0));
    sorted.push(...ofFile.slice(0, FILE_PROBLEMS_MAX));
    const more = ofFile.length - FILE_PROBLEMS_MAX;
    const last = ofFile[FILE_PROBLEMS_MAX];
    if (last !== undefined) {
      sorted.push({
        file,
        line: last.line,
        rule: 'too-many-problems',
        message: `and ${more} more from here on`,
      });
    }
  }
  return sorted;
}

/** The start of a text as it may stand in a message: short, on one line, without a backtick. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const clean = text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f`]/g, ' ');
  return `\`${clean.length > 80 ? `${clean.slice(0, 77)}…` : clean}\``;
}

/** `; did you mean `x`?`, or nothing. */
export function offered(word: string, words: Iterable<string>): string {
  const near = nearestWord(word, words);
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
}

/** The same; where none is near, some that share a part with it, or all where they are few. */
export function offeredAkin(word: string, known: readonly string[]): string {
  const near = offered(word, known);
  if (near !== '') return near;
  const parts = word
    .slice(0, WORD_CHARS_MAX)
    .split(PARTS)
    .filter((part) => part.length >= PART_CHARS_MIN && part !== 'group');
  const akin = known.filter((one) => one.split(PARTS).some((part) => parts.includes(part))).slice(0, AKIN_MAX);
  const named = akin.length === 0 && known.length <= FEW_MAX ? known : akin;
  return named.length === 0 ? '' : `; there is ${named.map(quoted).join(', ')}`;
}

const PARTS = /[-.:_ ]/;
const WORD_CHARS_MAX = 64;
const PART_CHARS_MIN = 3;
const AKIN_MAX = 3;
const FEW_MAX = 12;
