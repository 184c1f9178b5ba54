import { canonicalJson } from '../../base/json.ts';
import { type SeededRandom, seededRandom } from '../../base/seeded-random.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet, Rule } from '../../terms/mandate-set.ts';
import { APPROVALS, type FactsVector, OUTCOMES, type Outcome } from '../../terms/outcome.ts';
import { decideV1, ruleMatches } from '../interpreter-1.ts';
import { ANY_OTHER } from '../prove/space.ts';
import { FactsMaker } from './conformance-facts.ts';

/** One request with the decision that is expected of whoever decides by the set. */
export type ConformanceRequest = {
  /** What it is there for. */
  readonly shows: string;
  readonly facts: FactsVector;
  readonly outcome: Outcome;
  readonly clauses: readonly string[];
};

/** Requests of a set, and what they cover of it. */
export type ConformancePack = {
  readonly requests: readonly ConformanceRequest[];
  /** Rules that match one of the requests at least, as one of all. A rule that matches none could not be made to. */
  readonly matched: number;
  /** Ids of the rules that none of the requests matches. */
  readonly unmatched: readonly string[];
  readonly outcomes: Readonly<Record<Outcome, number>>;
};

/** Vectors that are tried for a rule until it determines the outcome. */
const TRIES = 40;

/**
 * Requests that cover a set: every rule matched where something can match it and determining where that was found, under each state of the approval; both sides
 * of every moment at which a window begins or ends; each listed axis unknown; every house rule broken; agencies, activities and words that the
 * set has not; and some at random. The same set, seed and number give the same pack.
 * @param options.random how many random requests stand at the end
 */
export function conformancePack(
  set: MandateSet,
  options: { readonly seed: number; readonly random: number },
): ConformancePack {
  const collector = new Collector(set, seededRandom(options.seed));
  collector.rules();
  collector.windows();
  collector.houseRules();
  collector.random(options.random);
  const { requests } = collector;
  const unmatched = set.rules.filter((rule) => !requests.some(({ facts }) => isMatched(set, rule, facts)));
  const count = (outcome: Outcome) => requests.filter((request) => request.outcome === outcome).length;
  return {
    requests,
    matched: set.rules.length - unmatched.length,
    unmatched: unmatched.map(({ id }) => id),
    outcomes: Object.fromEntries(OUTCOMES.map((one) => [one, count(one)])) as Record<Outcome, number>,
  };
}

function isMatched({ vocabulary }: MandateSet, rule: Rule, facts: FactsVector): boolean {
  return ruleMatches(rule, facts, Object.hasOwn(vocabulary.activities, facts.activity));
}

class Collector {
  readonly requests: ConformanceRequest[] = [];
  readonly #set: MandateSet;
  readonly #random: SeededRandom;
  readonly #maker: FactsMaker;
  readonly #seen = new Set<string>();
  /** A vector that each rule matches, where there is one. */
  readonly #ofRules = new Map<Rule, FactsVector>();

  constructor(set: MandateSet, random: SeededRandom) {
    this.#set = set;
    this.#random = random;
    this.#maker = new FactsMaker(set, random);
  }

  rules(): void {
    for (const rule of this.#set.rules) {
      const facts = this.#matching(rule);
      if (facts === undefined) continue;
      this.#ofRules.set(rule, facts);
      for (const approval of APPROVALS) this.#add(`${rule.id} matches, approval ${approval}`, { ...facts, approval });
      for (const axis of Object.keys(rule.axes)) {
        this.#add(`${rule.id}, but ${axis} is unknown`, { ...facts, axes: { ...facts.axes, [axis]: UNKNOWN } });
      }
      this.#add(`${rule.id}, but the agency is unknown`, { ...facts, agency: UNKNOWN });
    }
  }

  /** Each moment once: windows of local hours give many rules the same. */
  windows(): void {
    const done = new Set<number>();
    for (const [rule, facts] of this.#ofRules) {
      for (const moment of (rule.windows ?? []).flat()) {
        if (moment === null || done.has(moment)) continue;
        done.add(moment);
        this.#add(`${rule.id}, the moment before a bound of a window`, { ...facts, time: moment - 1 });
        this.#add(`${rule.id}, at a bound of a window`, { ...facts, time: moment });
      }
    }
  }

  houseRules(): void {
    const { agencies, activities } = this.#set.vocabulary;
    for (const { id } of this.#set.houseRules) this.#add(`${id} is broken`, { ...this.#any(), broken: [id] });
    for (const [activity, { coercive, safety }] of Object.entries(activities)) {
      if (!coercive && safety === 'none') continue;
      for (const agency of [...Object.keys(agencies), UNKNOWN, ANY_OTHER]) {
        const facts = { ...this.#any(), agency, activity };
        this.#add(`${activity} by ${agency}, a house rule broken`, { ...facts, broken: ['R-02'] });
        for (const [accompaniment, conferral] of GUARDS) {
          const axes = { ...facts.axes, accompaniment, conferral };
          this.#add(`${activity} by ${agency}, accompaniment ${accompaniment}, conferral ${conferral}`, {
            ...facts,
            axes,
          });
        }
      }
    }
    for (const agency of [...Object.keys(agencies), UNKNOWN, ANY_OTHER]) {
      for (const activity of ['timer.due', 'clock.accept', ANY_OTHER]) {
        this.#add(`${activity} by ${agency}`, { ...this.#any(), agency, activity });
      }
    }
    this.#add('nothing is known', {
      ...this.#any(),
      agency: UNKNOWN,
      activity: ANY_OTHER,
      approval: 'unknown',
      axes: Object.fromEntries(Object.keys(this.#set.vocabulary.axes).map((axis) => [axis, UNKNOWN])),
    });
  }

  random(count: number): void {
    for (let n = 0; n < count; n++) this.#add('at random', this.#maker.random());
  }

  #matching(rule: Rule): FactsVector | undefined {
    let found: FactsVector | undefined;
    for (let n = 0; n < TRIES; n++) {
      const facts = this.#maker.within(rule);
      if (!isMatched(this.#set, rule, facts)) continue;
      found ??= facts;
      if (decideV1(this.#set, { ...facts, approval: 'granted' }).clauses.includes(rule.id)) return facts;
    }
    return found;
  }

  #any(): FactsVector {
    return { ...this.#maker.random(), broken: [], approval: this.#random.chance(0.5) ? 'granted' : 'none' };
  }

  #add(shows: string, facts: FactsVector): void {
    const key = canonicalJson(facts);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.requests.push({ shows, facts, ...decideV1(this.#set, facts) });
  }
}

const GUARDS = [
  ['yes', 'yes'],
  ['yes', 'no'],
  ['no', 'yes'],
  [UNKNOWN, 'yes'],
] as const;
