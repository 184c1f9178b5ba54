import { accompanimentEnding, companionEndings } from '../accompaniments/ending.ts';
import { officersBeside } from '../accompaniments/rows.ts';
import type { ApprovalRow } from '../approvals/rows.ts';
import type { ClearanceRow } from '../clearances/rows.ts';
import type { ConferralRow } from '../conferrals/rows.ts';
import { restingOnCleared } from '../deeds/cleared.ts';
import { type Open, POWER_RECORDS, type PowerRecords, powersOf } from '../deeds/powers.ts';
import type { Directory, Effects, Ending, Judge } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import { shiftEnding } from '../shifts/ending.ts';
import type { Records } from '../slices.ts';
import type { PersonRow } from './rows.ts';

export const LEAVING_RECORDS = ['people', 'shifts', 'accompaniments', ...POWER_RECORDS] as const;

/**
 * One ending for everything that stands open for a person who leaves, or comes back as somebody else: powers, companions, desk, what was to be released to
 * them, and what still rests on their word alone.
 */
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
  // Whoever was beside a guest may be whose word the clearance was: both go at once.
  const isLeftAlone = (guest: string) => officersBeside(records, guest, at, person.id).length === 0;
  const restsOn = restingOnWordOf(records, directory, judge, person.id, at, isLeftAlone);
  const all = [
    ...powersOf(
      records,
      effects,
      directory,
      at,
      (open) => open.person === person.id || goesTo(records, open, person.id) || restsOn(open),
    ),
    ...oldestFirst(beside).map((row) => accompanimentEnding(records, row, at)),
    ...companionEndings(records, effects, directory, judge, person.id, at),
    ...shifts.map((shift) => shiftEnding(records, directory, shift, person.agency, at)),
  ];
  // A deed may end for two reasons, and ends once.
  const seen = new Set<string>();
  return all.filter(
    ({ kind, matter }) => !seen.has(`${kind} ${matter}`) && seen.add(`${kind} ${matter}`) !== undefined,
  );
}

/** One ending for everything that rests on the word of a person alone whose key is replaced: it may have been in other hands. */
export function wordEndings(
  records: PowerRecords,
  effects: Effects,
  directory: Directory,
  judge: Judge,
  person: string,
  at: number,
): Ending[] {
  return powersOf(records, effects, directory, at, restingOnWordOf(records, directory, judge, person, at));
}

/**
 * Does this rest on what the person gave and nobody used or confirmed: an approval that waits, one by word of mouth that they did not countersign, or that
 * they entered and its giver did not; a conferral or a clearance of theirs, and the deeds that rest on these?
 */
function restingOnWordOf(
  records: PowerRecords,
  directory: Directory,
  judge: Judge,
  person: string,
  at: number,
  isLeftAlone?: (guest: string) => boolean,
): (open: Open) => boolean {
  const isTheirs = ({ giver, enteredBy, countersigned, used }: ApprovalRow) =>
    countersigned === null ? giver === person || enteredBy === person : giver === person && used === null;
  const given = ({ giver, until, ended }: ConferralRow | ClearanceRow) =>
    giver === person && ended === null && at < until;
  const conferred = [...records.conferrals.values()].filter(given);
  const cleared = [...records.clearances.values()].filter(given);
  const isCleared = restingOnCleared(records, { directory, judge }, cleared, at, isLeftAlone);
  return (open) => {
    if (open.is === 'approval') return isTheirs(open.row);
    if (open.is === 'conferral' || open.is === 'clearance') return open.row.giver === person;
    if (open.is !== 'deed') return false;
    const approval = records.approvals.get(open.row.approval);
    const power = directory.power(open.row.activity);
    const isConferred = power !== null && conferred.some((row) => row.to === open.person && row.power === power);
    return isConferred || isCleared(open.row) || (approval?.ended === null && isTheirs(approval));
  };
}

/** Is it a release to this person that is asked for, or approved and not made yet? */
function goesTo(records: Pick<Records, 'requests'>, open: Open, person: string): boolean {
  if (open.is !== 'request' && (open.is !== 'approval' || open.row.used !== null)) return false;
  const asks = open.is === 'request' ? open.row.asks : records.requests.get(open.row.request)?.asks;
  return asks !== undefined && 'release' in asks && asks.release.to === person;
}
