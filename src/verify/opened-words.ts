/** What opened entries say, in a line. */
import { oneLine } from './bytes.ts';

/** `agency=guest-a outcome=permitted`; the words are hostile. */
export function fieldsText(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, word]) => `${name}=${oneLine(word)}`)
    .join(' ');
}
