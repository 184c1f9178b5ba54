/**
 * Interpreter 1 of mandate sets (docs/formats.md §8). What was decided under a set of format 1 is decided again by this file
 * for ever, so it is never edited: interpreter-1.test.ts pins the SHA-256 of its bytes. A change of the rules is interpreter 2.
 * Plain on purpose; decider.ts is the fast one, and must give the same.
 */
import type { MandateSet, Rule, Standing } from '../terms/mandate-set.ts';
import type { FactsVector, Verdict } from '../terms/outcome.ts';

/** The outcome of a vector under a set, with all determining clauses, sorted and distinct. Never throws for data of these shapes. */
export function decideV1(set: MandateSet, facts: FactsVector): Verdict {
  const { agencies, activities } = set.vocabulary;
  const activity = Object.hasOwn(activities, facts.activity) ? activities[facts.activity] : undefined;
  const standing: Standing = (Object.hasOwn(agencies, facts.agency) && agencies[facts.agency]?.standing) || 'guest';
  const isHost = standing === 'host-authority' || standing === 'host';
  const matching = set.rules.filter((rule) => ruleMatches(rule, facts, activity !== undefined));
  const idsOf = (effect: Rule['effect']) => matching.filter((rule) => rule.effect === effect).map((rule) => rule.id);
  const permits = idsOf('permit');

  const isSafety = activity?.safety === 'everyone' || (activity?.safety === 'host' && isHost);
  if (isSafety && activity?.coercive !== true) {
    return verdict('permitted', permits.length > 0 ? permits : ['R-22']);
  }
  if (standing === 'room') {
    if (facts.broken.length > 0) return verdict('prohibited', facts.broken);
    return verdict('permitted', [facts.activity === 'timer.due' ? 'R-27' : 'R-28']);
  }

  const isGuestCoercion = activity?.coercive === true && !isHost;
  const isGuarded = facts.axes.accompaniment === 'yes' && facts.axes.conferral === 'yes';
  const against = [...idsOf('forbid'), ...facts.broken, ...(isGuestCoercion && !isGuarded ? ['R-05'] : [])];
  if (against.length > 0) return verdict('prohibited', against);

  const approvable = idsOf('permit-with-approval');
  if (permits.length === 0 && approvable.length === 0) return verdict('outside', []);

  const demands = [...idsOf('require-approval'), ...(isGuestCoercion ? ['R-05'] : [])];
  if (permits.length > 0 && demands.length === 0) return verdict('permitted', permits);
  if (facts.approval === 'granted') return verdict('permitted', [...permits, ...approvable, ...demands]);
  return verdict('needs-approval', [...(permits.length > 0 ? permits : approvable), ...demands]);
}

/**
 * Whether a rule speaks of a vector. What is `unknown` matches a listed word only in a rule that is against.
 * @param isKnownActivity whether the vocabulary of the set has the activity; one it has not is matched by rules for any activity only
 */
export function ruleMatches(rule: Rule, facts: FactsVector, isKnownActivity: boolean): boolean {
  const matchesUnknown = rule.effect === 'forbid' || rule.effect === 'require-approval';
  const holds = (listed: readonly string[], fact: string) =>
    fact === 'unknown' ? matchesUnknown : listed.includes(fact);
  if (rule.agency !== null && !holds(rule.agency, facts.agency)) return false;
  if (rule.activity !== null && !(isKnownActivity && rule.activity.includes(facts.activity))) return false;
  for (const [axis, listed] of Object.entries(rule.axes)) {
    const fact = Object.hasOwn(facts.axes, axis) ? facts.axes[axis] : undefined;
    if (!holds(listed, fact ?? 'unknown')) return false;
  }
  if (rule.windows === null) return true;
  return rule.windows.some(
    ([from, until]) => (from === null || from <= facts.time) && (until === null || facts.time < until),
  );
}

function verdict(outcome: Verdict['outcome'], clauses: readonly string[]): Verdict {
  return { outcome, clauses: [...new Set(clauses)].sort() };
}
