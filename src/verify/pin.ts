/**
 * Pins: the last good checkpoint of each origin, kept by the reader, so that a log that is rolled back or forked
 * later cannot pass. A pin holds the signed note itself: in a quarrel it is the evidence.
 */
import { decodeUtf8, hex, utf8 } from './bytes.ts';
import { hasExactly, type Json, parseCanonical, spell, writeCanonical } from './canonical.ts';
import { type Primitives, sha256 } from './hash.ts';
import { linksMax, placeOf } from './key-links.ts';
import { type Checkpoint, noteBytesMax, openCheckpoint, parseVkey, type Vkey, vkeyBytesMax } from './note.ts';
import { type Fault, type Finding, isFault } from './report.ts';
import type { Read } from './source.ts';

/** Where pins are kept. Neither function throws. */
export interface Pins {
  /** What messages call it. */
  readonly name: string;
  read(file: string, bytesMax: number): Promise<Read>;
  /** Replaces the file whole or not at all. Gives the reason when it could not. */
  write(file: string, bytes: Uint8Array): Promise<string | undefined>;
}

export const pinBytesMax = 2 * noteBytesMax + 4096 + linksMax * (vkeyBytesMax + 3);

/** What a reader remembers of a ledger: its last good checkpoint, the key that signed it, and those that did before. */
export interface Pin {
  readonly checkpoint: Checkpoint;
  readonly vkey: Vkey;
  /** The ledger's keys before `vkey`, oldest first, at most `linksMax`. */
  readonly earlier: readonly Vkey[];
}

/** The name of the file for `origin`: hex of its SHA-256, for an origin is hostile and has slashes. */
export function pinFile(origin: string, primitives: Primitives): string {
  return `${hex(sha256(primitives, utf8(origin)))}.json`;
}

/**
 * Canonical JSON `{"checkpoint": the signed note, "v": 1, "vkey": its one line}`; where the ledger had other keys before,
 * `{"checkpoint", "earlier": [their lines, oldest first], "v": 2, "vkey"}`. `note` is UTF-8.
 */
export function writePin(note: Uint8Array, vkey: Vkey, earlier: readonly Vkey[] = []): Uint8Array {
  const pin = { checkpoint: decodeUtf8(note) ?? '', vkey: vkey.text };
  const before = earlier.slice(-linksMax).map(({ text }) => text);
  return utf8(writeCanonical(before.length === 0 ? { ...pin, v: 1 } : { ...pin, earlier: before, v: 2 }));
}

/** A pin that is there and cannot be used. `file` is its place, as messages call it; `unread`: why its bytes could not be had at all. */
export type PinFault = Fault & { readonly file: string; readonly unread?: string };

/** The pin of `origin`; undefined where there is none. One that cannot be used is a fault: to go on without it is to forget. */
export async function readPin(pins: Pins, origin: string, primitives: Primitives): Promise<Pin | PinFault | undefined> {
  const name = pinFile(origin, primitives);
  const file = `${pins.name}/${name}`;
  const read = await pins.read(name, pinBytesMax);
  if (read.kind === 'missing') return undefined;
  if (read.kind === 'unreadable') return { fault: `cannot be read: ${read.reason}`, file, unread: read.reason };
  if (read.kind === 'too-long') return { fault: `is longer than ${pinBytesMax} bytes`, file };
  const pin = await openPin(read.bytes, origin, primitives);
  return isFault(pin) ? { fault: pin.fault, offset: pin.offset, file } : pin;
}

/** What is found of a pin that cannot be used. */
export function pinFinding({ fault, file, offset }: PinFault): Finding {
  return { code: 'pin-broken', message: `the pin \`${file}\`: ${fault}`, file, offset };
}

/** Reads a pin back. Its signature is checked again: a pin that rotted is a fault, never a reason to say OK. */
export async function openPin(bytes: Uint8Array, origin: string, primitives: Primitives): Promise<Pin | Fault> {
  const parsed = parseCanonical(bytes);
  if (isFault(parsed)) return parsed;
  const pin = parsed.value;
  const isFirst = hasExactly(pin, ['checkpoint', 'v', 'vkey']) && pin['v'] === 1;
  if (!isFirst && !(hasExactly(pin, ['checkpoint', 'earlier', 'v', 'vkey']) && pin['v'] === 2)) {
    return { fault: 'does not have exactly the members `checkpoint v vkey`, and `earlier` in version 2' };
  }
  const vkey = parseVkey(spell(pin['vkey']), primitives);
  if (isFault(vkey)) return vkey;
  const checkpoint = await openCheckpoint(utf8(spell(pin['checkpoint'])), vkey, primitives);
  if (isFault(checkpoint)) return checkpoint;
  if (checkpoint.origin !== origin) return { fault: 'is of another origin' };
  const earlier = isFirst ? [] : readEarlier(pin['earlier'], vkey, primitives);
  return isFault(earlier) ? earlier : { checkpoint, vkey, earlier };
}

function readEarlier(value: Json | undefined, vkey: Vkey, primitives: Primitives): readonly Vkey[] | Fault {
  if (!Array.isArray(value) || value.length === 0 || value.length > linksMax) {
    return { fault: `\`earlier\` does not have one key to ${linksMax}` };
  }
  const earlier: Vkey[] = [];
  for (const spelled of value) {
    const key = parseVkey(spell(spelled), primitives);
    if (isFault(key)) return { fault: `\`earlier\`: ${key.fault}` };
    if (key.name !== vkey.name) return { fault: '`earlier` has a key of another origin' };
    if (placeOf(key, [...earlier, vkey]) >= 0) return { fault: '`earlier` has a key twice' };
    earlier.push(key);
  }
  return earlier;
}
