import type { Part } from './in-play.ts';
import type { WalkRule } from './walk-rules.ts';

/** How many parts time is reckoned to fall into; what the rules cut it into is not known before. */
const WINDOWS_SUPPOSED = 35;

/** At which axis a part is divided next. Any order is right; a good one leaves few parts. */
export class AxisChoice {
  readonly #rules: readonly WalkRule[];
  /** What each axis costs to divide, time last: with its words the parts become more, though not in step. */
  readonly #costs: readonly number[];

  /** @param words of each axis */
  constructor(rules: readonly WalkRule[], words: readonly (readonly string[])[]) {
    this.#rules = rules;
    this.#costs = [...words.map(({ length }) => length), WINDOWS_SUPPOSED].map((count) => Math.log2(count + 1));
  }

  /**
   * First what R-05 looks at; then, of axes that many rules restrict, those with few words. The number after the last axis is time; undefined where no
   * rule restricts any.
   * @param onlyChanges rules that only one set has come first: where they do not match, nothing changed
   */
  next({ live, left, guards }: Part, onlyChanges: boolean): number | undefined {
    if (guards !== 0) return 31 - Math.clz32(guards);
    const ofOne = onlyChanges ? this.#restricting(live, left, (rule) => rule.sides !== 3) : new Map<number, number>();
    let [axis, most]: [number | undefined, number] = [undefined, 0];
    for (const [one, count] of ofOne.size > 0 ? ofOne : this.#restricting(live, left, () => true)) {
      const share = count / (this.#costs[one] ?? 1);
      if (share > most) [axis, most] = [one, share];
    }
    return axis;
  }

  /** By axis that is still to be divided, how many of some rules restrict it. */
  #restricting(live: readonly number[], left: number, counts: (rule: WalkRule) => boolean): Map<number, number> {
    const found = new Map<number, number>();
    for (const n of live) {
      const rule = this.#rules[n];
      if (rule === undefined || !counts(rule)) continue;
      for (let bits = rule.mask & left; bits !== 0; bits &= bits - 1) {
        const axis = 31 - Math.clz32(bits & -bits);
        found.set(axis, (found.get(axis) ?? 0) + 1);
      }
    }
    return found;
  }
}
