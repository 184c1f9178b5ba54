import * as z from 'zod';
import { Text } from '../../terms/act.ts';
import { EVERYONE } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** An emergency alert or an evacuation notice: from anybody enrolled, with or without a desk, never held up. */
export const alertRaise = defineAct({
  kind: 'alert.raise',
  forms: ['proposal'],
  keptForGood: true,
  deskless: true,
  detail: z.strictObject({ alert: z.enum(['emergency', 'evacuation']), text: Text }),
  example: { alert: 'emergency' as const, text: 'smoke in the east stairway' },
  records: ['alerts'],
  plan({ act, actor, detail, records, at, index }, effects) {
    const id = effects.number('ALERT');
    const { alert } = detail;
    records.alerts.set(id, {
      id,
      alert,
      raisedBy: actor.id,
      place: act.place,
      raised: at,
      cancelled: null,
      index,
    });
    return { matter: id, audience: EVERYONE };
  },
});
