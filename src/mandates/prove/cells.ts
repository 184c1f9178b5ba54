import { Bug } from '../../base/assert.ts';
import type { MandateSet, TimeWindow } from '../../terms/mandate-set.ts';
import { APPROVALS, type ApprovalFact, OUTCOMES } from '../../terms/outcome.ts';
import { mergedWindows } from '../time-windows.ts';
import { Alike, type Looked } from './alike.ts';
import { AxisChoice } from './axis-choice.ts';
import { type Bucket, bucketsOf, merged } from './buckets.ts';
import type { Region } from './claim.ts';
import { type InPlay, inPlay, isWithoutRules, type Part } from './in-play.ts';
import { combinations, type OutcomeBits, PERMITTED, possibleOutcomes } from './outcomes.ts';
import type { Space } from './space.ts';
import { timeClasses } from './time-classes.ts';
import { type WalkRule, walkRules } from './walk-rules.ts';

/** Acts that all get the same outcome in each set, as one bit each. */
export type Cell = { readonly region: Region; readonly outcomes: readonly OutcomeBits[] };

export type Question = {
  /** One, or two to compare: then acts that get the same outcome in both never break the claim. */
  readonly sets: readonly MandateSet[];
  readonly space: Space;
  readonly region: Region;
  /** Do these outcomes, a single bit of each set, break the claim? */
  readonly breaks: (outcomes: readonly OutcomeBits[]) => boolean;
  /** Parts that may be looked at. */
  readonly budget: number;
  /** Parts that break the claim which are gathered. */
  readonly regionsMax?: number;
};

export type Walked = {
  readonly cells: number;
  readonly breaking: readonly Cell[];
  /** What ended the search before all was looked at; null where nothing did. */
  readonly ended: 'budget' | 'regions' | null;
};

/**
 * Takes all acts of a space apart until in each part the claim holds for all of them or breaks for all of them: an exact cell decomposition. At each
 * axis, words that the rules still in play accept alike stay together; time is cut where windows begin and end. A part is not divided further once no
 * rule can change the answer, so that what breaks the claim comes out in large regions.
 */
export function walk(question: Question): Walked {
  return new Walk(question).run();
}

type Step =
  | { readonly axis: string; readonly words: readonly string[] }
  | { readonly windows: readonly TimeWindow[] }
  | { readonly approval: readonly ApprovalFact[] };

const GUARDS: readonly string[] = ['accompaniment', 'conferral'];
const GUARDED = 'yes';

/** Parts that break a claim which are gathered unless more are asked for: few read on, and merging them takes long. */
export const REGIONS_USUAL = 2_000;

class Ended extends Error {
  readonly by: 'budget' | 'regions';

  constructor(by: 'budget' | 'regions') {
    super(by);
    this.by = by;
  }
}

class Walk {
  readonly #question: Question;
  readonly #rules: readonly WalkRule[];
  readonly #axes: readonly (readonly [axis: string, words: readonly string[]])[];
  readonly #choice: AxisChoice;
  readonly #timeBit: number;
  readonly #path: Step[] = [];
  readonly #breaking: Cell[] = [];
  #bucket!: Bucket;
  /** Both sets know agency and activity of the bucket alike, so that where no rule of only one is in play nothing changed. */
  #isAlike!: boolean;
  /** By the outcomes that are possible in each set; there are few. */
  readonly #answers = new Map<number, true | readonly OutcomeBits[] | undefined>();
  /** Parts of the bucket in which the claim holds, with the cells in them. */
  #seen = new Map<string, number>();
  readonly #regionsMax: number;
  #parts = 0;

  constructor(question: Question) {
    const { sets, space } = question;
    this.#question = question;
    this.#regionsMax = question.regionsMax ?? REGIONS_USUAL;
    this.#rules = walkRules(sets, space);
    this.#axes = [...space.axes];
    this.#choice = new AxisChoice(this.#rules, [...space.axes.values()]);
    this.#timeBit = 1 << this.#axes.length;
  }

