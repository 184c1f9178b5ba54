import { Bug } from '../../base/assert.ts';
import { DAY } from '../../base/clock.ts';
import type { SeededRandom } from '../../base/seeded-random.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import { type MandateSet, RULE_EFFECTS, type Rule, type RuleEffect, type TimeWindow } from '../../terms/mandate-set.ts';
import { APPROVALS, type FactsVector } from '../../terms/outcome.ts';
import { ANY_OTHER } from '../prove/space.ts';

/** How often one fact of a vector that is made for a rule is whatever instead, in a random vector. */
const STRAYS = 0.06;

/** What a rule speaks of. */
type Scope = Pick<Rule, 'agency' | 'activity' | 'axes' | 'windows'>;

/** Makes facts vectors of a set by chance, near to its rules: of words drawn evenly hardly any would be decided by a clause. */
export class FactsMaker {
  readonly #set: MandateSet;
  readonly #random: SeededRandom;
  readonly #moments: readonly number[];
  readonly #effects: ReadonlySet<RuleEffect>;

  constructor(set: MandateSet, random: SeededRandom) {
    this.#set = set;
    this.#random = random;
    this.#effects = new Set(set.rules.map(({ effect }) => effect));
    const bounds = set.rules.flatMap(({ windows }) => (windows ?? []).flat()).filter((bound) => bound !== null);
    this.#moments = [...new Set([0, ...bounds])].sort((a, b) => a - b);
  }

  /** A vector that a rule matches, if its words and windows let any. */
  within({ agency, activity, axes, windows }: Scope): FactsVector {
    const { vocabulary } = this.#set;
    const activities = Object.keys(vocabulary.activities);
    const possible = activity === null ? activities : activity.filter((one) => activities.includes(one));
    const known = (words: readonly string[]) => words.filter((word) => word !== UNKNOWN);
    return {
      agency: this.#word(agency === null ? Object.keys(vocabulary.agencies) : known(agency)),
      activity: this.#word(possible),
      approval: this.#oneOf(APPROVALS),
      axes: Object.fromEntries(
        Object.entries(vocabulary.axes).map(([axis, words]) => {
          if (Object.hasOwn(axes, axis)) return [axis, this.#word(known(axes[axis] ?? []))];
          const isGuard = axis === 'accompaniment' || axis === 'conferral';
          return [axis, isGuard && this.#random.chance(0.8) ? 'yes' : this.#word(words)];
        }),
      ),
      broken: [],
      time: this.#momentOf(windows),
    };
  }

  /** A vector of a rule, or of none, with some facts astray. */
  random(): FactsVector {
    const { vocabulary, rules, houseRules } = this.#set;
    // Sets have many permits and few that want approval: each effect as often as the others.
    const effect = rules.length === 0 ? undefined : this.#oneOf(RULE_EFFECTS.filter((one) => this.#effects.has(one)));
    const of = rules.filter((rule) => rule.effect === effect);
    const facts = this.within(of.length === 0 ? EVERYTHING : this.#oneOf(of));
    const stray = <Value>(value: Value, other: () => Value) => (this.#random.chance(STRAYS) ? other() : value);
    const word = (words: readonly string[]) => this.#word([...words, UNKNOWN, ANY_OTHER]);
    return {
      agency: stray(facts.agency, () => word(Object.keys(vocabulary.agencies))),
      activity: stray(facts.activity, () => word(Object.keys(vocabulary.activities))),
      approval: facts.approval,
      axes: Object.fromEntries(
        Object.entries(vocabulary.axes).map(([axis, words]) => [
          axis,
          stray(facts.axes[axis] ?? UNKNOWN, () => word(words)),
        ]),
      ),
      broken: stray<readonly string[]>([], () => (houseRules.length === 0 ? [] : [this.#oneOf(houseRules).id])),
      time: stray(facts.time, () => this.#oneOf(this.#moments) + this.#random.below(3) - 1),
    };
  }

  #momentOf(windows: readonly TimeWindow[] | null): number {
    if (windows === null || windows.length === 0) return this.#oneOf(this.#moments);
    const [from, until] = this.#oneOf(windows);
    if (from === null) return until === null ? 0 : until - 1 - this.#random.below(DAY);
    return from + this.#random.below(Math.max(1, (until ?? from + DAY) - from));
  }

  /** Where there is no word to choose from, one that nobody has. */
  #word(words: readonly string[]): string {
    return words.length === 0 ? ANY_OTHER : this.#oneOf(words);
  }

  #oneOf<Item>(items: readonly Item[]): Item {
    const item = items[this.#random.below(items.length)];
    if (item === undefined) throw new Bug('there is something to choose from');
    return item;
  }
}

const EVERYTHING: Scope = { agency: null, activity: null, axes: {}, windows: null };
