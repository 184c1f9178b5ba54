import { UNKNOWN } from '../terms/axes.ts';
import type { MandateSet, Rule } from '../terms/mandate-set.ts';
import type { FactsVector, Verdict } from '../terms/outcome.ts';
import { axisName, type Names, type Phrases } from './explain.ts';
import { ENGLISH } from './explain-english.ts';
import { ITALIAN } from './explain-italian.ts';
import { ruleMatches } from './interpreter-1.ts';
import { isAgainst } from './rule-bucket.ts';

/** What R-05 wants of a guest's coercive act; what is not known of it counts as missing. */
const GUARDS = ['accompaniment', 'conferral'] as const;
const GUARD_RULE = 'R-05';

/** Facts that are not known, as names of axes, sorted: those that a clause counts as what it names, and those that count as missing. */
export type UnknownFacts = { readonly named: readonly string[]; readonly missing: readonly string[] };

/**
 * The facts without which a clause that was cited would not have counted: it speaks of them, they are `unknown`, and what is unknown counts
 * against an act. Deterministic: from the set, the vector and the verdict alone.
 * Both lists are empty where every clause that was cited rests on what is known; `agency` may be among the named.
 */
export function unknownRestedOn(
  set: MandateSet,
  facts: FactsVector,
  { clauses }: Pick<Verdict, 'clauses'>,
): UnknownFacts {
  const isKnownActivity = Object.hasOwn(set.vocabulary.activities, facts.activity);
  const found = new Set<string>();
  for (const id of clauses) {
    const matching = set.rules.filter(
      (rule) => rule.id === id && isAgainst(rule) && ruleMatches(rule, facts, isKnownActivity),
    );
    const unknown = matching.map((rule) => unknownOf(rule, facts));
    // A clause is several rules; one that matches by what is known is enough for it.
    if (unknown.every((axes) => axes.length > 0)) for (const axis of unknown.flat()) found.add(axis);
  }
  const isGuarded = !clauses.includes(GUARD_RULE) || GUARDS.some((axis) => facts.axes[axis] === 'no');
  const missing = isGuarded ? [] : GUARDS.filter((axis) => factOn(axis, facts) === UNKNOWN);
  return { named: [...found].sort(), missing };
}

/** Names the facts that are not known and says what that does to the act, in every language of the screens; null where there are none. */
export function toldUnknown(
  { named, missing }: UnknownFacts,
  { outcome }: Pick<Verdict, 'outcome'>,
  names: { readonly en: Names; readonly it: Names },
): { readonly en: string; readonly it: string } | null {
  if (named.length + missing.length === 0) return null;
  const told = (names: Names, phrases: Phrases) => {
    const listed = (axes: readonly string[]) => phrases.and(axes.map((axis) => axisName(axis, names, phrases)));
    const sentences = [
      named.length === 0 ? '' : phrases.unknown(listed(named), named.length, outcome),
      missing.length === 0 ? '' : phrases.unknownMissing(listed(missing), missing.length),
    ];
    return sentences
      .filter((sentence) => sentence !== '')
      .map(capitalised)
      .join(' ');
  };
  return { en: told(names.en, ENGLISH), it: told(names.it, ITALIAN) };
}

function capitalised(sentence: string): string {
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}

function unknownOf(rule: Rule, facts: FactsVector): string[] {
  const axes = Object.keys(rule.axes).filter((axis) => factOn(axis, facts) === UNKNOWN);
  return rule.agency !== null && facts.agency === UNKNOWN ? ['agency', ...axes] : axes;
}

function factOn(axis: string, { axes }: FactsVector): string {
  return (Object.hasOwn(axes, axis) ? axes[axis] : undefined) ?? UNKNOWN;
}
