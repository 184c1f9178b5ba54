import { assembleSet } from '../../mandates/compile.ts';
import { type Names, namesOf, type Phrases } from '../../mandates/explain.ts';
import { ENGLISH } from '../../mandates/explain-english.ts';
import { ITALIAN } from '../../mandates/explain-italian.ts';
import { EVERYTHING, type Proof } from '../../mandates/prove/claim.ts';
import { assumptionsOf } from '../../mandates/prove/commitments.ts';
import { type Space, spaceOf } from '../../mandates/prove/space.ts';
import { toldCounterexample } from '../../mandates/prove/told-region.ts';
import type { Scenario } from '../../mandates/scenario.ts';

/** Counterexamples of one claim that are told. */
const TOLD_MAX = 12;

/** Stands wherever regions are counted or listed that may not be all. */
export const OTHERS = 'and others that were not looked for';

/** Everything that it takes to tell something about the acts of a scenario in one language. */
export type Teller = {
  readonly language: 'en' | 'it';
  readonly names: Names;
  readonly phrases: Phrases;
  readonly space: Space;
  /** The counterexamples of a proof, one line each. */
  counterexamples(proof: Proof): readonly string[];
};

/** @param scenarios whose words are told; the first names them */
export function tellerOf(scenarios: readonly [Scenario, ...Scenario[]], isItalian: boolean): Teller {
  const [scenario] = scenarios;
  const language = isItalian ? 'it' : 'en';
  const phrases = isItalian ? ITALIAN : ENGLISH;
  const names = namesOf(scenario, language);
  const space = spaceOf(scenarios.map(assembleSet), EVERYTHING, assumptionsOf(scenario.vocabulary));
  return {
    language,
    names,
    phrases,
    space,
    counterexamples(proof) {
      if (proof.result !== 'refuted') return [];
      const told = proof.counterexamples
        .slice(0, TOLD_MAX)
        .map((one) => toldCounterexample(one, space, names, phrases));
      const more = proof.counterexamples.length - told.length;
      return [...told, ...(more > 0 ? [`and ${more} more`] : []), ...(proof.complete ? [] : [OTHERS])];
    },
  };
}
