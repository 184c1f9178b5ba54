import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxisChoice } from './axis-choice.ts';
import type { Part } from './in-play.ts';
import type { WalkRule } from './walk-rules.ts';

const ruleOf = (mask: number, sides = 3): WalkRule => ({
  effect: 'permit',
  sides,
  agency: null,
  activity: null,
  mask,
  accepted: new Map(),
  windows: [],
});
const partOf = (rules: readonly WalkRule[], more: Partial<Part> = {}): Part => ({
  live: [...rules.keys()],
  left: 15,
  approved: 'some',
  guards: 0,
  isUnguarded: false,
  ...more,
});
const wordsOf = (...counts: readonly number[]) =>
  counts.map((count) => Array.from({ length: count }, (_, n) => `w${n}`));

/** The axes with the largest share of rules for what they cost, counted one by one. */
function best(rules: readonly WalkRule[], left: number, counts: readonly number[]): Set<number | undefined> {
  const shares = [...counts, 35].map((count, axis) => {
    const restricting = rules.filter(({ mask }) => (mask & left & (1 << axis)) !== 0);
    return restricting.length / Math.log2(count + 1);
  });
  const most = Math.max(...shares);
  return new Set(most === 0 ? [undefined] : shares.flatMap((share, axis) => (share === most ? [axis] : [])));
}

test('the axis is one that most rules restrict for what it costs, of rules of one set first: every three rules on three axes and time', () => {
  const counts = [2, 7, 3];
  const sides = [1, 2, 3];
  let asked = 0;
  for (let masks = 0; masks < 16 ** 3; masks++) {
    const rules = [0, 1, 2].map((n) => ruleOf((masks >> (4 * n)) & 15, sides[(masks >> (5 * n)) % 3]));
    const choice = new AxisChoice(rules, wordsOf(...counts));
    for (const left of [15, 14, 11, 7, 5, 0]) {
      asked += 1;
      const part = partOf(rules, { left });
      const told = JSON.stringify({ rules, left });
      const all = best(rules, left, counts);
      assert(all.has(choice.next(part, false)), told);
      const ofOne = best(
        rules.filter((one) => one.sides !== 3),
        left,
        counts,
      );
      assert((ofOne.has(undefined) ? all : ofOne).has(choice.next(part, true)), told);
      const live = [0, 2];
      const some = best(
        rules.filter((_, n) => live.includes(n)),
        left,
        counts,
      );
      assert(some.has(choice.next({ ...part, live }, false)), `live ${live}: ${told}`);
    }
  }
  assert.equal(asked, 16 ** 3 * 6);
});

test('what R-05 looks at comes before all else, and where nothing is restricted there is no axis', () => {
  const rules = [ruleOf(1), ruleOf(1), ruleOf(1)];
  const choice = new AxisChoice(rules, wordsOf(2, 2, 2));
  assert.equal(choice.next(partOf(rules, { guards: 4 }), false), 2);
  assert.equal(choice.next(partOf(rules, { guards: 2, live: [] }), true), 1);
  assert.equal(choice.next(partOf(rules, { guards: 1, left: 0 }), true), 0);
  assert.equal(choice.next(partOf(rules), false), 0);
  assert.equal(choice.next(partOf(rules, { live: [] }), false), undefined);
  assert.equal(choice.next(partOf(rules, { live: [9] }), false), undefined, 'a number of no rule says nothing');
  assert.equal(choice.next(partOf(rules, { left: 14 }), true), undefined);
});

test('of equal shares the first that is found is taken, so that proofs take the same parts each time', () => {
  const rules = [ruleOf(6), ruleOf(1)];
  const choice = new AxisChoice(rules, wordsOf(4, 4, 4));
  assert.equal(choice.next(partOf(rules), false), 1);
  assert.equal(choice.next(partOf(rules, { live: [1, 0] }), false), 0);
});
