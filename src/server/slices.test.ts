import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Slices } from './slices.ts';

/** Takes so many steps, each of which keeps the thread for a millisecond. */
function* busy(name: string, steps: number, done: string[]): Generator<void, string> {
  for (let n = 0; n < steps; n++) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    yield;
  }
  done.push(name);
  return name;
}

test('what takes long goes on in turn, and lets whatever came meanwhile go between', async () => {
  const slices = new Slices();
  const done: string[] = [];
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const names = await Promise.all([
    slices.take(busy('long', 60, done)),
    slices.take(busy('longer', 80, done)),
    slices.take(busy('short', 2, done)),
  ]);
  isOver = true;
  assert.deepEqual(names, ['long', 'longer', 'short']);
  assert.deepEqual(done, ['short', 'long', 'longer'], 'who asks for little does not wait for who asks for much');
  assert(turns >= 20, `${turns} turns in 142 ms of work`);
});

test('what throws is rejected, and holds up nothing else', async () => {
  const slices = new Slices();
  const bad = slices.once(() => {
    throw new RangeError('bad');
  });
  const good = slices.once(() => 7);
  await assert.rejects(bad, /^RangeError: bad$/);
  assert.equal(await good, 7);
  assert.equal(await slices.once(() => 8), 8, 'and begins anew after it came to rest');
});