  run(): Walked {
    const { sets, space } = this.#question;
    let cells = 0;
    const isEmpty = this.#axes.some(([, words]) => words.length === 0) || space.windows.length === 0;
    if (isEmpty || this.#question.region.approval?.length === 0) return { cells, breaking: [], ended: null };
    try {
      for (const bucket of bucketsOf(sets, space, this.#rules)) {
        this.#bucket = bucket;
        const [first, second] = bucket.kinds;
        this.#isAlike = JSON.stringify(first) === JSON.stringify(second);
        this.#seen = new Map();
        cells += this.#visit(this.#looked(this.#whole(bucket)));
      }
      return { cells, breaking: this.#breaking, ended: null };
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      return { cells, breaking: this.#breaking, ended: error.by };
    }
  }

  #whole({ live, kinds }: Bucket): Part {
    const approvals = this.#question.region.approval ?? APPROVALS;
    const granted = approvals.includes('granted');
    let [guards, isUnguarded] = [0, false];
    if (kinds.some(({ isGuestCoercion }) => isGuestCoercion)) {
      for (const guard of GUARDS) {
        const n = this.#axes.findIndex(([axis]) => axis === guard);
        const words = this.#axes[n]?.[1] ?? [];
        if (!words.includes(GUARDED)) isUnguarded = true;
        else if (words.length > 1) guards |= 1 << n;
      }
    }
    const approved = !granted ? 'none' : approvals.length > 1 ? 'some' : 'all';
    return { live, left: this.#timeBit * 2 - 1, approved, guards, isUnguarded };
  }

  /** Takes out of a part what can change nothing in it, and asks whether that decides it. */
  #looked(whole: Part): Looked {
    this.#parts += 1;
    if (this.#parts > this.#question.budget) throw new Ended('budget');
    const sides = this.#bucket.kinds.map((kind, side) =>
      isWithoutRules(kind) ? null : inPlay(whole, this.#rules, side, kind),
    );
    const part = { ...whole, live: ofAll(sides.map((one) => one?.rules ?? [])) };
    const answer = this.#answer(part, sides);
    const { left, approved, guards, isUnguarded, live } = part;
    const key = answer === undefined ? `${left} ${approved} ${guards} ${isUnguarded} ${live.join()}` : String(answer);
    return { part, answer, key };
  }

  /** Returns how many cells the part has; what breaks the claim is noted. */
  #visit({ part, answer, key }: Looked): number {
    if (answer === true) return 1;
    if (answer !== undefined) {
      if (this.#breaking.length >= this.#regionsMax) throw new Ended('regions');
      this.#breaking.push({ region: this.#regionHere(), outcomes: answer });
      return 1;
    }
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    const before = this.#breaking.length;
    const cells = this.#divide(part);
    if (this.#breaking.length === before) this.#seen.set(key, cells);
    return cells;
  }

  /** True where the claim holds for all acts of the part, its outcomes where all are alike and break it; undefined where that is not known yet. */
  #answer({ live }: Part, sides: readonly (InPlay | null)[]): true | readonly OutcomeBits[] | undefined {
    // No rule of only one set is in play.
    if (this.#isAlike && live.every((n) => this.#rule(n).sides === 3)) return true;
    const possible = sides.map((one) => (one === null ? PERMITTED : possibleOutcomes(one.situation)));
    const key = possible.reduce((bits, outcomes) => (bits << OUTCOMES.length) | outcomes, 0);
    if (!this.#answers.has(key)) this.#answers.set(key, this.#answerTo(possible));
    return this.#answers.get(key);
  }

  #answerTo(possible: readonly OutcomeBits[]): true | readonly OutcomeBits[] | undefined {
    const all = [...combinations(possible)];
    if (!all.some(this.#question.breaks)) return true;
    return all.length === 1 ? all[0] : undefined;
  }

  #rule(n: number): WalkRule {
    const rule = this.#rules[n];
    if (rule === undefined) throw new Bug('what is live is a rule');
    return rule;
  }

  /** Divides a part at the axis that most of its rules restrict, and sums up what its parts have. */
  #divide(part: Part): number {
    const axis = this.#choice.next(part, this.#isAlike);
    if (axis === undefined) return this.#byApproval(part);
    const divided = this.#axes[axis];
    if (divided === undefined) return this.#byTime(part);
    const [name, words] = divided;
    const bit = 1 << axis;
    const isGuard = (part.guards & bit) !== 0;
    const isComponent = axis === this.#question.space.componentAxis;
    const { free, listing } = this.#listing(part.live, axis, words.length);
    const classes = new Map<string, { readonly words: string[]; readonly live: readonly number[] }>();
    for (const position of isComponent ? this.#bucket.components : words.keys()) {
      const word = String(words[position]);
      const mine = listing[position] ?? [];
      const key = [isGuard && word === GUARDED, ...mine].join();
      const known = classes.get(key);
      if (known === undefined) classes.set(key, { words: [word], live: merged(free, mine) });
      else known.words.push(word);
    }
    const alike = new Alike<string>();
    for (const { words, live } of classes.values()) {
      const isUnguarded = part.isUnguarded || (isGuard && words[0] !== GUARDED);
      const rest = { ...part, live, left: part.left & ~bit, guards: part.guards & ~bit, isUnguarded };
      alike.add(this.#looked(rest), words);
    }
    return this.#onPaths(alike, (own) => ({ axis: name, words: own }));
  }

  /** Rules that do not restrict an axis, and for each position of its words those that accept it. */
  #listing(live: readonly number[], axis: number, count: number) {
    const free: number[] = [];
    const listing: number[][] = Array.from({ length: count }, () => []);
    for (const n of live) {
      const accepted = this.#rule(n).accepted.get(axis);
      if (accepted === undefined) free.push(n);
      else for (const position of accepted) listing[position]?.push(n);
    }
    return { free, listing };
  }

  #byTime(part: Part): number {
    const isTimed = (n: number) => (this.#rule(n).mask & this.#timeBit) !== 0;
    const free = part.live.filter((n) => !isTimed(n));
    const timed = part.live.filter(isTimed).map((n) => ({ n, windows: this.#rule(n).windows }));
    const classes = timeClasses(this.#question.space.windows, timed);
    const alike = new Alike<TimeWindow>();
    for (const { windows, rules } of classes) {
      alike.add(this.#looked({ ...part, live: merged(free, rules), left: part.left & ~this.#timeBit }), windows);
    }
    return this.#onPaths(alike, (windows) => ({ windows: mergedWindows(windows) }));
  }

  #byApproval(part: Part): number {
    if (part.approved !== 'some') throw new Bug('where every fact is known, so is the outcome');
    const approvals = this.#question.region.approval ?? APPROVALS;
    const alike = new Alike<ApprovalFact>();
    alike.add(this.#looked({ ...part, approved: 'all' }), ['granted']);
    alike.add(
      this.#looked({ ...part, approved: 'none' }),
      approvals.filter((one) => one !== 'granted'),
    );
    return this.#onPaths(alike, (approval) => ({ approval }));
  }

  /** Visits the parts that a part was divided into, and sums up their cells. One that is all of it is no step. */
  #onPaths<Of>(alike: Alike<Of>, stepTo: (of: readonly Of[]) => Step): number {
    const parts = alike.all();
    let cells = 0;
    for (const { looked, of } of parts) {
      if (parts.length > 1) this.#path.push(stepTo(of));
      cells += this.#visit(looked);
      if (parts.length > 1) this.#path.pop();
    }
    return cells;
  }

  #regionHere(): Region {
    const { agency, activity } = this.#bucket;
    const { region } = this.#question;
    const axes: Record<string, readonly string[]> = { ...region.axes };
    let { windows, approval } = region;
    for (const step of this.#path) {
      if ('windows' in step) windows = step.windows;
      else if ('approval' in step) approval = step.approval;
      else axes[step.axis] = step.words;
    }
    return { agency, activity, axes, windows, approval };
  }
}

/** The rules of all lists, each once, ascending. */
function ofAll(lists: readonly (readonly number[])[]): readonly number[] {
  const [first = [], second] = lists;
  if (second === undefined) return first;
  return [...new Set(merged(first, second))];
}
