import { Bug } from '../../base/assert.ts';
import type { MandateSet, TimeWindow } from '../../terms/mandate-set.ts';
import { APPROVALS, type ApprovalFact, OUTCOMES } from '../../terms/outcome.ts';
import { type Bucket, bucketsOf, merged } from './buckets.ts';
import type { Region } from './claim.ts';
import { combinations, type Known, type OutcomeBits, PERMITTED, possibleOutcomes } from './outcomes.ts';
import type { Space } from './space.ts';
import { timeClasses } from './time-classes.ts';
import { type WalkRule, walkRules } from './walk-rules.ts';

/** Acts that all get the same outcome in each set, as one bit each. */
export type Cell = { readonly region: Region; readonly outcomes: readonly OutcomeBits[] };

export type Question = {
  /** One, or two to compare. */
  readonly sets: readonly MandateSet[];
  readonly space: Space;
  readonly region: Region;
  /** Do these outcomes, a single bit of each set, break the claim? */
  readonly breaks: (outcomes: readonly OutcomeBits[]) => boolean;
  /** Whether acts to which both sets say the same for the same reasons can be passed over. */
  readonly onlyChanges: boolean;
  /** Parts that may be looked at. */
  readonly budget: number;
};

export type Walked = { readonly cells: number; readonly breaking: readonly Cell[]; readonly complete: boolean };

/**
 * Takes all acts of a space apart until in each part the claim holds for all of them or breaks for all of them: an exact cell decomposition. At each
 * axis, words that the rules still in play accept alike stay together; time is cut where windows begin and end. A part is not divided further once no
 * rule can change the answer, so that what breaks the claim comes out in large regions.
 */
export function walk(question: Question): Walked {
  return new Walk(question).run();
}

type Part = {
  /** Rules that can still match, ascending. */
  readonly live: readonly number[];
  /** Axes and time that were not divided yet, as a mask. */
  readonly left: number;
  readonly approved: Known;
  /** Axes that R-05 looks at and that were not divided yet, as a mask. */
  readonly guards: number;
  /** Accompaniment or conferral is lacking. */
  readonly isUnguarded: boolean;
};

type Step =
  | { readonly axis: string; readonly words: readonly string[] }
  | { readonly windows: readonly TimeWindow[] }
  | { readonly approval: readonly ApprovalFact[] };

const GUARDS: readonly string[] = ['accompaniment', 'conferral'];
const GUARDED = 'yes';

/** Parts that break a claim which are gathered: who reads more has no use for them, and merging them takes long. */
const BREAKING_MAX = 4_000;

class OverBudget extends Error {}

class Walk {
  readonly #question: Question;
  readonly #rules: readonly WalkRule[];
  readonly #axes: readonly string[];
  readonly #words: readonly (readonly string[])[];
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
  #looked = 0;

  constructor(question: Question) {
    const { sets, space } = question;
    this.#question = question;
    this.#rules = walkRules(sets, space);
    this.#axes = [...space.axes.keys()];
    this.#words = [...space.axes.values()];
    this.#timeBit = 1 << this.#axes.length;
  }

