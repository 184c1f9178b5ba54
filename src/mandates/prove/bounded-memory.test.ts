import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

/** MiB: twice what such a proof was seen to need, and far less than its parts would take if they were kept. */
const OLD_GENERATION = 64;

test('a proof that is too hard ends undecided within its budget, in little memory', async () => {
  const worker = new Worker(new URL('testing/hard-proof.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: OLD_GENERATION, maxYoungGenerationSizeMb: 16 },
  });
  // Where the memory did not suffice, `once` throws ERR_WORKER_OUT_OF_MEMORY.
  const [result] = await once(worker, 'message');
  assert.equal(result, 'undecided');
});
