import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RowChange } from '../../terms/entry.ts';
import { batchOf, documentOf, hexes, plainOpenings, plainRows } from './contract-batches.ts';
import { type Batch, FencedOut, type LedgerIdentity, type LedgerStore, NotCommitted, type Opening } from './port.ts';

/** One fresh, empty store of an implementation, and how to open more handles on the same data. */
export type StoreUnderTest = {
  readonly store: LedgerStore;
  /** Another handle on the same data, as a second process would have; both may be in use at the same time. */
  reopen(): Promise<LedgerStore>;
  /** Closes all handles and throws the data away. */
  release(): Promise<void>;
};

const IDENTITY: LedgerIdentity = {
  origin: 'contract.exercise.remit.example/0123456789ab',
  mode: 'exercise',
  created: 1_770_000_000_123,
};

/**
 * What every {@link LedgerStore} must keep, whatever it is made of. `makeStore` gives an empty one for each test.
 * Nothing here knows of transactions, tables or files: only of what the port promises.
 */
export function storeContract(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  const rule = (title: string, body: (under: StoreUnderTest) => Promise<void>): void => {
    test(title, async () => {
      const under = await makeStore();
      try {
        await body(under);
      } finally {
        await under.release();
      }
    });
  };
  describe(`the store contract: ${name}`, () => {
    creatingAndLoading(rule);
    appending(rule);
    fencing(rule);
    stateRows(rule);
    readingRanges(rule);
    erasing(rule);
  });
}

type Rule = (title: string, body: (under: StoreUnderTest) => Promise<void>) => void;

function creatingAndLoading(rule: Rule): void {
  rule('an empty store loads as no ledger', async ({ store }) => {
    const snapshot = await store.load();
    assert.equal(snapshot.identity, null);
    assert.equal(snapshot.frontier.size, 0);
    assert.deepEqual([...snapshot.frontier.hashes], []);
    assert.deepEqual([...snapshot.rows], []);
    assert.equal(snapshot.documents.size, 0);
    assert.equal(await store.size(), 0);
    assert.deepEqual(await store.entries(0, 10), []);
    assert.deepEqual(await store.openings(0, 10), []);
  });

  rule('a created ledger loads with its identity', async ({ store, reopen }) => {
    await store.create(IDENTITY);
    assert.deepEqual({ ...(await store.load()).identity }, IDENTITY);
    assert.deepEqual({ ...(await (await reopen()).load()).identity }, IDENTITY);
    assert.equal(await store.size(), 0);
  });

  rule('a second creation is refused and changes nothing', async ({ store, reopen }) => {
    await store.create(IDENTITY);
    const other = { ...IDENTITY, origin: 'other.live.remit.example/ba9876543210' };
    await assert.rejects(store.create(other));
    await assert.rejects((await reopen()).create(IDENTITY));
    assert.deepEqual({ ...(await store.load()).identity }, IDENTITY);
  });
}

