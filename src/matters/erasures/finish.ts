import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { agencies, HOST_AUDIENCE } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** The room says that the keys of what was erased are destroyed, and that no trace of it is left that it can reach. */
export const erasureFinish = defineAct({
  kind: 'erasure.finish',
  forms: ['proposal'],
  deskless: true,
  keptForGood: true,
  detail: z.strictObject({
    erasure: MatterId,
    /** What it was not allowed to clean, for the operator of the database. */
    left: z.array(Line).max(8),
  }),
  example: { erasure: 'ERA-1', left: [] },
  records: ['erasures'],
  broken: ({ actor, detail, records }) => {
    if (actor.kind !== 'operator') return ['R-28'];
    return records.erasures.get(detail.erasure)?.status === 'ordered' ? [] : ['R-06'];
  },
  plan({ detail, records }) {
    const erasure = records.erasures.get(detail.erasure);
    if (erasure === undefined) throw new RangeError('planned for an erasure that is not there');
    records.erasures.set(erasure.id, { ...erasure, status: 'done' });
    return { matter: erasure.id, audience: agencies(HOST_AUDIENCE), person: null };
  },
});
