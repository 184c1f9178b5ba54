import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MandateSet, Rule } from '../../terms/mandate-set.ts';
import { type Question, walk } from './cells.ts';
import { EVERYTHING, type Region } from './claim.ts';
import { PERMITTED } from './outcomes.ts';
import { spaceOf } from './space.ts';

const rule = (id: string, effect: Rule['effect'], more: Partial<Rule> = {}): Rule => ({
  id,
  effect,
  agency: null,
  activity: null,
  axes: {},
  windows: null,
  ...more,
});

function setOf(rules: readonly Rule[], axes: Readonly<Record<string, readonly string[]>> = {}): MandateSet {
  const listed = (member: 'agency' | 'activity') => [...new Set(rules.flatMap((one) => one[member] ?? []))];
  const agencies = listed('agency').map((id) => [id, { standing: 'guest' }] as const);
  const activities = listed('activity').map((id) => [id, { coercive: false, power: null, safety: 'none' }] as const);
  return {
    format: 1,
    interpreter: 1,
    vocabulary: {
      id: 'walked',
      version: 1,
      agencies: Object.fromEntries(agencies),
      activities: Object.fromEntries(activities),
      axes,
    },
    rules,
    houseRules: [],
  };
}

function never(set: MandateSet, region: Region, more: Partial<Question> = {}) {
  const breaks: Question['breaks'] = ([outcome]) => outcome === PERMITTED;
  return walk({ sets: [set], space: spaceOf([set], region, {}), region, breaks, budget: 100_000, ...more });
}

test('parts that break a claim are gathered up to 2,000, or to as many as are asked for, and whether there are more is said', () => {
  const grid = (agencies: number, activities: number, more: Partial<Question> = {}) => {
    const names = (of: string, count: number) => Array.from({ length: count }, (_, n) => `${of}-${n}`);
    const [agency, activity] = [names('agency', agencies), names('activity', activities)];
    const set = setOf([
      ...agency.map((id) => rule(`m/${id}`, 'permit', { agency: [id] })),
      ...activity.map((id) => rule(`m/${id}`, 'permit', { activity: [id] })),
    ]);
    return never(set, { ...EVERYTHING, agency, activity }, more);
  };
  const whole = grid(40, 50);
  assert.deepEqual([whole.breaking.length, whole.ended, whole.cells], [2_000, null, 2_000]);
  const found = (...of: Parameters<typeof grid>) => {
    const { breaking, ended } = grid(...of);
    return [breaking.length, ended];
  };
  assert.deepEqual(found(41, 50), [2_000, 'regions']);
  assert.deepEqual(found(41, 50, { regionsMax: 2_050 }), [2_050, null]);
  assert.deepEqual(found(41, 50, { regionsMax: 2_049 }), [2_049, 'regions']);
  assert.deepEqual(found(2, 2, { regionsMax: 1 }), [1, 'regions']);
  const [count, ended] = found(41, 50, { regionsMax: 200_000, budget: 100 });
  assert(Number(count) <= 100, 'the budget holds all the same');
  assert.equal(ended, 'budget');
});

test('a part that came up before in which the claim holds is not taken apart again, and its cells are counted again', () => {
  const axes = { a: ['1', '2', '3'], b: ['1', '2', '3'], c: Array.from({ length: 31 }, (_, n) => String(n)) };
  const set = setOf(
    [
      rule('m/1', 'permit'),
      rule('m/2', 'forbid', { axes: { a: ['1'], b: ['1'] } }),
      rule('m/3', 'forbid', { axes: { a: ['2'], b: ['1'] } }),
      rule('m/4', 'forbid', { axes: { c: axes.c.slice(3) } }),
      rule('m/5', 'forbid', { axes: { c: axes.c.slice(0, 3) } }),
    ],
    axes,
  );
  const region = { ...EVERYTHING, agency: ['(any other)'], axes };
  // The whole, three of a, two of b in each of two of them, and c once after either and once after the third.
  const parts = 1 + 3 + 2 * 2 + 2 * 2;
  assert.deepEqual(never(set, region, { budget: parts }), { cells: 5, breaking: [], ended: null });
  assert.equal(never(set, region, { budget: parts - 1 }).ended, 'budget');
});

test('where a vocabulary has no word for company or powers, a guest has neither', () => {
  const permitted = setOf([rule('m/1', 'permit', { agency: ['guest'], activity: ['arrest'] })]);
  const { vocabulary } = permitted;
  const activities = { arrest: { coercive: true, power: 'arrest', safety: 'none' } } as const;
  const approved: Region = { ...EVERYTHING, agency: ['guest'], activity: ['arrest'], approval: ['granted'] };
  const breakingWith = (axes: Readonly<Record<string, readonly string[]>>) =>
    never({ ...permitted, vocabulary: { ...vocabulary, activities, axes } }, approved).breaking.map(
      ({ region }) => region.axes,
    );
  assert.deepEqual(breakingWith({}), []);
  assert.deepEqual(breakingWith({ accompaniment: ['yes', 'no'] }), []);
  assert.deepEqual(breakingWith({ accompaniment: ['yes', 'no'], conferral: ['yes', 'no'] }), [
    { accompaniment: ['yes'], conferral: ['yes'] },
  ]);
});

test('a fault in a claim is no end of the budget', () => {
  const set = setOf([rule('m/1', 'permit')]);
  const fault = new Error('of the claim');
  assert.throws(
    () =>
      never(set, EVERYTHING, {
        breaks: () => {
          throw fault;
        },
      }),
    fault,
  );
});
