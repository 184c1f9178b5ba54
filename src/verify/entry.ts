/** The logged bytes of an entry: formats.md §2. */
import { decodeBase64, quote } from './bytes.ts';
import { hasExactly, isSortedStrings, type Json, parseCanonical, spell } from './canonical.ts';
import { type Fault, isFault } from './report.ts';
import { entryBytesMax } from './tiles.ts';

export const sealSizes: readonly number[] = [16, 32, 64];

/**
 * Checks entry after entry of one ledger. An entry is copied once, behind the 0x00 of its leaf hash; a good one is
 * then recognised by its fixed template without parsing it. Only what does not fit the template is parsed, to say why.
 */
export class EntryReader {
  readonly #origin: string;
  /** 0x00 and the entry, also as words of 16 and of 32 bits: the fixed parts of a good entry start at whole words. */
  readonly #leaf = new Uint8Array(entryBytesMax + 4);
  readonly #pairs = new Uint16Array(this.#leaf.buffer);
  readonly #quads = new Int32Array(this.#leaf.buffer);
  readonly #head = asciiBytes('\0{"_sd":["');
  readonly #middle: Uint8Array;
  readonly #middleQuads: Int32Array;
  readonly #tail = asciiBytes(',"v":1}');
  /** Most entries have one of few lengths: their views are kept. */
  readonly #views = new Map<number, Uint8Array>();
  #length = 0;

  /** `origin` has the form of formats.md §6, so it needs no escapes. */
  constructor(origin: string) {
    this.#origin = origin;
    this.#middle = asciiBytes(`],"_sd_alg":"sha-256","ledger":${JSON.stringify(origin)},"recorded":`);
    this.#middleQuads = new Int32Array(this.#middle.buffer, 0, this.#middle.length >> 2);
  }

