import * as z from 'zod';
import { EVERYONE } from '../audience.ts';
import { defineAct } from '../definition.ts';

const Vkey = z
  .string()
  .max(512)
  .regex(
    /^[^\s+]{1,255}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/,
    'a verifier key is `<name>+<8 hex digits>+<base64 of 33 bytes>`',
  );
const Count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/**
 * The operator states that the room was started although a witness says that it knows more of the ledger, or another one: whoever asks later why there are two
 * histories finds who went on, when, and against whose word.
 */
export const witnessPass = defineAct({
  kind: 'witness.pass',
  forms: ['proposal'],
  deskless: true,
  keptForGood: true,
  detail: z.strictObject({
    /** The witness's verifier key, as the policy has it. */
    witness: Vkey,
    /** Entries that it says it cosigned; nobody signed that. */
    size: Count,
    /** Entries that the database held at that start. */
    entries: Count,
    claims: z.enum(['longer', 'other']),
  }),
  example: {
    witness: `witness.guest.example/w1+00000000+${'B'.repeat(44)}`,
    size: 900,
    entries: 640,
    claims: 'longer' as const,
  },
  records: [],
  broken: ({ actor }) => (actor.kind === 'operator' ? [] : ['R-28']),
  plan: () => ({ audience: EVERYONE, person: null }),
});
