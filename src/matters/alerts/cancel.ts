import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { DUTY_OFFICER_ROLE } from '../../terms/act-kinds.ts';
import { EVERYONE, isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** The explicit end of an alert. */
export const alertCancel = defineAct({
  kind: 'alert.cancel',
  forms: ['proposal'],
  detail: z.strictObject({ alert: MatterId, reason: Line }),
  example: { alert: 'ALERT-1', reason: 'kitchen smoke, cleared by the fire service' },
  records: ['alerts'],
  broken: ({ actor, detail, records, directory }) => {
    const alert = records.alerts.get(detail.alert);
    if (alert === undefined || alert.cancelled !== null) return ['R-06'];
    const hostDuty = isHost(actor.agency, directory) && actor.role === DUTY_OFFICER_ROLE;
    return alert.raisedBy === actor.id || hostDuty ? [] : ['R-24'];
  },
  plan({ detail, records, at }) {
    const alert = records.alerts.get(detail.alert);
    if (alert === undefined) throw new RangeError('planned for an alert that is not there');
    records.alerts.set(alert.id, { ...alert, cancelled: at });
    return { matter: alert.id, audience: EVERYONE };
  },
});
