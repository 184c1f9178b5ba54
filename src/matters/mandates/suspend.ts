import * as z from 'zod';
import { Line, Word } from '../../terms/act.ts';
import { EVERYONE, isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { ENDED_WITH_MANDATES, endedByChange } from './ending.ts';
import { recompose } from './recompose.ts';

/** Halts a mandate at once; everything open under it ends in the same commit, one entry each. */
export const mandateSuspend = defineAct({
  kind: 'mandate.suspend',
  forms: ['proposal'],
  detail: z.strictObject({ mandate: Word, reason: Line }),
  example: { mandate: 'guest-a', reason: 'a reported occurrence is looked into' },
  records: ['sets', ...ENDED_WITH_MANDATES],
  broken: ({ actor, detail, records, directory }) => {
    const mandate = records.mandates.get(detail.mandate);
    return isHost(actor.agency, directory) && mandate?.status === 'in-force' ? [] : ['R-17'];
  },
  plan({ detail, records, directory, judge, at, index }, effects) {
    const mandate = records.mandates.get(detail.mandate);
    if (mandate === undefined) throw new RangeError('planned for a mandate that is not there');
    records.mandates.set(mandate.id, { ...mandate, status: 'suspended' });
    effects.clearTimer(`mandate:${mandate.id}`);
    const after = judge.under(recompose(records, effects, at, index));
    const change = { before: judge, after, gone: mandate };
    for (const ending of endedByChange(records, effects, directory, change, at)) effects.end(ending);
    return { matter: mandate.id, audience: EVERYONE };
  },
});
