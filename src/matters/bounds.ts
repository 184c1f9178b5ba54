import { LIMITS } from '../base/limits.ts';
import type { HouseRule } from '../terms/house-rules.ts';
import { type DeedRow, isAskedAbout } from './deeds/rows.ts';
import type { Records } from './slices.ts';

type Whose = { readonly person: string; readonly agency: string };

/** May no other deed of this person be begun at a room time: are as many open, of theirs or of their agency, as the room keeps? */
export function isFullOfDeeds(records: Pick<Records, 'deeds'>, whose: Whose, at: number): boolean {
  return hasAsMany(records, whose, at, ({ status }) => status === 'open');
}

/**
 * R-36 for somebody who proposes a deed while as many are open or wait to be begun, of theirs or of their agency, as the room keeps. What waits is looked
 * at as often as what is open, and may wait for years; what is being asked about is counted by {@link requestBound}.
 */
export function deedBound(records: Pick<Records, 'deeds' | 'requests'>, whose: Whose, at: number): HouseRule[] {
  const stands = (deed: DeedRow) => deed.status === 'open' || !isAskedAbout(records, deed);
  return hasAsMany(records, whose, at, stands) ? ['R-36'] : [];
}

/** R-36 for somebody who asks for something while as many requests wait, of theirs or of their agency, as the room keeps. */
export function requestBound(records: Pick<Records, 'requests'>, { person, agency }: Whose, at: number): HouseRule[] {
  const isFull =
    reaches(records.requests.lasting('requester', person, at), () => true, LIMITS.waitingRequestsOfPerson) ||
    reaches(records.requests.lasting('agency', agency, at), () => true, LIMITS.waitingRequestsOfAgency);
  return isFull ? ['R-36'] : [];
}

/** R-36 for a registrar who enrolled as many people of late as the room takes; those whom the room was opened with are beside the count. */
export function enrolmentBound(records: Pick<Records, 'people' | 'sets'>, agency: string, at: number): HouseRule[] {
  // The first entry puts the first set in force.
  const opened = records.sets.get('0')?.from;
  const late = records.people.lasting('agency', agency, at);
  return reaches(late, ({ enrolled }) => enrolled !== opened, LIMITS.enrolments) ? ['R-36'] : [];
}

function hasAsMany(
  { deeds }: Pick<Records, 'deeds'>,
  { person, agency }: Whose,
  at: number,
  counts: (deed: DeedRow) => boolean,
): boolean {
  return (
    reaches(deeds.lasting('person', person, at), counts, LIMITS.openDeedsOfPerson) ||
    reaches(deeds.lasting('agency', agency, at), counts, LIMITS.openDeedsOfAgency)
  );
}

/** Are at least so many of these rows what is counted? Looks at no more than it has to. */
function reaches<Row>(rows: Iterable<Row>, counts: (row: Row) => boolean, limit: number): boolean {
  let found = 0;
  for (const row of rows) {
    if (counts(row)) found += 1;
    if (found >= limit) return true;
  }
  return false;
}
