import * as z from 'zod';
import { MatterId } from '../../terms/act.ts';
import { isHost, withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** The giver of an oral approval confirms it with their own signature. */
export const approvalCountersign = defineAct({
  kind: 'approval.countersign',
  forms: ['proposal'],
  detail: z.strictObject({ request: MatterId }),
  example: { request: 'REQ-guest-a-1' },
  records: ['approvals'],
  broken: ({ act, actor, detail, records, directory }) => {
    if (!isHost(actor.agency, directory)) return ['R-08'];
    const approval = records.approvals.get(detail.request);
    if (approval === undefined || approval.ended !== null || approval.countersigned !== null) return ['R-06'];
    return approval.giver === act.actor ? [] : ['R-08'];
  },
  plan({ detail, records, at }, effects) {
    const approval = records.approvals.get(detail.request);
    if (approval === undefined) throw new RangeError('planned for an approval that is not there');
    records.approvals.set(approval.request, { ...approval, countersigned: at });
    effects.clearTimer(`countersign:${approval.request}`);
    return { matter: approval.request, audience: withHost(approval.agency) };
  },
});
