import * as z from 'zod';
import { Hex64, Word } from '../../terms/act.ts';
import { defineAct } from '../definition.ts';
import { againstStep, audienceOfDraft, draftOf, setDraft, sideOf, stepOf, tookStep } from './drafts.ts';

/**
 * Signs a reviewed draft, for the host authority or for the state that sends its holder. Made without a desk: before its mandate is in
 * force a guest has none.
 */
export const mandateSign = defineAct({
  kind: 'mandate.sign',
  forms: ['proposal'],
  deskless: true,
  detail: z.strictObject({ mandate: Word, version: z.int().min(1), digest: Hex64 }),
  example: { mandate: 'guest-a', version: 2, digest: '0'.repeat(64) },
  records: ['drafts'],
  broken: ({ actor, detail, records, directory }) =>
    againstStep({ actor, records, directory }, detail, (draft) => {
      const side = sideOf(actor, draft, directory);
      if (side === undefined || draft.review?.opinion !== 'cleared' || tookStep(draft, actor.id)) return ['R-34'];
      return draft.signatures.some((signature) => signature.side === side) ? ['R-06'] : [];
    }),
  plan({ actor, at, index, detail, records, directory }, effects) {
    const draft = draftOf(records, directory, detail.mandate, detail.version);
    const side = draft === undefined ? undefined : sideOf(actor, draft, directory);
    if (draft === undefined || side === undefined)
      throw new RangeError('planned for a draft that is not theirs to sign');
    const signatures = [...draft.signatures, { ...stepOf({ actor, at, index }), side }];
    setDraft(records, effects, { ...draft, signatures });
    return { matter: draft.mandate, audience: audienceOfDraft(draft.holder, directory) };
  },
});
