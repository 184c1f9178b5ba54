import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet, Rule } from '../../terms/mandate-set.ts';
import { assembleSet, type InForce } from '../compile.ts';
import { isInLocalHours } from '../local-hours.ts';
import type { Assumptions, Claim, Counterexample, Region } from '../prove/claim.ts';
import { assumptionsOf } from '../prove/commitments.ts';
import { prove } from '../prove/prove.ts';
import { commonRegion, isWithinRegion, regionOfRule } from '../prove/rule-region.ts';
import type { Clause, Vocabulary } from '../scenario.ts';
import { type VocabularyWords, wordsOf } from '../vocabulary-words.ts';
import { type NeverHad, neverHad } from './never-had.ts';

/** What an author should look at in documents that are in order. */
export type Finding =
  /**
   * Acts that `clause` permits although `other` says that the host approves them first, and `clause` is no exception cut out of it: whoever reads
   * `other` is deceived. It blocks.
   */
  | { readonly finding: 'beats-approval'; readonly clause: string; readonly other: string; readonly acts: Acts }
  /** Nothing that the clause permits is ever permitted: `others` forbid all of it, or R-05 does where there are none. */
  | { readonly finding: 'dead-permit'; readonly clause: string; readonly others: readonly string[] }
  /** Without the clause every act would have the same outcome, by `others`: as few as it takes. */
  | { readonly finding: 'redundant'; readonly clause: string; readonly others: readonly string[] }
  /** Acts of which one clause permits and another forbids; they are forbidden. */
  | { readonly finding: 'overlaps-forbid'; readonly clause: string; readonly other: string; readonly acts: Acts }
  /** Acts of which the clause permits and a commitment speaks. */
  | { readonly finding: 'touches-commitment'; readonly clause: string; readonly other: string; readonly acts: Acts }
  /** The permit, or the whole mandate, ends at `until`, the last phase of the event at `event` (room time, ms). */
  | { readonly finding: 'ends-early'; readonly clause: string; readonly until: number; readonly event: number }
  /** A question leaves an axis open on which these permits say something: the mandate never comes into force in a live room. */
  | {
      readonly finding: 'open-axis';
      readonly clause: string;
      readonly question: string;
      readonly axis: string;
      readonly permits: readonly string[];
    }
  | NeverHad
  /** The budget ended before it was known whether the clause makes a difference. */
  | { readonly finding: 'undecided'; readonly clause: string };

/** Some of the acts that are meant. */
type Acts = Region;

/** What keeps a set from coming into force until its author has mended it. */
export function blocks({ finding }: Finding): boolean {
  return finding === 'beats-approval' || finding === 'undecided';
}

const DAY_MS = 86_400_000;

/** How many other clauses are tried without, to name as few as it takes; of more, all are named. */
const TRIED_MAX = 60;

/**
 * Everything to look at, in the order of the documents. Pure; what needs more than `budget` parts is `undecided`.
 * @param options `set` where the documents were assembled already
 */
export function findingsOf(
  inForce: InForce,
  { set = assembleSet(inForce), ...options }: { readonly budget?: number; readonly set?: MandateSet } = {},
): Finding[] {
  const look = new Look(set, inForce.vocabulary, options);
  const event = Math.max(...inForce.vocabulary.phases.map(({ until }) => until));
  const commitments = new Set(inForce.commitments.map(({ id }) => id));
  return inForce.mandates.flatMap((mandate) => {
    const { mandate: id, until } = mandate;
    const isEarly = until !== null && until < event;
    const ofMandate: Finding[] = isEarly ? [{ finding: 'ends-early', clause: id, until, event }] : [];
    const ofClauses = mandate.clauses.flatMap((clause) => {
      const difference = look.makesNoDifference(clause);
      // Of what permits nothing there is nothing else to say.
      const isDead = difference.some(({ finding }) => finding === 'dead-permit');
      if (isDead) return difference;
      return [
        ...look.beaten(clause),
        ...difference,
        ...look.meets(clause, commitments),
        ...endsEarly(clause, isEarly ? until : event),
        ...(look.holds(clause) ? neverHad(inForce.vocabulary, clause) : []),
      ];
    });
    return [...ofMandate, ...ofClauses];
  });
}

/**
 * The findings that block (see {@link blocks}), as pairs of the permit and the mandates whose clause it beats: its own, where that is not known.
 */
export function approvalsBeaten(
  inForce: InForce,
  { set, ...options }: { readonly budget?: number; readonly set: MandateSet },
): { readonly clause: string; readonly mandates: readonly string[] }[] {
  const look = new Look(set, inForce.vocabulary, options);
  return inForce.mandates.flatMap(({ mandate, clauses }) =>
    clauses.flatMap((clause) => {
      const found = look.beaten(clause);
      if (found.length === 0) return [];
      const others = found.flatMap((finding) =>
        finding.finding === 'beats-approval' ? [mandateOf(finding.other)] : [],
      );
      return [{ clause: clause.id, mandates: [...new Set([mandate, ...others])] }];
    }),
  );
}

function mandateOf(clause: string): string {
  return clause.slice(0, clause.indexOf('/'));
}

function endsEarly(clause: Clause, event: number): Finding[] {
  const { id, effect, scope } = clause;
  const until = scope.windows?.at(-1)?.[1] ?? null;
  if (effect === 'forbid' || until === null) return [];
  // Hours of every day end each day; that the last of them ends before midnight is what they are for.
  return until + (isInLocalHours(clause) ? DAY_MS : 0) < event
    ? [{ finding: 'ends-early', clause: id, until, event }]
    : [];
}

