import type { MandateSet, Rule } from '../terms/mandate-set.ts';
import type { InForce } from './compile.ts';
import { approvalsBeaten } from './findings/findings.ts';
import { assumptionsOf, claimOf } from './prove/commitments.ts';
import { prove } from './prove/prove.ts';

/** Parts that one commitment may take while the desk waits: some tens of milliseconds. What needs more is not proved, and holds the mandates up. */
const PARTS_MAX = 50_000;

/** What keeps the mandates of a set from being in force together, as data. */
export type PromisesOfSet = {
  /** Commitments that a mandate would break by what it permits, or is not proved to keep, whatever all of them forbid. */
  readonly unkept: readonly { readonly commitment: string; readonly mandate: string }[];
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
  const { commitments, vocabulary, mandates } = inForce;
  const promised = new Set(commitments.map(({ id }) => id));
  const clauses = set.rules.filter(({ id }) => !promised.has(id));
  const options = { budget, assumptions: assumptionsOf(vocabulary) };
  const unkept = commitments.flatMap((commitment) => {
    if (commitment.form !== 'rule') return [];
    const claim = claimOf(commitment);
    const isKept = (rules: readonly Rule[]) => prove({ ...set, rules }, claim, options).result === 'proved';
    if (isKept(clauses)) return [];
    const breakers = mandates.filter(
      ({ mandate }) => !isKept(clauses.filter((rule) => isForbid(rule) || isOf(rule, mandate))),
    );
    return breakers.map(({ mandate }) => ({ commitment: commitment.id, mandate }));
  });
  return { unkept, beaten: approvalsBeaten(inForce, { set, budget }) };
}

function isForbid({ effect }: Rule): boolean {
  return effect === 'forbid';
}

function isOf({ id }: Rule, mandate: string): boolean {
  return id.startsWith(`${mandate}/`);
}
