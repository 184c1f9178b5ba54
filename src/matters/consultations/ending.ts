import { agencies, HOST_AUDIENCE, isHost } from '../audience.ts';
import type { Directory, Effects, Ending } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import type { Records } from '../slices.ts';
import type { ConsultationRow } from './rows.ts';

/** The end of one consultation, at its time or before. It is shown where the opening was: to the reader's own side. */
export function consultationEnding(
  records: Pick<Records, 'consultations'>,
  effects: Effects,
  directory: Directory,
  row: ConsultationRow,
  at: number,
): Ending {
  return {
    kind: 'consultation.ended',
    matter: row.id,
    person: row.person,
    audience: agencies(isHost(row.agency, directory) ? HOST_AUDIENCE : row.agency),
    write: () => {
      records.consultations.set(row.id, { ...row, ended: at });
      effects.clearTimer(`consultation:${row.id}`);
    },
  };
}

/** The ends of the consultations that stand open among these rows. */
export function consultationEndings(
  records: Pick<Records, 'consultations'>,
  effects: Effects,
  directory: Directory,
  rows: Iterable<ConsultationRow>,
  at: number,
): Ending[] {
  const open = [...rows].filter((row) => row.ended === null && at < row.until);
  return oldestFirst(open).map((row) => consultationEnding(records, effects, directory, row, at));
}