function appending(rule: Rule): void {
  rule('what was appended loads again, in this process and in the next', async ({ store, reopen }) => {
    const epoch = await begin(store);
    const document = documentOf('a mandate set');
    const rows = [{ slice: 'requests', id: 'REQ-a-1', row: { open: true, until: 1_770_000_000_123 } }];
    const batch = batchOf({ epoch, first: 0, count: 3, changes: rows, documents: [document] });
    await store.append(batch);
    for (const handle of [store, await reopen()]) {
      const snapshot = await handle.load();
      assert.equal(snapshot.frontier.size, 3);
      assert.deepEqual(hexes(snapshot.frontier.hashes), hexes(batch.frontier.hashes));
      assert.deepEqual(plainRows(snapshot.rows), rows);
      assert.deepEqual([...snapshot.documents], [[document.id, document.text]]);
      assert.equal(await handle.size(), 3);
      assert.deepEqual(hexes(await handle.entries(0, 3)), hexes(batch.entries));
      assert.deepEqual(plainOpenings(await handle.openings(0, 3)), plainOpenings(batch.openings));
    }
  });

  rule('bytes come back exactly: zeros, every byte value, the largest entry', async ({ store }) => {
    const epoch = await begin(store);
    const every = Uint8Array.from({ length: 256 }, (_, i) => i);
    const entries = [every, new Uint8Array(1), new Uint8Array(61_440).fill(0xff)];
    const opening: Opening = {
      index: 1,
      group: 'person',
      key: 'person/o-brien',
      nonce: every.slice(0, 12),
      box: every,
    };
    await store.append({ ...batchOf({ epoch, first: 0, count: 3 }), entries, openings: [opening] });
    assert.deepEqual(hexes(await store.entries(0, 3)), hexes(entries));
    assert.deepEqual(plainOpenings(await store.openings(0, 3)), plainOpenings([opening]));
  });

  rule('a batch at the wrong index is not committed, and nothing of it is there', async ({ store }) => {
    const epoch = await begin(store);
    await store.append(batchOf({ epoch, first: 0, count: 2 }));
    const before = await store.load();
    for (const first of [0, 1, 3, 100]) {
      const changes = [{ slice: 'requests', id: `wrong-${first}`, row: { wrong: true } }];
      const batch = batchOf({ epoch, first, count: 2, changes, documents: [documentOf(`wrong ${first}`)] });
      await assert.rejects(store.append(batch), NotCommitted);
    }
    const after = await store.load();
    assert.deepEqual(plainRows(after.rows), plainRows(before.rows));
    assert.equal(after.documents.size, 0);
    assert.deepEqual(hexes(after.frontier.hashes), hexes(before.frontier.hashes));
    assert.equal(await store.size(), 2);
    assert.equal((await store.openings(0, 1000)).length, 4);
    await store.append(batchOf({ epoch, first: 2, count: 1 }));
    assert.equal(await store.size(), 3);
  });

  rule('of two appends of the same index at the same time, one is committed', async ({ store }) => {
    const epoch = await begin(store);
    const one = batchOf({ epoch, first: 0, count: 1, salt: 'one' });
    const two = batchOf({ epoch, first: 0, count: 1, salt: 'two' });
    const results = await Promise.allSettled([store.append(one), store.append(two)]);
    const lost = results.filter((result) => result.status === 'rejected');
    assert.equal(lost.length, 1);
    assert.ok(lost[0]?.reason instanceof NotCommitted, String(lost[0]?.reason));
    const kept = results[0]?.status === 'fulfilled' ? one : two;
    assert.deepEqual(hexes(await store.entries(0, 2)), hexes(kept.entries));
  });

  rule('the same document twice, in one batch or later, is kept once', async ({ store }) => {
    const epoch = await begin(store);
    const a = documentOf('the first set');
    const b = documentOf('the second set, with “quotes” and \\ and 漢字');
    await store.append(batchOf({ epoch, first: 0, count: 1, documents: [a, a] }));
    await store.append(batchOf({ epoch, first: 1, count: 1, documents: [a, b] }));
    const { documents } = await store.load();
    assert.deepEqual(
      new Map([...documents].sort()),
      new Map(
        [
          [a.id, a.text],
          [b.id, b.text],
        ].sort() as [string, string][],
      ),
    );
  });

  rule('a batch of 256 with 512 openings and 256 rows', async ({ store }) => {
    const epoch = await begin(store);
    const changes = Array.from({ length: 256 }, (_, i) => ({ slice: 'log', id: `line-${i}`, row: { n: i } }));
    const batch = batchOf({ epoch, first: 0, count: 256, entryBytes: 1400, changes });
    await store.append(batch);
    assert.equal(await store.size(), 256);
    assert.deepEqual(hexes(await store.entries(0, 256)), hexes(batch.entries));
    assert.equal((await store.openings(0, 256)).length, 512);
    assert.deepEqual(plainRows((await store.load()).rows), plainRows(changes));
  });
}

