import { LIMITS } from '../base/limits.ts';
import type { Policy, PolicyWitness } from './policy.ts';
import { signedTextOf } from './published-files.ts';
import type { Publisher } from './publisher.ts';
import { type AskOutcome, type AskWitness, askWitness } from './witness-asking.ts';

export type Comparing = {
  readonly policy: Policy;
  readonly log: Pick<Publisher, 'published' | 'consistency'>;
  /** Entries that the database holds. */
  readonly stored: number;
  readonly ask: AskWitness;
  /** Unless that of the limits, ms. */
  readonly answerMs?: number | undefined;
};

/** A witness of which nothing could be heard, and why. */
export type Unasked = { readonly name: string; readonly why: string };

/** A witness that says that it cosigned more of this ledger than the database holds, or another history of it. */
export type Contradicting = {
  readonly witness: PolicyWitness;
  /** Entries that it says it cosigned; nobody signed that. */
  readonly size: number;
  readonly claims: 'longer' | 'other';
  readonly why: string;
};

/**
 * Asks every witness that can be reached, all at once and for a few seconds only, whether what stands published is the ledger that it knows. A room that was
 * put back as a whole from an older backup agrees with itself: only who saw it grow further can tell.
 * What a witness says against it is no proof, for a size alone is signed by nobody; so whoever runs the room can pass one over, by name.
 */
export async function compareWithWitnesses({ policy, log, stored, ask, answerMs }: Comparing): Promise<{
  readonly against: readonly Contradicting[];
  readonly unasked: readonly Unasked[];
}> {
  const { published } = log;
  const asked = policy.witnesses.flatMap(({ url, ...witness }) => (url === undefined ? [] : [{ ...witness, url }]));
  if (published === null) return { against: [], unasked: [] };
  const signal = AbortSignal.timeout(answerMs ?? LIMITS.witnessStartMs);
  const asking = { target: published, text: signedTextOf(published), old: published.size, log, ask, signal };
  const outcomes = await Promise.all(
    asked.map(async (witness) => ({ witness, outcome: await askWitness({ ...asking, witness }) })),
  );
  return {
    against: outcomes.flatMap(({ witness, outcome }) => contradiction(witness, outcome, stored) ?? []),
    unasked: outcomes.flatMap(({ witness: { name }, outcome }) =>
      outcome.is === 'failed' ? [{ name, why: outcome.why }] : [],
    ),
  };
}

/** What the database holds beyond what is published was committed and not signed yet, or the published folder is an older one: neither is a second history. */
function contradiction(witness: PolicyWitness, outcome: AskOutcome, stored: number): Contradicting | undefined {
  if (outcome.is === 'other-tree') return { witness, size: outcome.size, claims: 'other', why: outcome.why };
  if (outcome.is !== 'ahead' || outcome.size <= stored) return undefined;
  const { size } = outcome;
  const why = `it cosigned ${size} entries of this ledger, and the database holds ${stored}`;
  return { witness, size, claims: 'longer', why };
}
