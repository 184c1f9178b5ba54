import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import { APPROVALS, type FactsVector } from '../../terms/outcome.ts';
import { EVERYTHING, type Region } from './claim.ts';
import { mergedRegions } from './merged-regions.ts';
import type { Space } from './space.ts';
import { isIn } from './testing/naive-claims.ts';

const PLACES = ['p', 'q', 'unknown'];
const SPACE: Space = {
  agencies: ['guest', 'host', '(any other)'],
  activities: ['arrest', 'patrol'],
  axes: new Map([['place', PLACES]]),
  windows: [[null, null]],
  componentAxis: -1,
  componentsOf: () => [],
  activitiesOf: () => ['arrest', 'patrol'],
};
const TIMES = [-1, 0, 5] as const;
const WINDOWS = [
  [null, 0],
  [0, 5],
  [5, null],
] as const;

/** Every act of the space as a region of its own. */
const single: readonly (readonly [Region, FactsVector])[] = SPACE.agencies.flatMap((agency) =>
  SPACE.activities.flatMap((activity) =>
    PLACES.flatMap((place) =>
      APPROVALS.flatMap((approval) =>
        WINDOWS.map((window, n): readonly [Region, FactsVector] => [
          { agency: [agency], activity: [activity], axes: { place: [place] }, windows: [window], approval: [approval] },
          { agency, activity, axes: { place }, approval, broken: [], time: TIMES[n] ?? 0 },
        ]),
      ),
    ),
  ),
);

test('merged regions hold the same acts under the same marks, whatever the order, and no two of a mark differ on one axis only', () => {
  fc.assert(
    fc.property(fc.func(fc.constantFrom('x', 'x', 'x', 'y', '')), fc.nat(), (markOf, turn) => {
      const marked = single.flatMap(([region, act]) => {
        // Marked by few of its facts, so that there is much to merge.
        const mark = markOf(act.agency, act.time, act.axes['place'] === 'p');
        return mark === '' ? [] : [{ region, mark, act }];
      });
      const merged = mergedRegions(marked, SPACE, EVERYTHING);
      const turned = marked
        .map((_, n) => marked[(n * 5 + turn) % marked.length] ?? marked[0])
        .filter((one) => one !== undefined);
      const isWhole = new Set(turned).size === marked.length;
      if (isWhole) {
        const bare = ({ region, mark }: { region: Region; mark: string }) => ({ region, mark });
        assert.deepEqual(mergedRegions(turned, SPACE, EVERYTHING).map(bare), merged.map(bare));
      }
      const alike = mergedRegions(marked, SPACE, EVERYTHING, () => 0);
      assert.deepEqual(alike, merged, 'nothing depends on how regions are found');
      for (const { act, mark } of marked) {
        assert.deepEqual(
          merged.filter(({ region }) => isIn(region, act)).map((one) => one.mark),
          [mark],
        );
      }
      const members = ['agency', 'activity', 'axes', 'windows', 'approval'] as const;
      for (const member of members) {
        const keys = merged.map(({ region, mark }) => JSON.stringify({ mark, ...region, [member]: null }));
        assert.equal(new Set(keys).size, keys.length, `no two differ on ${member} alone`);
      }
    }),
    { numRuns: 60 },
  );
});

const at = (more: Partial<Region>, mark = 'x') => ({ region: { ...EVERYTHING, agency: ['guest'], ...more }, mark });
const regionsOf = (marked: readonly ReturnType<typeof at>[], whole: Region = EVERYTHING) =>
  mergedRegions(marked, SPACE, whole).map(({ region: { agency, activity, axes, windows, approval }, mark }) =>
    [mark, agency, activity, JSON.stringify(axes), JSON.stringify(windows), approval].join(' | '),
  );

test('what is merged says the words of each in order, and of all of an axis what the whole says', () => {
  const places = [at({ axes: { place: ['unknown'] } }), at({ axes: { place: ['p'] } })];
  assert.deepEqual(regionsOf(places), ['x | guest |  | {"place":["p","unknown"]} | null | ']);
  const all = [...places, at({ axes: { place: ['q'] } })];
  assert.deepEqual(regionsOf(all), ['x | guest |  | {} | null | ']);
  const whole = { ...EVERYTHING, axes: { place: ['q', 'unknown', 'p'] } };
  assert.deepEqual(regionsOf(all, whole), ['x | guest |  | {"place":["q","unknown","p"]} | null | ']);
  assert.deepEqual(regionsOf([at({}), at({ axes: { place: ['p'] } })]), ['x | guest |  | {} | null | ']);
  const agencies = ['host', 'guest', '(any other)'];
  const each = agencies.map((one) => at({ agency: [one] }));
  assert.deepEqual(regionsOf(each.slice(0, 2)), ['x | guest,host |  | {} | null | ']);
  assert.deepEqual(regionsOf(each), ['x |  |  | {} | null | ']);
  assert.deepEqual(regionsOf(each, { ...EVERYTHING, agency: agencies }), [
    'x | host,guest,(any other) |  | {} | null | ',
  ]);
  const deeds = ['patrol', 'arrest'].map((one) => at({ activity: [one] }));
  assert.deepEqual(regionsOf(deeds), ['x | guest |  | {} | null | ']);
  assert.deepEqual(regionsOf(deeds, { ...EVERYTHING, activity: ['patrol', 'arrest'] }), [
    'x | guest | patrol,arrest | {} | null | ',
  ]);
  assert.deepEqual(regionsOf([at({ activity: ['patrol'] }), at({ activity: null })]), ['x | guest |  | {} | null | ']);
});

