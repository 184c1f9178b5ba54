import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Documents that carry, as comments, what is to become of them: below a line `#! word [rule] message` for each problem that must be found there,
 * where `word` is how the text begins at which it points; below an item `#= …` for what it is read as.
 */

/** The documents of a folder here, by their paths in it. */
export function notedDocuments(folder: string): Map<string, string> {
  const root = join(import.meta.dirname, folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ya?ml|json)$/.test(path));
  return new Map(files.sort().map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]));
}

/** The notes of a document with the numbers (from 1) of the lines that they stand below. */
export function notesOf(text: string, mark: '#!' | '#='): { readonly line: number; readonly note: string }[] {
  let above = 0;
  return text.split('\n').flatMap((line, n) => {
    const written = line.trim();
    if (!/^#[!=] /.test(written)) above = n + 1;
    return written.startsWith(`${mark} `) ? [{ line: above, note: written.slice(3) }] : [];
  });
}
