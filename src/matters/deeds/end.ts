import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** The doer says that it is over. */
export const deedEnd = defineAct({
  kind: 'deed.end',
  forms: ['proposal'],
  detail: z.strictObject({ deed: MatterId, note: Line.optional() }),
  example: { deed: 'DEED-guest-a-1', note: 'assessment handed over' },
  records: ['deeds'],
  broken: ({ act, detail, records }) => {
    const deed = records.deeds.get(detail.deed);
    if (deed === undefined || deed.person !== act.actor) return ['R-21'];
    return deed.status === 'open' ? [] : ['R-06'];
  },
  plan({ detail, records }, effects) {
    const deed = records.deeds.get(detail.deed);
    if (deed === undefined) throw new RangeError('planned for a deed that is not there');
    records.deeds.set(deed.id, { ...deed, status: 'ended' });
    effects.clearTimer(`deed:${deed.id}`);
    return { matter: deed.id, deed: deed.id, audience: withHost(deed.agency) };
  },
});
