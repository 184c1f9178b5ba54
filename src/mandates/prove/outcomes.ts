import { OUTCOMES, type Outcome } from '../../terms/outcome.ts';

/** A set of outcomes: one bit each, in the order of {@link OUTCOMES}. */
export type OutcomeBits = number;

export const PERMITTED: OutcomeBits = 1;
export const NEEDS_APPROVAL: OutcomeBits = 2;
const PROHIBITED: OutcomeBits = 4;
const OUTSIDE: OutcomeBits = 8;

/** The outcomes of some bits. */
export function outcomesOf(bits: OutcomeBits): Outcome[] {
  return OUTCOMES.filter((_, n) => (bits & (1 << n)) !== 0);
}

/** What is known of something over all acts of a region: it holds for none, for some perhaps, for each. */
export type Known = 'none' | 'some' | 'all';

/** What is known of an act of a region, as interpreter 1 asks for it (docs/formats.md §8). */
export type Situation = {
  /** Something forbids it, R-05 among it. */
  readonly against: Known;
  readonly permit: Known;
  readonly approvable: Known;
  /** Something demands an approval, R-05 among it. */
  readonly demand: Known;
  readonly approved: Known;
};

/**
 * The outcomes that steps 4 to 9 of interpreter 1 can come to. Never too few; and exactly one where everything is known.
 */
export function possibleOutcomes({ against, permit, approvable, demand, approved }: Situation): OutcomeBits {
  let possible = against === 'none' ? 0 : PROHIBITED;
  if (against === 'all') return possible;
  if (permit !== 'all' && approvable !== 'all') possible |= OUTSIDE;
  if (permit !== 'none' && demand !== 'all') possible |= PERMITTED;
  const byApproval = (permit !== 'none' && demand !== 'none') || (permit !== 'all' && approvable !== 'none');
  if (byApproval && approved !== 'none') possible |= PERMITTED;
  if (byApproval && approved !== 'all') possible |= NEEDS_APPROVAL;
  return possible;
}

/** Every choice of a single outcome from each of some sets of outcomes. */
export function* combinations(possible: readonly OutcomeBits[]): Generator<readonly OutcomeBits[]> {
  const [first, ...rest] = possible;
  if (first === undefined) {
    yield [];
    return;
  }
  for (let bits = first; bits !== 0; bits &= bits - 1) {
    for (const others of combinations(rest)) yield [bits & -bits, ...others];
  }
}
