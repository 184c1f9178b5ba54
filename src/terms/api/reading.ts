import * as z from 'zod';
import { canonicalJson } from '../../base/json.ts';
import { PersonId, Time } from '../act.ts';
import { plainText } from './plain-text.ts';

/** What a reading opens: one page of the log, a session, a one-time link, the answer to one question, or receipts. One that was signed for one opens none of the others. */
export const READING_PURPOSES = ['log', 'sign-in', 'link', 'access', 'receipt'] as const;
export type ReadingPurpose = (typeof READING_PURPOSES)[number];

/** What a reader signs (docs/formats.md §10): that they are there, for one purpose, at the address that they asked, once. */
export const Reading = z.strictObject({
  at: Time,
  ledger: plainText(200),
  mode: z.enum(['exercise', 'live']),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  person: PersonId,
  purpose: z.enum(READING_PURPOSES),
  /** The origin as the reader addressed it, such as `https://room.example`: whoever passes a reading on is at another. */
  to: plainText(300),
  v: z.literal(2),
});
export type Reading = z.infer<typeof Reading>;

/** The text that the signature covers; its first line keeps it apart from acts. */
export function readingText(reading: Reading): string {
  return `remit/read/v2\n${canonicalJson(reading)}`;
}

/**
 * The header value, or member `reading`, that bears a signed reading: `Remit <reading>.<key id>.<signature>`.
 * @param toBase64url of the UTF-8 bytes of a text
 */
export function readingHeader(
  reading: Reading,
  { key, signature }: { readonly key: string; readonly signature: string },
  toBase64url: (text: string) => string,
): string {
  return `Remit ${toBase64url(canonicalJson(reading))}.${key}.${signature}`;
}
