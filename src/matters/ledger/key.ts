import * as z from 'zod';
import { EVERYONE } from '../audience.ts';
import { defineAct } from '../definition.ts';
import type { LedgerRow, SignerRow } from './rows.ts';

const Vkey = z
  .string()
  .max(512)
  .regex(
    /^[!-*,-~]{1,255}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/,
    'a verifier key is `<name>+<8 hex digits>+<base64 of 33 bytes>`',
  );
const Signature = z.string().regex(/^[A-Za-z0-9+/]{86}==$/, 'a signature is base64 of 64 bytes');

/**
 * The operator states that another key signs the ledger: first beside the one before, then alone. What links the two keys, signed by both, stands in the
 * entry, so that it can be published again from the ledger for ever.
 */
export const ledgerKey = defineAct({
  kind: 'ledger.key',
  forms: ['proposal'],
  deskless: true,
  keptForGood: true,
  detail: z.strictObject({
    before: Vkey,
    after: Vkey,
    /** By the key before and by the key after, over the link (docs/formats.md §6). */
    signatures: z.strictObject({ before: Signature, after: Signature }),
    /** `both` sign from now on; or, the overlap being over, the key `after` alone. */
    signs: z.enum(['both', 'after']),
  }),
  example: {
    before: `harbour-summit.live.remit.example/0123456789ab+00000000+${'A'.repeat(44)}`,
    after: `harbour-summit.live.remit.example/0123456789ab+11111111+${'B'.repeat(44)}`,
    signatures: { before: `${'A'.repeat(86)}==`, after: `${'Q'.repeat(86)}==` },
    signs: 'both' as const,
  },
  records: ['ledger'],
  // A key that the one before did not sign, once entered, is for ever in the way of every start.
  check: (detail, { wrongInLink }) => wrongInLink(detail),
  broken: ({ actor, detail, records }) => {
    if (actor.kind !== 'operator') return ['R-28'];
    const last = records.ledger.get('ledger')?.signers?.at(-1);
    // One follows the other: a change begins when the last is over, and ends once.
    const begins =
      detail.before !== detail.after && (last === undefined || (last.retired !== null && last.after === detail.before));
    const ends = last !== undefined && last.retired === null && isSame(last, detail);
    return (detail.signs === 'both' ? begins : ends) ? [] : ['R-06'];
  },
  plan({ detail, records, index }) {
    const ledger = records.ledger.get('ledger');
    if (ledger !== undefined) records.ledger.set('ledger', { ...ledger, signers: signersAfter(ledger, detail, index) });
    return { audience: EVERYONE, person: null };
  },
});

type Stated = Pick<SignerRow, 'before' | 'after' | 'signatures'> & { readonly signs: 'both' | 'after' };

function signersAfter({ signers = [] }: LedgerRow, detail: Stated, index: number): SignerRow[] {
  const { before, after, signatures, signs } = detail;
  if (signs === 'both') return [...signers, { before, after, signatures, index, retired: null }];
  return signers.map((one) => (one.retired === null ? { ...one, retired: index } : one));
}

function isSame(one: SignerRow, { before, after, signatures }: Stated): boolean {
  const isSigned = one.signatures.before === signatures.before && one.signatures.after === signatures.after;
  return one.before === before && one.after === after && isSigned;
}
