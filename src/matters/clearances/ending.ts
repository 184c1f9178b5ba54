import { withHost } from '../audience.ts';
import type { Effects, Ending } from '../definition.ts';
import type { Records } from '../slices.ts';
import type { ClearanceRow } from './rows.ts';

/** The end of a clearance, at its time or before. */
export function clearanceEnding(
  records: Pick<Records, 'clearances'>,
  effects: Effects,
  clearance: ClearanceRow,
  at: number,
): Ending {
  return {
    kind: 'clearance.ended',
    matter: clearance.id,
    person: clearance.to,
    audience: withHost(clearance.agency),
    write: () => {
      records.clearances.set(clearance.id, { ...clearance, ended: at });
      effects.clearTimer(`clearance:${clearance.id}`);
    },
  };
}
