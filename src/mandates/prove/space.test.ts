import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SMALL_SET } from '../testing/small-set.ts';
import { EVERYTHING, type Region } from './claim.ts';
import { Samples } from './samples.ts';
import { spaceOf } from './space.ts';
import { isIn } from './testing/naive-claims.ts';

const { vocabulary } = SMALL_SET;
const SET = {
  ...SMALL_SET,
  vocabulary: { ...vocabulary, axes: { ...vocabulary.axes, component: ['visitor.a', 'visitor.b', 'police.a'] } },
};
const OTHER = {
  ...SMALL_SET,
  vocabulary: {
    ...vocabulary,
    agencies: { envoy: { standing: 'guest' } },
    activities: { dance: { coercive: false, power: null, safety: 'none' } },
    axes: { place: ['moon', 'quay', 'unknown'], weather: ['storm'] },
  },
  rules: [],
} as const;
const ASSUMPTIONS = {
  componentsOf: new Map([
    ['visitor', ['visitor.b']],
    ['clock', []],
  ]),
  activitiesOf: new Map([['clock', ['alert', 'dance']]]),
};

test('a space holds the words of all sets, those that rules name as agencies, what is unknown and any other', () => {
  const space = spaceOf([SET, OTHER], EVERYTHING, ASSUMPTIONS);
  assert.deepEqual(space.agencies, [
    'visitor',
    'police',
    'brigade',
    'bureau',
    'clock',
    'envoy',
    'stranger',
    'unknown',
    '(any other)',
  ]);
  const activities = ['patrol', 'arrest', 'rescue', 'alert', 'disarm', 'clear', 'dance', '(any other)'];
  assert.deepEqual(space.activities, activities);
  assert.deepEqual(Object.fromEntries(space.axes), {
    place: ['quay', 'park', 'moon', 'unknown'],
    conferral: ['yes', 'no', 'unknown'],
    accompaniment: ['yes', 'no', 'unknown'],
    component: ['visitor.a', 'visitor.b', 'police.a', 'unknown'],
    weather: ['storm', 'unknown'],
  });
  assert.deepEqual(space.windows, [[null, null]]);
  assert.equal(space.componentAxis, 3);
  assert.deepEqual(
    ['visitor', 'clock', 'police'].map((agency) => space.componentsOf(agency)),
    [[1, 3], [3], [0, 1, 2, 3]],
  );
  assert.deepEqual(
    ['clock', 'visitor'].map((agency) => space.activitiesOf(agency)),
    [['alert', 'dance'], activities],
  );
});

test('a space is no more than the region that is asked for', () => {
  const region: Region = {
    agency: ['(any other)', 'visitor', 'nobody'],
    activity: ['dance', 'patrol'],
    axes: { place: ['unknown', 'quay', 'attic'], component: [] },
    windows: [
      [5, 10],
      [0, 5],
      [7, 7],
    ],
    approval: null,
  };
  const space = spaceOf([SET], region, {});
  assert.deepEqual([space.agencies, space.activities], [['visitor', '(any other)'], ['patrol']]);
  assert.deepEqual(space.axes.get('place'), ['quay', 'unknown']);
  assert.deepEqual(space.windows, [[0, 10]]);
  assert.deepEqual(space.componentsOf('visitor'), []);
  assert.deepEqual(space.activitiesOf('visitor'), ['patrol']);
  assert.equal(spaceOf([SMALL_SET], EVERYTHING, {}).componentAxis, -1);
});

test('samples of a region are acts of it that can be, and bring up every word, window and approval that it names', () => {
  const space = spaceOf([SET], EVERYTHING, ASSUMPTIONS);
  const region: Region = {
    agency: ['visitor', 'police'],
    activity: ['patrol'],
    axes: { place: ['quay', 'park', 'unknown'], component: ['visitor.b', 'police.a'] },
    windows: [
      [null, 0],
      [7, 9],
    ],
    approval: ['none', 'granted'],
  };
  const samples = [...new Samples(space).of(region)];
  const told = samples.map(({ agency, activity, approval, axes, broken, time }) =>
    [agency, activity, approval, ...Object.values(axes), broken.length, time].join(' '),
  );
  assert.deepEqual(told, [
    'visitor patrol none quay yes yes visitor.b 0 -1',
    'police patrol granted park no no police.a 0 7',
    'visitor patrol none unknown unknown unknown visitor.b 0 -1',
  ]);
  for (const facts of samples) assert(isIn(region, facts));
  const everything = [...new Samples(space).of(EVERYTHING)];
  assert.equal(everything.length, space.agencies.length, 'as many as the longest list has words');
  assert.deepEqual(new Set(everything.map(({ agency }) => agency)), new Set(space.agencies));
  assert.deepEqual(new Set(everything.map(({ activity }) => activity)), new Set(space.activities));
  assert.deepEqual(new Set(everything.map(({ approval }) => approval)), new Set(['granted', 'none', 'unknown']));
  for (const { agency, axes } of everything)
    if (agency === 'visitor') assert(axes['component'] === 'visitor.b' || axes['component'] === 'unknown');
  const windows = Array.from({ length: 12 }, (_, n) => [2 * n, 2 * n + 1] as const);
  assert.deepEqual(
    [...new Samples(space).of({ ...EVERYTHING, agency: ['visitor'], windows })].map(({ time }) => time),
    windows.map(([from]) => from),
  );
  const [bare] = new Samples(spaceOf([SMALL_SET], EVERYTHING, {})).of(EVERYTHING);
  assert.deepEqual(bare?.axes, { place: 'quay', conferral: 'yes', accompaniment: 'yes' }, 'without components');
  assert.throws(() => [...new Samples(space).of({ ...EVERYTHING, agency: [] })], RangeError);
});
