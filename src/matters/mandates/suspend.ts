import * as z from 'zod';
import { Line, Word } from '../../terms/act.ts';
import { EVERYONE, isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import type { Records } from '../slices.ts';
import { takeBack } from './begin.ts';
import { audienceOfDraft } from './drafts.ts';
import { ENDED_WITH_MANDATES, endedByChange } from './ending.ts';
import { recompose } from './recompose.ts';
import { keepsMandating } from './standing.ts';

/** Halts a mandate at once; everything open under it ends in the same commit, one entry each, and no later version of it comes into force by itself. */
export const mandateSuspend = defineAct({
  kind: 'mandate.suspend',
  forms: ['proposal'],
  detail: z.strictObject({ mandate: Word, reason: Line }),
  example: { mandate: 'guest-a', reason: 'a reported occurrence is looked into' },
  records: ['sets', 'drafts', ...ENDED_WITH_MANDATES],
  broken: ({ actor, detail, records, directory, judge, at }) => {
    const mandate = records.mandates.get(detail.mandate);
    if (!isHost(actor.agency, directory) || mandate?.status !== 'in-force') return ['R-17'];
    // Whoever has the key of one officer of the host must not be able to leave the host without power over what stands open.
    if (mandate.id === directory.rootMandate) return ['R-17'];
    const others = [...records.mandates.values()].filter(
      ({ id, status }) => status === 'in-force' && id !== mandate.id,
    );
    return keepsMandating(judge, others, at) ? [] : ['R-17'];
  },
  plan({ detail, records, directory, judge, at, index }, effects) {
    const mandate = records.mandates.get(detail.mandate);
    if (mandate === undefined) throw new RangeError('planned for a mandate that is not there');
    records.mandates.set(mandate.id, { ...mandate, status: 'suspended' });
    effects.clearTimer(`mandate:${mandate.id}`);
    const after = judge.under(recompose(records, effects, at, index));
    const change = { before: judge, after, gone: mandate };
    for (const ending of endedByChange(records, effects, directory, change, at)) effects.end(ending);
    for (const draft of dueOf(records, mandate.id)) {
      const audience = audienceOfDraft(draft.holder, directory);
      const write = () => takeBack(records, effects, draft);
      effects.end({ kind: 'mandate.lapsed', matter: mandate.id, person: null, audience, write });
    }
    return { matter: mandate.id, audience: EVERYONE };
  },
});

/** What is suspended does not come into force by itself. */
function dueOf(records: Pick<Records, 'drafts'>, mandate: string) {
  return oldestFirst(
    [...records.drafts.values()].filter((draft) => draft.mandate === mandate && draft.status === 'due'),
  );
}
