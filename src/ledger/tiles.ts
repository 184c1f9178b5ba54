import { assert } from '../base/assert.ts';
import { LIMITS } from '../base/limits.ts';
import { HASH_BYTES } from './tree.ts';

/** How many entries or hashes a full tile holds (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;

/** How many levels of the tree one level of tiles spans: 2^8 = {@link TILE_WIDTH}. */
export const TILE_LEVELS = 8;

/**
 * One tile: `entries` of leaf tile `index`, or hashes of the tree's level 8·`level`. `width` is 256, or less for a
 * partial one.
 */
export type Tile = {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
};

/** `tile/<L>/<N>[.p/<W>]`, relative to the folder of the log (C2SP tlog-tiles, docs/formats.md §6). */
export function tilePath(tile: Tile): string {
  const { level, width } = tile;
  assert(
    level === 'entries' || (Number.isSafeInteger(level) && level >= 0 && level < 64),
    `\`${level}\` is a tile level`,
  );
  assert(Number.isSafeInteger(width) && width >= 1 && width <= TILE_WIDTH, `\`${width}\` is a tile width`);
  const full = `tile/${level}/${tileNumber(tile.index)}`;
  return width === TILE_WIDTH ? full : `${full}.p/${width}`;
}

/** The folder of the partial tiles at this place. */
export function partialFolder(tile: Tile): string {
  return `${tilePath({ ...tile, width: TILE_WIDTH })}.p`;
}

/** `x001/x234/067`: groups of three digits, all but the last with a leading `x`. */
function tileNumber(index: number): string {
  assert(Number.isSafeInteger(index) && index >= 0, `\`${index}\` is a tile number`);
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** The bytes of an entry tile: each entry after its length as a big-endian uint16. */
export function encodeEntryTile(entries: readonly Uint8Array[]): Buffer {
  assert(entries.length >= 1 && entries.length <= TILE_WIDTH, `\`${entries.length}\` entries fit no tile`);
  const length = entries.reduce((sum, entry) => sum + 2 + entry.length, 0);
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  for (const entry of entries) {
    assert(entry.length <= LIMITS.entryBytes, `an entry of \`${entry.length}\` bytes is over entryBytes`);
    at = bytes.writeUInt16BE(entry.length, at);
    bytes.set(entry, at);
    at += entry.length;
  }
  return bytes;
}

/** The entries of a tile of this width; undefined where the framing is broken. Takes untrusted bytes; entries are views. */
export function decodeEntryTile(bytes: Uint8Array, width: number): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && entries.length < width) {
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    at += 2;
    if (length > LIMITS.entryBytes || at + length > bytes.length) return undefined;
    entries.push(bytes.subarray(at, at + length));
    at += length;
  }
  return at === bytes.length && entries.length === width ? entries : undefined;
}

/** The hashes of a hash tile of this width; undefined where its length is another. */
export function decodeHashTile(bytes: Uint8Array, width: number): Uint8Array[] | undefined {
  if (bytes.length !== width * HASH_BYTES) return undefined;
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}
