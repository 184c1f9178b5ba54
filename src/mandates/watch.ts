import type { MandateSet } from '../terms/mandate-set.ts';
import type { FactsVector } from '../terms/outcome.ts';
import { rulesOfCommitments } from './compile.ts';
import { ruleMatches } from './interpreter-1.ts';
import type { Commitment } from './scenario.ts';

/** Tells for a vector which forbidding commitments speak of it, by id, sorted: "touches K3". */
export type Watch = (facts: FactsVector) => readonly string[];

/**
 * Watches what is decided or reported against the promises that forbid. Beside the decision, not part of it: it tells of a report made
 * late, or of an act under a set that did not hold the commitment, just the same. What is unknown touches.
 */
export function watchCommitments(commitments: readonly Commitment[], vocabulary: MandateSet['vocabulary']): Watch {
  const promises = rulesOfCommitments(commitments).filter(({ effect }) => effect === 'forbid');
  return (facts) => {
    const isKnownActivity = Object.hasOwn(vocabulary.activities, facts.activity);
    const touched = promises.filter((rule) => ruleMatches(rule, facts, isKnownActivity));
    return touched.map(({ id }) => id).sort();
  };
}

/**
 * The same for whoever follows a ledger, in which the vocabulary is that of the set that an act was decided under.
 * @param vocabularyOf of a set by its id; asked once of each
 */
export function watchSets(
  commitments: readonly Commitment[],
  vocabularyOf: (set: string) => MandateSet['vocabulary'],
): (set: string, facts: FactsVector) => readonly string[] {
  const watches = new Map<string, Watch>();
  return (set, facts) => {
    const watch = watches.get(set) ?? watchCommitments(commitments, vocabularyOf(set));
    watches.set(set, watch);
    return watch(facts);
  };
}
