/** The place of a check, in a file of the reader's. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
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
        writeFileSync(draft, bytes, { flush: true });
        renameSync(draft, file);
        syncFolder(dirname(file));
        return undefined;
      } catch (error) {
        remove(draft);
        return (error as NodeJS.ErrnoException).code ?? 'failed';
      }
    },
    remove: async () => remove(file),
  };
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
