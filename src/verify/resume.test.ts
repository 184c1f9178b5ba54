/** A check that was interrupted goes on where it stopped, and never says more or less than one from the beginning. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCanonical, writeCanonical } from './canonical.ts';
import { nodePrimitives } from './node.ts';
import { parsePolicy } from './policy.ts';
import { isFault, type Report } from './report.ts';
import { frontierWidths, type ResumeStore } from './resume.ts';
import { buildLedger, publish, startMilliseconds } from './testing/builder.ts';
import { altered, assertFinding, check, entriesIn } from './testing/check.ts';
import { type Kept, memoryPins, memorySource, memoryStore } from './testing/memory.ts';
import { digest, leafHash, treeRoot } from './testing/merkle.ts';
import { checkpointText, cosigned, examplePolicy } from './testing/witnesses.ts';
import { Tower } from './tree.ts';
import { type VerifyOptions, verifyLedger } from './verify.ts';

const entries = entriesIn(buildLedger(1100).files);
const whole = publish(entries);

/** Checks `files`, with the network gone from entry tile `stop` on. Also gives the entry tiles that were asked for. */
async function run(
  files: ReadonlyMap<string, Uint8Array>,
  resume: ResumeStore,
  { stop = Number.POSITIVE_INFINITY, ...options }: Partial<VerifyOptions> & { stop?: number } = {},
): Promise<{ report: Report; asked: number[] }> {
  const source = memorySource(files);
  const asked: number[] = [];
  const read: typeof source.read = async (path, bytesMax) => {
    const tile = /^ledger\/tile\/entries\/(\d+)/.exec(path)?.[1];
    if (tile !== undefined && asked.at(-1) !== Number(tile)) asked.push(Number(tile));
    if (tile !== undefined && Number(tile) >= stop) return { kind: 'unreadable', reason: 'the network is gone' };
    return await source.read(path, bytesMax);
  };
  const given = { primitives: nodePrimitives, resume, resumeEveryTiles: 1, ...options };
  return { report: await verifyLedger({ ...source, read }, given), asked };
}

/** A place kept behind `tiles` tiles. */
async function interrupted(tiles: number, options: Partial<VerifyOptions> = {}, files = whole): Promise<Kept> {
  const store = memoryStore();
  const { report } = await run(files, store, { stop: tiles, ...options });
  assert.equal(report.status, 'UNREADABLE');
  assert.equal(store.writes, tiles);
  return store;
}

/** The place, changed and with its sum made good again: what somebody who can write the file could do. */
function forged({ bytes }: Kept, change: (place: Record<string, unknown>) => void): Kept {
  const parsed = parseCanonical(bytes ?? new Uint8Array(0));
  assert.ok(!isFault(parsed));
  const { sum, ...body } = parsed.value as Record<string, never>;
  assert.match(String(sum), /^[0-9a-f]{64}$/);
  change(body);
  return memoryStore(Buffer.from(writeCanonical({ ...body, sum: digest(writeCanonical(body)).toString('hex') })));
}

test('resume: goes on behind each tile, says the same as from the beginning, and is gone after OK', async () => {
  const plain = await check(whole);
  for (const tiles of [1, 2, 3, 4]) {
    const store = await interrupted(tiles);
    const { report, asked } = await run(whole, store);
    assert.deepEqual(asked, [0, 1, 2, 3, 4].slice(tiles));
    assert.deepEqual(report.warnings, [`${256 * tiles} entries were checked before, by the resume file \`place\``]);
    assert.deepEqual({ ...report, warnings: [] }, plain);
    assert.equal(store.bytes, undefined);
  }
});

test('resume: interrupted again and again, it comes to the end', async () => {
  const store = memoryStore();
  for (const stop of [1, 2, 3, 4]) assert.equal((await run(whole, store, { stop })).report.status, 'UNREADABLE');
  assert.deepEqual((await run(whole, store)).asked, [4]);
});

test('resume: a ledger that has grown meanwhile, and one that ends with a full tile', async () => {
  for (const [before, after] of [
    [600, 1100],
    [512, 768],
    [513, 513],
    [768, 768],
  ] as const) {
    const store = await interrupted(2, {}, publish(entries.slice(0, Math.max(before, 513))));
    const { report, asked } = await run(publish(entries.slice(0, after)), store);
    assert.equal(report.status, 'OK', JSON.stringify(report.findings));
    assert.equal(asked[0], 2);
  }
  const full = publish(entries.slice(0, 512));
  const atTheEnd = await interrupted(2, {}, publish(entries.slice(0, 600)));
  const { report, asked } = await run(full, atTheEnd);
  assert.deepEqual([report.status, report.counts.entries, asked], ['OK', 512, []]);
});

