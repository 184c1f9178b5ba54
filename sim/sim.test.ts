import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS_SINCE, PINNED_SEEDS } from './pinned-seeds.ts';
import { simulate } from './simulation.ts';

for (const { seed, steps, found, without = KINDS_SINCE, narrows = false, erases = false } of PINNED_SEEDS) {
  test(`seed ${seed}: ${found}`, async () => {
    const { failure } = await simulate({ seed, steps, without, narrows, erases });
    assert.equal(failure, undefined, failure && [...failure.recent, failure.message].join('\n'));
  });
}

test('a fresh seed', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`fresh seed ${seed}`);
  const { failure, tally } = await simulate({ seed, steps: 400 });
  assert.equal(failure, undefined, `npm run sim -- --seed ${seed} --steps 400: ${failure?.message}`);
  assert(tally.submitted >= 400);
});

test('the same seed gives the same ledger, another seed another', async () => {
  const [one, same, other] = [
    await simulate({ seed: 4, steps: 120 }),
    await simulate({ seed: 4, steps: 120 }),
    await simulate({ seed: 5, steps: 120 }),
  ];
  assert.equal(one.digest, same.digest);
  assert.notEqual(one.digest, other.digest);
});
