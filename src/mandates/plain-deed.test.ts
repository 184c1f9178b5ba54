import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import { FIXED_AXES } from '../terms/axes.ts';
import { plainDeed } from './plain-deed.ts';

test('a plain deed has nobody beside it, and nothing cleared where it needs a clearance', async () => {
  const { vocabulary } = await suppliedScenario('harbour-summit');
  assert.equal(plainDeed(vocabulary, 'armed-escort')['clearance'], 'not-held');
  for (const needsNone of ['escort-principal', 'item.release', '__proto__', 'no-such-deed', undefined])
    assert.equal(plainDeed(vocabulary, needsNone)['clearance'], 'not-needed');
  for (const [axis, word] of Object.entries(plainDeed(vocabulary, 'armed-escort'))) {
    const words: Readonly<Record<string, readonly string[]>> = FIXED_AXES;
    assert(axis === 'recipient' || words[axis]?.includes(word), `${axis} ${word}`);
  }
});
