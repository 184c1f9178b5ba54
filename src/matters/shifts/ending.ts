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
  return {
    kind: 'duty.ended',
    matter: shift.desk,
    person: shift.person,
    // Who sits where in a guest's room stays there, as their coming did.
    audience: isHost(owner, directory) ? withHost(agency) : agencies(agency, owner),
    write: () => records.shifts.set(shift.id, { ...shift, until: at }),
  };
}
