import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import type { FactsVector } from '../../terms/outcome.ts';

type Axes = MandateSet['vocabulary']['axes'];

const wordsOf = new WeakMap<Axes, ReadonlyMap<string, ReadonlySet<string>>>();

/**
 * The facts as a set of this vocabulary can hold them (docs/formats.md §8): just its axes, and `unknown` for every token that it has no word for. Records
 * outlive vocabularies: a person's role, a deed's place may be of one before. What a set does not know would make the entry one that nobody can replay.
 */
export function factsKnownTo(axes: Axes, facts: FactsVector): FactsVector {
  const words = wordsOf.get(axes) ?? readWords(axes);
  const stated = Object.keys(facts.axes);
  const isKnown = (axis: string) => {
    const token = facts.axes[axis];
    return token === UNKNOWN ? words.has(axis) : token !== undefined && words.get(axis)?.has(token) === true;
  };
  if (stated.length === words.size && stated.every(isKnown)) return facts;
  const known = [...words].map(([axis, tokens]) => {
    const token = facts.axes[axis] ?? UNKNOWN;
    return [axis, tokens.has(token) ? token : UNKNOWN];
  });
  return { ...facts, axes: Object.fromEntries(known) };
}

function readWords(axes: Axes): ReadonlyMap<string, ReadonlySet<string>> {
  const words = new Map(Object.entries(axes).map(([axis, tokens]) => [axis, new Set(tokens)]));
  wordsOf.set(axes, words);
  return words;
}
