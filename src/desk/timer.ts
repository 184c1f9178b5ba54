import { sha256Hex } from '../base/digest.ts';
import type { TimerRow } from '../matters/timers/rows.ts';
import type { Act } from '../terms/act.ts';
import { ROOM_PURPOSE, TIMER } from '../terms/act-kinds.ts';
import { UNKNOWN } from '../terms/axes.ts';
import type { SigningKey } from './keys.ts';
import type { Entered } from './step.ts';

/** Ids of the clock's acts begin so, and nobody else's do: an id that was taken before would keep it from ending anything. */
export const TIMER_ACT_PREFIX = 'timer-';

/** The room's clock as an actor: it signs its acts like everybody else. */
export type RoomTimer = { act(timer: TimerRow, at: number, index: number): Entered };

/** The clock of one room, with its own key. */
export function roomTimer(key: SigningKey, ledger: string, mode: Act['mode']): RoomTimer {
  return {
    act(timer, at, index) {
      const detail = { timer: timer.id };
      const act: Act = {
        v: 1,
        id: `${TIMER_ACT_PREFIX}${index}-${sha256Hex(timer.id).slice(0, 8)}`,
        ledger,
        mode,
        kind: 'timer.due',
        form: 'proposal',
        actor: TIMER,
        desk: null,
        activity: 'timer.due',
        purpose: ROOM_PURPOSE,
        place: UNKNOWN,
        // The time it was due; the entry's own time says when the room came to it.
        deedAt: timer.due,
        signedAt: at,
        detail,
      };
      return { signed: key.sign(act), detail };
    },
  };
}