  run(): Walked {
    const { sets, space, onlyChanges } = this.#question;
    let cells = 0;
    const isEmpty = this.#words.some((words) => words.length === 0) || space.windows.length === 0;
    if (isEmpty || this.#question.region.approval?.length === 0) return { cells, breaking: [], complete: true };
    try {
      for (const bucket of bucketsOf(sets, space, this.#rules)) {
        this.#bucket = bucket;
        const [first, second] = bucket.kinds;
        this.#isAlike = onlyChanges && second !== undefined && JSON.stringify(first) === JSON.stringify(second);
        this.#seen = new Map();
        cells += this.#visit(this.#whole(bucket));
      }
      return { cells, breaking: this.#breaking, complete: true };
    } catch (error) {
      if (!(error instanceof OverBudget)) throw error;
      return { cells, breaking: this.#breaking, complete: false };
    }
  }

  #whole({ live, kinds }: Bucket): Part {
    const approvals = this.#question.region.approval ?? APPROVALS;
    const granted = approvals.includes('granted');
    let [guards, isUnguarded] = [0, false];
    if (kinds.some(({ isGuestCoercion }) => isGuestCoercion)) {
      for (const guard of GUARDS) {
        const n = this.#axes.indexOf(guard);
        const words = this.#words[n] ?? [];
        if (!words.includes(GUARDED)) isUnguarded = true;
        else if (words.length > 1) guards |= 1 << n;
      }
    }
    const approved = !granted ? 'none' : approvals.length > 1 ? 'some' : 'all';
    return { live, left: this.#timeBit * 2 - 1, approved, guards, isUnguarded };
  }

  /** Returns how many cells the part has; what breaks the claim is noted. */
  #visit(part: Part): number {
    this.#looked += 1;
    if (this.#looked > this.#question.budget) throw new OverBudget();
    const answer = this.#answer(part);
    if (typeof answer === 'boolean') return 1;
    if (answer !== undefined) {
      if (this.#breaking.length >= BREAKING_MAX) throw new OverBudget();
      this.#breaking.push({ region: this.#regionHere(), outcomes: answer });
      return 1;
    }
    const key = `${part.left} ${part.approved} ${part.guards} ${part.isUnguarded} ${part.live.join()}`;
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    const before = this.#breaking.length;
    const cells = this.#divide(part);
    if (this.#breaking.length === before) this.#seen.set(key, cells);
    return cells;
  }

  /** True where the claim holds for all acts of the part, its outcomes where all are alike and break it; undefined where that is not known yet. */
  #answer(part: Part): true | readonly OutcomeBits[] | undefined {
    // No rule of only one set is in play.
    if (this.#isAlike && part.live.every((n) => this.#rule(n).sides === 3)) return true;
    const possible = this.#question.sets.map((_, side) => this.#possible(part, side));
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

  #possible({ live, left, approved, guards, isUnguarded }: Part, side: number): OutcomeBits {
    const kind = this.#bucket.kinds[side];
    if (kind === undefined) throw new Bug('a bucket has a kind for each set');
    if (kind.isSafety || kind.standing === 'room') return PERMITTED;
    const known: Record<WalkRule['effect'], Known> = {
      permit: 'none',
      'permit-with-approval': 'none',
      forbid: 'none',
      'require-approval': 'none',
    };
    for (const n of live) {
      const rule = this.#rule(n);
      if ((rule.sides & (1 << side)) === 0) continue;
      // A rule for listed activities says nothing of one that the vocabulary of its set has not.
      if (rule.activity !== null && !kind.isKnown) continue;
      if ((rule.mask & left) === 0) known[rule.effect] = 'all';
      else if (known[rule.effect] === 'none') known[rule.effect] = 'some';
    }
    let against = known.forbid;
    if (kind.isGuestCoercion && isUnguarded) against = 'all';
    else if (kind.isGuestCoercion && guards !== 0 && against === 'none') against = 'some';
    const demand = kind.isGuestCoercion ? 'all' : known['require-approval'];
    return possibleOutcomes({
      against,
      permit: known.permit,
      approvable: known['permit-with-approval'],
      demand,
      approved,
    });
  }

  /** Divides a part at the axis that most of its rules restrict, and sums up what its parts have. */
  #divide(part: Part): number {
    const axis = this.#nextAxis(part);
    if (axis === undefined) return this.#byApproval(part);
    if (axis === this.#axes.length) return this.#byTime(part);
    const words = this.#words[axis] ?? [];
    const bit = 1 << axis;
    const isGuard = (part.guards & bit) !== 0;
    const isComponent = axis === this.#question.space.componentAxis;
    const positions = isComponent ? this.#bucket.components : words.keys();
    const { free, listing } = this.#listing(part.live, axis, words.length);
    const classes = new Map<string, { readonly words: string[]; readonly live: readonly number[] }>();
    for (const position of positions) {
      const word = words[position] ?? '';
      const mine = listing[position] ?? [];
      const key = `${isGuard && word === GUARDED} ${mine.join()}`;
      const known = classes.get(key);
      if (known === undefined) classes.set(key, { words: [word], live: merged(free, mine) });
      else known.words.push(word);
    }
    let cells = 0;
    for (const one of classes.values()) {
      const isUnguarded = part.isUnguarded || (isGuard && one.words[0] !== GUARDED);
      const step = { axis: this.#axes[axis] ?? '', words: one.words };
      const rest = { ...part, live: one.live, left: part.left & ~bit, guards: part.guards & ~bit, isUnguarded };
      cells += this.#onPath(classes.size > 1 ? step : undefined, rest);
    }
    return cells;
  }

  #nextAxis({ live, left, guards }: Part): number | undefined {
    if (guards !== 0) return 31 - Math.clz32(guards);
    let [axis, most]: [number | undefined, number] = [undefined, 0];
    const counts = new Int32Array(this.#axes.length + 1);
    for (const n of live) {
      for (let bits = this.#rule(n).mask & left; bits !== 0; bits &= bits - 1) {
        const of = 31 - Math.clz32(bits & -bits);
        const count = (counts[of] ?? 0) + 1;
        counts[of] = count;
        if (count > most) [axis, most] = [of, count];
      }
    }
    return axis;
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
    let cells = 0;
    for (const { windows, rules } of classes) {
      const step = classes.length > 1 ? { windows } : undefined;
      cells += this.#onPath(step, { ...part, live: merged(free, rules), left: part.left & ~this.#timeBit });
    }
    return cells;
  }

  #byApproval(part: Part): number {
    if (part.approved !== 'some') throw new Bug('where every fact is known, so is the outcome');
    const approvals = this.#question.region.approval ?? APPROVALS;
    const others = approvals.filter((one) => one !== 'granted');
    return (
      this.#onPath({ approval: ['granted'] }, { ...part, approved: 'all' }) +
      this.#onPath({ approval: others }, { ...part, approved: 'none' })
    );
  }

  #onPath(step: Step | undefined, part: Part): number {
    if (step === undefined) return this.#visit(part);
    this.#path.push(step);
    const cells = this.#visit(part);
    this.#path.pop();
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
