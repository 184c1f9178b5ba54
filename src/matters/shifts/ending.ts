import { agencies, isHost, withHost } from '../audience.ts';
import type { Directory, Ending } from '../definition.ts';
import type { Records } from '../slices.ts';
import type { ShiftRow } from './rows.ts';

/** The end of a turn at a desk that its holder did not end. */
export function shiftEnding(
  records: Pick<Records, 'shifts'>,
  directory: Directory,
  shift: ShiftRow,
  agency: string,
  at: number,
): Ending {
  const owner = directory.room(shift.room)?.owner ?? agency;
  // Who sits where in a guest's room stays there, as their coming did.
  const audience = isHost(owner, directory) ? withHost(agency) : agencies(agency, owner);
  return {
    kind: 'duty.ended',
    matter: shift.desk,
    person: shift.person,
    // By name too: who comes back in a component that no mandate admits sees nothing more of their agency's, and their own record has this end.
    audience: { ...audience, persons: [shift.person] },
    write: () => records.shifts.set(shift.id, { ...shift, until: at }),
  };
}
