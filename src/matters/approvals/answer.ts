import * as z from 'zod';
import { type Form, Hex64, Line, MatterId, Time, Word } from '../../terms/act.ts';
import type { HouseRule } from '../../terms/house-rules.ts';
import { isHost, withHost } from '../audience.ts';
import { termsDigest } from '../deeds/digest.ts';
import { refuseDeed } from '../deeds/ending.ts';
import type { DeedTerms } from '../deeds/rows.ts';
import { defineAct } from '../definition.ts';
import { refuseRequest } from '../requests/ending.ts';
import type { RequestRow } from '../requests/rows.ts';
import { grant } from './granting.ts';

const Offer = z.strictObject({ activity: Word, purpose: Word, place: Word, from: Time, until: Time, what: Line });

/** The host's signed answer to one request: yes, no, or a counter-offer that takes effect if the requester takes it up. */
export const approvalAnswer = defineAct({
  kind: 'approval.answer',
  forms: ['proposal', 'report'],
  conferring: true,
  detail: z
    .strictObject({
      request: MatterId,
      digest: Hex64,
      answer: z.enum(['approve', 'refuse', 'counter-offer']),
      reason: Line,
      conditions: Line.optional(),
      validUntil: Time.optional(),
      counter: Offer.optional(),
    })
    .refine((detail) => (detail.answer === 'counter-offer') === (detail.counter !== undefined), {
      path: ['counter'],
      message: 'a counter-offer has `counter`, and no other answer has',
    }),
  example: {
    request: 'REQ-guest-a-1',
    digest: '0'.repeat(64),
    answer: 'approve',
    reason: 'accompanied by the harbour desk',
  },
  records: ['requests', 'approvals', 'deeds'],
  words: ({ counter }) =>
    counter === undefined
      ? []
      : (['activity', 'purpose', 'place'] as const).map((list) => ({
          list,
          word: counter[list],
          field: `detail.counter.${list}`,
        })),
  broken: ({ act, actor, detail, records, directory }) => {
    if (!isHost(actor.agency, directory)) return ['R-01'];
    return answerable(act.form, records.requests.get(detail.request), detail.digest, [act.actor]);
  },
  plan({ act, detail, records, at, index }, effects) {
    const request = records.requests.get(detail.request);
    if (request === undefined) throw new RangeError('planned for a request that is not there');
    const giver = act.actor;
    const given = { giver, enteredBy: giver, channel: null, countersigned: at, index };
    const conditions = detail.conditions ?? null;
    const audience = withHost(request.agency);
    if (detail.answer === 'refuse') {
      refuseRequest(records, effects, request);
      return { matter: request.id, audience };
    }
    if (detail.answer === 'approve') {
      records.requests.set(request.id, { ...request, status: 'approved' });
      grant(records, effects, request, { ...given, conditions, digest: request.digest }, at, detail.validUntil);
      return { matter: request.id, digest: request.digest, audience };
    }
    const deed: DeedTerms = { person: request.requester, ...(detail.counter as z.infer<typeof Offer>) };
    const digest = termsDigest(deed);
    records.requests.set(request.id, { ...request, status: 'countered', counter: { deed, digest } });
    refuseDeed(records, request.deed);
    grant(records, effects, request, { ...given, conditions, digest, offered: deed }, at, detail.validUntil);
    return { matter: request.id, digest, audience };
  },
});

/**
 * The house rules on answering one request by these people of the host (the giver, and the loggist who enters it). Nobody else gets this far, or
 * learns whether there is such a request.
 */
export function answerable(
  form: Form,
  request: RequestRow | undefined,
  digest: string,
  people: readonly string[],
): readonly HouseRule[] {
  if (request === undefined) return ['R-06'];
  const broken: HouseRule[] = [];
  if (people.includes(request.requester)) broken.push('R-01');
  if (request.digest !== digest) broken.push('R-04');
  // A report tells of an earlier answer: what became of the request since says nothing of it.
  if (form === 'proposal' && request.status !== 'waiting') broken.push('R-06');
  return broken;
}
