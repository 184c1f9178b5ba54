import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../base/testing/properties.ts';
import type { TimeWindow } from '../terms/mandate-set.ts';
import { ALWAYS, areAlways, mergedWindows, windowsWithin } from './time-windows.ts';

const isIn = (windows: readonly TimeWindow[], time: number) =>
  windows.some(([from, until]) => (from === null || from <= time) && (until === null || time < until));
const anyBound: fc.Arbitrary<number | null> = fc.option(fc.integer({ min: 0, max: 9 }));
const anyWindow: fc.Arbitrary<TimeWindow> = fc.tuple(anyBound, anyBound);
const MOMENTS = Array.from({ length: 12 }, (_, n) => n - 1);

test('merged windows hold the same moments, are none of them empty, ascend, and lie apart', () => {
  fc.assert(
    fc.property(fc.array(anyWindow, { maxLength: 5 }), (windows) => {
      const merged = mergedWindows(windows);
      for (const time of MOMENTS) assert.equal(isIn(merged, time), isIn(windows, time), String(time));
      for (const [from, until] of merged) assert(from === null || until === null || from < until);
      for (const [n, [from]] of merged.slice(1).entries()) {
        const before = merged[n]?.[1] ?? Number.POSITIVE_INFINITY;
        assert(from !== null && before < from, JSON.stringify(merged));
      }
    }),
    { numRuns: 500 },
  );
});

test('what of windows lies within one holds the moments of both', () => {
  fc.assert(
    fc.property(fc.array(anyWindow, { maxLength: 4 }), anyWindow, (windows, within) => {
      const found = windowsWithin(windows, within);
      for (const time of MOMENTS) assert.equal(isIn(found, time), isIn(windows, time) && isIn([within], time));
    }),
    { numRuns: 500 },
  );
});

test('windows are all of time where one of them has neither beginning nor end', () => {
  assert.equal(areAlways([[0, 1], ALWAYS]), true);
  assert.equal(
    areAlways([
      [null, 5],
      [5, null],
    ]),
    false,
  );
  assert.equal(areAlways([]), false);
});
