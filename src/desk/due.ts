import type { TimerRow } from '../matters/timers/rows.ts';
import type { RowChange } from '../terms/entry.ts';
import { DueHeap } from './due-heap.ts';
import type { State } from './state.ts';

/**
 * The timers by the time they are due: a heap beside the state. Slots of timers that were reset or cleared stay in it until they
 * come up, and are passed over then, so the state alone says what is due.
 */
export class DueTimers {
  readonly #state: State;
  readonly #heap = new DueHeap();

  constructor(state: State) {
    this.#state = state;
    for (const timer of state.values('timers')) this.#heap.push(timer);
  }

  /** Takes note of timers that were set. */
  note(changes: readonly RowChange[]): void {
    for (const { slice, row } of changes) if (slice === 'timers' && row !== null) this.#heap.push(row as TimerRow);
  }

  /** The earliest timer, or undefined. */
  next(): TimerRow | undefined {
    for (;;) {
      const first = this.#heap.first();
      if (first === undefined) return undefined;
      const timer = this.#state.get('timers', first.id);
      if (timer?.due === first.due) return timer;
      this.#heap.pop();
    }
  }
}