function fencing(rule: Rule): void {
  rule('every claim gives a higher epoch', async ({ store, reopen }) => {
    await store.create(IDENTITY);
    const first = await store.claimWriter();
    const second = await (await reopen()).claimWriter();
    const third = await store.claimWriter();
    assert.ok(first < second && second < third, `${first} ${second} ${third}`);
  });

  rule('a writer is fenced out once another has claimed, whatever index it asks for', async ({ store, reopen }) => {
    const epoch = await begin(store);
    await store.append(batchOf({ epoch, first: 0, count: 1 }));
    const second = await reopen();
    const newer = await second.claimWriter();
    await assert.rejects(store.append(batchOf({ epoch, first: 1, count: 1 })), FencedOut);
    await second.append(batchOf({ epoch: newer, first: 1, count: 1 }));
    await assert.rejects(store.append(batchOf({ epoch, first: 1, count: 1 })), FencedOut);
    await assert.rejects(store.append(batchOf({ epoch, first: 2, count: 1 })), FencedOut);
    assert.equal(await store.size(), 2);
    assert.equal((await store.openings(0, 10)).length, 4);
  });
}

function stateRows(rule: Rule): void {
  rule('rows are set, replaced and removed; a later change wins, also within a batch', async ({ store, reopen }) => {
    const epoch = await begin(store);
    const change = (slice: string, id: string, row: object | null): RowChange => ({ slice, id, row });
    await store.append(
      batchOf({
        epoch,
        first: 0,
        count: 1,
        changes: [
          change('a', '1', { n: 1 }),
          change('a', '1', { n: 2 }),
          change('a', '2', { n: 1 }),
          change('a', '2', null),
          change('b', '1', { other: 'slice', none: null, list: [1, { deep: ['x'] }] }),
          change('b', '2', null),
          change('b', '3', null),
          change('b', '3', { back: true }),
        ],
      }),
    );
    assert.deepEqual(plainRows((await store.load()).rows), [
      change('a', '1', { n: 2 }),
      change('b', '1', { other: 'slice', none: null, list: [1, { deep: ['x'] }] }),
      change('b', '3', { back: true }),
    ]);
    const changes = [
      change('a', '1', null),
      change('b', '1', { whole: 'replaced' }),
      change('a', '9', { big: 2 ** 53 - 1 }),
    ];
    await store.append(batchOf({ epoch, first: 1, count: 1, changes }));
    assert.deepEqual(plainRows((await (await reopen()).load()).rows), [
      change('a', '9', { big: 2 ** 53 - 1 }),
      change('b', '1', { whole: 'replaced' }),
      change('b', '3', { back: true }),
    ]);
  });
}

function readingRanges(rule: Rule): void {
  rule('ranges are half-open, in order, and end where the ledger ends', async ({ store }) => {
    const epoch = await begin(store);
    const batches = [batchOf({ epoch, first: 0, count: 5 }), batchOf({ epoch, first: 5, count: 7 })];
    for (const batch of batches) await store.append(batch);
    const all = batches.flatMap((batch) => batch.entries);
    const ranges: [number, number][] = [
      [0, 12],
      [0, 1],
      [4, 6],
      [11, 12],
      [3, 3],
      [12, 12],
      [10, 40],
      [50, 60],
    ];
    for (const [from, to] of ranges) {
      assert.deepEqual(hexes(await store.entries(from, to)), hexes(all.slice(from, to)), `${from} to ${to}`);
      const expected = batches.flatMap((batch) => batch.openings).filter((o) => o.index >= from && o.index < to);
      assert.deepEqual(plainOpenings(await store.openings(from, to)), plainOpenings(expected), `${from} to ${to}`);
    }
  });

  rule('openings come ordered by index, then group, however they were written', async ({ store }) => {
    const epoch = await begin(store);
    const batch = batchOf({ epoch, first: 0, count: 3 });
    await store.append({ ...batch, openings: [...batch.openings].reverse() });
    assert.deepEqual(plainOpenings(await store.openings(0, 3)), plainOpenings(batch.openings));
  });
}

async function begin(store: LedgerStore): Promise<number> {
  await store.create(IDENTITY);
  return store.claimWriter();
}

