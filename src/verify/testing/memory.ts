/** Files and pins in memory, for tests. */
import type { Pins } from '../pin.ts';
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
