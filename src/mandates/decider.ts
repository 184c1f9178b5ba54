import { Remembered } from '../base/remembered.ts';
import { UNKNOWN } from '../terms/axes.ts';
import type { MandateSet, Rule, Standing } from '../terms/mandate-set.ts';
import type { FactsVector, NearMiss, Verdict } from '../terms/outcome.ts';
import { guardsMissing, nearMisses } from './near-misses.ts';
import { isAgainst, RuleBucket } from './rule-bucket.ts';
import type { WordNumbers } from './word-numbers.ts';

/** A mandate set made ready to decide. Keeps what it prepared for each agency and activity it has seen; otherwise pure. */
export type Decider = {
  decide(facts: FactsVector): Verdict & { readonly near: readonly NearMiss[] };
  /** The same without near misses, which cost more than the rest: for who decides thousands and tells nobody. */
  verdict(facts: FactsVector): Verdict;
};

/**
 * Prepares a set. What it decides equals `decideV1` for every vector (decider.test.ts); it adds near misses where the outcome is
 * outside, or prohibited by R-05 alone. Cost: nothing before the first decision of an agency and activity, then about a microsecond each.
 */
export function prepare(set: MandateSet): Decider {
  return new PreparedSet(set);
}

type ActivityFacts = { readonly coercive: boolean; readonly safety: 'none' | 'host' | 'everyone' };
const UNKNOWN_ACTIVITY: ActivityFacts = { coercive: false, safety: 'none' };
const NO_NEAR: readonly NearMiss[] = [];
/** Stands for every agency and every activity that the set has no word for: they all match the same rules. */
const OTHER = Symbol('other');

type Prepared = {
  readonly bucket: RuleBucket;
  readonly standing: Standing;
  readonly activity: ActivityFacts;
};

class PreparedSet implements Decider {
  readonly #set: MandateSet;
  readonly #standings: ReadonlyMap<string | symbol, Standing>;
  readonly #activities: ReadonlyMap<string | symbol, ActivityFacts>;
  /** Agencies that a rule names; what is neither here nor of the vocabulary is {@link OTHER}. */
  readonly #agenciesOfRules: ReadonlySet<string>;
  /** The words of each axis, numbered as buckets are made. */
  readonly #numbers = new Map<string, WordNumbers>();
  /** Bounded by the words of the set: agencies and one other, times activities and one other. */
  readonly #ofAgencies = new Remembered(Number.POSITIVE_INFINITY, (agency: string | symbol) => this.#ofAgency(agency));

  constructor(set: MandateSet) {
    this.#set = set;
    this.#standings = new Map(Object.entries(set.vocabulary.agencies).map(([id, { standing }]) => [id, standing]));
    this.#activities = new Map(Object.entries(set.vocabulary.activities));
    this.#agenciesOfRules = new Set(set.rules.flatMap(({ agency }) => agency ?? []));
  }

  decide(facts: FactsVector): Verdict & { readonly near: readonly NearMiss[] } {
    return this.#decided(facts, nearMisses);
  }

  verdict(facts: FactsVector): Verdict {
    const { outcome, clauses } = this.#decided(facts, () => NO_NEAR);
    return { outcome, clauses };
  }

  /** @param nearOf what is told where the outcome is outside */
  #decided(facts: FactsVector, nearOf: typeof nearMisses): Verdict & { readonly near: readonly NearMiss[] } {
    const { bucket, standing, activity } = this.#preparedFor(facts.agency, facts.activity);
    const isHost = standing === 'host-authority' || standing === 'host';
    const matching = bucket.matching(facts);
    const isSafety = activity.safety === 'everyone' || (activity.safety === 'host' && isHost);
    if (isSafety && !activity.coercive) {
      const permits = idsOf(matching, 'permit');
      return answer('permitted', permits.length > 0 ? permits : ['R-22']);
    }
    if (standing === 'room') {
      if (facts.broken.length > 0) return answer('prohibited', sortedDistinct([...facts.broken]));
      return answer('permitted', [facts.activity === 'timer.due' ? 'R-27' : 'R-28']);
    }
    const isGuestCoercion = activity.coercive && !isHost;
    const against = idsOf(matching, 'forbid');
    if (facts.broken.length > 0) against.push(...facts.broken);
    const isGuarded = facts.axes.accompaniment === 'yes' && facts.axes.conferral === 'yes';
    if (isGuestCoercion && !isGuarded) {
      if (against.length === 0) return answer('prohibited', ['R-05'], [guardsMissing(facts)]);
      against.push('R-05');
    }
    if (against.length > 0) return answer('prohibited', sortedDistinct(against));
    return allowed(matching, facts, isGuestCoercion) ?? answer('outside', [], nearOf(bucket, facts));
  }

  #preparedFor(agency: string, activity: string): Prepared {
    const isKnown = this.#standings.has(agency) || agency === UNKNOWN || this.#agenciesOfRules.has(agency);
    return this.#ofAgencies.of(isKnown ? agency : OTHER).of(this.#activities.has(activity) ? activity : OTHER);
  }

  #ofAgency(agency: string | symbol): Remembered<string | symbol, Prepared> {
    const rules = this.#rulesOf(agency);
    const standing = this.#standings.get(agency) ?? 'guest';
    return new Remembered(Number.POSITIVE_INFINITY, (activity: string | symbol) => {
      const ofActivity = rules.filter(
        (rule) => rule.activity === null || (typeof activity === 'string' && rule.activity.includes(activity)),
      );
      const bucket = new RuleBucket(ofActivity, this.#numbers);
      return { bucket, standing, activity: this.#activities.get(activity) ?? UNKNOWN_ACTIVITY };
    });
  }

  #rulesOf(agency: string | symbol): readonly Rule[] {
    return this.#set.rules.filter((rule) => {
      if (rule.agency === null) return true;
      if (agency === UNKNOWN) return isAgainst(rule);
      return typeof agency === 'string' && rule.agency.includes(agency);
    });
  }
}

/** Steps 5 to 9: nothing is against the act. Undefined where nothing is for it either. */
function allowed(matching: readonly Rule[], facts: FactsVector, isGuestCoercion: boolean) {
  const permits = idsOf(matching, 'permit');
  const approvable = idsOf(matching, 'permit-with-approval');
  if (permits.length === 0 && approvable.length === 0) return undefined;
  const demands = idsOf(matching, 'require-approval');
  if (isGuestCoercion) demands.push('R-05');
  if (permits.length > 0 && demands.length === 0) return answer('permitted', permits);
  if (facts.approval === 'granted') {
    return answer('permitted', sortedDistinct([...permits, ...approvable, ...demands]));
  }
  return answer('needs-approval', sortedDistinct([...(permits.length > 0 ? permits : approvable), ...demands]));
}

function answer(outcome: Verdict['outcome'], clauses: readonly string[], near: readonly NearMiss[] = NO_NEAR) {
  return { outcome, clauses, near };
}

/** Ids of the rules of one effect, sorted and distinct, because the rules are sorted by id. */
function idsOf(rules: readonly Rule[], effect: Rule['effect']): string[] {
  const ids: string[] = [];
  for (const rule of rules) if (rule.effect === effect && ids.at(-1) !== rule.id) ids.push(rule.id);
  return ids;
}

function sortedDistinct(ids: string[]): string[] {
  return ids.length < 2 ? ids : [...new Set(ids)].sort();
}