test('times and approvals are merged as what they are', () => {
  const times = [
    at({ windows: [[5, 9]] }),
    at({
      windows: [
        [0, 5],
        [10, 12],
      ],
    }),
  ];
  assert.deepEqual(regionsOf(times), ['x | guest |  | {} | [[0,9],[10,12]] | ']);
  assert.deepEqual(regionsOf([at({ windows: [[null, 5]] }), at({ windows: [[5, null]] })]), [
    'x | guest |  | {} | null | ',
  ]);
  assert.deepEqual(regionsOf([at({ windows: null }), at({ windows: [[5, 6]] })]), ['x | guest |  | {} | null | ']);
  assert.deepEqual(regionsOf([at({ approval: ['unknown'] }), at({ approval: ['granted'] })]), [
    'x | guest |  | {} | null | granted,unknown',
  ]);
  assert.deepEqual(regionsOf([at({ approval: ['unknown'] }), at({ approval: null })]), ['x | guest |  | {} | null | ']);
  assert.deepEqual(regionsOf(APPROVALS.map((one) => at({ approval: [one] }))), ['x | guest |  | {} | null | ']);
});

test('what differs on one axis becomes one in one step, and what differs on one axis only after that, in the next', () => {
  const guest = ['p', 'q', 'unknown'].map((place) => at({ axes: { place: [place] }, windows: [[0, 1]] }));
  const host = at({ agency: ['host'], axes: { place: ['unknown'] }, windows: [[0, 1]] });
  assert.deepEqual(regionsOf([...guest, host]), [
    'x | guest |  | {} | [[0,1]] | ',
    'x | host |  | {"place":["unknown"]} | [[0,1]] | ',
  ]);
  const both = at({ agency: ['guest', 'host'], axes: { place: ['q'] } });
  const each = ['guest', 'host'].map((agency) => at({ agency: [agency], axes: { place: ['p'] } }));
  assert.deepEqual(regionsOf([both, ...each]), ['x | guest,host |  | {"place":["p","q"]} | null | ']);
});

test('an axis that the space has not is merged as it stands', () => {
  const days = ['fair', 'storm'].map((weather) => at({ axes: { weather: [weather] } }));
  assert.deepEqual(regionsOf(days), ['x | guest |  | {"weather":["fair","storm"]} | null | ']);
});

test('what differs in mark or on two axes stays apart, sorted by who, what, when and where', () => {
  assert.deepEqual(regionsOf([at({}, 'y'), at({}, 'x')]), [
    'x | guest |  | {} | null | ',
    'y | guest |  | {} | null | ',
  ]);
  const apart = [
    at({ agency: ['host'], activity: ['patrol'] }),
    at({ agency: ['guest'], axes: { place: ['q'] }, windows: [[0, 1]] }),
    at({ agency: ['guest'], axes: { place: ['p'] }, windows: [[3, 4]] }),
    at({ agency: ['guest'], activity: ['arrest'], approval: ['none'] }),
  ];
  assert.deepEqual(regionsOf(apart), [
    'x | guest | arrest | {} | null | none',
    'x | guest |  | {"place":["q"]} | [[0,1]] | ',
    'x | guest |  | {"place":["p"]} | [[3,4]] | ',
    'x | host | patrol | {} | null | ',
  ]);
  const answered = [at({ approval: ['none'] }, 'x'), at({ approval: ['granted'] }, 'y')];
  assert.deepEqual(regionsOf(answered), ['y | guest |  | {} | null | granted', 'x | guest |  | {} | null | none']);
  const times = [
    at({
      axes: { place: ['p'] },
      windows: [
        [5, 9],
        [10, 12],
      ],
    }),
    at({ axes: { place: ['q'] }, windows: [[3, 4]] }),
  ];
  assert.deepEqual(regionsOf(times), [
    'x | guest |  | {"place":["q"]} | [[3,4]] | ',
    'x | guest |  | {"place":["p"]} | [[5,9],[10,12]] | ',
  ]);
});