function erasing(rule: Rule): void {
  const closing = (batch: Batch, closes: readonly number[]): Batch => ({ ...batch, closes });

  rule('a batch that closes entries before it removes their boxes of the person, and nothing else', async (under) => {
    const { store, reopen } = under;
    const epoch = await begin(store);
    await store.append(batchOf({ epoch, first: 0, count: 4 }));
    const entries = hexes(await store.entries(0, 4));
    await store.append(closing(batchOf({ epoch, first: 4, count: 1 }), [1, 3]));
    const left = [...(await (await reopen()).openings(0, 5))].map(({ index, group }) => `${index} ${group}`);
    const wanted = [0, 1, 2, 3, 4].flatMap((n) => [`${n} decision`, ...(n === 1 || n === 3 ? [] : [`${n} person`])]);
    assert.deepEqual(left, wanted);
    assert.deepEqual(hexes(await store.entries(0, 4)), entries);
  });

  rule('a batch that is not committed closes nothing', async ({ store }) => {
    const epoch = await begin(store);
    await store.append(batchOf({ epoch, first: 0, count: 2 }));
    await assert.rejects(store.append(closing(batchOf({ epoch, first: 7, count: 1 }), [0, 1])), NotCommitted);
    assert.equal((await store.openings(0, 2)).length, 4);
  });

  rule('boxes are found by their key, page by page, and put under another', async ({ store, reopen }) => {
    const epoch = await begin(store);
    const batch = batchOf({ epoch, first: 0, count: 6 });
    const under = (key: string) => ({
      ...batch,
      openings: batch.openings.map((box) => (box.group === 'person' ? { ...box, key } : box)),
    });
    await store.append(under('person/ada'));
    const first = await store.boxesUnder('person/ada', 0, 4);
    const rest = await store.boxesUnder('person/ada', 4, 4);
    assert.deepEqual(
      [first, rest].map((page) => page.map(({ index }) => index)),
      [
        [0, 1, 2, 3],
        [4, 5],
      ],
    );
    assert.deepEqual(await store.boxesUnder('person/bo', 0, 4), []);
    const fresh = first
      .slice(1)
      .map((box) => ({ ...box, key: 'person/ada/2', nonce: new Uint8Array(12), box: box.box.slice(0, 20) }));
    // The same again, and a box that is under another key by now: neither changes anything.
    const stale = { ...(fresh[0] ?? assert.fail()), key: 'person/bo', box: new Uint8Array(1) };
    for (const boxes of [fresh, fresh, [stale], []]) await store.rewrap(epoch, 'person/ada', boxes);
    const handle = await reopen();
    assert.deepEqual(plainOpenings(await handle.boxesUnder('person/ada/2', 0, 9)), plainOpenings(fresh));
    assert.deepEqual(
      (await handle.boxesUnder('person/ada', 0, 9)).map(({ index }) => index),
      [0, 4, 5],
    );
    const others = batch.openings.filter(({ group }) => group !== 'person').map(({ key }) => key);
    const named = new Set([...others, 'person/ada', 'person/ada/2']);
    assert.deepEqual((await handle.keyIds()).sort(), [...named].sort());
    assert.deepEqual(
      plainOpenings((await handle.openings(0, 6)).filter(({ group }) => group === 'decision')),
      plainOpenings(batch.openings.filter(({ group }) => group === 'decision')),
    );
  });

  rule('who was fenced out puts no box under another key', async ({ store, reopen }) => {
    const epoch = await begin(store);
    await store.append(batchOf({ epoch, first: 0, count: 1 }));
    await (await reopen()).claimWriter();
    const [box] = await store.boxesUnder('person/p-0', 0, 1);
    await assert.rejects(
      store.rewrap(epoch, 'person/p-0', box === undefined ? [] : [{ ...box, key: 'person/p-0/2' }]),
      FencedOut,
    );
    assert.equal((await store.boxesUnder('person/p-0', 0, 1)).length, 1);
  });

  rule('scrubbing changes nothing that is read', async ({ store }) => {
    const epoch = await begin(store);
    const changes = [{ slice: 'requests', id: 'REQ-a-1', row: { open: true } }];
    await store.append(batchOf({ epoch, first: 0, count: 3, changes }));
    const before = await store.load();
    assert.deepEqual(await store.scrub(), []);
    const after = await store.load();
    assert.deepEqual(plainRows(after.rows), plainRows(before.rows));
    assert.equal((await store.openings(0, 3)).length, 6);
    await store.append(batchOf({ epoch, first: 3, count: 1 }));
  });
}
