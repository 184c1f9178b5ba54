import * as z from 'zod';
import { Hex64, Text, Word } from '../../terms/act.ts';
import { isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { againstStep, audienceOfDraft, draftOf, setDraft, stepOf, tookStep } from './drafts.ts';

/** The host's legal opinion on a draft. Given again, the later one counts; an objection holds up a draft that was signed too. */
export const mandateReview = defineAct({
  kind: 'mandate.review',
  forms: ['proposal'],
  detail: z.strictObject({
    mandate: Word,
    version: z.int().min(1),
    digest: Hex64,
    opinion: z.enum(['cleared', 'objected']),
    note: Text,
  }),
  example: {
    mandate: 'guest-a',
    version: 2,
    digest: '0'.repeat(64),
    opinion: 'cleared' as const,
    note: 'rests on the notes',
  },
  records: ['drafts'],
  broken: ({ actor, detail, records, directory }) =>
    againstStep({ actor, records, directory }, detail, (draft) => {
      const isOther = !tookStep({ ...draft, reviewers: [] }, actor.id);
      return isHost(actor.agency, directory) && isOther ? [] : ['R-34'];
    }),
  plan({ actor, at, index, detail, records, directory }, effects) {
    const draft = draftOf(records, directory, detail.mandate, detail.version);
    if (draft === undefined) throw new RangeError('planned for a draft that is not there');
    const { opinion, note } = detail;
    const review = { ...stepOf({ actor, at, index }), opinion, note };
    setDraft(records, effects, { ...draft, review, reviewers: [...new Set([...draft.reviewers, actor.id])] });
    return { matter: draft.mandate, audience: audienceOfDraft(draft.holder, directory) };
  },
});
