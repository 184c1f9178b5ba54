import * as z from 'zod';
import { Line, PersonId } from '../../terms/act.ts';
import { withHost } from '../audience.ts';
import { waitingEnding } from '../deeds/ending.ts';
import { isAskedAbout } from '../deeds/rows.ts';
import { defineAct } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import { LEAVING_RECORDS, leavingEndings } from './leaving.ts';

/** The sending agency takes a person back: desk, deeds, approvals, conferrals and clearances end in the same commit. */
export const rosterRemove = defineAct({
  kind: 'roster.remove',
  forms: ['proposal'],
  deskless: true,
  detail: z.strictObject({ person: PersonId, reason: Line }),
  example: { person: 'guest-a-liaison', reason: 'recalled by the sending state' },
  records: LEAVING_RECORDS,
  broken: ({ actor, detail, records }) => {
    const person = records.people.get(detail.person);
    const own = actor.kind === 'registrar' && person?.agency === actor.agency;
    if (!own || person === undefined) return ['R-26'];
    return person.removed === null ? [] : ['R-06'];
  },
  plan({ detail, records, directory, judge, at }, effects) {
    const person = records.people.get(detail.person);
    if (person === undefined) throw new RangeError('planned for a person who is not enrolled');
    records.people.set(person.id, { ...person, removed: at });
    // Nobody begins what waits for them any more, and it would count against their agency until its time. What is asked about ends with its request.
    // In an entry of its own, which can be erased when its time comes: the removal shows for good.
    const waits = oldestFirst(records.deeds.standing('person', person.id, at)).filter(
      (deed) => deed.status === 'waiting' && !isAskedAbout(records, deed),
    );
    for (const deed of waits) effects.end(waitingEnding(records, deed));
    for (const ending of leavingEndings(records, effects, directory, judge, person, at)) effects.end(ending);
    return { audience: withHost(person.agency), person: person.id };
  },
});
