import * as z from 'zod';
import { Line, PersonId } from '../../terms/act.ts';
import { accompanimentEnding } from '../accompaniments/ending.ts';
import { withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { powersOf } from '../deeds/powers.ts';
import { shiftEnding } from '../shifts/ending.ts';

/** The sending agency takes a person back: desk, deeds, approvals and conferrals end in the same commit. */
export const rosterRemove = defineAct({
  kind: 'roster.remove',
  forms: ['proposal'],
  deskless: true,
  detail: z.strictObject({ person: PersonId, reason: Line }),
  example: { person: 'guest-a-liaison', reason: 'recalled by the sending state' },
  records: ['people', 'shifts', 'deeds', 'approvals', 'requests', 'conferrals', 'accompaniments'],
  broken: ({ actor, detail, records }) => {
    const person = records.people.get(detail.person);
    if (person === undefined || person.agency !== actor.agency) return ['R-26'];
    return person.removed === null ? [] : ['R-06'];
  },
  plan({ detail, records, at }, effects) {
    const person = records.people.get(detail.person);
    if (person === undefined) throw new RangeError('planned for a person who is not enrolled');
    records.people.set(person.id, { ...person, removed: at });
    const mine = records.accompaniments.where('guest', person.id).filter((row) => row.ended === null);
    const endings = [
      ...powersOf(records, effects, at, (row) => row.person === person.id),
      ...mine.map((row) => accompanimentEnding(records, row, at)),
      ...records.shifts
        .where('person', person.id)
        .filter((shift) => shift.until === null)
        .map((shift) => shiftEnding(records, shift, person.agency, at)),
    ];
    for (const ending of endings) effects.end(ending);
    return { audience: withHost(person.agency), person: person.id };
  },
});
