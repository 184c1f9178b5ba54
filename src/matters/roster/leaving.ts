import { accompanimentEnding, companionEndings } from '../accompaniments/ending.ts';
import { type Open, POWER_RECORDS, powersOf } from '../deeds/powers.ts';
import type { Directory, Effects, Ending, Judge } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import { shiftEnding } from '../shifts/ending.ts';
import type { Records } from '../slices.ts';
import type { PersonRow } from './rows.ts';

export const LEAVING_RECORDS = ['people', 'shifts', 'accompaniments', ...POWER_RECORDS] as const;

/** One ending for everything that stands open for a person who leaves, or comes back as somebody else: powers, companions, desk, and what was to be released to them. */
export function leavingEndings(
  records: Pick<Records, (typeof LEAVING_RECORDS)[number]>,
  effects: Effects,
  directory: Directory,
  judge: Judge,
  person: PersonRow,
  at: number,
): Ending[] {
  const beside = records.accompaniments.standing('guest', person.id, at);
  const shifts = records.shifts.standing('person', person.id, at);
  return [
    ...powersOf(
      records,
      effects,
      directory,
      at,
      (open) => open.person === person.id || goesTo(records, open, person.id),
    ),
    ...oldestFirst(beside).map((row) => accompanimentEnding(records, row, at)),
    ...companionEndings(records, effects, directory, judge, person.id, at),
    ...shifts.map((shift) => shiftEnding(records, directory, shift, person.agency, at)),
  ];
}

/** Is it a release to this person that is asked for, or approved and not made yet? */
function goesTo(records: Pick<Records, 'requests'>, open: Open, person: string): boolean {
  if (open.is !== 'request' && (open.is !== 'approval' || open.row.used !== null)) return false;
  const asks = open.is === 'request' ? open.row.asks : records.requests.get(open.row.request)?.asks;
  return asks !== undefined && 'release' in asks && asks.release.to === person;
}
