import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fairly } from './fairly.ts';

test('each agency has a turn, and within it each person', () => {
  const rows = ['a1-1', 'a1-2', 'a1-3', 'a2-1', 'b1-1', 'b1-2'];
  const [agency, person] = [(row: string) => row.slice(0, 1), (row: string) => row.slice(0, 2)];
  assert.deepEqual(fairly(rows, [agency, person]), ['a1-1', 'b1-1', 'a2-1', 'b1-2', 'a1-2', 'a1-3']);
  assert.deepEqual(fairly(rows, []), rows);
  assert.deepEqual(fairly([], [agency]), []);
});
