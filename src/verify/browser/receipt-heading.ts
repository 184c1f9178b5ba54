/** Under which heading the page tells of a receipt. It needs no document. */
import type { ReceiptReport } from '../receipt-check.ts';
import type { Status } from '../report.ts';

/** `other-key`: INVALID for no other reason than the key: the ledger's may have been changed. */
export type ReceiptOutcome = Status | 'other-key';

/** What the page tells of a report, by which words and look are chosen. */
export function outcomeOf({ status, isOtherKey }: Pick<ReceiptReport, 'status' | 'isOtherKey'>): ReceiptOutcome {
  return isOtherKey ? 'other-key' : status;
}

/** Whose word the key is by which a receipt was checked: the reader's, this browser's from an earlier check, or the operator's. */
export type KeyFrom = 'given' | 'remembered' | 'published';
