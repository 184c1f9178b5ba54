import type { Rule, TimeWindow } from '../terms/mandate-set.ts';
import type { FactsVector } from '../terms/outcome.ts';
import { OTHER_NUMBER, UNKNOWN_NUMBER, WordNumbers } from './word-numbers.ts';

/**
 * The rules that can match one agency and one activity, arranged so that a vector is compared with all of them at once: each
 * is a bit, each word of each axis a mask of the rules that accept it. 32 rules cost one `and` an axis.
 */
export class RuleBucket {
  /** Sorted by id, so that what survives is found in the order it is reported. */
  readonly rules: readonly Rule[];
  /** Number of 32-bit parts of a mask. */
  readonly #parts: number;
  readonly #axes: readonly AxisMasks[];
  readonly #all: Int32Array;
  readonly #permits: Int32Array;
  /** Scratch, refilled by every call: nothing here is kept between calls, and nothing runs in between. */
  readonly #scratch: Int32Array;

  /** @param numbers of the words of each axis; shared by the buckets of a set, and grown by this one */
  constructor(rules: readonly Rule[], numbers: Map<string, WordNumbers>) {
    this.rules = [...rules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    this.#parts = Math.ceil(rules.length / 32);
    this.#all = new Int32Array(this.#parts);
    this.#permits = new Int32Array(this.#parts);
    this.#scratch = new Int32Array(this.#parts);
    for (const [n, rule] of this.rules.entries()) {
      setBit(this.#all, 0, n);
      if (!isAgainst(rule)) setBit(this.#permits, 0, n);
    }
    const axes = new Set(rules.flatMap((rule) => Object.keys(rule.axes)));
    const masks = [...axes].map((axis) => axisMasks(axis, this.rules, this.#parts, numbers));
    // What most rules list comes first: there most of them fall away.
    this.#axes = masks.sort((a, b) => b.listedBy - a.listedBy);
  }

  /** The rules that match a vector of this agency and activity, sorted by id. */
  matching(facts: FactsVector): Rule[] {
    const matching: Rule[] = [];
    if (this.#parts === 1) {
      let alive = this.#all[0] ?? 0;
      for (const axis of this.#axes) {
        alive &= axis.masks[rowOf(axis, facts)] ?? 0;
        if (alive === 0) return matching;
      }
      this.#collect(alive, 0, facts.time, matching);
      return matching;
    }
    const alive = this.#scratch;
    alive.set(this.#all);
    for (const { masks, row } of this.#rows(facts)) {
      for (let p = 0; p < this.#parts; p++) alive[p] = (alive[p] ?? 0) & (masks[row + p] ?? 0);
    }
    for (let p = 0; p < this.#parts; p++) this.#collect(alive[p] ?? 0, p * 32, facts.time, matching);
    return matching;
  }

  /**
   * The permits that fail on one axis, and those that fail on two, each sorted by id; time is not looked at. Counts in all rules at once:
   * `once`, `twice` and `more` hold the bits of those that failed so often, or oftener.
   */
  permitsFailing(facts: FactsVector): { none: Rule[]; one: Rule[]; two: Rule[] } {
    const failing = { none: [] as Rule[], one: [] as Rule[], two: [] as Rule[] };
    const axes = [...this.#rows(facts)];
    for (let p = 0; p < this.#parts; p++) {
      let [once, twice, more] = [0, 0, 0];
      for (const { masks, row } of axes) {
        const failed = ~(masks[row + p] ?? 0);
        more |= twice & failed;
        twice |= once & failed;
        once |= failed;
      }
      const permits = this.#permits[p] ?? 0;
      this.#collect(permits & ~once, p * 32, undefined, failing.none);
      this.#collect(permits & once & ~twice, p * 32, undefined, failing.one);
      this.#collect(permits & twice & ~more, p * 32, undefined, failing.two);
    }
    return failing;
  }

  #rows(facts: FactsVector): { masks: Int32Array; row: number }[] {
    return this.#axes.map((axis) => ({ masks: axis.masks, row: rowOf(axis, facts) * this.#parts }));
  }

  #collect(bits: number, first: number, time: number | undefined, into: Rule[]): void {
    let left = bits;
    while (left !== 0) {
      const rule = this.rules[first + 31 - Math.clz32(left & -left)];
      left &= left - 1;
      if (rule === undefined) continue;
      if (rule.windows === null || time === undefined || isWithin(rule.windows, time)) into.push(rule);
    }
  }
}

/** Whether a time lies in one of the windows. They need be neither sorted nor apart. */
export function isWithin(windows: readonly TimeWindow[], time: number): boolean {
  for (const [from, until] of windows) {
    if ((from === null || from <= time) && (until === null || time < until)) return true;
  }
  return false;
}

/** Whether a rule is one that what is unknown matches as well. */
export function isAgainst(rule: Rule): boolean {
  return rule.effect === 'forbid' || rule.effect === 'require-approval';
}

/** The masks of one axis, one row for each number of a word. */
type AxisMasks = {
  readonly axis: string;
  readonly numbers: WordNumbers;
  /** Rows; words numbered since then are in none of these rules. */
  readonly rows: number;
  readonly masks: Int32Array;
  /** How many rules list the axis. */
  readonly listedBy: number;
};

function axisMasks(axis: string, rules: readonly Rule[], parts: number, ofAxes: Map<string, WordNumbers>): AxisMasks {
  const numbers = ofAxes.get(axis) ?? new WordNumbers();
  ofAxes.set(axis, numbers);
  const listed = rules.map((rule) => (Object.hasOwn(rule.axes, axis) ? rule.axes[axis] : undefined));
  const given = listed.map((list) => list?.map((word) => numbers.give(word)));
  const rows = numbers.end;
  const masks = new Int32Array(rows * parts);
  // First one row of the rules that do not list the axis, which accept every word; it is copied to all, then the listed are added.
  for (const [n, list] of listed.entries()) if (list === undefined) setBit(masks, OTHER_NUMBER * parts, n);
  const unlisted = masks.slice(OTHER_NUMBER * parts, (OTHER_NUMBER + 1) * parts);
  for (let row = 0; row < rows; row++) masks.set(unlisted, row * parts);
  let listedBy = 0;
  for (const [n, rule] of rules.entries()) {
    const words = given[n];
    if (words === undefined) continue;
    listedBy++;
    for (const number of words) if (number !== UNKNOWN_NUMBER) setBit(masks, number * parts, n);
    if (isAgainst(rule)) setBit(masks, UNKNOWN_NUMBER * parts, n);
  }
  return { axis, numbers, rows, masks, listedBy };
}

function rowOf({ axis, numbers, rows }: AxisMasks, { axes }: FactsVector): number {
  const number = numbers.of(axes[axis]);
  return number < rows ? number : OTHER_NUMBER;
}

function setBit(masks: Int32Array, start: number, n: number): void {
  const at = start + (n >>> 5);
  masks[at] = (masks[at] ?? 0) | (1 << (n & 31));
}