type Placed = { readonly rule: Rule; readonly region: Region };

/** The rules of a set with their regions, and the questions that are asked of each clause. */
class Look {
  readonly #set: MandateSet;
  readonly #placed: readonly Placed[];
  readonly #words: VocabularyWords;
  readonly #options: { readonly budget?: number; readonly assumptions: Assumptions };

  constructor(set: MandateSet, vocabulary: Vocabulary, options: { readonly budget?: number }) {
    this.#set = set;
    this.#placed = set.rules.map((rule) => ({ rule, region: regionOfRule(rule) }));
    this.#options = { ...options, assumptions: assumptionsOf(vocabulary) };
    this.#words = wordsOf(vocabulary);
  }

  /** Approval-permits that a permit silently beats. */
  beaten({ id, effect }: Pick<Clause, 'id' | 'effect'>): Finding[] {
    const own = this.#of(id);
    if (effect !== 'permit' || own === undefined) return [];
    return this.#placed.flatMap(({ rule, region }): Finding[] => {
      if (rule.effect !== 'permit-with-approval' || isWithinRegion(own.region, region)) return [];
      const both = commonRegion(own.region, region);
      if (both === undefined) return [];
      const proof = this.#prove({ says: 'unless-approved', region: both }, both);
      if (proof.result === 'undecided') return [{ finding: 'undecided', clause: id }];
      const [first] = proof.result === 'refuted' ? proof.counterexamples : [];
      return first === undefined
        ? []
        : [{ finding: 'beats-approval', clause: id, other: rule.id, acts: inWordsOf(first, both) }];
    });
  }

  /** Whether a permit is dead, or a clause redundant. */
  makesNoDifference({ id, effect }: Pick<Clause, 'id' | 'effect'>): Finding[] {
    const own = this.#of(id);
    if (own === undefined) return [];
    const { region } = own;
    const others = this.#touching(region).flatMap(({ rule }) => (rule.id === id ? [] : [rule]));
    if (effect !== 'forbid') {
      const never: Claim = { says: 'never', region };
      if (this.#prove(never, region).result === 'proved') {
        const isDead = (rules: readonly Rule[]) => this.#prove(never, region, [own.rule, ...rules]).result === 'proved';
        return [{ finding: 'dead-permit', clause: id, others: fewest(others, 'forbid', isDead) }];
      }
    }
    const isAlike = (rules: readonly Rule[]) =>
      this.#prove({ says: 'equivalent', region, to: { ...this.#set, rules } }, region).result;
    const result = isAlike(others);
    if (result === 'undecided') return [{ finding: 'undecided', clause: id }];
    if (result === 'refuted') return [];
    const few = fewest(others, effect, (rules) => isAlike(rules) === 'proved');
    return [{ finding: 'redundant', clause: id, others: few }];
  }

  /** What forbids some of what a clause permits, and the commitments that speak of it. */
  meets({ id, effect }: Pick<Clause, 'id' | 'effect'>, isCommitment: ReadonlySet<string>): Finding[] {
    const own = this.#of(id);
    if (effect === 'forbid' || own === undefined) return [];
    return this.#placed.flatMap(({ rule, region }): Finding[] => {
      if (rule.effect !== 'forbid' && rule.effect !== 'require-approval') return [];
      const both = commonRegion(own.region, region);
      const acts = both === undefined ? undefined : this.#possible(both);
      if (acts === undefined) return [];
      const finding = isCommitment.has(rule.id) ? 'touches-commitment' : 'overlaps-forbid';
      return [{ finding, clause: id, other: rule.id, acts }];
    });
  }

  /** A region without the components that none of its agencies has; undefined where nothing is left. */
  #possible(region: Region): Region | undefined {
    const component = region.axes['component'];
    const { agency } = region;
    if (component === undefined || agency === null || !agency.every((id) => this.#words.agencies.has(id)))
      return region;
    const owner = this.#words.agencyOfComponent;
    const left = component.filter((word) => word === UNKNOWN || agency.some((id) => id === owner.get(word)));
    return left.length === 0 ? undefined : { ...region, axes: { ...region.axes, component: left } };
  }

  /** Does the set hold the clause? An assumption is in no live one. */
  holds({ id }: Pick<Clause, 'id'>): boolean {
    return this.#of(id) !== undefined;
  }

  #of(id: string): Placed | undefined {
    return this.#placed.find(({ rule }) => rule.id === id);
  }

  #touching(region: Region): Placed[] {
    return this.#placed.filter((placed) => commonRegion(placed.region, region) !== undefined);
  }

  /** Proves of the rules that can match an act of the region; the others change nothing there. */
  #prove(claim: Claim, region: Region, rules = this.#touching(region).map(({ rule }) => rule)) {
    return prove({ ...this.#set, rules }, claim, this.#options);
  }
}

/** Ids of as few rules of a side as it takes for something to hold with the rules of the other. */
function fewest(rules: readonly Rule[], effect: Rule['effect'], holds: (rules: readonly Rule[]) => boolean): string[] {
  const isOfSide = (rule: Rule) => (rule.effect === 'forbid') === (effect === 'forbid');
  let left = rules;
  if (rules.filter(isOfSide).length <= TRIED_MAX) {
    for (const rule of rules.filter(isOfSide)) {
      const without = left.filter((one) => one !== rule);
      if (holds(without)) left = without;
    }
  }
  return left.filter(isOfSide).map(({ id }) => id);
}

function inWordsOf({ region }: Counterexample, within: Region): Region {
  return commonRegion(region, within) ?? region;
}