  /** Takes the entry at `start` to `end` of `tile`, at most 61,440 bytes, and gives what the leaf hash is made of. */
  load(tile: Uint8Array, start: number, end: number): Uint8Array {
    const length = end - start;
    this.#leaf.set(tile.subarray(start, end), 1);
    this.#length = length;
    let view = this.#views.get(length);
    if (view === undefined) {
      if (this.#views.size >= 1000) this.#views.clear();
      view = this.#leaf.subarray(0, 1 + length);
      this.#views.set(length, view);
    }
    return view;
  }

  /** `recorded` of the loaded entry, or what is wrong with it. The fault's offset counts from the entry's first byte. */
  check(): { recorded: number } | Fault {
    const recorded = this.fits();
    if (recorded >= 0) return { recorded };
    return explainEntry(this.#leaf.subarray(1, 1 + this.#length), this.#origin);
  }

  /** `recorded` when the loaded entry fits the template, else -1. It never fits when `explainEntry` has a fault. */
  fits(): number {
    const leaf = this.#leaf;
    const count = sealSizes.find((size) => leaf[digestsEnd(size)] === 0x5d);
    if (count === undefined || !this.#digestsFit(count) || !this.#has(this.#head, 0)) return -1;
    const middle = digestsEnd(count);
    const digits = middle + this.#middle.length;
    const digitsEnd = 1 + this.#length - this.#tail.length;
    const width = digitsEnd - digits;
    if (width < 1 || width > 16 || !this.#middleFits(middle) || !this.#has(this.#tail, digitsEnd)) return -1;
    if (leaf[digits] === 0x30 && width > 1) return -1;
    let recorded = 0;
    for (let at = digits; at < digitsEnd; at++) {
      const digit = (leaf[at] as number) - 0x30;
      if (digit < 0 || digit > 9) return -1;
      recorded = recorded * 10 + digit;
    }
    return recorded <= Number.MAX_SAFE_INTEGER ? recorded : -1;
  }

  /** Whether `count` canonical, ascending digests stand where they have to. */
  #digestsFit(count: number): boolean {
    const pairs = this.#pairs;
    const quads = this.#quads;
    // The quotes and commas at their places are counted below; the sum is greater if any others are anywhere.
    let sum = (pairFaults[pairs[digestsStart >> 1] as number] as number) - (3 * count - 2);
    const end = digestsEnd(count) >> 2;
    let i = (digestsStart + 2) >> 2;
    // Three at a time: measured, it more than halves the time of this check.
    for (; i + 2 < end; i += 3) {
      const a = quads[i] as number;
      const b = quads[i + 1] as number;
      const c = quads[i + 2] as number;
      sum +=
        (pairFaults[a & 0xffff] as number) +
        (pairFaults[a >>> 16] as number) +
        (pairFaults[b & 0xffff] as number) +
        (pairFaults[b >>> 16] as number) +
        (pairFaults[c & 0xffff] as number) +
        (pairFaults[c >>> 16] as number);
    }
    for (; i < end; i++) {
      const a = quads[i] as number;
      sum += (pairFaults[a & 0xffff] as number) + (pairFaults[a >>> 16] as number);
    }
    if (sum !== 0) return false;
    let at = digestsStart;
    for (let k = 1; k <= count; k++, at += stride) {
      if (lastFaults[pairs[(at + 42) >> 1] as number] !== 0) return false;
      if (k < count && pairs[(at + 44) >> 1] !== commaQuote) return false;
      if (k > 1 && !this.#ascends(at)) return false;
    }
    return true;
  }

  /** Whether the digest at `at` is greater than the one before it. */
  #ascends(at: number): boolean {
    const leaf = this.#leaf;
    for (let i = at; i < at + 43; i++) {
      const difference = (leaf[i] as number) - (leaf[i - stride] as number);
      if (difference !== 0) return difference > 0;
    }
    return false;
  }

  /** `#has(#middle, at)` by words; `at` is a multiple of 4. */
  #middleFits(at: number): boolean {
    const quads = this.#quads;
    const wanted = this.#middleQuads;
    const first = at >> 2;
    for (let i = 0; i < wanted.length; i++) if (quads[first + i] !== wanted[i]) return false;
    for (let i = wanted.length * 4; i < this.#middle.length; i++) {
      if (this.#leaf[at + i] !== this.#middle[i]) return false;
    }
    return true;
  }

  #has(bytes: Uint8Array, at: number): boolean {
    const leaf = this.#leaf;
    for (let i = 0; i < bytes.length; i++) if (leaf[at + i] !== bytes[i]) return false;
    return true;
  }
}

/** The digests in `_sd` of an entry that was found good: strings of 43 characters, a digest at every 46th byte. */
export function sealDigests(tile: Uint8Array, start: number): Set<string> {
  const digests = new Set<string>();
  for (let at = start + 9; ; at += 46) {
    let digest = '';
    for (let i = at; i < at + 43; i++) digest += String.fromCharCode(tile[i] as number);
    digests.add(digest);
    if (tile[at + 44] !== 0x2c) return digests;
  }
}

/** What is wrong with the bytes of an entry by formats.md §2, in words: the slow way, which parses. */
export function explainEntry(bytes: Uint8Array, origin: string): { recorded: number } | Fault {
  if (bytes.length > entryBytesMax) return { fault: `is longer than ${entryBytesMax} bytes` };
  const parsed = parseCanonical(bytes);
  if (isFault(parsed)) return parsed;
  const entry = parsed.value;
  if (!hasExactly(entry, ['_sd', '_sd_alg', 'ledger', 'recorded', 'v'])) {
    return { fault: 'does not have exactly the members `_sd _sd_alg ledger recorded v`' };
  }
  if (entry['v'] !== 1) return { fault: '`v` is not 1' };
  if (entry['_sd_alg'] !== 'sha-256') return { fault: '`_sd_alg` is not `sha-256`' };
  if (entry['ledger'] !== origin) {
    return { fault: `\`ledger\` is ${quote(spell(entry['ledger']))}, not the origin ${quote(origin)}` };
  }
  const recorded = entry['recorded'];
  if (typeof recorded !== 'number' || recorded < 0) return { fault: '`recorded` is not a time' };
  const fault = sealFault(entry['_sd']);
  return fault === undefined ? { recorded } : { fault };
}

function sealFault(digests: Json | undefined): string | undefined {
  if (!Array.isArray(digests) || !sealSizes.includes(digests.length)) {
    return '`_sd` is not an array of 16, 32 or 64';
  }
  for (const digest of digests) {
    if (typeof digest !== 'string' || decodeBase64(digest, 'b64u')?.length !== 32) {
      return `\`_sd\` has ${quote(spell(digest))}, which is not base64url of 32 bytes`;
    }
  }
  return isSortedStrings(digests) ? undefined : '`_sd` is not ascending, or has a digest twice';
}

/** Of the first digest, in `0x00 ‖ entry`, and from one digest to the next. */
const digestsStart = 10;
const stride = 46;

/** Where the `]` behind `count` digests stands: a multiple of 4 for 16, 32 and 64. */
function digestsEnd(count: number): number {
  return digestsStart + stride * count - 2;
}

// Two characters at a time, by a view on them, so that byte order does not matter. `pairFaults`: 0 where both are
// letters of base64url, else how many of them are a quote or a comma, else more than an entry has of those (190).
const pairFaults = new Uint8Array(65_536).fill(255);
// `lastFaults`: 0 where a digest may end so. Its 43rd letter holds 4 bits; the two below are zero in canonical base64url.
const lastFaults = new Uint8Array(65_536).fill(1);
const two = new Uint8Array(2);
const twoAsWord = new Uint16Array(two.buffer);
const commaQuote = word(0x2c, 0x22);
const letters = asciiBytes('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
letters.forEach((first, value) => {
  for (const second of letters) pairFaults[word(first, second)] = 0;
  pairFaults[word(first, 0x22)] = 1;
  if (value % 4 === 0) lastFaults[word(first, 0x22)] = 0;
});
pairFaults[commaQuote] = 2;

function word(first: number, second: number): number {
  two[0] = first;
  two[1] = second;
  return twoAsWord[0] as number;
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