test('resume: a checkpoint that is behind the place is not gone on with', async () => {
  const { report } = await run(publish(entries.slice(0, 511)), await interrupted(2));
  assert.equal(report.status, 'UNREADABLE');
  assertFinding(report, 'resume', /behind 512 entries, but the checkpoint has 511/);
});

test('resume: a place of another ledger, key, policy or version of the checker is refused', async () => {
  const store = await interrupted(2);
  const elsewhere = 'other.exercise.remit.example/0123456789ab';
  const kept = store.bytes;
  for (const [files, options, said] of [
    [publish([], 'log', elsewhere), {}, /is of another ledger, `example/],
    [publish(entries, 'other'), {}, /is of another key/],
    [whole, { witnesses: witnesses() }, /is of another policy, `null`/],
  ] as const) {
    const { report, asked } = await run(files, store, options);
    assert.equal(report.status, 'UNREADABLE');
    assertFinding(report, 'resume', said);
    assert.deepEqual([asked, store.bytes], [[], kept], 'it is left as it was');
  }
  const old = forged(store, (place) => Object.assign(place, { checker: '0.1.0' }));
  assertFinding((await run(whole, old)).report, 'resume', /another version of the checker, `0.1.0`/);
});

test('resume: a file with any byte changed, cut, or too long is refused', async () => {
  const { bytes = new Uint8Array(0) } = await interrupted(1);
  for (let at = 0; at < bytes.length; at += 7) {
    const bad = Buffer.from(bytes);
    bad[at] = (bad[at] as number) ^ 1;
    for (const broken of [bad, bytes.subarray(0, at)]) {
      const { report } = await run(whole, memoryStore(broken));
      assert.equal(report.status, 'UNREADABLE', `${at}`);
      assert.equal(report.findings[0]?.code, 'resume');
    }
  }
  assertFinding((await run(whole, memoryStore(new Uint8Array(2_000_000)))).report, 'resume', /is too long/);
});

test('resume: a forged place leads to no other verdict: the check begins anew by itself', async () => {
  const pins = memoryPins();
  await check(publish(entries.slice(0, 300)), { pins });
  const store = await interrupted(3, { pins });
  const other = Buffer.alloc(32, 7).toString('base64');
  for (const change of [
    (place) => Object.assign(place, { frontier: [Buffer.alloc(96, 7).toString('base64')] }),
    (place) => Object.assign(place, { lastRecorded: 9_000_000_000_000_000 }),
    (place) => Object.assign(place, { roots: [[300, other]] }),
    (place) => Object.assign(place, { tiles: 2, frontier: [Buffer.alloc(64, 7).toString('base64')] }),
  ] as ((place: Record<string, unknown>) => void)[]) {
    const { report, asked } = await run(whole, forged(store, change), {
      pins: { ...pins, write: async () => undefined },
    });
    assert.equal(report.status, 'OK', JSON.stringify(report.findings));
    assert.match(report.warnings.join(), /did not lead to the root: the check began anew/);
    assert.equal(report.counts.entries, 1100);
    assert.ok(asked.includes(0));
  }
});

test('resume: a place that cannot be is refused', async () => {
  const store = await interrupted(3);
  for (const change of [
    { tiles: -1 },
    { tiles: 4 },
    { tiles: '3' },
    { frontier: [] },
    { frontier: ['*'] },
    { frontier: 7 },
    { lastRecorded: 'x' },
    { roots: [[1]] },
    { roots: [[-1, Buffer.alloc(32).toString('base64')]] },
    { roots: [[1, Buffer.alloc(31).toString('base64')]] },
    { recorded: [[1, 'x']] },
    { recorded: null },
  ]) {
    const { report } = await run(
      whole,
      forged(store, (place) => Object.assign(place, change)),
    );
    assert.equal(report.findings[0]?.code, 'resume', JSON.stringify(change));
  }
});

test('resume: what is wrong behind the place is found, and in front of it the place is not kept', async () => {
  const tile = 'ledger/tile/entries/003';
  const bad = altered(whole, tile, (bytes) => {
    bytes[100] = (bytes[100] as number) ^ 1;
    return undefined;
  });
  const after = await run(bad, await interrupted(2));
  assert.equal(after.report.status, 'INVALID');
  assert.equal(after.report.findings[0]?.file, tile);
  const store = memoryStore();
  assert.equal((await run(bad, store)).report.status, 'INVALID');
  assert.equal(store.writes, 3, 'the last place is the one before the fault');
  const hashes = altered(whole, 'ledger/tile/0/001', (bytes) => bytes.fill(0, 32, 64));
  const early = memoryStore();
  assert.equal((await run(hashes, early)).report.status, 'INVALID');
  assert.equal(early.writes, 1);
});

function witnesses(policy = examplePolicy): NonNullable<VerifyOptions['witnesses']> {
  const parsed = parsePolicy(Buffer.from(policy), nodePrimitives);
  assert.ok(!isFault(parsed));
  return { policy: parsed, now: () => startMilliseconds + 1_200_000 };
}

test('resume: a pin and witnesses in front of the place are compared by what it kept, or the check begins anew', async () => {
  const seen = (count: number) => {
    const text = checkpointText(count, treeRoot(entries.slice(0, count).map(leafHash)));
    return new Map([...whole, ['ledger/witnessed', cosigned(text, ['a.example'], ['b.example'])]]);
  };
  const given = { witnesses: witnesses() };
  const store = await interrupted(3, given, seen(100));
  const kept = store.bytes;
  const { report, asked } = await run(seen(100), store, given);
  assert.deepEqual([report.status, report.witnessed?.firstSince, asked], ['OK', startMilliseconds + 100_000, [3, 4]]);
  const { report: later, asked: all } = await run(seen(200), memoryStore(kept), given);
  assert.deepEqual([later.status, all], ['OK', [0, 1, 2, 3, 4]]);
  assert.match(later.warnings.join(), /does not know the tree that is to be compared/);
  const fork = new Map([
    ...whole,
    ['ledger/witnessed', cosigned(checkpointText(100, Buffer.alloc(32)), ['a.example'], ['b.example'])],
  ]);
  const forked = await run(fork, memoryStore(kept), given);
  assert.equal(forked.report.status, 'EQUIVOCATION', 'found by the file, and found again without it');
  assert.deepEqual(forked.asked, [3, 4, 0, 1, 2, 3, 4]);
});

test('resume: a file that cannot be written or read is said', async () => {
  const full: ResumeStore = { ...memoryStore(), write: async () => 'ENOSPC' };
  const { report } = await run(whole, full);
  assert.deepEqual([report.status, report.warnings], ['OK', ['cannot write the resume file `place`: ENOSPC']]);
  const shut: ResumeStore = { ...memoryStore(), read: async () => ({ kind: 'unreadable', reason: 'EACCES' }) };
  assertFinding((await run(whole, shut)).report, 'resume', /cannot be read: EACCES/);
});

test('resume: openings are checked from the first on, and the file is left alone', async () => {
  const built = buildLedger(300);
  const store = memoryStore(Buffer.from('whatever'));
  const { report } = await run(built.files, store);
  assert.equal(report.status, 'OK');
  assert.match(report.warnings.join(), /the openings of an export are checked from the first on/);
  assert.equal(store.bytes?.length, 8);
});

test('resume: a tower from its frontier grows as the one it was taken from, over three levels', () => {
  const leaves = (n: number) => Buffer.concat(Array.from({ length: 256 }, () => digest(`tile ${n}`)));
  const first = new Tower(nodePrimitives);
  for (let n = 0; n < 700; n++) {
    if ([1, 255, 256, 257, 511, 512, 600].includes(n)) {
      const frontier = first.frontier();
      assert.deepEqual(
        frontier.map(({ length }) => length / 32),
        frontierWidths(n),
      );
      const again = Tower.from(nodePrimitives, n, frontier);
      const same = first.clone(nodePrimitives);
      for (let m = n; m < n + 260; m++) assert.deepEqual(again.add(leaves(m)), same.add(leaves(m)), `${n} ${m}`);
      assert.deepEqual(again.open(), same.open());
      assert.deepEqual(again.root(leaves(0), 7), same.root(leaves(0), 7));
    }
    first.add(leaves(n));
  }
});
