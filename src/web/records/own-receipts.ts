import type { ReceiptsPage } from '../../terms/api/receipts.ts';
import { RoomProblem } from '../session/api.ts';

/** Media type of receipts as files: text, which no browser shows instead of saving it. */
export const RECEIPT_TYPE = 'application/octet-stream';

/** How often one page is asked for again. A checkpoint comes within a second unless the signer is away. */
const TRIES_MAX = 8;
/** The allowance of a minute comes back within one. */
const WAIT_SECONDS_MAX = 90;
/** They pass by themselves; the room says when it is worth asking again. */
const PASSES = ['not-included', 'lagging', 'busy', 'too-many'];

export type ReceiptPorts = {
  readonly page: (cursor: string | undefined) => Promise<ReceiptsPage>;
  readonly wait: (seconds: number) => Promise<void>;
  /** How many there are so far. */
  readonly told: (count: number) => void;
};

/** `early`: what was done last is in no checkpoint yet, and is not among them. */
export type OwnReceipts = { readonly receipts: readonly string[]; readonly early: boolean };

/**
 * All receipts of one's own, page by page, in the order of the ledger; asked again where the room says when.
 * @throws RoomProblem, RoomUnreachable
 */
export async function ownReceipts({ page, wait, told }: ReceiptPorts): Promise<OwnReceipts> {
  const receipts: string[] = [];
  let cursor: string | undefined;
  let tries = 0;
  for (;;) {
    try {
      const { receipts: more, next } = await page(cursor);
      receipts.push(...more.map(({ receipt }) => receipt));
      told(receipts.length);
      if (next === null) return { receipts, early: false };
      cursor = next;
      tries = 0;
    } catch (error) {
      tries += 1;
      const seconds = secondsToWait(error);
      if (seconds !== undefined && tries < TRIES_MAX) await wait(seconds);
      // What is proved already is worth having without what is not.
      else if (isNotIncluded(error)) return { receipts, early: true };
      else throw error;
    }
  }
}

/** Whether an entry is recorded, and nothing proves it yet. */
export function isNotIncluded(error: unknown): boolean {
  return error instanceof RoomProblem && error.code === 'not-included';
}

function secondsToWait(error: unknown): number | undefined {
  if (!(error instanceof RoomProblem) || !PASSES.includes(error.code)) return undefined;
  const { retryAfterSeconds } = error;
  return retryAfterSeconds !== undefined && retryAfterSeconds <= WAIT_SECONDS_MAX ? retryAfterSeconds : undefined;
}
