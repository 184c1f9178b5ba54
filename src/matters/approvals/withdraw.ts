import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { isHost, withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { deedsUnder, endApproval } from './ending.ts';

/** The host takes an approval back; deeds that rest on it end in the same commit. */
export const approvalWithdraw = defineAct({
  kind: 'approval.withdraw',
  forms: ['proposal'],
  detail: z.strictObject({ request: MatterId, reason: Line }),
  example: { request: 'REQ-guest-a-1', reason: 'the officer beside the guest was called away' },
  records: ['approvals', 'requests', 'deeds'],
  broken: ({ actor, detail, records, directory, at }) => {
    if (!isHost(actor.agency, directory)) return ['R-06'];
    const approval = records.approvals.get(detail.request);
    const standing = approval !== undefined && approval.ended === null && at < approval.until;
    return standing ? [] : ['R-06'];
  },
  plan({ detail, records, at }, effects) {
    const approval = records.approvals.get(detail.request);
    if (approval === undefined) throw new RangeError('planned for an approval that is not there');
    const endings = deedsUnder(records, effects, approval);
    endApproval(records, effects, approval, at);
    for (const ending of endings) effects.end(ending);
    return { matter: approval.request, audience: withHost(approval.agency) };
  },
});
