import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextChange } from './next-change.ts';

test('what changes first is asked for again then; where nothing does, never', () => {
  const of = (...untils: (number | null)[]) => nextChange(untils.map((until) => ({ until })));
  assert.equal(of(), null);
  assert.equal(of(null, null), null);
  assert.equal(of(7), 7);
  assert.equal(of(null, 9, 4, null, 6), 4);
  assert.equal(of(0, 4), 0);
});
