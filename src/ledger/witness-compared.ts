import { LIMITS } from '../base/limits.ts';
import type { Policy, PolicyWitness } from './policy.ts';
import { signedTextOf } from './published-files.ts';
import type { Publisher } from './publisher.ts';
import type { SignerPort } from './signing/port.ts';
import { type Asking, type AskOutcome, type AskWitness, askWitness } from './witness-asking.ts';

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
    asked.map(async (witness) => ({ witness, outcome: await outcomeOf({ ...asking, witness }) })),
  );
  return {
    against: outcomes.flatMap(({ witness, outcome }) => contradiction(witness, outcome, stored) ?? []),
    unasked: outcomes.flatMap(({ witness: { name }, outcome }) =>
      outcome.is === 'failed' ? [{ name, why: outcome.why }] : [],
    ),
  };
}

/**
 * The checkpoint that witnesses are shown before a room opens: the one that stands, or, where the published folder is lost, the last one that was signed, signed
 * again, which tells nobody anything new. Before the first there is none, and nobody to know more.
 */
export async function shownBeforeOpening(
  publisher: Publisher,
  signer: Pick<SignerPort, 'guard' | 'sign'>,
): Promise<Comparing['log']> {
  if (publisher.published !== null) return publisher;
  const { size, root } = await signer.guard();
  if (size === 0) return publisher;
  return { published: { size, root, note: await signer.sign({ size, root, proof: [] }) }, consistency: ofSameSize };
}

class NothingToProveBy extends Error {}

/** The tiles by which a proof is made are made again only later. Who stands behind what was signed knows no more than that. */
async function ofSameSize(first: number, second: number): Promise<Uint8Array[]> {
  if (first === second) return [];
  throw new NothingToProveBy(`it stands at ${first} entries, and what is published, by which to compare, is lost`);
}

async function outcomeOf(asking: Asking): Promise<AskOutcome> {
  try {
    return await askWitness(asking);
  } catch (error) {
    if (error instanceof NothingToProveBy) return { is: 'failed', why: error.message };
    throw error;
  }
}

/** What the database holds beyond what is published was committed and not signed yet, or the published folder is an older one: neither is a second history. */
function contradiction(witness: PolicyWitness, outcome: AskOutcome, stored: number): Contradicting | undefined {
  if (outcome.is === 'other-tree') return { witness, size: outcome.size, claims: 'other', why: outcome.why };
  if (outcome.is !== 'ahead' || outcome.size <= stored) return undefined;
  const { size } = outcome;
  const why = `it cosigned ${size} entries of this ledger, and the database holds ${stored}`;
  return { witness, size, claims: 'longer', why };
}
