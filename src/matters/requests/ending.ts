import { withHost } from '../audience.ts';
import { refuseDeed } from '../deeds/ending.ts';
import type { Effects, Ending } from '../definition.ts';
import type { Records } from '../slices.ts';
import type { RequestRow } from './rows.ts';

/** The end of a request that nobody answered: its deadline passed (`lapsed`), or what it asked under is gone (`withdrawn`). */
export function requestEnding(
  records: Pick<Records, 'requests' | 'deeds'>,
  effects: Effects,
  request: RequestRow,
  status: 'lapsed' | 'withdrawn',
): Ending {
  return {
    kind: status === 'lapsed' ? 'request.lapsed' : 'request.ended',
    matter: request.id,
    person: request.requester,
    audience: withHost(request.agency),
    write: () => {
      records.requests.set(request.id, { ...request, status });
      // A lapsed request leaves its deed waiting: it may be asked for again, and begun only with an approval.
      if (status === 'withdrawn') refuseDeed(records, request.deed);
      effects.clearTimer(`request:${request.id}`);
    },
  };
}

/** Plans the host's no: the request is over, and with it the deed that waits for it. */
export function refuseRequest(
  records: Pick<Records, 'requests' | 'deeds'>,
  effects: Effects,
  request: RequestRow,
): void {
  records.requests.set(request.id, { ...request, status: 'refused' });
  refuseDeed(records, request.deed);
  effects.clearTimer(`request:${request.id}`);
}
