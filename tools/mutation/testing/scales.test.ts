import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isHeavy, weightOf } from './scales.ts';

// On purpose without ten kilograms: whether they are heavy is what no test sees.
test('a stone is heavy and a feather is not', () => {
  assert.equal(isHeavy(11), true);
  assert.equal(isHeavy(1), false);
});

describe('a sum', async () => {
  const weights = await Promise.resolve([1, 2, 3]);

  test('is of all weights', async () => {
    await Promise.resolve();
    assert.equal(weightOf(weights), 6);
  });
});
