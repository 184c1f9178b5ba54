/** Files, pins and places in memory, for tests. */
import type { Pins } from '../pin.ts';
import type { ResumeStore } from '../resume.ts';
import type { Source } from '../source.ts';

/** A source over a map of path to bytes, which may change between reads. */
export function memorySource(files: ReadonlyMap<string, Uint8Array>): Source {
  return {
    name: 'memory',
    async read(path, bytesMax) {
      const bytes = files.get(path);
      if (bytes === undefined) return { kind: 'missing' };
      return bytes.length > bytesMax ? { kind: 'too-long' } : { kind: 'bytes', bytes };
    },
    async list(path, namesMax) {
      const names = [...files.keys()].filter((name) => name.startsWith(`${path}/`));
      return names.map((name) => name.slice(path.length + 1)).slice(0, namesMax);
    },
  };
}

export function memoryPins(files = new Map<string, Uint8Array>()): Pins & { files: Map<string, Uint8Array> } {
  return {
    name: 'pins',
    files,
    read: memorySource(files).read,
    async write(file, bytes) {
      files.set(file, bytes);
      return undefined;
    },
  };
}

/** A reader's file; `all` has every one that was written. */
export type Kept = ResumeStore & { bytes: Uint8Array | undefined; writes: number; readonly all: Uint8Array[] };

export function memoryStore(bytes?: Uint8Array): Kept {
  const store: Kept = {
    name: 'place',
    bytes,
    writes: 0,
    all: [],
    read: async (bytesMax) => {
      if (store.bytes === undefined) return { kind: 'missing' };
      return store.bytes.length > bytesMax ? { kind: 'too-long' } : { kind: 'bytes', bytes: store.bytes };
    },
    write: async (written) => {
      store.bytes = written;
      store.writes++;
      store.all.push(written);
      return undefined;
    },
    remove: async () => {
      store.bytes = undefined;
    },
  };
  return store;
}
