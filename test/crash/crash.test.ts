import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { crashRun } from './run.ts';

/** `npm run crash` runs more of them. */
const ROUNDS = 10;

test(`a room that is killed ${ROUNDS} times loses nothing, forks nothing, erases what it said, and comes back`, async () => {
  const seed = randomInt(2 ** 31);
  const result = await crashRun({ rounds: ROUNDS, seed });
  const { lost, forks, broken, rounds, acked, erased, account, folder } = result;
  const again = `npm run crash -- --rounds ${ROUNDS} --seed ${seed}; kept: ${folder}\n${account.join('\n')}`;
  assert.deepEqual({ lost, forks, broken, rounds }, { lost: 0, forks: 0, broken: 0, rounds: ROUNDS }, again);
  assert.ok(acked > ROUNDS, `${acked} acts were acknowledged: the client hardly works (${again})`);
  assert.ok(erased > 0, `nothing was erased (${again})`);
});
