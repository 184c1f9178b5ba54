import { axisName, type Names, type Phrases, wordName } from '../explain.ts';
import type { Space } from '../prove/space.ts';
import { toldRegion } from '../prove/told-region.ts';
import type { FactChange } from './fact-changes.ts';

type FactPhrases = {
  readonly fact: (axis: string, was: string, is: string) => string;
  readonly asked: (acts: string, facts: string, clauses: string) => string;
  readonly notAsked: (acts: string, facts: string) => string;
};

const ENGLISH: FactPhrases = {
  fact: (axis, was, is) => `${axis} was ${was} and is ${is}`,
  asked: (acts, facts, clauses) => `${acts}: ${facts}; asked for by ${clauses}`,
  notAsked: (acts, facts) => `${acts}: ${facts}; asked for by no clause`,
};

const ITALIAN: FactPhrases = {
  fact: (axis, was, is) => `${axis} risultava ${was} e risulta ${is}`,
  asked: (acts, facts, clauses) => `${acts}: ${facts}; richiesto da ${clauses}`,
  notAsked: (acts, facts) => `${acts}: ${facts}; richiesto da nessuna clausola`,
};

/** The acts of which facts are derived otherwise, how, and who asks for these facts. Deterministic. */
export function toldFactChange(
  { region, facts, clauses }: FactChange,
  space: Space,
  names: Names,
  phrases: Phrases,
  language: 'en' | 'it',
): string {
  const { fact, asked, notAsked } = language === 'it' ? ITALIAN : ENGLISH;
  const acts = toldRegion(region, space, names, phrases);
  const word = (axis: string, token: string) => wordName(axis, token, names, phrases);
  const told = phrases.and(
    facts.map(({ axis, before, after }) => {
      return fact(axisName(axis, names, phrases), word(axis, before), word(axis, after));
    }),
  );
  return clauses.length === 0 ? notAsked(acts, told) : asked(acts, told, phrases.and(clauses));
}
