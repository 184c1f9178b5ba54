import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import type { TimeWindow } from '../../terms/mandate-set.ts';
import { mergedWindows } from '../time-windows.ts';
import { momentOf, timeClasses } from './time-classes.ts';

const isWithin = (windows: readonly TimeWindow[], moment: number) =>
  windows.some(([from, until]) => (from === null || from <= moment) && (until === null || moment < until));

test('time is cut where what is spoken of changes, and times of which the same rules speak are one', () => {
  const classes = timeClasses(
    [[0, 100]],
    [
      {
        n: 3,
        windows: [
          [10, 20],
          [30, 200],
        ],
      },
      { n: 5, windows: [[null, 10]] },
      { n: 8, windows: [[200, null]] },
    ],
  );
  assert.deepEqual(classes, [
    { windows: [[0, 10]], rules: [5] },
    {
      windows: [
        [10, 20],
        [30, 100],
      ],
      rules: [3],
    },
    { windows: [[20, 30]], rules: [] },
  ]);
  assert.deepEqual(timeClasses([[null, null]], []), [{ windows: [[null, null]], rules: [] }]);
});

test('every moment is of one class, that of the rules that speak of it, and no two classes are of the same rules', () => {
  const bound = fc.option(fc.integer({ min: 0, max: 8 }), { freq: 6 });
  const windows = fc.array(fc.tuple(bound, bound), { maxLength: 3 }).map(mergedWindows);
  fc.assert(
    fc.property(windows, fc.array(windows, { maxLength: 4 }), (all, ofRules) => {
      const classes = timeClasses(
        all,
        ofRules.map((of, n) => ({ n: 2 * n, windows: of })),
      );
      for (let moment = -1; moment < 10; moment++) {
        const speaking = ofRules.flatMap((of, n) => (isWithin(of, moment) ? [2 * n] : []));
        const mine = classes.filter((one) => isWithin(one.windows, moment));
        assert.deepEqual(
          mine.map(({ rules }) => rules),
          isWithin(all, moment) ? [speaking] : [],
        );
      }
      assert.equal(new Set(classes.map(({ rules }) => rules.join())).size, classes.length);
      for (const one of classes) {
        assert(one.windows.length > 0);
        assert.deepEqual(one.windows, mergedWindows(one.windows));
      }
    }),
    { numRuns: 300 },
  );
});

test('a moment of a window is its first, or its last where it has none', () => {
  assert.deepEqual(
    (
      [
        [5, 9],
        [null, 9],
        [5, null],
        [null, null],
      ] as const
    ).map(momentOf),
    [5, 8, 5, 0],
  );
});
