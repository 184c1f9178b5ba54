import type { MandateSet, Rule } from '../../src/terms/mandate-set.ts';
import type { FactsVector, Verdict } from '../../src/terms/outcome.ts';

export type Vocabulary = MandateSet['vocabulary'];

/** docs/formats.md §8, step by step, by looking at every rule every time. */
export function decide(vocabulary: Vocabulary, rules: readonly Rule[], facts: FactsVector): Verdict {
  const activity = vocabulary.activities[facts.activity] ?? { coercive: false, power: null, safety: 'none' };
  const standing = vocabulary.agencies[facts.agency]?.standing ?? 'guest';
  const host = standing === 'host-authority' || standing === 'host';
  const ids = (effect: Rule['effect']): string[] =>
    rules.filter((rule) => rule.effect === effect && matches(vocabulary, rule, facts)).map(({ id }) => id);

  // Step 2.
  if (!activity.coercive && (activity.safety === 'everyone' || (activity.safety === 'host' && host))) {
    return said('permitted', ids('permit').length > 0 ? ids('permit') : ['R-22']);
  }
  // Step 3.
  if (standing === 'room') {
    if (facts.broken.length > 0) return said('prohibited', facts.broken);
    return said('permitted', [facts.activity === 'timer.due' ? 'R-27' : 'R-28']);
  }
  // Step 4.
  const coercion = activity.coercive && !host;
  const guarded = facts.axes['accompaniment'] === 'yes' && facts.axes['conferral'] === 'yes';
  const against = [...ids('forbid'), ...facts.broken, ...(coercion && !guarded ? ['R-05'] : [])];
  if (against.length > 0) return said('prohibited', against);
  // Steps 5 to 9.
  const p = ids('permit');
  const a = ids('permit-with-approval');
  if (p.length + a.length === 0) return said('outside', []);
  const q = [...ids('require-approval'), ...(coercion ? ['R-05'] : [])];
  if (p.length > 0 && q.length === 0) return said('permitted', p);
  if (facts.approval === 'granted') return said('permitted', [...p, ...a, ...q]);
  return said('needs-approval', [...(p.length > 0 ? p : a), ...q]);
}

function said(outcome: Verdict['outcome'], clauses: readonly string[]): Verdict {
  return { outcome, clauses: [...new Set(clauses)].sort() };
}

/** Does a rule speak of these facts? */
export function matches(vocabulary: Vocabulary, rule: Rule, facts: FactsVector): boolean {
  const against = rule.effect === 'forbid' || rule.effect === 'require-approval';
  const listed = (list: readonly string[], fact: string): boolean =>
    fact === 'unknown' ? against : list.includes(fact);
  if (rule.agency !== null && !listed(rule.agency, facts.agency)) return false;
  const known = vocabulary.activities[facts.activity] !== undefined;
  if (rule.activity !== null && !(known && rule.activity.includes(facts.activity))) return false;
  if (!Object.entries(rule.axes).every(([axis, list]) => listed(list, facts.axes[axis] ?? 'unknown'))) return false;
  const { time } = facts;
  return rule.windows?.some(([from, until]) => (from ?? time) <= time && time < (until ?? time + 1)) ?? true;
}
