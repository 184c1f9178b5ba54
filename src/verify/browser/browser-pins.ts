/** Pins in the memory of a browser. */
import { decodeUtf8, utf8 } from '../bytes.ts';
import type { Pins } from '../pin.ts';

const prefix = 'remit-pin/';

/** Pins in `storage`, for this site alone. A browser that keeps nothing gives reasons, and the page says them. */
export function browserPins(storage: () => Storage, name: string): Pins {
  return {
    name,
    async read(file, bytesMax) {
      try {
        const text = storage().getItem(prefix + file);
        if (text === null) return { kind: 'missing' };
        const bytes = utf8(text);
        return bytes.length > bytesMax ? { kind: 'too-long' } : { kind: 'bytes', bytes };
      } catch (error) {
        return { kind: 'unreadable', reason: reasonOf(error) };
      }
    },
    async write(file, bytes) {
      try {
        storage().setItem(prefix + file, decodeUtf8(bytes) ?? '');
        return undefined;
      } catch (error) {
        return reasonOf(error);
      }
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'failed';
}
