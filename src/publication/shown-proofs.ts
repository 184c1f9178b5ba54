import { namesOf } from '../mandates/explain.ts';
import { ENGLISH } from '../mandates/explain-english.ts';
import { ITALIAN } from '../mandates/explain-italian.ts';
import { unkeptIn } from '../mandates/promises.ts';
import { EVERYTHING, type Proof } from '../mandates/prove/claim.ts';
import { assumptionsOf, type CommitmentProof, proveCommitmentsIn } from '../mandates/prove/commitments.ts';
import { reachOf } from '../mandates/prove/reach.ts';
import { spaceOf } from '../mandates/prove/space.ts';
import { toldCounterexample } from '../mandates/prove/told-region.ts';
import { toldReach, toldRests } from '../mandates/prove/told-rests.ts';
import type { Scenario } from '../mandates/scenario.ts';
import type { MandateSet } from '../terms/mandate-set.ts';

/** Counterexamples of one commitment that are told; all of them stand in the data. */
const TOLD_MAX = 5;

/** What came of proving each commitment that is a rule under the set in force, as it is shown to anybody. */
export type ShownProofs = {
  /** Id of the set: its text is published as `sets/<id>.json`. */
  readonly set: string;
  /** By the id of the commitment. */
  readonly of: ReadonlyMap<string, ShownProof>;
};

export type ShownProof = {
  readonly says: string;
  /** Under all that is in force, the commitment itself among it: as the room decides. */
  readonly proof: Proof;
  readonly told: ToldBroken;
  /** Under the mandates alone: what they would give away were it not for the commitments. */
  readonly alone: { readonly proof: Proof; readonly told: ToldBroken };
  /** The facts that the two proofs take as they are stated, and in words. */
  readonly rests: CommitmentProof['rests'] & { readonly told: { readonly en: string; readonly it: string } };
  /** The mandates whose own text does not keep it, by id. */
  readonly unkept: readonly string[];
};

/** Counterexamples in words; `more` others are not told. */
export type ToldBroken = { readonly en: readonly string[]; readonly it: readonly string[]; readonly more: number };

/** Proves every commitment over every possible act, with itself and without. Pure; the same set and commitments give the same. */
export function shownProofs(id: string, set: MandateSet, scenario: Scenario): ShownProofs {
  const space = spaceOf([set], EVERYTHING, assumptionsOf(scenario.vocabulary));
  const languages = { en: [namesOf(scenario, 'en'), ENGLISH], it: [namesOf(scenario, 'it'), ITALIAN] } as const;
  const toldOf = (proof: Proof): ToldBroken => {
    const broken = proof.result === 'refuted' ? proof.counterexamples : [];
    const toldIn = (language: 'en' | 'it') =>
      broken.slice(0, TOLD_MAX).map((one) => {
        // Who is on the roster is a record, and no records are told here: only what follows from the words themselves.
        const reach = toldReach(reachOf(one.region, scenario, null), language);
        const told = toldCounterexample(one, space, ...languages[language], set.rules);
        return reach === undefined ? told : `${told} (${reach})`;
      });
    return { en: toldIn('en'), it: toldIn('it'), more: Math.max(0, broken.length - TOLD_MAX) };
  };
  const all = unkeptIn(set, scenario);
  const proofs = proveCommitmentsIn(set, scenario).map(
    ({ commitment, claim, inForce, mandatesAlone, rests: facts }) => {
      const unkept = all.flatMap((one) => (one.commitment === commitment.id ? [one.mandate] : []));
      const alone = { proof: mandatesAlone, told: toldOf(mandatesAlone) };
      const [en, it] = (['en', 'it'] as const).map((one) => toldRests(facts, one, ...languages[one]));
      const rests = { ...facts, told: { en: en ?? '', it: it ?? '' } };
      const shown = { says: claim.says, proof: inForce, told: toldOf(inForce), alone, rests, unkept };
      return [commitment.id, shown] as const;
    },
  );
  return { set: id, of: new Map(proofs) };
}
