import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { isTheirs, own } from '../audience.ts';
import { defineAct } from '../definition.ts';

export const incidentClose = defineAct({
  kind: 'incident.close',
  forms: ['proposal'],
  detail: z.strictObject({ incident: MatterId, reason: Line }),
  example: { incident: 'INC-1', reason: 'queue gone' },
  records: ['incidents'],
  broken: ({ actor, detail, records, directory }) => {
    const incident = records.incidents.get(detail.incident);
    const theirs = incident !== undefined && isTheirs(incident.agency, actor, directory);
    return theirs && incident.closed === null ? [] : ['R-06'];
  },
  plan({ actor, detail, records, directory, at }) {
    const incident = records.incidents.get(detail.incident);
    if (incident === undefined) throw new RangeError('planned for an incident that is not there');
    records.incidents.set(incident.id, { ...incident, closed: at });
    return { matter: incident.id, audience: own(actor, directory) };
  },
});
