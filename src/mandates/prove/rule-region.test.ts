import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import { RULE_EFFECTS, type Rule } from '../../terms/mandate-set.ts';
import { APPROVALS, type ApprovalFact, type FactsVector } from '../../terms/outcome.ts';
import { ruleMatches } from '../interpreter-1.ts';
import { EVERYTHING, type Region } from './claim.ts';
import { commonRegion, isWithinRegion, regionOfRule } from './rule-region.ts';
import { isIn } from './testing/naive-claims.ts';

const WORDS = ['p', 'q', 'unknown'];
const TIMES = [-1, 0, 1, 2, 3, 4];
const listOf = (words: readonly string[]) => fc.option(fc.subarray([...words]), { freq: 3 });
const bound = fc.option(fc.integer({ min: 0, max: 4 }), { freq: 4 });
const windows = fc.option(fc.array(fc.tuple(bound, bound), { maxLength: 2 }), { freq: 3 });
const axes = fc
  .record({ place: listOf(WORDS), role: listOf(WORDS) })
  .map((all): Region['axes'] =>
    Object.fromEntries(Object.entries(all).flatMap(([axis, list]) => (list ? [[axis, list]] : []))),
  );
const region: fc.Arbitrary<Region> = fc.record({
  agency: listOf(WORDS),
  activity: listOf(['a', 'b']),
  axes,
  windows,
  approval: fc.option(fc.subarray<ApprovalFact>([...APPROVALS])),
});
const rule: fc.Arbitrary<Rule> = fc
  .record({
    effect: fc.constantFrom(...RULE_EFFECTS),
    agency: listOf(WORDS),
    activity: listOf(['a', 'b']),
    axes,
    windows,
  })
  .map((one) => ({ id: 'm/1', ...one }));

/** Every act of few words, some of which no region names. */
const ACTS: readonly FactsVector[] = ['p', 'unknown', 'other'].flatMap((agency) =>
  ['a', 'other'].flatMap((activity) =>
    ['p', 'q', 'unknown', 'other'].flatMap((place) =>
      ['p', 'unknown', 'other'].flatMap((role) =>
        APPROVALS.flatMap((approval) =>
          TIMES.map((time) => ({ agency, activity, approval, axes: { place, role }, broken: [], time })),
        ),
      ),
    ),
  ),
);

test('the region of a rule holds the acts that it matches', () => {
  fc.assert(
    fc.property(rule, (one) => {
      const of = regionOfRule(one);
      for (const act of ACTS) assert.equal(isIn(of, act), ruleMatches(one, act, true), JSON.stringify(act));
    }),
    { numRuns: 60 },
  );
  const against: Rule = {
    id: 'K1',
    effect: 'forbid',
    agency: ['p', 'unknown', 'p'],
    activity: null,
    axes: {},
    windows: null,
  };
  assert.deepEqual(regionOfRule(against).agency, ['p', 'unknown'], 'each word once');
  assert.deepEqual(regionOfRule({ ...against, agency: null }), EVERYTHING);
});

test('what two regions have in common are the acts of both, and none is said to be where there is none', () => {
  fc.assert(
    fc.property(region, region, (a, b) => {
      const both = commonRegion(a, b);
      for (const act of ACTS) {
        const isOfBoth = isIn(a, act) && isIn(b, act);
        assert.equal(both !== undefined && isIn(both, act), isOfBoth, JSON.stringify(act));
      }
      if (both === undefined) return;
      const { agency, activity, approval, windows: times, axes: of } = both;
      for (const list of [agency, activity, approval, times, ...Object.values(of)]) assert.notEqual(list?.length, 0);
    }),
    { numRuns: 100 },
  );
  const a: Region = {
    agency: ['p', 'q'],
    activity: ['a', 'b'],
    axes: { place: ['p', 'q'], role: ['p'] },
    windows: [[0, 3]],
    approval: ['none', 'granted'],
  };
  const b: Region = {
    agency: ['q', 'unknown'],
    activity: ['b'],
    axes: { place: ['q', 'unknown'], room: ['r'] },
    windows: [
      [1, 2],
      [2, 9],
    ],
    approval: ['granted'],
  };
  assert.deepEqual(commonRegion(a, b), {
    agency: ['q'],
    activity: ['b'],
    axes: { place: ['q'], role: ['p'], room: ['r'] },
    windows: [[1, 3]],
    approval: ['granted'],
  });
  assert.deepEqual([commonRegion(a, EVERYTHING), commonRegion(EVERYTHING, b)], [a, b]);
  assert.equal(commonRegion(a, { ...b, axes: { place: ['unknown'] } }), undefined);
  const place = { ...EVERYTHING, axes: { place: ['p'] } };
  assert.deepEqual(commonRegion(place, EVERYTHING), place);
  assert.equal(commonRegion(EVERYTHING, { ...EVERYTHING, axes: { place: [] } }), undefined);
  assert.equal(commonRegion({ ...EVERYTHING, axes: { place: [] } }, EVERYTHING), undefined);
});

