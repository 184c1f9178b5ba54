import { DAY } from '../../base/clock.ts';
import type { DeedTerms } from '../deeds/rows.ts';
import type { Effects } from '../definition.ts';
import type { RequestRow } from '../requests/rows.ts';
import type { Records } from '../slices.ts';
import type { ApprovalRow } from './rows.ts';

type Grant = Pick<ApprovalRow, 'giver' | 'enteredBy' | 'channel' | 'countersigned' | 'conditions' | 'index'>;

/** How long an approved release may wait to be made, where the answer does not say. */
const RELEASE_VALID_MS = DAY;

/**
 * Plans the host's yes to a request as asked, or to the host's own counter-offer: from now until `validUntil`, never
 * longer than the deed itself.
 */
export function grant(
  records: Pick<Records, 'approvals'>,
  effects: Effects,
  request: RequestRow,
  given: Grant & { readonly digest: string; readonly offered?: DeedTerms },
  at: number,
  validUntil: number | undefined,
): void {
  const { offered, ...row } = given;
  const asked = 'deed' in request.asks ? request.asks.deed : undefined;
  const ends = (offered ?? asked)?.until ?? at + RELEASE_VALID_MS;
  const until = Math.min(validUntil ?? ends, ends);
  records.approvals.set(request.id, {
    ...row,
    request: request.id,
    person: request.requester,
    agency: request.agency,
    from: at,
    until,
    ended: null,
    used: null,
  });
  effects.timer(`approval:${request.id}`, until);
  effects.clearTimer(`request:${request.id}`);
}
