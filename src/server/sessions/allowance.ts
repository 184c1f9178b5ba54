import { type Clock, MINUTE } from '../../base/clock.ts';

/** Persons of whom it is remembered how much they took; the longest silent are forgotten first, and had nothing to wait for. */
const REMEMBERED_MAX = 10_000;

/** How much somebody has left, and when that was so (wall clock, ms). */
type Left = { readonly much: number; readonly at: number };

/**
 * What each person may take of the room, whatever addresses and sessions they come by: so much at once, and as much again in each minute. It is asked
 * before and counted after, so that only what was theirs counts, and nobody uses up what is another's.
 */
export class Allowance {
  readonly #max: number;
  readonly #clock: Pick<Clock, 'wallNow'>;
  /** The one who took last stands last. */
  readonly #left = new Map<string, Left>();

  /** @param max of one person in a minute, and at once after a silence */
  constructor(max: number, clock: Pick<Clock, 'wallNow'>) {
    this.#max = max;
    this.#clock = clock;
  }

  /** Seconds until this person may take so much (at most the whole allowance); 0 where they may now. */
  waits(person: string, much = 1): number {
    const wanted = Math.min(much, this.#max);
    const left = this.#leftOf(person, this.#clock.wallNow());
    return left >= wanted ? 0 : Math.ceil(((wanted - left) * MINUTE) / this.#max / 1_000);
  }

  /** Notes that this person took so much. */
  took(person: string, taken = 1): void {
    const at = this.#clock.wallNow();
    // What is never held up may be taken when nothing is left; it is no debt.
    const much = Math.max(0, this.#leftOf(person, at) - taken);
    this.#left.delete(person);
    this.#left.set(person, { much, at });
    if (this.#left.size <= REMEMBERED_MAX) return;
    const [longest] = this.#left.keys();
    if (longest !== undefined) this.#left.delete(longest);
  }

  /** Takes back what was counted before it was known how much it would be. */
  gaveBack(person: string, much: number): void {
    const left = this.#left.get(person);
    if (left !== undefined) this.#left.set(person, { ...left, much: Math.min(this.#max, left.much + much) });
  }

  #leftOf(person: string, now: number): number {
    const left = this.#left.get(person);
    if (left === undefined) return this.#max;
    // A clock that was set back gives nothing and takes nothing.
    const since = Math.max(0, now - left.at);
    return Math.min(this.#max, left.much + (since * this.#max) / MINUTE);
  }
}
