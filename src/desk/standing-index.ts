/** When a row stands: from the one time to the other, half-open (room time, ms). */
export type Span = readonly [from: number, until: number];

/**
 * Rows by when they stand. Whoever asks about one time looks at those that stood then, and at as many others as the number of all has binary digits: a
 * segment tree over the rows in order of their beginning, whose nodes hold the latest end below them.
 */
export class StandingIndex {
  readonly #spans = new Map<string, Span>();
  #ids: string[] = [];
  #from: number[] = [];
  readonly #positions = new Map<string, number>();
  /** Node 1 is the root, the children of n are 2n and 2n + 1, and the leaves come last. */
  #latest = new Float64Array(2);
  /** False where a row came that is not the last to begin: the order is made when it is asked for. */
  #ordered = true;

  get size(): number {
    return this.#spans.size;
  }

  set(id: string, span: Span): void {
    const before = this.#spans.get(id);
    this.#spans.set(id, span);
    if (!this.#ordered) return;
    const [from, until] = span;
    const position = this.#positions.get(id);
    if (position !== undefined) {
      if (before?.[0] === from) this.#end(position, until);
      else this.#ordered = false;
      return;
    }
    const isLast =
      from >= (this.#from.at(-1) ?? Number.NEGATIVE_INFINITY) && this.#ids.length < this.#latest.length / 2;
    if (isLast) this.#append(id, span);
    else this.#ordered = false;
  }

  delete(id: string): void {
    this.#spans.delete(id);
    if (!this.#ordered) return;
    if (this.#positions.get(id) !== this.#ids.length - 1) {
      this.#ordered = false;
      return;
    }
    this.#end(this.#ids.length - 1, Number.NEGATIVE_INFINITY);
    this.#ids.pop();
    this.#from.pop();
    this.#positions.delete(id);
  }

  /** Ids of rows that end after a time, and began up to another; who began last comes first. */
  *lasting(after: number, begunBy = Number.POSITIVE_INFINITY): Iterable<string> {
    if (!this.#ordered) this.#order();
    yield* this.#below(1, 0, this.#latest.length / 2, this.#countOf(begunBy), after);
  }

  *#below(node: number, first: number, width: number, end: number, after: number): Iterable<string> {
    if (first >= end || (this.#latest[node] ?? 0) <= after) return;
    if (width === 1) {
      yield this.#ids[first] ?? '';
      return;
    }
    const half = width / 2;
    yield* this.#below(2 * node + 1, first + half, half, end, after);
    yield* this.#below(2 * node, first, half, end, after);
  }

  /** How many rows had begun by a time. */
  #countOf(begunBy: number): number {
    let [low, high] = [0, this.#from.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#from[middle] ?? 0) <= begunBy) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #order(): void {
    const rows = [...this.#spans].sort(([, [one]], [, [other]]) => one - other);
    const leaves = 2 ** Math.ceil(Math.log2(2 * rows.length + 1));
    this.#ids = [];
    this.#from = [];
    this.#positions.clear();
    this.#latest = new Float64Array(2 * leaves).fill(Number.NEGATIVE_INFINITY);
    for (const [id, span] of rows) this.#append(id, span);
    this.#ordered = true;
  }

  #append(id: string, [from, until]: Span): void {
    this.#positions.set(id, this.#ids.length);
    this.#ids.push(id);
    this.#from.push(from);
    this.#end(this.#ids.length - 1, until);
  }

  #end(position: number, until: number): void {
    let node = this.#latest.length / 2 + position;
    this.#latest[node] = until;
    for (node >>= 1; node >= 1; node >>= 1) {
      this.#latest[node] = Math.max(this.#latest[2 * node] ?? 0, this.#latest[2 * node + 1] ?? 0);
    }
  }
}
