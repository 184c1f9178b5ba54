import type { Deed, ModelRecords } from './records.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a deed that gets people out stays open at most. */
export const LONGEST_WAY_OUT = 12 * HOUR;

/** Does the room keep no more open deeds of this person, or of their agency? */
export function isFull({ deeds }: ModelRecords, person: string, agency: string): boolean {
  const open = deeds.filter(({ status }) => status === 'open');
  return (
    open.filter(({ terms }) => terms.person === person).length >= 50 ||
    open.filter((deed) => deed.agency === agency).length >= 2_000
  );
}

/** Does the room take no more proposals of this person, or of their agency, because as many deeds are open or to be begun? */
export function plansEnough(records: ModelRecords, person: string, agency: string, at: number): boolean {
  const kept = records.deeds.filter(
    (deed) => deed.status === 'open' || (isToBegin(records, deed) && isInTime(deed, at)),
  );
  return (
    kept.filter(({ terms }) => terms.person === person).length >= 50 ||
    kept.filter((deed) => deed.agency === agency).length >= 2_000
  );
}

/** Could it still be proposed, were it not there? */
export function isInTime({ terms }: Deed, at: number): boolean {
  return at < terms.until + 2 * MINUTE;
}

/** Does it wait, and not for an answer? */
export function isToBegin({ requests }: ModelRecords, { id, status }: Deed): boolean {
  return status === 'waiting' && !requests.some((request) => request.status === 'waiting' && request.deed === id);
}

/** Does the room keep no more waiting requests of this person, or of their agency? */
export function asksEnough({ requests }: ModelRecords, person: string, agency: string): boolean {
  const waiting = requests.filter(({ status }) => status === 'waiting');
  return (
    waiting.filter(({ requester }) => requester === person).length >= 50 ||
    waiting.filter((request) => request.agency === agency).length >= 500
  );
}

/** Has this agency's registrar enrolled as many as an hour takes, beside those whom the room was opened with? */
export function enrolledEnough({ people, inForce }: ModelRecords, agency: string, at: number): boolean {
  const late = people.filter(({ enrolled }) => enrolled > at - HOUR && enrolled !== inForce[0]?.from);
  return late.filter((person) => person.agency === agency).length >= 500;
}