test('a region is within another where every act of it is one of the other', () => {
  const within = fc.tuple(region, region).chain(([a, b]) => fc.constantFrom([commonRegion(a, b) ?? a, b], [a, b]));
  fc.assert(
    fc.property(within, ([part = EVERYTHING, whole = EVERYTHING]) => {
      const lists = [part.agency, part.activity, part.approval, ...Object.values(part.axes)];
      fc.pre(lists.every((list) => list?.length !== 0) && commonRegion(part, EVERYTHING) !== undefined);
      const isWithin = isWithinRegion(part, whole);
      const acts = [
        ...ACTS,
        ...ACTS.map((act) => ({ ...act, activity: 'b', agency: 'q', axes: { ...act.axes, role: 'q' } })),
      ];
      const outside = acts.find((act) => isIn(part, act) && !isIn(whole, act));
      if (isWithin) assert.equal(outside, undefined);
    }),
    { numRuns: 100 },
  );
  const rows: readonly (readonly [part: Partial<Region>, whole: Partial<Region>, isWithin: boolean])[] = [
    [{}, {}, true],
    [{ agency: ['p'] }, { agency: ['p', 'q'] }, true],
    [{ agency: ['p', 'q'] }, { agency: ['p'] }, false],
    [{}, { agency: ['p'] }, false],
    [{ activity: ['a'] }, { activity: ['b'] }, false],
    [{ activity: ['a'] }, { activity: ['a'] }, true],
    [{ approval: ['none'] }, { approval: ['granted'] }, false],
    [{ approval: ['none'] }, { approval: ['none', 'unknown'] }, true],
    [{ axes: { place: ['p'] } }, { axes: { place: ['p', 'q'] } }, true],
    [{ axes: { place: ['p'] } }, { axes: { place: ['p'], role: ['p'] } }, false],
    [{ axes: { place: ['p', 'q'] } }, { axes: { place: ['p'] } }, false],
    [
      { windows: [[0, 2]] },
      {
        windows: [
          [0, 1],
          [1, 4],
        ],
      },
      true,
    ],
    [
      {
        windows: [
          [0, 2],
          [3, 4],
        ],
      },
      { windows: [[0, 2]] },
      false,
    ],
    [
      { windows: [[1, 2]] },
      {
        windows: [
          [1, 1],
          [2, 4],
        ],
      },
      false,
    ],
    [{ windows: [[0, 3]] }, { windows: [[1, 4]] }, false],
    [{ windows: [[0, 3]] }, { windows: [[0, 2]] }, false],
    [{ windows: [[3, 3]] }, { windows: [[0, 1]] }, true],
    [{}, { windows: [[0, null]] }, false],
    [
      {},
      {
        windows: [
          [null, 4],
          [4, null],
        ],
      },
      true,
    ],
    [{ windows: [[0, 1]] }, {}, true],
  ];
  for (const [part, whole, isWithin] of rows) {
    const told = JSON.stringify([part, whole]);
    assert.equal(isWithinRegion({ ...EVERYTHING, ...part }, { ...EVERYTHING, ...whole }), isWithin, told);
  }
});
