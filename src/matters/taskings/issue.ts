import * as z from 'zod';
import { MatterId, PersonId, Text, Time } from '../../terms/act.ts';
import { ownOnly, sitsHere } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { isKnownIncident } from '../incidents/whose.ts';

/** An order inside the actor's own agency. Across agencies one asks; one does not order. */
export const taskingIssue = defineAct({
  kind: 'tasking.issue',
  forms: ['proposal'],
  detail: z.strictObject({ to: PersonId, text: Text, incident: MatterId.optional(), due: Time.optional() }),
  example: { to: 'host-police-a', text: 'two officers to gate 4', incident: 'INC-1' },
  records: ['taskings', 'people', 'incidents'],
  broken: ({ actor, detail, records, directory }) => {
    const to = records.people.get(detail.to);
    const isCommanded = to !== undefined && to.removed === null && to.agency === actor.agency;
    const sameCommand = sitsHere(actor) && isCommanded;
    const incident = detail.incident === undefined ? undefined : records.incidents.get(detail.incident);
    const theirs = incident !== undefined && isKnownIncident(incident, actor, directory);
    const open = detail.incident === undefined || (theirs && incident.closed === null);
    return [...(sameCommand ? [] : (['R-14'] as const)), ...(open ? [] : (['R-06'] as const))];
  },
  plan({ actor, detail, records, directory, index }, effects) {
    const id = effects.number('TASK', actor.agency);
    records.taskings.set(id, {
      id,
      agency: actor.agency,
      from: actor.id,
      to: detail.to,
      incident: detail.incident ?? null,
      status: 'issued',
      due: detail.due ?? null,
      index,
    });
    return { matter: id, audience: ownOnly(actor, directory) };
  },
});
