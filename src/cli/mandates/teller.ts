import { assembleSet } from '../../mandates/compile.ts';
import { type Names, namesOf, type Phrases } from '../../mandates/explain.ts';
import { ENGLISH } from '../../mandates/explain-english.ts';
import { ITALIAN } from '../../mandates/explain-italian.ts';
import { type Counterexample, EVERYTHING, type Proof } from '../../mandates/prove/claim.ts';
import { assumptionsOf } from '../../mandates/prove/commitments.ts';
import { type Space, spaceOf } from '../../mandates/prove/space.ts';
import { toldCounterexample } from '../../mandates/prove/told-region.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { COMMAND_PHRASES, type CommandPhrases } from './phrases.ts';

/** Counterexamples of one claim that are told. */
const TOLD_MAX = 12;

/** Everything that it takes to tell something about the acts of a scenario in one language. */
export type Teller = {
  readonly language: 'en' | 'it';
  readonly names: Names;
  readonly phrases: Phrases;
  readonly space: Space;
  /** What the commands say besides. */
  readonly said: CommandPhrases;
  /** How many regions break a claim, and whether there may be others. */
  counted(proof: Extract<Proof, { readonly result: 'refuted' }>): string;
  /**
   * The counterexamples of a proof, one line each.
   * @param beside what is said of each in brackets, if anything
   */
  counterexamples(proof: Proof, beside?: (one: Counterexample) => string | undefined): readonly string[];
};

/** @param scenarios whose words are told; the first names them */
export function tellerOf(scenarios: readonly [Scenario, ...Scenario[]], isItalian: boolean): Teller {
  const [scenario] = scenarios;
  const language = isItalian ? 'it' : 'en';
  const phrases = isItalian ? ITALIAN : ENGLISH;
  const said = COMMAND_PHRASES[language];
  const names = namesOf(scenario, language);
  const [set, ...sets] = scenarios.map(assembleSet);
  const rules = set?.rules ?? [];
  const space = spaceOf(set === undefined ? sets : [set, ...sets], EVERYTHING, assumptionsOf(scenario.vocabulary));
  return {
    language,
    names,
    phrases,
    space,
    said,
    counted({ counterexamples, complete }) {
      return `${said.regions(counterexamples.length)}${complete ? '' : ` ${said.others}`}`;
    },
    counterexamples(proof, beside = () => undefined) {
      if (proof.result !== 'refuted') return [];
      const told = proof.counterexamples.slice(0, TOLD_MAX).map((one) => {
        const more = beside(one);
        return `${toldCounterexample(one, space, names, phrases, rules)}${more === undefined ? '' : ` (${more})`}`;
      });
      const more = proof.counterexamples.length - told.length;
      return [
        ...told,
        ...(more > 0 ? [said.andMore(more)] : []),
        ...(proof.complete ? [] : [proof.ended === 'regions' ? said.othersThan : said.others]),
      ];
    },
  };
}
