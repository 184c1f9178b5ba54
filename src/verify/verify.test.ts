import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from './node.ts';
import { pinFile } from './pin.ts';
import { buildLedger, keyPair, origin, publish, signNote, vkeyOf } from './testing/builder.ts';
import { altered, assertFinding, check, checkAll, entriesIn, keysOf } from './testing/check.ts';
import { memoryPins } from './testing/memory.ts';

const small = buildLedger(21);
const large = buildLedger(300);
const entriesOf = (count: number, salt = '') => {
  const size = buildLedger(count, {}, `seed${salt}`);
  return size.files;
};

for (const size of [0, 1, 2, 21, 255, 256, 257, 300]) {
  test(`verify: an export of ${size} entries is OK`, async () => {
    const built = buildLedger(size);
    const done: number[] = [];
    const report = await checkAll(built, { vkey: built.vkey, progress: ({ entries }) => done.push(entries) });
    assert.deepEqual(report.findings, []);
    assert.equal(report.status, 'OK');
    assert.equal(report.mode, 'full');
    assert.equal(report.vkeySource, 'given');
    assert.equal(report.origin, origin);
    assert.equal(report.size, size);
    assert.equal(report.root, built.root.toString('base64'));
    const { counts } = report;
    assert.deepEqual([counts.entries, counts.opened, counts.closed, counts.replayed], [size, 2 * size, 0, size]);
    assert.deepEqual([counts.replayMismatches, counts.signaturesUnchecked], [0, 0]);
    if (size >= 21) assert.ok(counts.signatures >= size * 0.9);
    assert.equal(done.at(-1), size === 0 ? undefined : size);
  });
}

