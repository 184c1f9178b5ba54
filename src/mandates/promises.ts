import type { MandateSet, Rule } from '../terms/mandate-set.ts';
import type { InForce } from './compile.ts';
import { approvalsBeaten } from './findings/findings.ts';
import { assumptionsOf, claimOf } from './prove/commitments.ts';
import { prove } from './prove/prove.ts';

/** Parts that one commitment may take while the desk waits: some tens of milliseconds. What needs more is not proved, and holds the mandates up. */
const PARTS_MAX = 50_000;

/** A commitment that a mandate would break by what it permits, or is not proved to keep, whatever all mandates of the set forbid. */
export type Unkept = { readonly commitment: string; readonly mandate: string };

/** What keeps the mandates of a set from being in force together, as data. */
export type PromisesOfSet = {
  readonly unkept: readonly Unkept[];
  /** Permits that silently permit what another clause leaves to the host’s approval, or of which that is not known, with the mandates concerned. */
  readonly beaten: readonly { readonly clause: string; readonly mandates: readonly string[] }[];
};

/**
 * Whether these mandates keep every commitment by their own text. A commitment in force forbids whatever the mandates say, so proved with it every
 * promise holds; what is asked here is whether anybody would have to rely on that. An act is permitted by a permit of some mandate, so each
 * breach is one mandate’s: its permits are tried alone, under all that the others forbid.
 * @param set the mandates of `inForce` with its commitments, assembled
 */
export function promisesOf(set: MandateSet, inForce: InForce, budget = PARTS_MAX): PromisesOfSet {
  return { unkept: unkeptOf(set, inForce, budget), beaten: approvalsBeaten(inForce, { set, budget }) };
}

/** What is asked of a set: its commitments, and the mandates of which any may answer for a breach. */
type Asked = Pick<InForce, 'vocabulary' | 'commitments'> & {
  readonly mandates: readonly { readonly mandate: string }[];
};

/** The commitments of which that is so, in the order of the documents: what R-35 asks, for who tells it before the desk does. */
export function unkeptOf(set: MandateSet, { commitments, vocabulary, mandates }: Asked, budget = PARTS_MAX): Unkept[] {
  const promised = new Set(commitments.map(({ id }) => id));
  const clauses = set.rules.filter(({ id }) => !promised.has(id));
  const options = { budget, assumptions: assumptionsOf(vocabulary) };
  return commitments.flatMap((commitment) => {
    if (commitment.form !== 'rule') return [];
    const claim = claimOf(commitment);
    const isKept = (rules: readonly Rule[]) => prove({ ...set, rules }, claim, options).result === 'proved';
    if (isKept(clauses)) return [];
    const breakers = mandates.filter(
      ({ mandate }) => !isKept(clauses.filter((rule) => isForbid(rule) || isOf(rule, mandate))),
    );
    return breakers.map(({ mandate }) => ({ commitment: commitment.id, mandate }));
  });
}

/** The same of a set that was kept, whatever its documents are by now: a clause is cited as `mandate/clause`. */
export function unkeptIn(set: MandateSet, { commitments, vocabulary }: Omit<Asked, 'mandates'>): Unkept[] {
  const cited = set.rules.flatMap(({ id }) => (id.includes('/') ? [id.slice(0, id.indexOf('/'))] : []));
  const mandates = [...new Set(cited)].map((mandate) => ({ mandate }));
  return unkeptOf(set, { commitments, vocabulary, mandates });
}

function isForbid({ effect }: Rule): boolean {
  return effect === 'forbid';
}

function isOf({ id }: Rule, mandate: string): boolean {
  return id.startsWith(`${mandate}/`);
}
