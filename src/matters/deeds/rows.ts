import { LIMITS } from '../../base/limits.ts';

/** What is asked for, word for word: an approval binds the digest of exactly this. */
export type DeedTerms = {
  readonly person: string;
  readonly activity: string;
  readonly purpose: string;
  readonly place: string;
  readonly from: number;
  readonly until: number;
  readonly what: string;
};

export type DeedRow = DeedTerms & {
  readonly id: string;
  readonly agency: string;
  readonly digest: string;
  /** `waiting` for an approval, or for its time, `open` (takes effect), `ended`, `refused`. */
  readonly status: 'waiting' | 'open' | 'ended' | 'refused';
  readonly request: string | null;
  /** The request whose approval it rests on while open; empty where none is needed. */
  readonly approval: string;
  /** Clauses that permitted it, as of its beginning. */
  readonly clauses: readonly string[];
  readonly index: number;
};

/**
 * While a deed is open: always; while it waits, until it could not be proposed any more; and once it is over never. When it came and went its row does not say, and nobody asks; but of somebody who
 * worked long, only what is not over is looked at.
 */
export function deedSpan({ status, until }: DeedRow): readonly [from: number, until: number] {
  const first = Number.NEGATIVE_INFINITY;
  if (status === 'open') return [first, Number.POSITIVE_INFINITY];
  return [first, status === 'waiting' ? until + LIMITS.proposalGraceMs : first];
}
