import { LIMITS } from '../base/limits.ts';
import type { Policy } from './policy.ts';
import { signedTextOf } from './published-files.ts';
import type { Publisher } from './publisher.ts';
import { type AskOutcome, type AskWitness, askWitness } from './witness-asking.ts';

export type Comparing = {
  readonly policy: Policy;
  readonly log: Pick<Publisher, 'published' | 'consistency'>;
  /** Entries that the database holds. */
  readonly stored: number;
  readonly ask: AskWitness;
  /** Names of witnesses whose word does not count this time. */
  readonly passedOver: readonly string[];
  /** Unless that of the limits, ms. */
  readonly answerMs?: number | undefined;
};

/** What a witness said, or why it said nothing. */
export type Said = { readonly name: string; readonly why: string };

/**
 * Asks every witness that can be reached, all at once and for a few seconds only, whether what stands published is the ledger that it knows. A room that was
 * put back as a whole from an older backup agrees with itself: only who saw it grow further can tell.
 * What a witness says against it is no proof, for a size alone is signed by nobody; so whoever runs the room can pass one over, by name.
 * @returns `against`: those that know more of this ledger, or another; `unasked`: those that nothing could be heard of
 */
export async function compareWithWitnesses({ policy, log, stored, ask, passedOver, answerMs }: Comparing): Promise<{
  readonly against: readonly Said[];
  readonly unasked: readonly Said[];
}> {
  const { published } = log;
  const asked = policy.witnesses.flatMap(({ url, ...witness }) =>
    url === undefined || passedOver.includes(witness.name) ? [] : [{ ...witness, url }],
  );
  if (published === null) return { against: [], unasked: [] };
  const signal = AbortSignal.timeout(answerMs ?? LIMITS.witnessStartMs);
  const asking = { target: published, text: signedTextOf(published), old: published.size, log, ask, signal };
  const outcomes = await Promise.all(
    asked.map(async (witness) => ({ name: witness.name, outcome: await askWitness({ ...asking, witness }) })),
  );
  return {
    against: outcomes.flatMap(({ name, outcome }) => said(name, objection(outcome, stored))),
    unasked: outcomes.flatMap(({ name, outcome }) => said(name, outcome.is === 'failed' ? outcome.why : undefined)),
  };
}

/** What the database holds beyond what is published was committed and not signed yet, or the published folder is an older one: neither is a second history. */
function objection(outcome: AskOutcome, stored: number): string | undefined {
  if (outcome.is === 'other-tree') return outcome.why;
  if (outcome.is !== 'ahead' || outcome.size <= stored) return undefined;
  return `it cosigned ${outcome.size} entries of this ledger, and the database holds ${stored}`;
}

function said(name: string, why: string | undefined): Said[] {
  return why === undefined ? [] : [{ name, why }];
}
