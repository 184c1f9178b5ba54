import type { HouseRule } from '../../terms/house-rules.ts';
import { type Beside, officersBeside } from '../accompaniments/rows.ts';
import type { ApprovalRow } from '../approvals/rows.ts';
import { isHost } from '../audience.ts';
import type { Directory, Effects, Ending, Judge } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import type { Records } from '../slices.ts';
import { deedEnding } from './ending.ts';
import { type DeedRow, readingsOf } from './rows.ts';

/** Endings of a guest's open deeds that use `power`, when its conferral goes. R-05 holds while a deed lasts, not only when it begins. */
export function coerciveEndings(
  records: Pick<Records, 'deeds'>,
  effects: Effects,
  directory: Directory,
  person: string,
  power: string,
  at: number,
): Ending[] {
  return openDeeds(records, person, at)
    .filter((deed) => directory.power(deed.activity) === power)
    .map((deed) => deedEnding(records, effects, deed));
}

/**
 * Endings of a guest's open deeds when an officer of the host is beside no more and these remain: with none the coercive ones and those
 * that are permitted only with an officer beside; with none but whom R-32 does not count, a coercive one.
 */
export function unaccompaniedEndings(
  records: Pick<Records, 'deeds' | 'approvals'>,
  effects: Effects,
  directory: Directory,
  judge: Judge,
  person: string,
  officers: readonly Beside[],
  at: number,
): Ending[] {
  return openDeeds(records, person, at)
    .filter((deed) => {
      const isCoercive = directory.power(deed.activity) !== null;
      if (officers.length === 0)
        return isCoercive || readingsOf(deed).some((reading) => !judge.goesOnWithout(reading, ['companion']));
      return isCoercive && !isGuarded(officers, records.approvals.get(deed.approval));
    })
    .map((deed) => deedEnding(records, effects, deed));
}

/** Is there an officer among these who neither gave nor entered the approval, beside the guest by the word of somebody who did not either? */
export function isGuarded(officers: readonly Beside[], approval: ApprovalRow | undefined): boolean {
  if (approval === undefined) return officers.length > 0;
  const approved: readonly (string | undefined)[] = [approval.giver, approval.enteredBy];
  return officers.some(
    // Whose word it is was not kept always: then it is nobody's.
    ({ officer, enteredBy }) => enteredBy !== undefined && !approved.includes(officer) && !approved.includes(enteredBy),
  );
}

/** R-32, for a deed that somebody other than the host is about to open under this approval. */
export function guardRules(
  records: Pick<Records, 'accompaniments'>,
  directory: Directory,
  { person, agency, activity }: { readonly person: string; readonly agency: string; readonly activity: string },
  approval: ApprovalRow | undefined,
  at: number,
): readonly HouseRule[] {
  if (approval === undefined || directory.power(activity) === null || isHost(agency, directory)) return [];
  const officers = officersBeside(records, person, at);
  // With nobody beside it is R-05 that refuses.
  return officers.length === 0 || isGuarded(officers, approval) ? [] : ['R-32'];
}

function openDeeds(records: Pick<Records, 'deeds'>, person: string, at: number): DeedRow[] {
  return oldestFirst(records.deeds.standing('person', person, at).filter((deed) => deed.status === 'open'));
}
