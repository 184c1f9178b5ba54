import type { Clock } from '../src/base/clock.ts';
import type { RoomClock } from '../src/desk/stamp.ts';

/** The machine's clock as the simulation moves it. Room time is the wall clock, as in a live room, so that a jump reaches it. */
export class SimClock implements Clock, RoomClock {
  #wall: number;
  #monotonic = 0;
  /** The wall clock was set, and nobody accepted it yet. */
  unaccepted = false;

  constructor(wall: number) {
    this.#wall = wall;
  }

  wallNow(): number {
    return this.#wall;
  }

  monotonicNow(): number {
    return this.#monotonic;
  }

  now(): number {
    return this.#wall;
  }

  advance(ms: number): void {
    this.#wall += ms;
    this.#monotonic += ms;
  }

  /** The wall clock is set: it moves and the monotonic one does not. */
  jump(ms: number): void {
    this.#wall += ms;
    this.unaccepted = true;
  }
}
