import { withHost } from '../audience.ts';
import { unaccompaniedEndings } from '../deeds/coercive.ts';
import type { Directory, Effects, Ending, Judge } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import type { Records } from '../slices.ts';
import { type AccompanimentRow, officersBeside } from './rows.ts';

/** The end of one accompaniment that nobody ended. */
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

/**
 * What ends when an officer goes off duty: every accompaniment by that officer, and the deeds of guests who are left with
 * nobody beside them, where those want somebody.
 */
export function companionEndings(
  records: Pick<Records, 'accompaniments' | 'deeds' | 'approvals'>,
  effects: Effects,
  directory: Directory,
  judge: Judge,
  officer: string,
  at: number,
): Ending[] {
  const leaving = oldestFirst(records.accompaniments.standing('officer', officer, at));
  const guests = [...new Set(leaving.map((row) => row.guest))];
  return [
    ...leaving.map((row) => accompanimentEnding(records, row, at)),
    ...guests.flatMap((guest) =>
      unaccompaniedEndings(records, effects, directory, judge, guest, officersBeside(records, guest, at, officer), at),
    ),
  ];
}
