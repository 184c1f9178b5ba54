import type { ApprovalRow, DeedRow, DeedTerms, RequestRow } from '../../records/rows.ts';

/**
 * Approvals that still matter: those that can be used, those whose deed goes on, and oral ones that wait for their giver's countersignature, these
 * first. One that was used for what is over is an answer that was given, and nothing more.
 * @param open deeds that wait or go on
 */
export function standingApprovals(
  approvals: readonly ApprovalRow[],
  open: readonly Pick<DeedRow, 'id' | 'status'>[],
): readonly ApprovalRow[] {
  const goingOn = new Set(open.filter(({ status }) => status === 'open').map(({ id }) => id));
  return approvals
    .filter(({ ended, used, countersigned }) => {
      return ended === null && (used === null || goingOn.has(used) || countersigned === null);
    })
    .toSorted((a, b) => Number(a.countersigned !== null) - Number(b.countersigned !== null));
}

/** The deed that an approval of this request is for: the host's own offer where there is one; undefined for a release. */
export function approvedDeed({ asks, counter }: Pick<RequestRow, 'asks' | 'counter'>): DeedTerms | undefined {
  return counter?.deed ?? ('deed' in asks ? asks.deed : undefined);
}

/** Is it the host's offer of another deed, which nobody has taken up? Then nothing goes on under it yet. */
export function isOffer(
  { used }: Pick<ApprovalRow, 'used'>,
  request: Pick<RequestRow, 'status' | 'counter'> | undefined,
): boolean {
  return used === null && request?.status === 'countered' && request.counter !== null;
}
