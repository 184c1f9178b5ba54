/** What is made of keys, each made once for as long as it is kept. Where it would hold more than it may, all of it is forgotten. */
export class Remembered<Key, Made> {
  readonly #max: number;
  readonly #make: (key: Key) => Made;
  readonly #made = new Map<Key, Made>();

  /**
   * @param max things that are kept
   * @param make gives the same for the same key, and never undefined
   */
  constructor(max: number, make: (key: Key) => Made) {
    this.#max = max;
    this.#make = make;
  }

  of(key: Key): Made {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = this.#make(key);
    if (this.#made.size >= this.#max) this.#made.clear();
    this.#made.set(key, made);
    return made;
  }
}
