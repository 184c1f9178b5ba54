import { UNFINISHED_SUFFIX } from '../files/durable.ts';
import { MemoryFiles } from '../files/memory.ts';
import type { FilePort } from '../files/port.ts';

/** Sabotage: a disk, or a programmer, that leaves fsync out. A power-cut harness that does not notice it is worth nothing. */
export function skippingSync(files: FilePort, what: 'files' | 'folders' | 'both'): FilePort {
  return {
    ...forwarding(files),
    sync: async (path) => (what === 'folders' ? files.sync(path) : undefined),
    syncFolder: async (path) => (what === 'files' ? files.syncFolder(path) : undefined),
  };
}

/** Sabotage: the checkpoint goes out first, and the tiles that it promises are written after it. */
export function checkpointBeforeTiles(files: FilePort): FilePort {
  const held = new MemoryFiles();
  let waiting: (() => Promise<void>)[] = [];
  const isTile = (path: string): boolean => path.includes('/tile');
  const hold = async (path: string, now: (port: FilePort) => Promise<void>): Promise<void> => {
    if (!isTile(path)) return await now(files);
    await now(held);
    waiting.push(() => now(files));
  };
  return {
    read: async (path) => (await held.read(path)) ?? (await files.read(path)),
    list: async (folder) => [...new Set([...(await held.list(folder)), ...(await files.list(folder))])].sort(),
    write: (path, bytes) => hold(path, (port) => port.write(path, bytes)),
    sync: (path) => hold(path, (port) => port.sync(path)),
    syncFolder: async (path) => {
      if (isTile(path)) waiting.push(() => files.syncFolder(path));
      else await files.syncFolder(path);
    },
    remove: (path) => (isTile(path) ? Promise.resolve() : files.remove(path)),
    rename: async (from, to) => {
      await hold(from, (port) => port.rename(from, to));
      if (from !== `ledger/checkpoint${UNFINISHED_SUFFIX}`) return;
      const now = waiting;
      waiting = [];
      for (const late of now) await late();
    },
  };
}

function forwarding(files: FilePort): FilePort {
  return {
    read: (path) => files.read(path),
    write: (path, bytes) => files.write(path, bytes),
    rename: (from, to) => files.rename(from, to),
    remove: (path) => files.remove(path),
    sync: (path) => files.sync(path),
    syncFolder: (path) => files.syncFolder(path),
    list: (folder) => files.list(folder),
  };
}
