import * as z from 'zod';
import { Hex64, Text, Word } from '../../terms/act.ts';
import { plainText } from '../../terms/api/plain-text.ts';
import { EVERYONE } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { audienceOfDraft, draftOf, setDraft, stepOf } from './drafts.ts';

/**
 * Lets one version be in force although its text alone would break a commitment, for a reason that is public with it. It may be in force already,
 * where another mandate takes away what kept the promise. What is decided by is not changed: the commitment goes on ruling over the mandate, for no override reaches it.
 */
export const mandateExcept = defineAct({
  kind: 'mandate.except',
  forms: ['proposal'],
  detail: z.strictObject({
    mandate: Word,
    version: z.int().min(1),
    digest: Hex64,
    commitment: plainText(8, 1),
    reason: Text,
  }),
  example: {
    mandate: 'guest-a',
    version: 2,
    digest: '0'.repeat(64),
    commitment: 'C1',
    reason: 'the clause is older than the promise; the promise goes on ruling',
  },
  records: ['drafts'],
  broken: ({ actor, detail, records, directory }) => {
    const draft = draftOf(records, directory, detail.mandate, detail.version);
    if (actor.standing !== 'host-authority') return ['R-35'];
    if (draft === undefined || draft.status === 'withdrawn') return ['R-06'];
    if (draft.digest !== detail.digest) return ['R-04'];
    const isKnown = directory.commitments.includes(detail.commitment);
    if (!isKnown || draft.drafted?.person === actor.id) return ['R-35'];
    return draft.exceptions.some(({ commitment }) => commitment === detail.commitment) ? ['R-06'] : [];
  },
  plan({ actor, at, index, detail, records, directory }, effects) {
    const draft = draftOf(records, directory, detail.mandate, detail.version);
    if (draft === undefined) throw new RangeError('planned for a draft that is not there');
    const { commitment, reason } = detail;
    const exceptions = [...draft.exceptions, { ...stepOf({ actor, at, index }), commitment, reason }];
    setDraft(records, effects, { ...draft, exceptions });
    const isPublic = draft.supplied || draft.status === 'in-force';
    return { matter: draft.mandate, audience: isPublic ? EVERYONE : audienceOfDraft(draft.holder, directory) };
  },
});
