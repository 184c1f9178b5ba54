import * as z from 'zod';
import { canonicalJson } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import { ACT_KINDS } from './act-kinds.ts';
import { plainText } from './api/plain-text.ts';

/** A word of a vocabulary, or an id made of such words joined by dots. */
export const Word = z
  .string()
  .max(96)
  .regex(/^[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)*$/, 'a word has small letters, digits, hyphens and dots');

/** Free text, trimmed by nobody: what was typed is what is signed. Control characters but line feed and tab are refused, and what nobody sees. */
export const Text = plainText(LIMITS.textChars, 1);
export const Line = plainText(LIMITS.lineChars, 1);

/** Milliseconds of room time. */
export const Time = z.int().min(0).max(8_640_000_000_000);

/** A matter's number as people mention it: `INC-4`, `REQ-us-ice-2`. */
export const MatterId = z
  .string()
  .max(160)
  .regex(/^[A-Z]+(-[a-z0-9][a-z0-9-]*)?-[1-9][0-9]*$/, 'a matter is written like `INC-4` or `REQ-agency-2`');

export const Hex64 = z.string().regex(/^[0-9a-f]{64}$/, 'a digest has 64 hex digits');
export const EntryIndex = z.int().min(0);

export const PersonId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'a person is named by small letters, digits and hyphens');
export const ActorId = z.union([
  PersonId,
  z.string().regex(/^registrar:[a-z0-9][a-z0-9-]{1,62}$/, 'a registrar is written `registrar:<agency>`'),
]);

/** The envelope of every act (docs/acts.md); `detail` is checked by the schema of its kind. */
export const ActEnvelope = z.strictObject({
  v: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{8,64}$/, 'an act id has 8 to 64 of `a-z 0-9 -`'),
  ledger: plainText(200),
  mode: z.enum(['exercise', 'live']),
  kind: z.enum(ACT_KINDS),
  form: z.enum(['proposal', 'report']),
  actor: ActorId,
  desk: Word.nullable(),
  activity: Word,
  purpose: Word,
  place: Word,
  deedAt: Time,
  signedAt: Time,
  detail: z.record(z.string(), z.json()),
});

export type Act = z.infer<typeof ActEnvelope>;
export type Mode = Act['mode'];
export type Form = Act['form'];

/**
 * An Ed25519 signature: canonical base64url of 64 bytes. The last letter carries two bits only; another letter with the same two would be
 * another text for the same signature, and what is signed has one.
 */
export const Signature = z
  .string()
  .regex(/^[A-Za-z0-9_-]{85}[AQgw]$/, 'a signature is 86 letters of canonical base64url');

/** An act with the signature over {@link signedBytes}, and the id of the key. */
export const SignedAct = z.strictObject({
  act: ActEnvelope,
  key: z.string().regex(/^k[0-9a-f]{16}$/, 'a key id is `k` and 16 hex digits'),
  signature: Signature,
});
export type SignedAct = z.infer<typeof SignedAct>;

/** The bytes that a signature of an act covers (docs/formats.md §4). */
export function signedBytes(act: Act): string {
  return `remit/act/v1\n${act.mode}\n${act.ledger}\n${canonicalJson(act)}`;
}
