import type { Directory, Effects, Ending, Judge } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import type { Records } from '../slices.ts';
import { deedEnding } from './ending.ts';
import type { DeedRow } from './rows.ts';

/** Endings of a guest's open deeds that use `power`, when its conferral goes. R-05 holds while a deed lasts, not only when it begins. */
export function coerciveEndings(
  records: Pick<Records, 'deeds'>,
  effects: Effects,
  directory: Directory,
  person: string,
  power: string,
): Ending[] {
  return openDeeds(records, person)
    .filter((deed) => directory.power(deed.activity) === power)
    .map((deed) => deedEnding(records, effects, deed));
}

/**
 * Endings of a guest's open deeds when nobody of the host is beside any more: the coercive ones, and those that are permitted only with
 * an officer beside.
 */
export function unaccompaniedEndings(
  records: Pick<Records, 'deeds'>,
  effects: Effects,
  directory: Directory,
  judge: Judge,
  person: string,
): Ending[] {
  return openDeeds(records, person)
    .filter((deed) => directory.power(deed.activity) !== null || judge.wantsCompanion(deed))
    .map((deed) => deedEnding(records, effects, deed));
}

function openDeeds(records: Pick<Records, 'deeds'>, person: string): DeedRow[] {
  return oldestFirst(records.deeds.where('person', person).filter((deed) => deed.status === 'open'));
}
