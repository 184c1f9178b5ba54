import { withHost } from '../audience.ts';
import type { Ending } from '../definition.ts';
import type { Records } from '../slices.ts';
import type { AccompanimentRow } from './rows.ts';

export function accompanimentEnding(
  records: Pick<Records, 'accompaniments'>,
  row: AccompanimentRow,
  at: number,
): Ending {
  return {
    kind: 'accompaniment.ended',
    matter: row.id,
    person: row.guest,
    audience: withHost(row.agency),
    write: () => records.accompaniments.set(row.id, { ...row, ended: at }),
  };
}
