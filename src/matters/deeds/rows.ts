import { LIMITS } from '../../base/limits.ts';
import type { Records } from '../slices.ts';

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

/** The seat from which a deed was done, and the time and set of its decision: what taking that decision again must know. */
export type Basis = {
  /** Room time, ms. */
  readonly at: number;
  readonly set: string;
  readonly component: string;
  readonly role: string;
  readonly room: string;
};

/** What a challenged deed was found to be, with the clauses of the decision that was taken again. */
export type Reclassified = {
  readonly activity: string;
  readonly purpose: string;
  readonly clauses: readonly string[];
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
  /** Since it takes effect. Absent while it waits, and of deeds of before this was kept. */
  readonly basis?: Basis;
  /** The challenge that is open, or null; absent while there was none. */
  readonly challenge?: string | null;
  /** As it was found to be last; absent where it stands as declared. */
  readonly reclassified?: Reclassified;
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

/** Does a request about this deed wait for its answer? */
export function isAskedAbout(records: Pick<Records, 'requests'>, { request }: Pick<DeedRow, 'request'>): boolean {
  return request !== null && records.requests.get(request)?.status === 'waiting';
}

/**
 * A deed as its doer declared it and, where it was reclassified, as what it was found to be. It goes on only while it may go on as either: to be
 * found something else gives no authority, and an approval was given for the words that were declared.
 */
export function readingsOf(deed: DeedRow): readonly DeedRow[] {
  return deed.reclassified === undefined ? [deed] : [deed, { ...deed, ...deed.reclassified, approval: '' }];
}
