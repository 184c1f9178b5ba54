import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Remembered } from './remembered.ts';

test('each is made once, until there are too many: then all are made anew', () => {
  const made: number[] = [];
  const doubles = new Remembered(2, (key: number) => {
    made.push(key);
    return key * 2;
  });
  const asked = [1, 2, 1, 2, 3, 3, 1, 3];
  assert.deepEqual(
    asked.map((key) => doubles.of(key)),
    [2, 4, 2, 4, 6, 6, 2, 6],
  );
  assert.deepEqual(made, [1, 2, 3, 1]);
});
