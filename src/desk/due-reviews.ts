import { assert } from '../base/assert.ts';
import { DAY } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import { dateOf, reviewOf } from '../matters/retention/dates.ts';
import { overSince, purposeOf } from '../matters/retention/over.ts';
import { type ReviewRecords, reviewTimer, rowOf } from '../matters/retention/reviews.ts';
import { IN_FORCE, type RetentionRow, type ReviewRow } from '../matters/retention/rows.ts';
import type { TimerRow } from '../matters/timers/rows.ts';
import type { RowChange } from '../terms/entry.ts';
import { RETAINED_KINDS, type RetainedKind, ruleFor } from '../terms/retention.ts';
import { DueHeap } from './due-heap.ts';
import { draftOn, type State } from './state.ts';

/** Records that one rule keeps, by when they were over. */
type Class = {
  readonly kind: RetainedKind;
  readonly days: number;
  /** Those whose row says when they were over: by then. The others are counted from the first rules on. */
  readonly timed: DueHeap;
  readonly untimed: DueHeap;
};

/**
 * The records by the date at which they are to come up for review: heaps beside the state, one for each rule, of the rows as they stand. Nothing of it is
 * kept: a record's row and the rules in force say when it is due, so a restart and other rules make them anew. A slot of a record that went on, or came up, is
 * passed over when it comes first.
 *
 * Without rules it holds nothing and costs nothing. With them it has a slot for each record that is over, and 1,000,000 of them are made anew in some 0.6 s, once for
 * new rules and at a start.
 */
export class DueReviews {
  readonly #state: State;
  readonly #records: ReviewRecords;
  #retention: RetentionRow | undefined;
  #classes = new Map<string, Class>();
  /** What {@link next} found, until something changes. */
  #known: { readonly next: TimerRow | undefined } | undefined;

  constructor(state: State) {
    this.#state = state;
    this.#records = draftOn(state).records;
    this.#makeAnew();
  }

  /** Takes note of rows that were set. */
  note(changes: readonly RowChange[]): void {
    if (changes.some(({ slice }) => slice === 'retentions')) this.#makeAnew();
    if (this.#retention === undefined) return;
    for (const { slice, id } of changes) {
      const kind = RETAINED_KINDS.find((one) => one === slice);
      if (kind === undefined && slice !== 'reviews') continue;
      // What was to come next may go on again, or have come up.
      this.#known = undefined;
      if (kind !== undefined) this.#add(kind, id);
      // A release is over with its item, and its own row is not set for that.
      const released = slice === 'items' ? this.#records.releases.where('item', id) : [];
      for (const release of released) this.#add('releases', release.id);
    }
  }

  /** Takes note of changes that were undone: records that came up by them did not. */
  noteUndone(changes: readonly RowChange[]): void {
    this.note(changes.filter(({ slice }) => slice !== 'reviews'));
    this.#known = undefined;
    for (const { slice, row } of changes) {
      if (slice !== 'reviews' || row === null) continue;
      const { kind, of } = row as ReviewRow;
      this.#add(kind, kind === 'log' ? of.replace(/^entry-/, '') : of);
    }
  }

  /** The record that is to come up next, as a timer of the room's clock; undefined where none has a date. */
  next(): TimerRow | undefined {
    this.#known ??= { next: this.#earliest() };
    return this.#known.next;
  }

  /**
   * Brings up what is due, as much as one transaction takes.
   * @param now room time, ms
   * @param enter steps the clock's act for one of them, and notes what it changed
   * @returns whether more is due
   */
  bringUp(now: () => number, enter: (review: TimerRow, at: number) => void): boolean {
    for (let n = 0; ; n += 1) {
      const review = this.next();
      const at = now();
      if (review === undefined || review.due > at) return false;
      if (n >= LIMITS.batchReviews) return true;
      enter(review, at);
      assert(this.next()?.id !== review.id, 'a record comes up once, or the room would bring it up for ever');
    }
  }

  #earliest(): TimerRow | undefined {
    let earliest: TimerRow | undefined;
    for (const one of this.#classes.values()) {
      for (const heap of [one.timed, one.untimed]) {
        const next = this.#firstOf(one, heap);
        if (next !== undefined && (earliest === undefined || isBefore(next, earliest))) earliest = next;
      }
    }
    return earliest;
  }

  #firstOf({ kind, days }: Class, heap: DueHeap): TimerRow | undefined {
    for (;;) {
      const slot = heap.first();
      if (slot === undefined) return undefined;
      const row = rowOf(this.#records, kind, slot.id);
      const dated = row === undefined ? undefined : dateOf(this.#records, kind, row);
      const isStill = dated?.due === slot.due + days * DAY && reviewOf(this.#records, kind, slot.id) === undefined;
      if (dated !== undefined && isStill) return { id: reviewTimer(kind, slot.id), due: dated.due };
      heap.pop();
    }
  }

  #makeAnew(): void {
    this.#retention = this.#state.get('retentions', IN_FORCE);
    this.#classes = new Map();
    this.#known = undefined;
    for (const kind of this.#retention === undefined ? [] : RETAINED_KINDS) {
      if (this.#retention?.rules.some((rule) => rule.kind === kind) !== true) continue;
      for (const [id] of this.#state.entries(kind)) this.#add(kind, id);
    }
  }

  #add(kind: RetainedKind, id: string): void {
    const row = rowOf(this.#records, kind, id);
    const since = row === undefined ? undefined : overSince(kind, row, this.#records);
    if (row === undefined || since === undefined || this.#retention === undefined) return;
    const rule = ruleFor(this.#retention.rules, kind, purposeOf(kind, row));
    if (rule === undefined) return;
    const known = this.#classes.get(rule.id);
    const one = known ?? { kind, days: rule.days, timed: new DueHeap(), untimed: new DueHeap() };
    if (known === undefined) this.#classes.set(rule.id, one);
    (since === null ? one.untimed : one.timed).push({ due: since ?? this.#retention.first, id });
  }
}

/** By their ids where both are due at one moment: in which order rules came to hold something, a room that starts does not know. */
function isBefore(a: TimerRow, b: TimerRow): boolean {
  return a.due < b.due || (a.due === b.due && a.id < b.id);
}
