/** Where tiles lie and how entries stand in them: C2SP tlog-tiles, formats.md §6. */
import type { Fault } from './report.ts';

/** Hashes or entries in a full tile. */
export const tileWidth = 256;
export const entryBytesMax = 61_440;
/** The longest an entry tile can be: 256 entries of the longest kind, each with its length. */
export const entryTileBytesMax = tileWidth * (2 + entryBytesMax);

/** `tile/<L>/<N>` or `tile/<L>/<N>.p/<W>`, below the ledger folder. `width` is 1 to 256. */
export function hashTilePath(level: number, n: number, width: number): string {
  return `tile/${level}/${tileName(n)}${partial(width)}`;
}

/** `tile/entries/<N>[.p/<W>]`, below the ledger folder. */
export function entryTilePath(n: number, width: number): string {
  return `tile/entries/${tileName(n)}${partial(width)}`;
}

/** `openings/<N>.jsonl`: nine digits, below the export's root (formats.md §7). */
export function openingsPath(n: number): string {
  return `openings/${String(n).padStart(9, '0')}.jsonl`;
}

/** A frame in an entry tile: where its length stands and where its entry does, in bytes from the file's start. */
export interface Frame {
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The `index`-th frame of `tile` (hostile), whose length stands at `at`. A fault when the length points beyond
 * the end of the file or is over 61,440.
 */
export function frameAt(tile: Uint8Array, at: number): Frame | Fault {
  const start = at + 2;
  if (start > tile.length) return { fault: 'the file ends before the length of the entry', offset: at };
  const length = ((tile[at] ?? 0) << 8) | (tile[at + 1] ?? 0);
  if (length > entryBytesMax) {
    return { fault: `the length ${length} is over ${entryBytesMax}`, offset: at };
  }
  if (start + length > tile.length) {
    return { fault: `the length ${length} points beyond the end of the file`, offset: at };
  }
  return { at, start, end: start + length };
}

function tileName(n: number): string {
  let name = String(n % 1000).padStart(3, '0');
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    name = `x${String(rest % 1000).padStart(3, '0')}/${name}`;
  }
  return name;
}

function partial(width: number): string {
  return width === tileWidth ? '' : `.p/${width}`;
}
