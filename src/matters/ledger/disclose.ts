import * as z from 'zod';
import { EVERYONE } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { lastDisclosure } from './rows.ts';

const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'a digest is 64 hex digits');
const Count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The room states a batch of openings that the public is given: what is in its files, and how all batches so far add up to the ledger's size. */
export const ledgerDisclose = defineAct({
  kind: 'ledger.disclose',
  forms: ['proposal'],
  deskless: true,
  keptForGood: true,
  detail: z.strictObject({
    /** From 1 on. */
    batch: z.int().min(1).max(1_000_000),
    /** Hex SHA-256 of the batch's manifest (docs/formats.md §13), which names its other files. */
    manifest: Digest,
    /** Hex SHA-256 of the canonical JSON of the policy that it was opened by. */
    policy: Digest,
    /** Entries from the first on that were looked at; the sums are of these. */
    size: Count,
    opened: Count,
    withheld: Count,
    erased: Count,
    filler: Count,
  }),
  example: {
    batch: 1,
    manifest: 'a'.repeat(64),
    policy: 'b'.repeat(64),
    size: 100,
    opened: 40,
    withheld: 55,
    erased: 0,
    filler: 5,
  },
  records: ['disclosures'],
  broken: ({ actor, detail, records, index }) => {
    if (actor.kind !== 'operator') return ['R-28'];
    const last = lastDisclosure(records.disclosures.values());
    const { size, opened, withheld, erased, filler } = detail;
    const adds = opened + withheld + erased + filler === size && size <= index;
    const goesOn = detail.batch === (last?.batch ?? 0) + 1 && size >= (last?.size ?? 0) && opened > (last?.opened ?? 0);
    // One that is stated already, or comes before its turn, is none to state.
    return adds && goesOn ? [] : ['R-06'];
  },
  plan({ detail, records, index }) {
    records.disclosures.set(String(detail.batch), { ...detail, index });
    return { audience: EVERYONE, person: null };
  },
});
