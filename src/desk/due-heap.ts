/** What is due when; `id` decides between two of one time. */
export type Slot = { readonly due: number; readonly id: string };

/** A binary heap of what is due, the earliest first. */
export class DueHeap {
  readonly #heap: Slot[] = [];

  /** The earliest; undefined where there is none. */
  first(): Slot | undefined {
    return this.#heap[0];
  }

  push({ due, id }: Slot): void {
    const heap = this.#heap;
    heap.push({ due, id });
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap[at], heap[parent])) break;
      swap(heap, at, parent);
      at = parent;
    }
  }

  /** Takes the earliest away. */
  pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return;
    heap[0] = last;
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (isBefore(heap[child], heap[least])) least = child;
      if (least === at) return;
      swap(heap, at, least);
      at = least;
    }
  }
}

function isBefore(a: Slot | undefined, b: Slot | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.due < b.due || (a.due === b.due && a.id < b.id);
}

function swap(heap: Slot[], a: number, b: number): void {
  const [one, other] = [heap[a], heap[b]];
  if (one === undefined || other === undefined) return;
  heap[a] = other;
  heap[b] = one;
}
