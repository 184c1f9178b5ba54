import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Documents that carry, as comments, what is to become of them. Below a line, `#! word [rule] message` is a problem that must be found there,
 * where `word` is how the text begins at which it points. Below an item, `#= …` is what it is read as, `#en …` and `#it …` a sentence each in which it
 * is told, and `#? …` what its author should look at.
 */

export type NoteMark = '!' | '=' | 'en' | 'it' | '?';

const NOTE = /^\s*#(!|=|en|it|\?) (.*)$/;

/** The documents of a folder here, by their paths in it. */
export function notedDocuments(folder: string): Map<string, string> {
  const root = join(import.meta.dirname, folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  return new Map(files.sort().map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]));
}

/** The notes of a document with the numbers (from 1) of the lines that they stand below. */
export function notesOf(text: string | undefined, mark: NoteMark): { readonly line: number; readonly note: string }[] {
  let above = 0;
  return (text ?? '').split('\n').flatMap((line, n) => {
    const [, found, note] = NOTE.exec(line) ?? [];
    if (found === undefined || note === undefined) above = n + 1;
    return found === mark && note !== undefined ? [{ line: above, note }] : [];
  });
}

/** What an item is read as, as a note tells it: times of these years are told as such. */
export function noteOf(read: unknown): string {
  return JSON.stringify(read, (_, value: unknown) =>
    typeof value === 'number' && value > 1e12 ? new Date(value).toISOString() : value,
  );
}
