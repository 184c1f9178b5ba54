/**
 * How far the check of a published ledger came, kept by the reader so that one that was interrupted goes on there. What
 * the file says is believed only as far as it leads to the signed root: whoever can write it can make the checker pass
 * over files in front of its place, and nothing else.
 */
import { decodeBase64, decodeUtf8, encodeBase64, hex, quote, utf8 } from './bytes.ts';
import {
  hasExactly,
  isCount,
  itemsOf,
  type Json,
  type JsonObject,
  parseCanonical,
  spell,
  writeCanonical,
} from './canonical.ts';
import { hashBytes, type Primitives, sha256 } from './hash.ts';
import { type Fault, isFault } from './report.ts';
import type { Read } from './source.ts';
import { tileWidth } from './tiles.ts';

/** What a file begins with that is of a check of what is under the seals (`kept-seals.ts`). */
export const sealsMagic = 'remit/verify/resume/v1\n';
export const resumeBytesMax = 1_048_576;
/** Tiles after which the place is kept: 16,384 entries are checked again at most. */
export const resumeEveryTiles = 64;

/** The reader's file. None of these throws. */
export interface ResumeStore {
  /** What messages call it. */
  readonly name: string;
  read(bytesMax: number): Promise<Read>;
  /** Replaces the file whole and durably, or not at all. Gives the reason when it could not. */
  write(bytes: Uint8Array): Promise<string | undefined>;
  remove(): Promise<void>;
}

/** What a check was of: it goes on only for the same. */
export interface ResumeOf {
  readonly checker: string;
  readonly origin: string;
  readonly vkey: string;
  /** SHA-256 of the policy, hex; `null` without one. */
  readonly policy: string | null;
}

/** A place in the walk over the tree, behind full tiles in which nothing was wrong. */
export interface Place {
  readonly tiles: number;
  /** The hashes of the open tiles of level 1 and up. */
  readonly frontier: readonly Uint8Array[];
  readonly lastRecorded: number | undefined;
  /** Roots at sizes passed that were asked for, and when the entries that came next were recorded. */
  readonly roots: ReadonlyMap<number, Uint8Array>;
  readonly recorded: ReadonlyMap<number, number>;
}

const members = [
  'checker',
  'frontier',
  'lastRecorded',
  'origin',
  'policy',
  'recorded',
  'roots',
  'sum',
  'tiles',
  'v',
  'vkey',
];

/** Canonical JSON of the place, with the SHA-256 over the rest as `sum`. */
export function writeResume(of: ResumeOf, place: Place, primitives: Primitives): Uint8Array {
  const { tiles, frontier, lastRecorded, roots, recorded } = place;
  const body: JsonObject = {
    ...of,
    tiles,
    frontier: frontier.map((hashes) => encodeBase64(hashes, 'b64')),
    lastRecorded: lastRecorded ?? null,
    roots: [...roots].map(([size, root]): Json => [size, encodeBase64(root, 'b64')]),
    recorded: [...recorded].map(([index, time]): Json => [index, time]),
    v: 1,
  };
  return utf8(writeCanonical({ ...body, sum: sumOf(body, primitives) }));
}

/** The place in `bytes`, or why the check cannot go on there; `otherKey` where it is one of another key alone. */
export function readResume(
  bytes: Uint8Array,
  of: ResumeOf,
  primitives: Primitives,
): Place | (Fault & { readonly otherKey?: string }) {
  const isOfSeals = decodeUtf8(bytes.subarray(0, sealsMagic.length)) === sealsMagic;
  if (isOfSeals) return { fault: 'is one of a check with `--keys`' };
  const parsed = parseCanonical(bytes);
  if (isFault(parsed)) return parsed;
  const { value } = parsed;
  if (!hasExactly(value, members) || value['v'] !== 1) {
    return { fault: 'does not have the members of a kept place' };
  }
  const { sum, ...body } = value;
  if (sum !== sumOf(body, primitives)) return { fault: 'was changed since it was written: its sum is another' };
  for (const name of ['checker', 'origin', 'policy', 'vkey'] as const) {
    if (body[name] === of[name]) continue;
    const said = spell(body[name]);
    const fault = `is of another ${names[name]}, ${quote(said)}`;
    return name === 'vkey' ? { fault, otherKey: said } : { fault };
  }
  return placeOf(body) ?? { fault: 'has a place that cannot be' };
}

const names = { checker: 'version of the checker', origin: 'ledger', vkey: 'key', policy: 'policy' } as const;

function sumOf(body: JsonObject, primitives: Primitives): string {
  return hex(sha256(primitives, utf8(writeCanonical(body))));
}

function placeOf(body: JsonObject): Place | undefined {
  const { tiles, lastRecorded } = body;
  if (!isCount(tiles) || (lastRecorded !== null && !isCount(lastRecorded))) return undefined;
  const frontier = itemsOf(body['frontier']).map((text) => decodeBase64(spell(text), 'b64'));
  const levels = frontierWidths(tiles);
  if (frontier.length !== levels.length) return undefined;
  const hashes: Uint8Array[] = [];
  for (const [i, level] of frontier.entries()) {
    if (level?.length !== (levels[i] ?? 0) * hashBytes) return undefined;
    hashes.push(level);
  }
  const roots = new Map<number, Uint8Array>();
  for (const [size = null, text] of pairs(body['roots'])) {
    const root = decodeBase64(spell(text), 'b64');
    if (!isCount(size) || root?.length !== hashBytes) return undefined;
    roots.set(size, root);
  }
  const recorded = new Map<number, number>();
  for (const [index = null, time = null] of pairs(body['recorded'])) {
    if (!isCount(index) || !isCount(time)) return undefined;
    recorded.set(index, time);
  }
  return { tiles, frontier: hashes, lastRecorded: lastRecorded ?? undefined, roots, recorded };
}

/** How many hashes the open tile of each level from 1 on has, after so many full tiles of level 0. */
export function frontierWidths(tiles: number): number[] {
  const widths: number[] = [];
  for (let rest = tiles; rest > 0; rest = Math.floor(rest / tileWidth)) widths.push(rest % tileWidth);
  return widths;
}

function pairs(value: Json | undefined): Json[][] {
  return itemsOf(value).map((pair) => itemsOf(pair));
}
