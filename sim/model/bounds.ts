import type { ModelRecords } from './records.ts';

const HOUR = 3_600_000;

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

/** Does the room keep no more waiting requests of this person? */
export function asksEnough({ requests }: ModelRecords, person: string): boolean {
  return requests.filter(({ status, requester }) => status === 'waiting' && requester === person).length >= 50;
}

/** Has this agency's registrar enrolled as many as an hour takes, beside those whom the room was opened with? */
export function enrolledEnough({ people, inForce }: ModelRecords, agency: string, at: number): boolean {
  const late = people.filter(({ enrolled }) => enrolled > at - HOUR && enrolled !== inForce[0]?.from);
  return late.filter((person) => person.agency === agency).length >= 500;
}
