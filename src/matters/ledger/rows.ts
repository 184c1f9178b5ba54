import type { Answer } from '../../terms/answer.ts';
import type { Audience } from '../../terms/entry.ts';

/** The one row `ledger`: what the first entry said. */
export type LedgerRow = {
  readonly scenario: string;
  readonly title: string;
  /** Actor (`operator`, `timer`, `registrar:<agency>`) to public key, base64url of 32 bytes. */
  readonly keys: Readonly<Record<string, string>>;
  /** How the key that signs the ledger was changed, oldest first; not there before the first change. */
  readonly signers?: readonly SignerRow[];
};

/** A change of the key that signs the ledger (docs/formats.md §6). */
export type SignerRow = {
  /** Verifier keys. */
  readonly before: string;
  readonly after: string;
  /** Of the link, base64. */
  readonly signatures: { readonly before: string; readonly after: string };
  /** The entry that states it: from about there on both sign. */
  readonly index: number;
  /** The entry that ends the overlap; null while both sign. */
  readonly retired: number | null;
};

/** An act that was entered, kept as long as it could be sent again. */
export type ActRow = {
  readonly digest: string;
  readonly signedAt: number;
  readonly answer: Answer;
};

/** How often a refusal came, by the index of its entry; entered when its window closes. */
export type RepeatRow = { readonly index: number; readonly count: number; readonly person: string };

/** An actor's last entry and how many there are (completeness of one's own record). */
export type ChainRow = { readonly index: number; readonly count: number };

export type CounterRow = { readonly last: number };

/** A batch of openings that was stated to the public; sums are of all batches so far. */
export type DisclosureRow = {
  readonly batch: number;
  /** Hex SHA-256 of its manifest, and of the policy it was opened by. */
  readonly manifest: string;
  readonly policy: string;
  readonly size: number;
  readonly opened: number;
  readonly withheld: number;
  readonly erased: number;
  readonly filler: number;
  readonly index: number;
};

/** The newest of them. */
export function lastDisclosure(rows: Iterable<DisclosureRow>): DisclosureRow | undefined {
  let last: DisclosureRow | undefined;
  for (const row of rows) if (last === undefined || row.batch > last.batch) last = row;
  return last;
}

/** A refusal whose repetitions are counted until the window closes. */
export type RefusalRow = {
  readonly index: number;
  readonly count: number;
  readonly closes: number;
  readonly person: string;
  readonly answer: Answer;
  /** Who was shown it; how often it came is told to nobody else. Absent in rows of before. */
  readonly audience?: Audience;
};
