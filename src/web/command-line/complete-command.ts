import { completedWord } from './named-word.ts';
import { type CommandWords, namedActivities, namedCategories } from './parse-command.ts';

/** Before the category may stand what stands before the text. */
const CATEGORY = /^(inc\s+(?:[@!#]\S+\s+){0,3})(\S+)$/i;
const ACTIVITY = /^(occ\s+\S+\s+)(\S+)$/i;

/** The line with the category or the activity at its end completed, by id or by name; undefined where there is nothing to complete. */
export function completeCommand(line: string, words: CommandWords): string | undefined {
  const [, before = '', begun] = CATEGORY.exec(line) ?? ACTIVITY.exec(line) ?? [];
  if (begun === undefined) return undefined;
  const among = /^inc/i.test(line) ? namedCategories(words) : namedActivities(words);
  const completed = completedWord(begun, among);
  return completed === undefined ? undefined : `${before}${completed}`;
}
