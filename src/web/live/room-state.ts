import type * as z from 'zod';
import type { EventState } from '../../terms/api/session.ts';

type State = z.infer<typeof EventState>;
/** What the room is; changes rarely, so that who reads it is not drawn again with every tick. */
export type Room = Pick<
  State,
  'origin' | 'mode' | 'scenario' | 'title' | 'room' | 'timezone' | 'halted' | 'unsignedSince'
> & {
  /** Whether anybody outside is to witness the ledger. */
  readonly isWitnessed: boolean;
  /** Wall clock since which too few witnesses have cosigned, ms, where that is too long ago. */
  readonly unwitnessedSince: number | null;
  /** Whether a witness says that there is another history of the ledger, or more of it. */
  readonly isContradicted: boolean;
};

/** What of a saying of the room changes rarely. */
export function roomOf({
  origin,
  mode,
  scenario,
  title,
  room,
  timezone,
  halted,
  unsignedSince,
  witnessed,
}: State): Room {
  const unwitnessedSince = witnessed?.overdue === true ? witnessed.since : null;
  const isWitnessed = witnessed !== null;
  const isContradicted = (witnessed?.contradicting ?? 0) > 0;
  const standing = { halted, unsignedSince, isWitnessed, unwitnessedSince, isContradicted };
  return { origin, mode, scenario, title, room, timezone, ...standing };
}
