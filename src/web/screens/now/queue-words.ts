import * as z from 'zod';
import type { QueueItem } from '../../records/records.ts';
import { ApprovalRow, RequestRow } from '../../records/rows.ts';
import { approvedDeed } from '../approvals/standing.ts';

const Deed = z.object({ activity: z.string(), place: z.string(), what: z.string() });

/** What something that waits for me is about, and from whom it comes to me. */
export type QueueWords = {
  /** What is asked, offered, approved or countersigned; null where the record speaks for itself. */
  readonly deed: z.infer<typeof Deed> | null;
  /** How who it comes from stands to it. */
  readonly from: 'asked' | 'offered' | 'approved' | 'entered';
  readonly who: string;
  /** Over what an oral answer came that is to be countersigned. */
  readonly channel: string | null;
  /** Why it was offered or approved; empty where the room does not say. */
  readonly reason: string;
};

type Known = { readonly approvals: readonly ApprovalRow[]; readonly requests: readonly RequestRow[] };

/**
 * Of an offer the deed that is offered and who offers it, of an approved deed who approved it, of an answer to countersign who entered it; of
 * everything else what was asked, and by whom.
 */
export function queueWords({ why, matterShown: { slice, row, opened } }: QueueItem, known: Known): QueueWords {
  const approvalOf = (request: unknown) => known.approvals.find((approval) => approval.request === request);
  const request = slice === 'requests' ? RequestRow.safeParse(row).data : undefined;
  if (why === 'countersign') {
    const { request: of, enteredBy, channel, reason } = ApprovalRow.parse(row);
    const asked = known.requests.find(({ id }) => id === of);
    const deed = (asked === undefined ? undefined : approvedDeed(asked)) ?? null;
    return { deed, from: 'entered', who: enteredBy, channel, reason: reason ?? '' };
  }
  if (why === 'counter-offer' || why === 'approved-deed') {
    const approval = approvalOf(request?.id ?? row['request']);
    const deed = request === undefined ? Deed.safeParse(row).data : approvedDeed(request);
    const from = why === 'counter-offer' ? 'offered' : 'approved';
    return { deed: deed ?? null, from, who: approval?.giver ?? '', channel: null, reason: approval?.reason ?? '' };
  }
  const deed = Deed.safeParse(request !== undefined && 'deed' in request.asks ? request.asks.deed : row).data ?? null;
  const asks = row['requester'] ?? row['raisedBy'] ?? row['person'] ?? row['by'];
  const who = typeof asks === 'string' ? asks : (opened.person ?? '');
  return { deed, from: 'asked', who, channel: null, reason: '' };
}
