import type { DeedTerms } from '../deeds/rows.ts';

/** A release that waits for approval: an approval binds the digest of exactly this. */
export type ReleaseTerms = {
  readonly person: string;
  readonly item: string;
  readonly to: string;
  readonly purpose: string;
  /** Absent, as the three below, where it was asked for before they were bound. */
  readonly place?: string;
  /** Hex SHA-256 of the canonical JSON of the note, or null; the note itself is in the entry. */
  readonly note?: string | null;
  /** Of the recipient, as attested when it was asked. */
  readonly toAgency?: string;
  readonly toComponent?: string;
};

/** A request for approval of one act. */
export type RequestRow = {
  readonly id: string;
  readonly requester: string;
  readonly agency: string;
  readonly asks: { readonly deed: DeedTerms } | { readonly release: ReleaseTerms };
  readonly digest: string;
  readonly deed: string | null;
  readonly deadline: number;
  readonly status: 'waiting' | 'approved' | 'refused' | 'countered' | 'lapsed' | 'withdrawn' | 'ended';
  /** The host's counter-offer and its digest. */
  readonly counter: { readonly deed: DeedTerms; readonly digest: string } | null;
  /** Clauses that asked for the approval. */
  readonly clauses: readonly string[];
  readonly index: number;
};

/** While a request waits for its answer: always, and once it is over never. */
export function requestSpan({ status }: RequestRow): readonly [from: number, until: number] {
  return [Number.NEGATIVE_INFINITY, status === 'waiting' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY];
}
