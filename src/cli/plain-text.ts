import { isoTime } from '../base/clock.ts';
import type { Answer } from '../terms/answer.ts';
import type { NearMiss, Outcome } from '../terms/outcome.ts';

/**
 * Text from elsewhere, as a terminal may show it: control characters could move the cursor or the window's title, and characters that turn the
 * direction of writing could make a line read differently.
 */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, ' ');
}

const IN_WORDS: Readonly<Record<Outcome, string>> = {
  permitted: 'permitted',
  'needs-approval': 'needs the host’s approval',
  prohibited: 'prohibited',
  outside: 'outside every mandate',
};

/** An outcome with what it rests on: `permitted by host-root/1`. */
export function outcomeText(outcome: Outcome, clauses: readonly string[]): string {
  const by = clauses.length === 0 ? '' : ` by ${clauses.map(plain).join(', ')}`;
  return `${IN_WORDS[outcome]}${by}`;
}

/** The outcome of a report: it was accepted, and what the mandates say is of the deed that it tells of. */
export function verdictText(outcome: Outcome, clauses: readonly string[]): string {
  return `report accepted; verdict on the reported deed: ${outcomeText(outcome, clauses)}`;
}

/** The outcome of a deed that was found to be something else than declared. */
export function againText(outcome: Outcome, clauses: readonly string[]): string {
  return `decided again; verdict on the deed as found: ${outcomeText(outcome, clauses)}`;
}

/** An answer in calm lines, each ending in a line feed. */
export function answerText(answer: Answer, words: ReadonlyMap<string, string> = new Map()): string {
  const { index, at, outcome, clauses, atEntry, matter, deed, digest, near, repeated, again } = answer;
  const lines: [string, string | undefined][] = [
    ['recorded', `#${index} at ${isoTime(at)}${again === true ? ', which was the first time this act came' : ''}`],
    ['counted', repeated === undefined ? undefined : `the same was refused before: ${repeated} times by now`],
    // Only the answer to a report says how it would be now.
    ['outcome', atEntry === undefined ? outcomeText(outcome, clauses) : verdictText(outcome, clauses)],
    ...clauses.map((id): [string, string | undefined] => ['', clauseText(id, words)]),
    ['by now', atEntry === undefined ? undefined : outcomeText(atEntry.outcome, atEntry.clauses)],
    ['matter', matter],
    ['deed', deed === matter ? undefined : deed],
    ['digest', digest],
    ...near.map((miss): [string, string] => ['near', nearText(miss)]),
  ];
  return lines.flatMap(([name, text]) => (text === undefined ? [] : [`${name.padEnd(9)} ${plain(text)}\n`])).join('');
}

function clauseText(id: string, words: ReadonlyMap<string, string>): string | undefined {
  const text = words.get(id);
  return text === undefined ? undefined : `${id}: ${text}`;
}

function nearText({ clause, failed }: NearMiss): string {
  const reasons = failed.map(({ axis, was, wanted }) => `${axis} (was ${was}, wanted ${wanted.join(' or ')})`);
  return `${clause} would apply but for ${reasons.join(' and ')}`;
}
