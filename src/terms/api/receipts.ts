import * as z from 'zod';
import { digits } from './digits.ts';
import { plainText } from './plain-text.ts';

/** Receipts in one page at most. */
export const RECEIPTS_PAGE_MAX = 50;

/** A receipt (docs/formats.md §12), to be kept as a file under this name. */
export const Receipt = z.object({
  index: z.int(),
  name: z.string(),
  /** Names of the fields that it opens: of one's own act all, of another's what everybody sees who sees the entry. */
  opens: z.array(z.string()),
  receipt: z.string(),
});
export type Receipt = z.infer<typeof Receipt>;

/** `GET /api/acts/:index/receipt`: the proof of one entry, for whoever may see it. */
export const ReceiptQuery = z.strictObject({
  /** Index of an entry that must be in the view. */
  after: digits().optional(),
});
export const ReceiptAnswer = Receipt.extend({ view: z.int() });
export type ReceiptAnswer = z.infer<typeof ReceiptAnswer>;

/** `GET /api/receipts`: of all of one's own entries, and of the ends of one's shifts, oldest first. */
export const ReceiptsQuery = ReceiptQuery.extend({
  /** Where the page before ended, as it was given. */
  cursor: plainText(200).optional(),
  limit: digits(1, RECEIPTS_PAGE_MAX).prefault(String(RECEIPTS_PAGE_MAX)),
});
/** `next` is null once there is no entry more; what is in no checkpoint yet comes on the next page. */
export const ReceiptsPage = z.object({
  view: z.int(),
  person: z.string(),
  receipts: z.array(Receipt),
  next: z.string().nullable(),
});
export type ReceiptsPage = z.infer<typeof ReceiptsPage>;
