import { placeFile, syncFoldersOf } from '../ledger/files/durable.ts';
import type { FilePort } from '../ledger/files/port.ts';
import { updatedOf } from '../publication/pages/frame.ts';
import type { PublicFile } from '../publication/site.ts';

/** The public pages as they stand in their folder. A page is written only where it says something else than before, but for the day that it bears. */
export class PlacedPages {
  readonly #files: FilePort;
  /** What stands in the folder, by path. */
  readonly #standing = new Map<string, string>();

  constructor(files: FilePort) {
    this.#files = files;
  }

  /** Writes those that changed, durably. @param wallNow of the day that those bear */
  async place(pages: readonly PublicFile[], wallNow: number): Promise<void> {
    const today = new Date(wallNow).toISOString().slice(0, 10);
    const written: string[] = [];
    for (const { path, text } of pages) {
      const before = this.#standing.get(path) ?? (await textOf(this.#files, path));
      // As of the day on which it changed last: with that day it must be what stands there.
      const since = before === undefined ? undefined : updatedOf(before);
      if (before !== undefined && before === text(since ?? today)) {
        this.#standing.set(path, before);
        continue;
      }
      const now = text(today);
      await placeFile(this.#files, path, Buffer.from(now, 'utf8'));
      this.#standing.set(path, now);
      written.push(path);
    }
    if (written.length > 0) await syncFoldersOf(this.#files, written);
  }
}

/** A text file, or undefined where there is none. */
export async function textOf(files: FilePort, path: string): Promise<string | undefined> {
  const bytes = await files.read(path);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}
