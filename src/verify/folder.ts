/** A published folder on disk. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Read, Source } from './source.ts';

/** Neither follow a symbolic link nor wait for the writer of a pipe. Windows has neither flag. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The files below the folder `root`. Only plain files are read: a file that is a symbolic link, a pipe or a device is
 * `unreadable`, and so is one whose folder leads out of `root`. Reads are synchronous: for files of a few hundred
 * kilobytes the thread pool costs more than it gives.
 */
export function folderSource(root: string): Source {
  const inside = new Map<string, boolean>();
  return {
    name: root,
    async read(path, bytesMax) {
      try {
        const file = join(root, path);
        const folder = dirname(file);
        let good = inside.get(folder);
        if (good === undefined) {
          good = isInside(root, folder);
          if (inside.size >= 10_000) inside.clear();
          inside.set(folder, good);
        }
        if (!good) return { kind: 'unreadable', reason: 'it leads out of the folder' };
        return readPlainFile(file, bytesMax);
      } catch (error) {
        return readOf(error);
      }
    },
    async list(path, namesMax) {
      try {
        const folder = join(root, path);
        return isInside(root, folder) ? readdirSync(folder).sort().slice(0, namesMax) : [];
      } catch {
        return [];
      }
    },
  };
}

/** The plain file at `file`, at most `bytesMax` bytes. Throws nothing. */
export function readPlainFile(file: string, bytesMax: number): Read {
  const opened = openPlainFile(file);
  if ('kind' in opened) return opened;
  try {
    if (opened.size > bytesMax) return { kind: 'too-long' };
    const bytes = Buffer.allocUnsafeSlow(opened.size);
    let length = 0;
    while (length < bytes.length) {
      const count = opened.read(bytes, length, bytes.length - length);
      if (count === 0) break;
      length += count;
    }
    return { kind: 'bytes', bytes: bytes.subarray(0, length) };
  } catch (error) {
    return readOf(error);
  } finally {
    opened.close();
  }
}

/** A plain file that is read on and on. `size`: its bytes as it was opened. */
export interface OpenFile {
  readonly size: number;
  /** Reads up to `length` bytes into `into`, from `offset` of it on; how many, 0 at the end. Throws what the system does. */
  read(into: Uint8Array, offset: number, length: number): number;
  close(): void;
}

/** Opens the plain file at `file`; what opens is to be closed. Throws nothing. */
export function openPlainFile(file: string): OpenFile | Exclude<Read, { kind: 'bytes' }> {
  let descriptor: number | undefined;
  try {
    const opened = openSync(file, openFlags);
    descriptor = opened;
    const status = fstatSync(opened);
    if (!status.isFile()) {
      closeSync(opened);
      return { kind: 'unreadable', reason: 'it is not a plain file' };
    }
    return {
      size: status.size,
      read: (into, offset, length) => readSync(opened, into, offset, length, null),
      close: () => closeSync(opened),
    };
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    return readOf(error);
  }
}

/** The receipts in a folder, by their names, at most `namesMax`; undefined where `folder` is none. Throws nothing. */
export function receiptsIn(folder: string, namesMax: number): string[] | undefined {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.tlog-proof') && !name.startsWith('.'));
    return names
      .sort()
      .slice(0, namesMax)
      .map((name) => join(folder, name));
  } catch {
    return undefined;
  }
}

function isInside(root: string, folder: string): boolean {
  const real = realpathSync(root);
  const found = realpathSync(folder);
  return found === real || found.startsWith(real.endsWith(sep) ? real : real + sep);
}

function readOf(error: unknown): Exclude<Read, { kind: 'bytes' }> {
  const code = (error as NodeJS.ErrnoException).code ?? 'failed';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  const reason = code === 'ELOOP' ? 'it is a symbolic link' : code;
  return { kind: 'unreadable', reason };
}
