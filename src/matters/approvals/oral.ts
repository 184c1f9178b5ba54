import * as z from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { Hex64, Line, MatterId, PersonId, Time } from '../../terms/act.ts';
import type { HouseRule } from '../../terms/house-rules.ts';
import { isHost, withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { refuseRequest } from '../requests/ending.ts';
import { answerable } from './answer.ts';
import { grant } from './granting.ts';

/** An answer given by word of mouth: the loggist enters it, it takes effect at once, and lapses unless the giver countersigns. */
export const approvalOral = defineAct({
  kind: 'approval.oral',
  forms: ['proposal', 'report'],
  conferring: true,
  detail: z.strictObject({
    request: MatterId,
    digest: Hex64,
    giver: PersonId,
    channel: z.enum(['telephone', 'radio', 'in-person']),
    answer: z.enum(['approve', 'refuse']),
    reason: Line,
    validUntil: Time.optional(),
  }),
  example: {
    request: 'REQ-guest-a-1',
    digest: '0'.repeat(64),
    giver: 'host-approver',
    channel: 'telephone',
    answer: 'approve',
    reason: 'called back at the known number',
  },
  records: ['requests', 'approvals', 'deeds', 'people'],
  broken: ({ act, actor, detail, records, directory, judge }) => {
    if (!isHost(actor.agency, directory)) return ['R-01'];
    const request = records.requests.get(detail.request);
    const entitled = detail.giver !== act.actor && judge.mayAnswer(detail.giver);
    const broken: HouseRule[] = [...answerable(act.form, request, detail.digest, [act.actor, detail.giver])];
    return entitled ? broken : [...broken, 'R-07'];
  },
  plan({ act, detail, records, at, index }, effects) {
    const request = records.requests.get(detail.request);
    if (request === undefined) throw new RangeError('planned for a request that is not there');
    const audience = withHost(request.agency);
    if (detail.answer === 'refuse') {
      refuseRequest(records, effects, request);
      return { matter: request.id, audience };
    }
    records.requests.set(request.id, { ...request, status: 'approved' });
    const { giver, channel } = detail;
    const given = { giver, enteredBy: act.actor, channel, countersigned: null, conditions: null, index };
    grant(records, effects, request, { ...given, digest: request.digest }, at, detail.validUntil);
    effects.timer(`countersign:${request.id}`, at + LIMITS.countersignMs);
    return { matter: request.id, digest: request.digest, audience };
  },
});
