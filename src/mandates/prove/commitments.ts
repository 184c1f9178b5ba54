import { ROOM_AGENCY, ROOM_KINDS } from '../../terms/act-kinds.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import { assembleSet, type InForce, rulesOfCommitments } from '../compile.ts';
import type { Commitment, Vocabulary } from '../scenario.ts';
import { type Assumptions, type Claim, EVERYTHING, type Proof } from './claim.ts';
import { type ProofLimits, prove } from './prove.ts';
import { type Rests, restsOn } from './rests-on.ts';

type RuledCommitment = Extract<Commitment, { readonly form: 'rule' }>;

/** What a commitment says of acts. */
type PromiseClaim = Extract<Claim, { readonly says: 'never' | 'unless-approved' }>;

/** What becomes of a commitment that is a rule. */
export type CommitmentProof = {
  readonly commitment: RuledCommitment;
  readonly claim: PromiseClaim;
  /** Under all that is in force, the commitment itself among it: as the room decides. */
  readonly inForce: Proof;
  /** Under the mandates alone: what they would give away were it not for the commitments. */
  readonly mandatesAlone: Proof;
  /** The facts that each of the two takes as they are stated. */
  readonly rests: { readonly inForce: Rests; readonly mandatesAlone: Rests };
};

/**
 * The claim of a commitment: what it forbids is never permitted, and what needs an approval by it is not permitted without. It speaks of what its rule
 * matches, so also of acts of which a fact is not known.
 */
export function claimOf(commitment: RuledCommitment): PromiseClaim {
  const [rule] = rulesOfCommitments([commitment]);
  if (rule === undefined) throw new RangeError(`${commitment.id} is no rule`);
  const orUnknown = (list: readonly string[]) => [...new Set([...list, UNKNOWN])];
  const axes = Object.fromEntries(Object.entries(rule.axes).map(([axis, list]) => [axis, orUnknown(list)]));
  const { activity, windows } = rule;
  const agency = rule.agency === null ? null : orUnknown(rule.agency);
  const region = { ...EVERYTHING, agency, activity, axes, windows };
  return { says: rule.effect === 'forbid' ? 'never' : 'unless-approved', region };
}

/**
 * What holds of every act that the room decides: it is of a component of its own agency, or of none that is known; and the room's clock and operator
 * have only the activities that are the room's alone.
 */
export function assumptionsOf({ agencies }: Vocabulary): Required<Assumptions> {
  const componentsOf = new Map(agencies.map(({ id, components }) => [id, components.map((one) => one.id)]));
  componentsOf.set(ROOM_AGENCY, []);
  return { componentsOf, activitiesOf: new Map([[ROOM_AGENCY, ROOM_KINDS]]) };
}

/** Proves every commitment that is a rule, in the order of the documents. */
export function proveCommitments(inForce: InForce, options: ProofLimits = {}): CommitmentProof[] {
  return proveCommitmentsIn(assembleSet(inForce), inForce, options);
}

/** The same under a set that was kept, whatever its documents are by now. */
export function proveCommitmentsIn(
  set: MandateSet,
  { commitments, vocabulary }: Pick<InForce, 'commitments' | 'vocabulary'>,
  options: ProofLimits = {},
): CommitmentProof[] {
  const assumptions = assumptionsOf(vocabulary);
  const promises = new Set(commitments.map(({ id }) => id));
  const mandates = { ...set, rules: set.rules.filter(({ id }) => !promises.has(id)) };
  return commitments.flatMap((commitment) => {
    if (commitment.form !== 'rule') return [];
    const claim = claimOf(commitment);
    const of = (one: MandateSet) => prove(one, claim, { ...options, assumptions });
    const rests = { inForce: restsOn(set, claim), mandatesAlone: restsOn(mandates, claim) };
    return [{ commitment, claim, inForce: of(set), mandatesAlone: of(mandates), rests }];
  });
}
