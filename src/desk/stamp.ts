import type { Clock } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';

/** The event's clock: the wall clock in a live room, a faster or a stepped one in an exercise. */
export type RoomClock = { now(): number };

/** Room time of an exercise that runs: it can be held at a time until it is let on, and its speed can change. */
export type ExerciseClock = RoomClock & {
  /**
   * Runs on to `time` and stands there until the next call. A script holds it at each act until that is entered, so that a slow machine
   * makes an exercise longer, and never its acts late.
   */
  holdAt(time: number): void;
  /** From now on this many room milliseconds in one of the wall; 0 stands. What has passed stays as it was. */
  runAt(speed: number): void;
  /** Moves on to `time` at once, whatever holds it; never back. */
  advanceTo(time: number): void;
};

/**
 * Room time of an exercise: starts at `from` and runs `speed` times as fast as the monotonic clock.
 * INVARIANT: whatever is called in whatever order, `now()` never goes back, and jumps only where `advanceTo` says so. Fractions of a
 * millisecond are kept, or a clock that is held often would stand still.
 */
export function exerciseClock(clock: Clock, from: number, speed: number): ExerciseClock {
  let [started, base, held, rate] = [clock.monotonicNow(), from, Number.POSITIVE_INFINITY, speed];
  const exact = () => {
    const passed = Math.max(0, clock.monotonicNow() - started);
    return Math.min(Math.max(base, held), base + passed * rate);
  };
  const goOnFrom = (time: number) => {
    base = time;
    started = clock.monotonicNow();
  };
  return {
    now: () => Math.floor(exact()),
    holdAt(time) {
      goOnFrom(exact());
      held = time;
    },
    runAt(next) {
      goOnFrom(exact());
      rate = next;
    },
    advanceTo(time) {
      goOnFrom(Math.max(exact(), time));
    },
  };
}

/** Room time that moves only when told; for replaying a script as fast as it goes. */
export class SteppedClock implements RoomClock {
  #now: number;
  constructor(from: number) {
    this.#now = from;
  }
  now(): number {
    return this.#now;
  }
  /** Moves on; never back. */
  advanceTo(time: number): void {
    this.#now = Math.max(this.#now, time);
  }
}

export type Stamp = {
  /** Room time, ms. */
  readonly at: number;
  /** Wall clock, ms. */
  readonly recorded: number;
};

/**
 * Stamps entries with `max(previous, now)` on both clocks. A jump of the wall clock against the monotonic one, or a wall clock that is far
 * behind the last record, halts: times that were wrong once cannot be put right in a ledger.
 */
export class Stamper {
  readonly #clock: Clock;
  readonly #room: RoomClock;
  #previous: Stamp;
  #wall: number;
  #monotonic: number;
  #halted: string | undefined;

  /** @param previous stamp of the last entry in the ledger */
  constructor(clock: Clock, room: RoomClock, previous: Stamp) {
    this.#clock = clock;
    this.#room = room;
    this.#previous = previous;
    this.#wall = clock.wallNow();
    this.#monotonic = clock.monotonicNow();
    const behind = previous.recorded - this.#wall;
    if (behind > LIMITS.clockJumpMs) {
      this.#halted = `the machine's clock is ${Math.round(behind / 1000)} s behind the last record`;
    }
  }

  /** Why no more entries are stamped, if so. Looks at the clocks. */
  halted(): string | undefined {
    const [wall, monotonic] = [this.#clock.wallNow(), this.#clock.monotonicNow()];
    const jump = wall - this.#wall - (monotonic - this.#monotonic);
    this.#wall = wall;
    this.#monotonic = monotonic;
    if (Math.abs(jump) > LIMITS.clockJumpMs) {
      this.#halted = `the machine's clock jumped by ${Math.round(jump / 1000)} s`;
    }
    return this.#halted;
  }

  /** Goes on at the clock as it is, after the operator's act. */
  accept(): void {
    this.#halted = undefined;
  }

  /** The stamp that the next entry would get. */
  peek(): Stamp {
    const at = Math.max(this.#previous.at, this.#room.now());
    const recorded = Math.max(this.#previous.recorded, Math.floor(this.#clock.wallNow()));
    return { at, recorded };
  }

  next(): Stamp {
    this.#previous = this.peek();
    return this.#previous;
  }

  /** Takes back stamps of a batch that was not committed, and with them an acceptance in it: it halted for `halted`. */
  rewind(to: Stamp, halted?: string): void {
    this.#previous = to;
    this.#halted ??= halted;
  }

  get previous(): Stamp {
    return this.#previous;
  }
}
