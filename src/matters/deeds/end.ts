import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { refuseDeed } from './ending.ts';
import { isAskedAbout } from './rows.ts';

/** The doer says that it is over, or takes back what waits to be begun. What is being asked about is taken back by its request. */
export const deedEnd = defineAct({
  kind: 'deed.end',
  forms: ['proposal'],
  detail: z.strictObject({ deed: MatterId, note: Line.optional() }),
  example: { deed: 'DEED-guest-a-1', note: 'assessment handed over' },
  records: ['deeds', 'requests'],
  broken: ({ act, detail, records }) => {
    const deed = records.deeds.get(detail.deed);
    if (deed === undefined || deed.person !== act.actor) return ['R-21'];
    const waits = deed.status === 'waiting' && !isAskedAbout(records, deed);
    return deed.status === 'open' || waits ? [] : ['R-06'];
  },
  plan({ detail, records }, effects) {
    const deed = records.deeds.get(detail.deed);
    if (deed === undefined) throw new RangeError('planned for a deed that is not there');
    // What never took effect did not end.
    if (deed.status === 'waiting') refuseDeed(records, deed.id);
    else {
      records.deeds.set(deed.id, { ...deed, status: 'ended' });
      effects.clearTimer(`deed:${deed.id}`);
    }
    return { matter: deed.id, deed: deed.id, audience: withHost(deed.agency) };
  },
});
