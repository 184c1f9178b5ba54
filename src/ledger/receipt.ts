import { canonicalJson } from '../base/json.ts';

/** What a receipt is made from (docs/formats.md §12). */
export type ReceiptParts = {
  readonly index: number;
  /** The leaf's sibling first. */
  readonly proof: readonly Uint8Array[];
  /** The logged bytes. */
  readonly entry: Uint8Array;
  /** Those that its holder may see. */
  readonly disclosures: readonly string[];
  /** The checkpoint with all its signatures, of the tree that the proof is in. */
  readonly note: string;
};

/** The receipt of an entry: a C2SP `tlog-proof` whose extra data is the entry with some of its disclosures. */
export function receiptText({ index, proof, entry, disclosures, note }: ReceiptParts): string {
  const extra = canonicalJson({
    disclosures: [...disclosures].sort(),
    entry: Buffer.from(entry).toString('base64url'),
    v: 1,
  });
  const lines = [
    'c2sp.org/tlog-proof@v1',
    `extra ${Buffer.from(extra, 'utf8').toString('base64')}`,
    `index ${index}`,
    ...proof.map((hash) => Buffer.from(hash).toString('base64')),
    '',
  ];
  return `${lines.join('\n')}\n${note}`;
}
