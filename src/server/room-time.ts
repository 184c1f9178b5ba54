import { type Clock, MINUTE, SECOND, systemClock } from '../base/clock.ts';
import { type ExerciseClock, exerciseClock, type RoomClock } from '../desk/stamp.ts';
import type { Scenario } from '../mandates/scenario.ts';
import type { Mode } from '../terms/act.ts';

/** The event's clock, and how fast it runs. */
export type RoomTime = RoomClock & {
  /** Room milliseconds in a millisecond of the wall, at present; 0 where it stands: paused, or until it is told to move. */
  readonly speed: number;
  /** The clock of an exercise, which can be held, paused and run at another speed; a live room has none. */
  readonly exercise?: ExerciseTime;
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
    const time = new ExerciseTime(clock, from, speed);
    if (held) time.holdAt(from, SCRIPT);
    return time;
  };
}

/** As fast as it goes: the clock moves from act to act. */
export function steppedTime(clock: Clock = systemClock): RoomTimeFactory {
  return exerciseTime(clock, AS_FAST_AS_IT_GOES);
}

/** The speed of a clock that stands until it is told to move, and moves from act to act. */
export const AS_FAST_AS_IT_GOES = 0;

/** Who holds the clock where nobody else is named. */
export const SCRIPT = 'script';

/**
 * The clock of an exercise. Whoever plays acts holds it at the time of their next one; it stands at the earliest of these, so that several
 * play beside one another and none comes late.
 */
export class ExerciseTime implements RoomTime {
  readonly #clock: ExerciseClock;
  readonly #holds = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #pace: number;
  #paused = false;

  constructor(clock: Clock, from: number, pace: number) {
    this.#clock = exerciseClock(clock, from, pace);
    this.#pace = pace;
  }

  now(): number {
    return this.#clock.now();
  }

  get speed(): number {
    return this.#paused ? 0 : this.#pace;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get exercise(): ExerciseTime {
    return this;
  }

  /** The speed at which it runs while it is not paused; {@link AS_FAST_AS_IT_GOES} moves from act to act. */
  get pace(): number {
    return this.#pace;
  }

  /** Takes effect at once, and changes nothing of what has passed. */
  direct(to: { readonly paused: boolean; readonly pace: number }): void {
    this.#paused = to.paused;
    this.#pace = to.pace;
    this.#clock.runAt(this.speed);
    this.#changed();
  }

  /** Runs on to this time and stands there until the same holder asks again, or lets go. */
  holdAt(time: number, holder: string): void {
    this.#holds.set(holder, time);
    this.#hold();
  }

  letGo(holder: string): void {
    this.#holds.delete(holder);
    this.#hold();
  }

  /** Moves a clock that goes from act to act, as far as nobody holds it earlier. */
  stepTo(time: number): void {
    if (this.#paused || this.#pace !== AS_FAST_AS_IT_GOES) return;
    this.#clock.advanceTo(Math.min(time, this.#earliestHold()));
  }

  /** Told after every change of speed, pause or holder. Returns how to stop listening. */
  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #hold(): void {
    this.#clock.holdAt(this.#earliestHold());
    this.#changed();
  }

  #earliestHold(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#holds.values());
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
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
 * Waits until the room's clock is there, and has what is due by then entered; and as long as it is paused. A clock that moves from act to act
 * goes from due to due; one that runs goes no further than the holder asked for, until they ask again or let it go.
 */
export async function waitForTime(wait: {
  readonly running: RoomTime;
  readonly door: { nextDue(): number | undefined; tick(): Promise<void> };
  readonly roomTime: number;
  readonly signal?: AbortSignal | undefined;
  readonly holder?: string;
}): Promise<void> {
  const { running, door, roomTime, signal, holder = SCRIPT } = wait;
  const time = running.exercise;
  time?.holdAt(roomTime, holder);
  while (signal?.aborted !== true && (running.now() < roomTime || time?.paused === true)) {
    if (time !== undefined && time.pace === AS_FAST_AS_IT_GOES && !time.paused) {
      const before = running.now();
      await goToNextDue(time, door, roomTime);
      // Somebody else holds it at an earlier time, and will let it on.
      if (running.now() === before && before < roomTime) await lookAgain(time, LOOK_MS, signal);
    } else {
      const ms = running.speed === 0 ? LOOK_MS : Math.ceil((roomTime - running.now()) / running.speed);
      await lookAgain(time, Math.min(Math.max(ms, 1), LOOK_MS), signal);
    }
  }
  if (signal?.aborted === true) return;
  // Always, for what was due may be on its way into the ledger already, and no longer be next.
  await door.tick();
}

/** Moves on to what the room's clock ends next, and has it entered; else to the time asked for. */
async function goToNextDue(
  time: ExerciseTime,
  door: { nextDue(): number | undefined; tick(): Promise<void> },
  roomTime: number,
): Promise<void> {
  const due = door.nextDue();
  if (due === undefined || due > roomTime) {
    time.stepTo(roomTime);
    return;
  }
  time.stepTo(due);
  if (time.now() < due) return;
  await door.tick();
  // A door that does not end it is halted or busy; what is due then comes late, as it would at any speed.
  if (door.nextDue() === due) time.stepTo(roomTime);
}

/** Waits so long, or until the clock is directed or held otherwise, or the signal is given. */
function lookAgain(time: ExerciseTime | undefined, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stopListening?.();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const stopListening = time?.onChanged(done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
