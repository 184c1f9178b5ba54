/** The place of a check, in a file of the reader's. */
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readPlainFile } from './folder.ts';
import type { ResumeStore } from './resume.ts';

/** The file `file`, replaced by one that is durable before its name is. */
export function resumeFile(file: string): ResumeStore {
  const draft = `${file}.${process.pid}.new`;
  return {
    name: file,
    read: async (bytesMax) => readPlainFile(file, bytesMax),
    async write(bytes) {
      try {
        remove(draft);
        // Of an export it says who acted; nobody else has to read it. A link that somebody put there is not followed.
        writeFileSync(draft, bytes, { flush: true, mode: 0o600, flag: 'wx' });
        renameSync(draft, file);
        syncFolder(dirname(file));
        return undefined;
      } catch (error) {
        remove(draft);
        return (error as NodeJS.ErrnoException).code ?? 'failed';
      }
    },
    async remove() {
      remove(file);
      for (const left of draftsOf(file)) remove(left);
    },
  };
}

/** Drafts of `file` that were left where a check was ended in between. */
function draftsOf(file: string): string[] {
  try {
    const names = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.`));
    return names
      .filter((name) => /^\.[0-9]+\.new$/.test(name.slice(basename(file).length)))
      .map((name) => join(dirname(file), name));
  } catch {
    return [];
  }
}

/** Not every system lets a folder be synced; what is lost then is a little of the way, never the truth. */
function syncFolder(folder: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(folder, 'r');
    fsyncSync(descriptor);
  } catch {
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}
