import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IndexSet } from './index-set.ts';

test('an index is in the set once it was added, and no other is', () => {
  const set = new IndexSet();
  const added = [0, 1, 7, 8, 255, 8_191, 8_192, 1_000_003];
  for (const index of added) set.add(index);
  for (const index of added) {
    assert(set.has(index), `${index}`);
    for (const beside of [index - 1, index + 1, index + 8]) {
      if (beside >= 0) assert.equal(set.has(beside), added.includes(beside), `${beside}`);
    }
  }
  assert.equal(set.has(5_000_000), false);
});