test('verify: the published folder alone, and the ledger folder alone', async () => {
  const published = new Map(
    [...small.files].filter(([name]) => !name.startsWith('openings') && name !== 'export.json'),
  );
  const ledger = new Map([...small.files].map(([name, bytes]) => [name.replace(/^ledger\//, ''), bytes] as const));
  for (const name of ['export.json', ...[...ledger.keys()].filter((key) => /^(?:sets|openings)/.test(key))])
    ledger.delete(name);
  for (const files of [published, ledger]) {
    const report = await check(files, { keys: keysOf(small.secrets) });
    assert.equal(report.status, 'OK');
    assert.equal(report.mode, 'tree');
    assert.equal(report.vkeySource, 'published');
    assert.equal(report.counts.entries, 21);
    assert.equal(report.counts.opened, 0);
    assert.equal(report.warnings.length, 1);
  }
});

test('verify: an export without keys, or with some, is OK and counts what is closed', async () => {
  const none = await check(small.files);
  assert.deepEqual([none.status, none.counts.opened, none.counts.closed], ['OK', 0, 42]);
  const keys = keysOf(small.secrets);
  const withoutBo = { ...keys, keys: new Map([...keys.keys].filter(([id]) => id !== 'person/bo')) };
  const some = await check(small.files, { keys: withoutBo });
  assert.equal(some.status, 'OK', JSON.stringify(some.findings));
  assert.ok(some.counts.closed > 5 && some.counts.closed + some.counts.opened === 42);
  assert.equal(some.counts.replayed, 21, 'replay 1 needs no person');
});

test('verify: an erased box leaves the ledger OK', async () => {
  const built = buildLedger(30, {
    line: (_, line) => (line.groups = line.groups.filter(({ key }) => key !== 'person/bo')),
  });
  const report = await checkAll(built);
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  assert.ok(report.counts.closed > 0);
});

test('verify: a full tile stands in for a partial one that is gone', async () => {
  const files = new Map(large.files);
  const more = publishAt(600);
  for (const kind of ['0', 'entries']) {
    files.delete(`ledger/tile/${kind}/001.p/44`);
    files.set(`ledger/tile/${kind}/001`, more.get(`ledger/tile/${kind}/001`) ?? assert.fail());
  }
  assert.equal((await check(files)).status, 'OK');
  const short = altered(files, 'ledger/tile/0/001', (bytes) => bytes.subarray(0, 44 * 32));
  assertFinding(await check(short), 'hash-tile', /has 1408 bytes, not 256 hashes/);
});

test('verify: a vkey of the reader that is not that of the log', async () => {
  const report = await check(small.files, { vkey: vkeyOf(origin, 'other') });
  assert.equal(report.status, 'INVALID');
  assertFinding(report, 'vkey', /is not the key given/);
  const without = new Map(small.files);
  without.delete('ledger/vkey');
  assert.equal((await check(without, { vkey: small.vkey })).status, 'OK');
  assertFinding(await check(without, { vkey: vkeyOf(origin, 'other') }), 'signature', /no signature/);
  assertFinding(await check(without, { vkey: 'nonsense' }), 'vkey', /the key given/);
  assertFinding(await check(without), 'missing', /vkey/);
});

test('verify: a checkpoint of another key, even with a vkey beside it, is refused by a reader who has the key', async () => {
  const forged = publish([], 'other');
  assert.equal((await check(forged)).status, 'OK', 'at its own word it is a ledger');
  assert.equal((await check(forged, { vkey: small.vkey })).status, 'INVALID');
  forged.set('ledger/vkey', Buffer.from(`${small.vkey}\n`));
  assertFinding(await check(forged), 'signature', /no signature/);
});

test('verify: an origin of another form', async () => {
  assertFinding(await check(publish([], 'log', 'example.com/log')), 'origin', /not of the form/);
});

test('verify: nothing there is not INVALID but unreadable', async () => {
  const report = await check(new Map());
  assert.equal(report.status, 'UNREADABLE');
  assertFinding(report, 'unreadable', /neither/);
});

test('verify: keys of another ledger', async () => {
  const keys = { ...keysOf(small.secrets), ledger: 'other.exercise.remit.example/0123456789ab' };
  assertFinding(await check(small.files, { keys }), 'keys', /other/);
});

test('verify: export.json has to say what the checkpoint says', async () => {
  for (const [from, to] of [
    ['"size":21', '"size":22'],
    ['"v":1', '"v":2'],
    ['exercise"', 'live"'],
    ['"recorded":', '"recorded":1'],
    ['}', '} '],
    ['}', ',"w":1}'],
    ['"root":"', '"root":"A'],
  ] as const) {
    const files = altered(small.files, 'export.json', (bytes) => Buffer.from(bytes.toString().replace(from, to)));
    assertFinding(await check(files), 'export', /export\.json/);
  }
});

test('pins: the first OK is pinned, growth is OK, and the pin grows with it', async () => {
  const pins = memoryPins();
  const name = pinFile(origin, nodePrimitives);
  for (const size of [0, 3, 21, 256, 300, 300, 600]) {
    const report = await check(publishAt(size), { pins });
    assert.equal(report.status, 'OK', JSON.stringify(report.findings));
    assert.match(Buffer.from(pins.files.get(name) ?? []).toString(), new RegExp(`\\\\n${size}\\\\n`));
  }
});

test('pins: a log that is rolled back or forked is EQUIVOCATION, and the pin stays', async () => {
  for (const size of [1, 21, 255, 256, 257, 300]) {
    const pins = memoryPins();
    assert.equal((await check(publishAt(size), { pins })).status, 'OK');
    const kept = [...pins.files.values()];
    for (const [other, salt, code] of [
      [size - 1, '', 'pin-rollback'],
      [size, 'x', 'pin-fork'],
      [size + 1, 'x', 'pin-fork'],
      [600, 'x', 'pin-fork'],
    ] as const) {
      const report = await check(publishAt(other, salt), { pins });
      assert.equal(report.status, 'EQUIVOCATION', `${size} then ${other}`);
      assertFinding(report, code, /pinned/);
      assert.deepEqual([...pins.files.values()], kept);
    }
    const grown = await check(publishAt(600), { pins });
    assert.equal(grown.status, 'OK', `${size} ${JSON.stringify(grown)}`);
  }
});

test('pins: a fork shows even where an entry is broken as well', async () => {
  const pins = memoryPins();
  assert.equal((await check(publishAt(21), { pins })).status, 'OK');
  const files = altered(publishAt(300, 'x'), 'ledger/tile/entries/001.p/44', (bytes) => bytes.fill(65, 100, 101));
  assert.equal((await check(files, { pins })).status, 'EQUIVOCATION');
});

test('pins: nothing is pinned but after OK', async () => {
  const pins = memoryPins();
  const files = altered(publishAt(21), 'ledger/tile/0/000.p/21', (bytes) => bytes.fill(1, 0, 1));
  assert.equal((await check(files, { pins })).status, 'INVALID');
  assert.equal(pins.files.size, 0);
});

test('pins: another key for the same origin', async () => {
  const pins = memoryPins();
  assert.equal((await check(publish([]), { pins })).status, 'OK');
  assertFinding(await check(publish([], 'other'), { pins }), 'pin-key', /signed by another key/);
});

test('pins: a pin that rotted, at any byte, is never OK', async () => {
  const pins = memoryPins();
  const files = publishAt(3);
  await check(files, { pins });
  const name = pinFile(origin, nodePrimitives);
  const good = Buffer.from(pins.files.get(name) ?? assert.fail());
  for (let at = 0; at < good.length; at++) {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] as number) ^ 1;
    pins.files.set(name, bad);
    const report = await check(files, { pins });
    assert.notEqual(report.status, 'OK', `byte ${at}`);
    assert.deepEqual(pins.files.get(name), bad, 'it is not overwritten');
  }
  pins.files.set(name, Buffer.alloc(1_000_000));
  assertFinding(await check(publishAt(3), { pins }), 'pin-broken', /longer than/);
});

test('pins: a pin of another origin in the place of this one', async () => {
  const pins = memoryPins();
  const name = 'another.exercise.remit.example/0123456789ab';
  await check(publish([], 'log', name), { pins });
  const [pin = Buffer.alloc(0)] = pins.files.values();
  pins.files.set(pinFile(origin, nodePrimitives), pin);
  assertFinding(await check(publishAt(3), { pins }), 'pin-broken', /another origin/);
});

test('pins: those that cannot be read or written are a warning', async () => {
  const pins = {
    name: 'pins',
    read: async () => ({ kind: 'unreadable', reason: 'EACCES' }) as const,
    write: async () => 'EROFS',
  };
  const report = await check(publishAt(3), { pins });
  assert.equal(report.status, 'OK');
  assert.match(report.warnings.join(), /cannot read the pin .*EACCES.*cannot write the pin .*EROFS/);
});

test('verify: a size that lies, up to 2^53-1, ends at the first tile that is not there', async () => {
  for (const size of [22, 256, 1_000_000, Number.MAX_SAFE_INTEGER]) {
    const text = `${origin}\n${size}\n${small.root.toString('base64')}\n`;
    const files = new Map(small.files).set('ledger/checkpoint', Buffer.from(signNote(text)));
    const report = await check(files);
    assert.equal(report.status, 'INVALID');
    assertFinding(report, 'missing', /tile/);
    assert.ok(report.findingsTotal < 20);
  }
});

test('verify: a size smaller than the tiles, with the root of the whole', async () => {
  const text = `${origin}\n20\n${small.root.toString('base64')}\n`;
  assert.equal(
    (await check(new Map(small.files).set('ledger/checkpoint', Buffer.from(signNote(text))))).status,
    'INVALID',
  );
});

test('report: findings are bounded, and counted', async () => {
  const files = altered(large.files, 'ledger/tile/0/000', (bytes) => bytes.fill(0));
  const report = await check(files);
  assert.equal(report.findings.length, 20);
  assert.equal(report.findingsTotal, 256);
});

const published = new Map<string, Map<string, Uint8Array>>();

/** The published files at `size` of one growing log; another `salt` gives a fork of it. */
function publishAt(size: number, salt = ''): Map<string, Uint8Array> {
  const whole = published.get(salt) ?? entriesOf(600, salt);
  published.set(salt, whole);
  const entries = entriesIn(whole);
  assert.equal(keyPair('log').raw.length, 32);
  return publish(entries.slice(0, size));
}
