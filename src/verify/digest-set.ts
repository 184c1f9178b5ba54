/**
 * A growing set of SHA-256 digests of which each takes some 24 to 48 bytes, a third of what strings in a `Set` take: of each the first 16
 * bytes are kept, in one table with open addressing. A digest that was added is always found. One that was not could be taken
 * for another only where 16 bytes agree, which whoever writes the log would have to look for some 2^64 times, to have their own log refused.
 */
const wordsKept = 4;
export const digestBytesKept = 4 * wordsKept;
/** As a power of two; the table is doubled when it is two thirds full. */
const placesAtFirst = 1024;

export class DigestSet {
  #table = new Uint32Array(placesAtFirst * wordsKept);
  #size = 0;
  /** Of this run: without it, whoever writes the log could have all of its digests fall onto one place, and the checker go through them for each. */
  readonly #factors = globalThis.crypto.getRandomValues(new Uint32Array(wordsKept));
  /** The digest of four words 0 stands for an empty place in the table. */
  #hasZero = false;

  get size(): number {
    return this.#size + (this.#hasZero ? 1 : 0);
  }

  /** Adds a digest of at least 16 bytes; false where it was there. */
  add(digest: Uint8Array): boolean {
    const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
    const words = [view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)] as const;
    if (words.every((word) => word === 0)) {
      const added = !this.#hasZero;
      this.#hasZero = true;
      return added;
    }
    if (3 * (this.#size + 1) * wordsKept > 2 * this.#table.length) this.#grow();
    const place = this.#placeOf(words);
    if (!this.#isEmpty(place)) return false;
    this.#table.set(words, place);
    this.#size++;
    return true;
  }

  /** What is kept of each, one after the other in no order. */
  bytes(): Uint8Array {
    const out = new Uint8Array(this.size * digestBytesKept);
    const view = new DataView(out.buffer);
    // The digest of zeros, where it is there, is what is left at the end.
    let to = 0;
    for (let at = 0; at < this.#table.length; at += wordsKept) {
      if (this.#isEmpty(at)) continue;
      for (let n = 0; n < wordsKept; n++) view.setUint32(to + 4 * n, this.#table[at + n] ?? 0);
      to += digestBytesKept;
    }
    return out;
  }

  /** The set that gave these bytes; `undefined` where one stands twice, or half. */
  static from(bytes: Uint8Array): DigestSet | undefined {
    if (bytes.length % digestBytesKept !== 0) return undefined;
    const set = new DigestSet();
    for (let at = 0; at < bytes.length; at += digestBytesKept) {
      if (!set.add(bytes.subarray(at, at + digestBytesKept))) return undefined;
    }
    return set;
  }

  /** Where these words stand, or the empty place where they belong. INVARIANT: some place is empty. */
  #placeOf(words: readonly [number, number, number, number]): number {
    const table = this.#table;
    let mixed = 0;
    for (const [n, word] of words.entries()) mixed ^= Math.imul(word, (this.#factors[n] ?? 0) | 1);
    // The high half of a product is the mixed one.
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x9e3779b1) >>> 0;
    const places = table.length / wordsKept;
    for (let at = mixed & (places - 1); ; at = (at + 1) & (places - 1)) {
      const place = at * wordsKept;
      if (this.#isEmpty(place) || words.every((word, n) => table[place + n] === word)) return place;
    }
  }

  #isEmpty(place: number): boolean {
    const table = this.#table;
    return table[place] === 0 && table[place + 1] === 0 && table[place + 2] === 0 && table[place + 3] === 0;
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += wordsKept) {
      const words = [before[at] ?? 0, before[at + 1] ?? 0, before[at + 2] ?? 0, before[at + 3] ?? 0] as const;
      if (words.some((word) => word !== 0)) this.#table.set(words, this.#placeOf(words));
    }
  }
}
