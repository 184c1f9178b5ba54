import * as z from 'zod';
import { MatterId } from '../../terms/act.ts';
import { withHost } from '../audience.ts';
import { refuseDeed } from '../deeds/ending.ts';
import { defineAct } from '../definition.ts';

/** The requester takes a waiting request back. */
export const requestWithdraw = defineAct({
  kind: 'request.withdraw',
  forms: ['proposal'],
  detail: z.strictObject({ request: MatterId }),
  example: { request: 'REQ-guest-a-1' },
  records: ['requests', 'deeds'],
  broken: ({ act, detail, records }) => {
    const request = records.requests.get(detail.request);
    if (request === undefined || request.requester !== act.actor) return ['R-21'];
    return request.status === 'waiting' ? [] : ['R-06'];
  },
  plan({ detail, records }, effects) {
    const request = records.requests.get(detail.request);
    if (request === undefined) throw new RangeError('planned for a request that is not there');
    records.requests.set(request.id, { ...request, status: 'withdrawn' });
    refuseDeed(records, request.deed);
    effects.clearTimer(`request:${request.id}`);
    return { matter: request.id, audience: withHost(request.agency) };
  },
});
