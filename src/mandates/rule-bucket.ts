import { byId } from '../base/order.ts';
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
  /** Scratch, refilled by every call. */
  readonly #scratch: Int32Array;
  /** The row of each axis for the vector that was asked about last, as far as it was needed: words are looked up once for both questions. */
  readonly #rows: Int32Array;
  #asked: FactsVector | undefined;
  #looked = 0;

  /** @param numbers of the words of each axis; shared by the buckets of a set, and grown by this one */
  constructor(rules: readonly Rule[], numbers: Map<string, WordNumbers>) {
    this.rules = [...rules].sort(byId);
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
    this.#rows = new Int32Array(this.#axes.length);
  }

  /** The rules that match a vector of this agency and activity, sorted by id. */
  matching(facts: FactsVector): Rule[] {
    const matching: Rule[] = [];
    const axes = this.#axes.length;
    this.#looked = 0;
    this.#asked = facts;
    if (this.#parts === 1) {
      let alive = this.#all[0] ?? 0;
      for (let n = 0; n < axes; n++) {
        alive &= this.#axes[n]?.masks[this.#look(n, facts)] ?? 0;
        if (alive === 0) return matching;
      }
      this.#collect(alive, 0, facts.time, matching);
      return matching;
    }
    const alive = this.#scratch;
    alive.set(this.#all);
    for (let n = 0; n < axes; n++) {
      const row = this.#look(n, facts) * this.#parts;
      const masks = this.#axes[n]?.masks;
      let any = 0;
      for (let p = 0; p < this.#parts; p++) {
        const left = (alive[p] ?? 0) & (masks?.[row + p] ?? 0);
        alive[p] = left;
        any |= left;
      }
      if (any === 0) return matching;
    }
    for (let p = 0; p < this.#parts; p++) this.#collect(alive[p] ?? 0, p * 32, facts.time, matching);
    return matching;
  }

  /**
   * The permits that fail on at most two axes, sorted by id, each with the number of those axes; time is not looked at. Counts in all rules
   * at once: `once`, `twice` and `more` hold the bits of those that failed so often, or oftener.
   * @param visit says whether to go on
   */
  permitsFailing(facts: FactsVector, visit: (permit: Rule, failed: 0 | 1 | 2) => boolean): void {
    const parts = this.#parts;
    if (this.#asked !== facts) this.#looked = 0;
    this.#asked = undefined;
    for (let n = this.#looked; n < this.#axes.length; n++) this.#look(n, facts);
    for (let p = 0; p < parts; p++) {
      let [once, twice, more] = [0, 0, 0];
      for (let n = 0; n < this.#axes.length; n++) {
        const failed = ~(this.#axes[n]?.masks[(this.#rows[n] ?? 0) * parts + p] ?? 0);
        more |= twice & failed;
        twice |= once & failed;
        once |= failed;
      }
      for (let left = (this.#permits[p] ?? 0) & ~more; left !== 0; left &= left - 1) {
        const bit = left & -left;
        const rule = this.rules[p * 32 + 31 - Math.clz32(bit)];
        if (rule !== undefined && !visit(rule, (twice & bit) !== 0 ? 2 : (once & bit) !== 0 ? 1 : 0)) return;
      }
    }
  }

  /** The row of the n-th axis, which is kept; axes are looked at in their order. */
  #look(n: number, facts: FactsVector): number {
    const axis = this.#axes[n];
    const row = axis === undefined ? 0 : rowOf(axis, facts);
    this.#rows[n] = row;
    this.#looked = n + 1;
    return row;
  }

  #collect(bits: number, first: number, time: number, into: Rule[]): void {
    let left = bits;
    while (left !== 0) {
      const rule = this.rules[first + 31 - Math.clz32(left & -left)];
      left &= left - 1;
      if (rule === undefined) continue;
      if (rule.windows === null || isWithin(rule.windows, time)) into.push(rule);
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
  const given = rules.map((rule) =>
    Object.hasOwn(rule.axes, axis) ? rule.axes[axis]?.map((word) => numbers.give(word)) : undefined,
  );
  const rows = numbers.end;
  const masks = new Int32Array(rows * parts);
  // First one row of the rules that do not list the axis, which accept every word; it is copied to all, then the listed are added.
  for (const [n, list] of given.entries()) if (list === undefined) setBit(masks, 0, n);
  for (let filled = parts; filled < masks.length; filled *= 2) masks.copyWithin(filled, 0, filled);
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
