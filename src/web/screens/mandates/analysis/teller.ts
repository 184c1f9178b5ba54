import { assembleSet, type InForce } from '../../../../mandates/compile.ts';
import { type Names, namesOf, type Phrases } from '../../../../mandates/explain.ts';
import { ENGLISH } from '../../../../mandates/explain-english.ts';
import { ITALIAN } from '../../../../mandates/explain-italian.ts';
import { EVERYTHING, type Proof } from '../../../../mandates/prove/claim.ts';
import { assumptionsOf } from '../../../../mandates/prove/commitments.ts';
import { type Space, spaceOf } from '../../../../mandates/prove/space.ts';
import { toldCounterexample } from '../../../../mandates/prove/told-region.ts';
import type { Scenario } from '../../../../mandates/scenario.ts';
import type { Told } from '../../../../terms/api/parts.ts';

/** Regions of one proof that are told. */
export const REGIONS_TOLD_MAX = 24;

/** Regions of acts in words, and whether there are more than those. */
export type ToldRegions = { readonly told: readonly Told[]; readonly count: number; readonly complete: boolean };

/** Tells what is computed about a set in both languages, so that the language of the screens changes at once. */
export type Teller = {
  readonly space: Space;
  readonly names: Readonly<Record<'en' | 'it', Names>>;
  regions(proof: Proof): ToldRegions;
  /** Both languages of a sentence. */
  both(tell: (language: 'en' | 'it', names: Names, phrases: Phrases) => string): Told;
};

export const PHRASES: Readonly<Record<'en' | 'it', Phrases>> = { en: ENGLISH, it: ITALIAN };

/** @param sets whose words are told; the first names them */
export function tellerOf(scenario: Scenario, ...others: readonly InForce[]): Teller {
  const names = { en: namesOf(scenario, 'en'), it: namesOf(scenario, 'it') };
  const [set, ...sets] = [scenario, ...others].map(assembleSet);
  const rules = set?.rules ?? [];
  const space = spaceOf(set === undefined ? sets : [set, ...sets], EVERYTHING, assumptionsOf(scenario.vocabulary));
  const both: Teller['both'] = (tell) => ({
    en: tell('en', names.en, PHRASES.en),
    it: tell('it', names.it, PHRASES.it),
  });
  return {
    space,
    names,
    both,
    regions(proof) {
      if (proof.result !== 'refuted') return { told: [], count: 0, complete: true };
      const { counterexamples, complete } = proof;
      const told = counterexamples
        .slice(0, REGIONS_TOLD_MAX)
        .map((one) => both((_, own, phrases) => toldCounterexample(one, space, own, phrases, rules)));
      return { told, count: counterexamples.length, complete };
    },
  };
}
