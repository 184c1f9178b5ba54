import { DAY, MINUTE } from '../../base/clock.ts';
import type { Mode } from '../../terms/act.ts';
import { countedAs, type DecisionFields } from './classes.ts';
import { Tally } from './tally.ts';

/** How late and in which steps of room time acts are counted in public. */
export type CountingPace = {
  /** An act is counted once it is this old, at the earliest. */
  readonly delayMs: number;
  /** Counts move on in steps of this length; an act's own time never shows. */
  readonly stepMs: number;
};

/** What applies unless the operator configures another: a live event by whole days (UTC), an exercise by quarters of an hour. */
export const COUNTING_PACES: Readonly<Record<Mode, CountingPace>> = {
  live: { delayMs: DAY, stepMs: DAY },
  exercise: { delayMs: 15 * MINUTE, stepMs: 15 * MINUTE },
};

/**
 * Entries that must lie in what a step adds: fewer wait for the next. When each entry was recorded can be read from the ledger by anybody,
 * so a step with a single new entry would say of that very entry where it was counted.
 */
export const STEP_ENTRIES_MIN = 5;

/**
 * Counts entries as they come, in order, and lets them go into what is public step by step. The same entries and the same room
 * time give the same counts, however often it was asked in between.
 */
export class StepCounts {
  readonly #pace: CountingPace;
  readonly #settled = new Tally();
  /** Steps that are over, but too small to show. */
  #waiting = new Tally();
  /** By number of the step, ascending, for room time never goes back. */
  readonly #steps = new Map<number, Tally>();
  #last = 0;
  #settledUntil: number | null = null;

  constructor(pace: CountingPace) {
    this.#pace = pace;
  }

  /**
   * Takes in one entry. One whose decision is closed for ever has no time of its own; it stands at that of the entry before.
   * @param touches commitments that it touches, by id
   */
  add(fields: DecisionFields, touches: readonly string[] = []): void {
    this.#last = Math.max(this.#last, fields.at ?? 0);
    const step = Math.floor(this.#last / this.#pace.stepMs);
    const tally = this.#steps.get(step) ?? new Tally();
    this.#steps.set(step, tally);
    tally.count(countedAs(fields), touches);
  }

  /** What may be counted in public at this room time, and the end of the last step in it; null before the first. */
  at(roomNow: number): { readonly tally: Tally; readonly until: number | null } {
    const { delayMs, stepMs } = this.#pace;
    const over = Math.floor((roomNow - delayMs) / stepMs);
    for (const [step, tally] of this.#steps) {
      if (step >= over) break;
      this.#steps.delete(step);
      this.#waiting.addAll(tally);
      if (this.#waiting.entries < STEP_ENTRIES_MIN) continue;
      this.#settled.addAll(this.#waiting);
      this.#waiting = new Tally();
      this.#settledUntil = (step + 1) * stepMs;
    }
    return { tally: this.#settled, until: this.#settledUntil };
  }
}
