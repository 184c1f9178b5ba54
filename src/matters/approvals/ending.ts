import { withHost } from '../audience.ts';
import { deedEnding } from '../deeds/ending.ts';
import type { Effects, Ending } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import type { Records } from '../slices.ts';
import type { ApprovalRow } from './rows.ts';

type ApprovalRecords = Pick<Records, 'approvals' | 'requests' | 'deeds'>;

/** The end of an approval before or at its time. Deeds that rest on it end with {@link deedsUnder}. */
export function approvalEnding(
  records: ApprovalRecords,
  effects: Effects,
  approval: ApprovalRow,
  kind: 'approval.lapsed' | 'approval.expired' | 'approval.ended',
  at: number,
): Ending {
  return {
    kind,
    matter: approval.request,
    person: approval.person,
    audience: withHost(approval.agency),
    write: () => endApproval(records, effects, approval, at),
  };
}

/** Plans the end of an approval: it stands no more, and its request is over. */
export function endApproval(records: ApprovalRecords, effects: Effects, approval: ApprovalRow, at: number): void {
  records.approvals.set(approval.request, { ...approval, ended: at });
  const request = records.requests.get(approval.request);
  if (request !== undefined) records.requests.set(request.id, { ...request, status: 'ended' });
  effects.clearTimer(`approval:${approval.request}`);
  effects.clearTimer(`countersign:${approval.request}`);
}

/** Endings of the open deeds that rest on this approval. */
export function deedsUnder(records: ApprovalRecords, effects: Effects, approval: ApprovalRow): Ending[] {
  const resting = records.deeds.where('approval', approval.request).filter((deed) => deed.status === 'open');
  return oldestFirst(resting).map((deed) => deedEnding(records, effects, deed));
}
