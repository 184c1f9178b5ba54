import { LIMITS } from '../base/limits.ts';
import type { Policy, PolicyWitness } from './policy.ts';
import { type Published, signedTextOf } from './published-files.ts';
import type { Publisher } from './publisher.ts';
import { type AskOutcome, type AskWitness, askWitness } from './witness-asking.ts';

/** What is shown to witnesses: a signed checkpoint, and by what its tree is proved to contain theirs. */
export type Shown = { readonly target: Published; readonly log: Pick<Publisher, 'consistency'> };

export type Comparing = {
  readonly policy: Policy;
  readonly shown: Shown;
  /** Entries that there are here, and where: `the database`. */
  readonly stored: number;
  readonly holder: string;
  readonly ask: AskWitness;
  /** Unless that of the limits, ms. */
  readonly answerMs?: number | undefined;
};

/** A witness that knows more of this ledger than is here, or another. A word that nobody signed. */
export type Against = {
  readonly witness: PolicyWitness;
  /** Entries that it says it cosigned. */
  readonly size: number;
  readonly claims: 'longer' | 'other';
  readonly why: string;
};

/** A witness of which nothing could be heard, and why. */
export type Unasked = { readonly name: string; readonly why: string };

/**
 * Asks every witness that can be reached, all at once and for a few seconds only, whether what is shown is the ledger that it knows. A room that was
 * put back as a whole from an older backup agrees with itself: only who saw it grow further can tell.
 * What a witness says against it is no proof, for a size alone is signed by nobody; so whoever runs the room can pass one over, by name.
 * @returns `against`: those that know more of this ledger, or another; `unasked`: those that nothing could be heard of
 */
export async function compareWithWitnesses(comparing: Comparing): Promise<{
  readonly against: readonly Against[];
  readonly unasked: readonly Unasked[];
}> {
  const { policy, shown, ask, answerMs } = comparing;
  const asked = policy.witnesses.flatMap(({ url, ...witness }) => (url === undefined ? [] : [{ ...witness, url }]));
  const signal = AbortSignal.timeout(answerMs ?? LIMITS.witnessStartMs);
  const { target } = shown;
  const asking = { ...shown, text: signedTextOf(target), old: target.size, ask, signal };
  const outcomes = await Promise.all(
    asked.map(async (witness) => ({ witness, outcome: await askWitness({ ...asking, witness }) })),
  );
  return {
    against: outcomes.flatMap(({ witness, outcome }) => objection(witness, outcome, comparing)),
    unasked: outcomes.flatMap(({ witness: { name }, outcome }) =>
      outcome.is === 'failed' ? [{ name, why: outcome.why }] : [],
    ),
  };
}

/** What is here beyond what was signed was committed and not signed yet, or the published folder is an older one: neither is a second history. */
function objection(witness: PolicyWitness, outcome: AskOutcome, { stored, holder }: Comparing): Against[] {
  const holds = `${holder} holds ${stored}`;
  if (outcome.is === 'other-tree')
    return [{ witness, size: outcome.size, claims: 'other', why: `${outcome.why}; ${holds}` }];
  if (outcome.is !== 'ahead' || outcome.size <= stored) return [];
  const why = `it cosigned ${outcome.size} entries of this ledger, and ${holds}`;
  return [{ witness, size: outcome.size, claims: 'longer', why }];
}
