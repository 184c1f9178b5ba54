import type { MandateSet } from '../../terms/mandate-set.ts';
import { APPROVALS, OUTCOMES } from '../../terms/outcome.ts';
import { type Assumptions, EVERYTHING } from '../prove/claim.ts';
import { spaceOf } from '../prove/space.ts';

/** One fact of an act as an SMT constant: its own enumerated datatype, with a constructor a word. */
export type SmtFact = {
  /** `place`, quoted where SMT-LIB needs it. */
  readonly symbol: string;
  readonly sort: string;
  readonly words: readonly string[];
  /** The constructor of a word, which names the fact too, for constructors share one space. */
  constructorOf(word: string): string;
};

/** All facts of an act over the words of one set or two. Time is an integer of its own. */
export type SmtFacts = {
  readonly agency: SmtFact;
  readonly activity: SmtFact;
  readonly approval: SmtFact;
  readonly axes: ReadonlyMap<string, SmtFact>;
};

/** Milliseconds of room time; any whole number. */
export const TIME = 'time';
/** The sort of what is decided; its constructors are the four outcomes. */
export const OUTCOME: SmtFact = factOf('outcome', 'Outcome', OUTCOMES);

/** The facts that the proofs of claims range over: the same space as that of `prove`. */
export function smtFactsOf(sets: readonly MandateSet[], assumptions: Assumptions): SmtFacts {
  const space = spaceOf(sets, EVERYTHING, assumptions);
  return {
    agency: factOf('agency', 'Agency', space.agencies),
    activity: factOf('activity', 'Activity', space.activities),
    approval: factOf('approval', 'Approval', APPROVALS),
    axes: new Map(
      [...space.axes].map(([axis, words]) => [axis, factOf(`axis ${axis}`, `Axis ${axis}`, words)] as const),
    ),
  };
}

/** All facts but time, in the order in which they are declared. */
export function listedFacts({ agency, activity, approval, axes }: SmtFacts): SmtFact[] {
  return [agency, activity, approval, ...axes.values()];
}

/** `(declare-datatypes …)`: SMT-LIB 2.6, §4.2.3. */
export function datatype(fact: SmtFact): string {
  const constructors = fact.words.map((word) => `(${fact.constructorOf(word)})`);
  return `(declare-datatypes ((${fact.sort} 0)) ((${constructors.join(' ')})))`;
}

/** The fact is one of these words; words that it has not are passed over. */
export function isWord(fact: SmtFact, words: readonly string[]): string {
  const known = fact.words.filter((word) => words.includes(word));
  return disjunction(known.map((word) => `(= ${fact.symbol} ${fact.constructorOf(word)})`));
}

/** All of the terms; `true` where there are none. */
export function conjunction(terms: readonly string[]): string {
  return joined('and', 'true', terms);
}

/** Any of the terms; `false` where there are none. */
export function disjunction(terms: readonly string[]): string {
  return joined('or', 'false', terms);
}

/** A quoted symbol (SMT-LIB 2.6, §3.1): what cannot stand in one is written by its number, so that no two words become one. */
export function symbol(text: string): string {
  return `|${text.replace(/[^ !-"$-[\]-{}~]/gu, (one) => `#${(one.codePointAt(0) ?? 0).toString(16)};`)}|`;
}

function factOf(name: string, sort: string, words: readonly string[]): SmtFact {
  return {
    symbol: symbol(name),
    sort: symbol(sort),
    words,
    constructorOf: (word) => symbol(`${name}: ${word}`),
  };
}

function joined(operator: string, none: string, terms: readonly string[]): string {
  const [only, ...more] = terms;
  if (only === undefined) return none;
  return more.length === 0 ? only : `(${operator} ${terms.join(' ')})`;
}
