/**
 * Pins: the last good checkpoint of each origin, kept by the reader, so that a log that is rolled back or forked
 * later cannot pass. A pin holds the signed note itself: in a quarrel it is the evidence.
 */
import { decodeUtf8, hex, utf8 } from './bytes.ts';
import { hasExactly, parseCanonical, spell, writeCanonical } from './canonical.ts';
import { type Primitives, sha256 } from './hash.ts';
import { type Checkpoint, noteBytesMax, openCheckpoint, parseVkey, type Vkey } from './note.ts';
import { type Fault, isFault } from './report.ts';
import type { Read } from './source.ts';

/** Where pins are kept. Neither function throws. */
export interface Pins {
  /** What messages call it. */
  readonly name: string;
  read(file: string, bytesMax: number): Promise<Read>;
  /** Replaces the file whole or not at all. Gives the reason when it could not. */
  write(file: string, bytes: Uint8Array): Promise<string | undefined>;
}

export const pinBytesMax = 2 * noteBytesMax + 4096;

/** The name of the file for `origin`: hex of its SHA-256, for an origin is hostile and has slashes. */
export function pinFile(origin: string, primitives: Primitives): string {
  return `${hex(sha256(primitives, utf8(origin)))}.json`;
}

/** Canonical JSON `{"checkpoint": the signed note, "v": 1, "vkey": its one line}`. `note` is UTF-8. */
export function writePin(note: Uint8Array, vkey: Vkey): Uint8Array {
  return utf8(writeCanonical({ checkpoint: decodeUtf8(note) ?? '', v: 1, vkey: vkey.text }));
}

/** Reads a pin back. Its signature is checked again: a pin that rotted is a fault, never a reason to say OK. */
export async function openPin(
  bytes: Uint8Array,
  origin: string,
  primitives: Primitives,
): Promise<{ checkpoint: Checkpoint; vkey: Vkey } | Fault> {
  const parsed = parseCanonical(bytes);
  if (isFault(parsed)) return parsed;
  const pin = parsed.value;
  if (!hasExactly(pin, ['checkpoint', 'v', 'vkey']) || pin['v'] !== 1) {
    return { fault: 'does not have exactly the members `checkpoint v vkey`' };
  }
  const vkey = parseVkey(spell(pin['vkey']), primitives);
  if (isFault(vkey)) return vkey;
  const checkpoint = await openCheckpoint(utf8(spell(pin['checkpoint'])), vkey, primitives);
  if (isFault(checkpoint)) return checkpoint;
  return checkpoint.origin === origin ? { checkpoint, vkey } : { fault: 'is of another origin' };
}
