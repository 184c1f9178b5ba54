import type { FilePort } from './port.ts';

/** What a half-written file is called beside its place; nobody reads such files, and the next writing overwrites them. */
export const UNFINISHED_SUFFIX = '.tmp';

/**
 * Puts a file in place with all of its bytes or not at all, whatever is cut when: written beside, synced, renamed.
 * The *name* is durable only after {@link syncFoldersOf}.
 */
export async function placeFile(files: FilePort, path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}${UNFINISHED_SUFFIX}`;
  await files.write(beside, bytes);
  await files.sync(beside);
  await files.rename(beside, path);
}

/**
 * Makes the names of these files durable, and those of the folders above them up to the root of the port, for a new
 * folder is itself a name in the one above. Syncing a folder in which nothing changed costs next to nothing.
 */
export async function syncFoldersOf(files: FilePort, paths: Iterable<string>): Promise<void> {
  const folders = new Set<string>();
  for (const path of paths) {
    let folder = path;
    do {
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
      folders.add(folder);
    } while (folder !== '');
  }
  for (const folder of folders) await files.syncFolder(folder);
}

/** Resolves when the file is in place and would be there after a power cut. */
export async function writeDurably(files: FilePort, path: string, bytes: Uint8Array): Promise<void> {
  await placeFile(files, path, bytes);
  await syncFoldersOf(files, [path]);
}

/** Gives a finished folder its name, in the folder that both names stand in, durably: whoever is told so finds it there after a power cut. */
export async function placeFolder(
  files: Pick<FilePort, 'rename' | 'syncFolder'>,
  from: string,
  to: string,
): Promise<void> {
  await files.rename(from, to);
  await files.syncFolder('');
}

/** Writes zeros over the bytes of a file that holds a secret, durably; nothing happens where there is none. What the disk keeps of them is beyond a program. */
export async function overwrite(files: FilePort, path: string): Promise<void> {
  const old = await files.read(path);
  if (old === undefined) return;
  await files.write(path, Buffer.alloc(old.length), 'in-place');
  await files.sync(path);
}
