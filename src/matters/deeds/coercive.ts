import type { Directory, Effects, Ending } from '../definition.ts';
import type { Records } from '../slices.ts';
import { deedEnding } from './ending.ts';

/**
 * Endings of a guest's open coercive deeds, when what they rest on goes: the conferral of `power`, or (power null) the
 * officer beside them. R-05 holds while a deed lasts, not only when it begins.
 */
export function coerciveEndings(
  records: Pick<Records, 'deeds'>,
  effects: Effects,
  directory: Directory,
  person: string,
  power: string | null,
): Ending[] {
  return records.deeds
    .where('person', person)
    .filter((deed) => deed.status === 'open')
    .filter((deed) => {
      const used = directory.power(deed.activity);
      return used !== null && (power === null || used === power);
    })
    .map((deed) => deedEnding(records, effects, deed));
}
