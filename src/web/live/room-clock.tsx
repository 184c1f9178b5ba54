import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type * as z from 'zod';
import type { EventState } from '../../terms/api/session.ts';
import { type Room, roomOf } from './room-state.ts';

type State = z.infer<typeof EventState>;

/** How the room stands as it last said, and its clock, which goes on between two sayings. */
export class RoomClock {
  readonly #listeners = new Set<() => void>();
  #state: State;
  #heardAt: number;
  #room: Room;

  constructor(state: State) {
    this.#state = state;
    this.#heardAt = performance.now();
    this.#room = roomOf(state);
  }

  /** Room time, ms: what acts are signed with. */
  now(): number {
    const { roomNow, speed } = this.#state;
    return roomNow + (performance.now() - this.#heardAt) * speed;
  }

  get state(): State {
    return this.#state;
  }

  get room(): Room {
    return this.#room;
  }

  hear(state: State): void {
    this.#state = state;
    this.#heardAt = performance.now();
    const room = roomOf(state);
    if (JSON.stringify(room) !== JSON.stringify(this.#room)) this.#room = room;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

const Clock = createContext<RoomClock | null>(null);

/** Gives the clock to everything inside. */
export function RoomClockProvider({ clock, children }: { readonly clock: RoomClock; readonly children: ReactNode }) {
  return <Clock value={clock}>{children}</Clock>;
}

/** The clock itself, for what must not be drawn again with it. */
export function useRoomClock(): RoomClock {
  const clock = useContext(Clock);
  if (clock === null) throw new RangeError('no room clock around this component');
  return clock;
}

/** What the room is: exercise or live, title, time zone. */
export function useRoom(): Room {
  const clock = useRoomClock();
  return useSyncExternalStore(clock.subscribe, () => clock.room);
}

/** How many entries are included in the latest checkpoint. */
export function useIncluded(): number {
  const clock = useRoomClock();
  return useSyncExternalStore(clock.subscribe, () => clock.state.included);
}

/** Whether the room's clock stands: an exercise is paused. */
export function useClockStands(): boolean {
  const clock = useRoomClock();
  return useSyncExternalStore(clock.subscribe, () => clock.state.speed === 0);
}

/** Room time, ms; drawn again every so often. */
export function useRoomNow(everyMs = 1_000): number {
  const clock = useRoomClock();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}
