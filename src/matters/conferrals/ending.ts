import { withHost } from '../audience.ts';
import type { Effects, Ending } from '../definition.ts';
import type { Records } from '../slices.ts';
import type { ConferralRow } from './rows.ts';

/** The end of a conferral, at its time or before. */
export function conferralEnding(
  records: Pick<Records, 'conferrals'>,
  effects: Effects,
  conferral: ConferralRow,
  at: number,
): Ending {
  return {
    kind: 'conferral.ended',
    matter: conferral.id,
    person: conferral.to,
    audience: withHost(conferral.agency),
    write: () => {
      records.conferrals.set(conferral.id, { ...conferral, ended: at });
      effects.clearTimer(`conferral:${conferral.id}`);
    },
  };
}
