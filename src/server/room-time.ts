import { type Clock, MINUTE, SECOND } from '../base/clock.ts';
import { exerciseClock, type RoomClock, SteppedClock } from '../desk/stamp.ts';
import type { Scenario } from '../mandates/scenario.ts';
import type { Mode } from '../terms/act.ts';

/** The event's clock, and how fast it runs. */
export type RoomTime = RoomClock & {
  /** Room milliseconds in a millisecond of the wall; 0 where it stands until it is told to move. */
  readonly speed: number;
  /** Moves a clock that stands; never back. Only where `speed` is 0. */
  readonly advanceTo?: (time: number) => void;
  /** Runs on to this time and stands there until told again; a script holds it at each act until that is entered. */
  readonly holdAt?: (time: number) => void;
};

/** Makes the room's clock, given the room time at which to begin. */
export type RoomTimeFactory = (from: number) => RoomTime;

/** In a live room the event's clock is the wall clock. */
export function liveTime(clock: Clock): RoomTimeFactory {
  return () => ({ speed: 1, now: () => Math.floor(clock.wallNow()) });
}

/**
 * An exercise goes on at the room time at which it stopped, at this speed.
 * @param held stands there until a script waits for its first act, or lets the clock run
 */
export function exerciseTime(clock: Clock, speed: number, held = false): RoomTimeFactory {
  return (from) => {
    const running = exerciseClock(clock, from, speed);
    if (held) running.holdAt(from);
    return { speed, now: () => running.now(), holdAt: (time) => running.holdAt(time) };
  };
}

/** As fast as it goes: the clock moves from act to act. */
export function steppedTime(): RoomTimeFactory {
  return (from) => {
    const stepped = new SteppedClock(from);
    return { speed: 0, now: () => stepped.now(), advanceTo: (time) => stepped.advanceTo(time) };
  };
}

/**
 * Stands while the room is made, so that everything of the creation bears one time, and runs from {@link HeldTime.release} on.
 */
export class HeldTime implements RoomClock {
  readonly #factory: RoomTimeFactory;
  #held: number;
  #running: RoomTime | undefined;

  constructor(factory: RoomTimeFactory, from: number) {
    this.#factory = factory;
    this.#held = from;
  }

  now(): number {
    return this.#running?.now() ?? this.#held;
  }

  /** Lets the clock run, from where it stood. */
  release(): RoomTime {
    this.#running ??= this.#factory(this.#held);
    return this.#running;
  }
}

/** How long before its first act an exercise's ledger begins. */
const BEFORE_FIRST_ACT_MS = 5 * MINUTE;
/** A wait looks at the clock again at least this often, for clocks are changed. */
const LOOK_MS = SECOND;

/** Room time of the acts that create a ledger: shortly before the first act of the exercise; now in a live room. */
export function firstMoment(scenario: Scenario, mode: Mode, clock: Clock): number {
  const first = scenario.exercise[0]?.steps[0]?.at;
  return mode === 'live' || first === undefined ? Math.floor(clock.wallNow()) : first - BEFORE_FIRST_ACT_MS;
}

/**
 * Waits until the room's clock is there, and has what is due by then entered. A clock that stands goes from due to due; one that runs goes no
 * further than asked for, until it is asked again or let go.
 */
export async function waitForTime(wait: {
  readonly running: RoomTime;
  readonly door: { nextDue(): number | undefined; tick(): Promise<void> };
  readonly roomTime: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<void> {
  const { running, door, roomTime, signal } = wait;
  if (running.speed === 0) {
    for (let before: number | undefined; ; ) {
      const due = door.nextDue();
      if (due === undefined || due > roomTime || due === before || signal?.aborted === true) break;
      before = due;
      running.advanceTo?.(due);
      await door.tick();
    }
    running.advanceTo?.(roomTime);
    return;
  }
  running.holdAt?.(roomTime);
  while (running.now() < roomTime) {
    if (signal?.aborted === true) return;
    const ms = Math.ceil((roomTime - running.now()) / running.speed);
    await pause(Math.min(Math.max(ms, 1), LOOK_MS), signal);
  }
  // Always, for what was due may be on its way into the ledger already, and no longer be next.
  await door.tick();
}

/** Ends early where the signal is given. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
