import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storeContract } from './contract.ts';
import { MemoryData, MemoryStore, type StoreFault } from './memory.ts';
import { type Batch, NotCommitted, UnknownCommit } from './port.ts';

storeContract('memory', async () => {
  const data = new MemoryData();
  return { store: new MemoryStore(data), reopen: async () => new MemoryStore(data), release: async () => {} };
});

const EXPECTED: Record<StoreFault, { error: typeof NotCommitted | typeof UnknownCommit; size: number }> = {
  'not-committed': { error: NotCommitted, size: 0 },
  'unknown-not-persisted': { error: UnknownCommit, size: 0 },
  'failed-but-persisted': { error: UnknownCommit, size: 1 },
};

for (const [fault, { error, size }] of Object.entries(EXPECTED)) {
  test(`the injected fault \`${fault}\` happens once and leaves what it says`, async () => {
    const store = new MemoryStore();
    const epoch = await store.claimWriter();
    store.failNext(fault as StoreFault);
    await assert.rejects(store.append(batchOfOne(epoch, 0)), error);
    assert.equal(await store.size(), size);
    await store.append(batchOfOne(epoch, size));
    assert.equal(await store.size(), size + 1);
  });
}

test('what is kept is a copy: a caller that reuses its buffers changes nothing', async () => {
  const store = new MemoryStore();
  const batch = batchOfOne(await store.claimWriter(), 0);
  await store.append(batch);
  batch.entries[0]?.fill(9);
  (await store.entries(0, 1))[0]?.fill(8);
  assert.deepEqual(await store.entries(0, 1), [new Uint8Array([0])]);
});

function batchOfOne(epoch: number, first: number): Batch {
  const frontier = { size: first + 1, hashes: [new Uint8Array(32)] };
  return {
    epoch,
    first,
    entries: [new Uint8Array([first])],
    openings: [],
    changes: [],
    documents: [],
    frontier,
  };
}
