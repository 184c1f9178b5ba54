import { SECOND } from '../base/clock.ts';
import type { RoomTime } from './room-time.ts';

/** The alarm looks again at least this often: clocks are changed, and timers of more than 24 days overflow. */
const LOOK_MS = 30 * SECOND;

/** The part of the door that the alarm needs. */
export type DueDoor = { nextDue(): number | undefined; tick(): Promise<void> };

/**
 * Wakes the door when the room's clock has something to end. Between two ticks it waits as long as the room's clock needs to get there;
 * a clock that stands is moved by whoever plays the script.
 */
export class DueAlarm {
  readonly #door: DueDoor;
  readonly #time: RoomTime;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(door: DueDoor, time: RoomTime) {
    this.#door = door;
    this.#time = time;
    this.set();
  }

  /** Sets the alarm to what is due next; called after every commit. */
  set(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#time.speed === 0) return;
    const due = this.#door.nextDue();
    const wait = due === undefined ? LOOK_MS : Math.ceil((due - this.#time.now()) / this.#time.speed);
    this.#timer = setTimeout(() => void this.#ring(), Math.min(Math.max(wait, 1), LOOK_MS));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #ring(): Promise<void> {
    const due = this.#door.nextDue();
    if (due !== undefined && due <= this.#time.now()) {
      await this.#door.tick();
      if (this.#stopped) return;
      // Still there: the door is halted, or the store is busy. Ask again in a while.
      if (this.#door.nextDue() === due) {
        this.#timer = setTimeout(() => void this.#ring(), SECOND);
        return;
      }
    }
    if (!this.#stopped) this.set();
  }
}
