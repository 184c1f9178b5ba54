import { withHost } from '../audience.ts';
import type { Ending } from '../definition.ts';
import type { Records } from '../slices.ts';
import type { ShiftRow } from './rows.ts';

/** The end of a turn at a desk that its holder did not end. */
export function shiftEnding(records: Pick<Records, 'shifts'>, shift: ShiftRow, agency: string, at: number): Ending {
  return {
    kind: 'duty.ended',
    matter: shift.desk,
    person: shift.person,
    audience: withHost(agency),
    write: () => records.shifts.set(shift.id, { ...shift, until: at }),
  };
}
