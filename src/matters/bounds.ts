import { LIMITS } from '../base/limits.ts';
import type { HouseRule } from '../terms/house-rules.ts';
import type { Records } from './slices.ts';

type Whose = { readonly person: string; readonly agency: string };

/** May no other deed of this person stand open at a room time: are as many open, of theirs or of their agency, as the room keeps? */
export function isFullOfDeeds(records: Pick<Records, 'deeds'>, { person, agency }: Whose, at: number): boolean {
  const isOpen = ({ status }: { readonly status: string }) => status === 'open';
  return (
    reaches(records.deeds.lasting('person', person, at), isOpen, LIMITS.openDeedsOfPerson) ||
    reaches(records.deeds.lasting('agency', agency, at), isOpen, LIMITS.openDeedsOfAgency)
  );
}

/** R-36 for somebody who asks for something while as many requests of theirs wait as the room keeps for one person. */
export function requestBound(records: Pick<Records, 'requests'>, person: string, at: number): HouseRule[] {
  const waiting = records.requests.lasting('requester', person, at);
  return reaches(waiting, () => true, LIMITS.waitingRequestsOfPerson) ? ['R-36'] : [];
}

/** R-36 for a registrar who enrolled as many people of late as the room takes; those whom the room was opened with are beside the count. */
export function enrolmentBound(records: Pick<Records, 'people' | 'sets'>, agency: string, at: number): HouseRule[] {
  // The first entry puts the first set in force.
  const opened = records.sets.get('0')?.from;
  const late = records.people.lasting('agency', agency, at);
  return reaches(late, ({ enrolled }) => enrolled !== opened, LIMITS.enrolments) ? ['R-36'] : [];
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
