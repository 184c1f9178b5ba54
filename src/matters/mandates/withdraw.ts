import * as z from 'zod';
import { Hex64, Line, Word } from '../../terms/act.ts';
import { isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { takeBack } from './begin.ts';
import { audienceOfDraft, draftOf } from './drafts.ts';

/** Takes a draft back, or a version that was to come into force at a later time: by who drafted it, or by the host. */
export const mandateWithdraw = defineAct({
  kind: 'mandate.withdraw',
  forms: ['proposal'],
  detail: z.strictObject({ mandate: Word, version: z.int().min(1), digest: Hex64, reason: Line }),
  example: { mandate: 'guest-a', version: 2, digest: '0'.repeat(64), reason: 'agreed otherwise' },
  records: ['drafts', 'mandates'],
  broken: ({ actor, detail, records, directory }) => {
    const draft = draftOf(records, directory, detail.mandate, detail.version);
    const isTheirs = isHost(actor.agency, directory) || draft?.drafted?.person === actor.id;
    if (draft === undefined || !isTheirs || (draft.status !== 'open' && draft.status !== 'due')) return ['R-06'];
    return draft.digest === detail.digest ? [] : ['R-04'];
  },
  plan({ detail, records, directory }, effects) {
    const draft = draftOf(records, directory, detail.mandate, detail.version);
    if (draft === undefined) throw new RangeError('planned for a draft that is not there');
    takeBack(records, effects, draft);
    return { matter: draft.mandate, audience: audienceOfDraft(draft.holder, directory) };
  },
});
