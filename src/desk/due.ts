import type { TimerRow } from '../matters/timers/rows.ts';
import type { RowChange } from '../terms/entry.ts';
import type { State } from './state.ts';

type Slot = { readonly due: number; readonly id: string };

/**
 * The timers by the time they are due: a binary heap beside the state. Slots of timers that were reset or cleared stay in it until they
 * come up, and are passed over then, so the state alone says what is due.
 */
export class DueTimers {
  readonly #state: State;
  readonly #heap: Slot[] = [];

  constructor(state: State) {
    this.#state = state;
    for (const timer of state.values('timers')) this.#push(timer);
  }

  /** Takes note of timers that were set. */
  note(changes: readonly RowChange[]): void {
    for (const { slice, row } of changes) if (slice === 'timers' && row !== null) this.#push(row as TimerRow);
  }

  /** The earliest timer, or undefined. */
  next(): TimerRow | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined) return undefined;
      const timer = this.#state.get('timers', first.id);
      if (timer?.due === first.due) return timer;
      this.#pop();
    }
  }

  #push({ due, id }: Slot): void {
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

  #pop(): void {
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
