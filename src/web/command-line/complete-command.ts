import { completedWord } from './named-word.ts';
import { type CommandWords, namedActivities, namedAgencies, namedCategories } from './parse-command.ts';

/** Before the category may stand what stands before the text. */
const CATEGORY = /^(inc\s+(?:[@!#]\S+\s+){0,3})(\S+)$/i;
const AGENCY = /^(occ\s+)(\S+)$/i;
const ACTIVITY = /^(occ\s+\S+\s+)(\S+)$/i;

const PARTS = [
  [CATEGORY, namedCategories],
  [AGENCY, namedAgencies],
  [ACTIVITY, namedActivities],
] as const;

/** The line with the agency, the category or the activity at its end completed, by id or by name; undefined where there is nothing to complete. */
export function completeCommand(line: string, words: CommandWords): string | undefined {
  for (const [pattern, named] of PARTS) {
    const [, before = '', begun] = pattern.exec(line) ?? [];
    const completed = begun === undefined ? undefined : completedWord(begun, named(words));
    if (completed !== undefined) return `${before}${completed}`;
  }
  return undefined;
}
