/** Indices, whole numbers from 0 on, a bit each: of a ledger there may be millions. */
export class IndexSet {
  #bits = new Uint8Array(1024);

  add(index: number): void {
    const at = index >>> 3;
    if (at >= this.#bits.length) {
      const wider = new Uint8Array(Math.max(at + 1, this.#bits.length * 2));
      wider.set(this.#bits);
      this.#bits = wider;
    }
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (index & 7));
  }

  has(index: number): boolean {
    return ((this.#bits[index >>> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }
}
