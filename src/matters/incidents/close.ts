import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { defineAct } from '../definition.ts';
import { incidentAudience, isKnownIncident } from './whose.ts';

export const incidentClose = defineAct({
  kind: 'incident.close',
  forms: ['proposal'],
  detail: z.strictObject({ incident: MatterId, reason: Line }),
  example: { incident: 'INC-1', reason: 'queue gone' },
  records: ['incidents'],
  broken: ({ actor, detail, records, directory }) => {
    const incident = records.incidents.get(detail.incident);
    const theirs = incident !== undefined && isKnownIncident(incident, actor, directory);
    return theirs && incident.closed === null ? [] : ['R-06'];
  },
  plan({ actor, detail, records, directory, at }) {
    const incident = records.incidents.get(detail.incident);
    if (incident === undefined) throw new RangeError('planned for an incident that is not there');
    records.incidents.set(incident.id, { ...incident, closed: at });
    return { matter: incident.id, audience: incidentAudience(incident.agency, actor, directory) };
  },
});
