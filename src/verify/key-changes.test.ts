/** A ledger whose key was changed: whoever has a key of it follows the links to the one that signs now, and nobody else's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from './node.ts';
import { parsePolicy } from './policy.ts';
import { isFault, type Report } from './report.ts';
import type { Source } from './source.ts';
import { buildLedger, origin, publish, signNote, startMilliseconds, vkeyOf } from './testing/builder.ts';
import { assertFinding, check, entriesIn } from './testing/check.ts';
import { badLine, linkOf, rekeyed, signedAnew, signedBy } from './testing/keys.ts';
import { memorySource } from './testing/memory.ts';
import { leafHash, treeRoot } from './testing/merkle.ts';
import { checkpointText, cosignature, examplePolicy, witnessKey } from './testing/witnesses.ts';
import { type VerifyOptions, verifyLedger } from './verify.ts';

const elsewhere = 'other.exercise.remit.example/0123456789ab';
const entries = entriesIn(buildLedger(300).files);
const first = publish(entries);
const overlap = rekeyed(first, ['log', 'log 2'], ['log', 'log 2']);
const changed = rekeyed(first, ['log', 'log 2']);
const twice = rekeyed(first, ['log', 'log 2', 'log 3']);
const key = (name: string) => vkeyOf(origin, name);

/** The report, and the links that were asked for. */
async function checkAsked(files: ReadonlyMap<string, Uint8Array>, options: Partial<VerifyOptions> = {}) {
  const source = memorySource(files);
  const asked: string[] = [];
  const read: Source['read'] = async (path, bytesMax) => {
    if (path.includes('keys/')) asked.push(path);
    return await source.read(path, bytesMax);
  };
  return { report: await verifyLedger({ ...source, read }, { primitives: nodePrimitives, ...options }), asked };
}

function assertOk(report: Report, vkey: string, changes?: number, from = 'log'): void {
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  assert.equal(report.vkey, key(vkey));
  const wanted = changes === undefined ? undefined : { from: key(from), changes, whose: 'given' };
  assert.deepEqual(report.keyChanges, wanted);
  assert.equal(report.counts.entries, 300);
}

test('key change: of a ledger that had none, no links are asked for', async () => {
  for (const vkey of [key('log'), undefined]) {
    const { report, asked } = await checkAsked(first, { vkey });
    assertOk(report, 'log');
    assert.deepEqual(asked, []);
  }
});

test('key change: while both keys sign, and after it, the old one leads to the new one, which needs no links', async () => {
  for (const files of [overlap, changed]) {
    assertOk(await check(files, { vkey: key('log') }), 'log 2', 1);
    for (const vkey of [key('log 2'), undefined]) {
      const { report, asked } = await checkAsked(files, { vkey });
      assertOk(report, 'log 2');
      assert.equal(report.vkeySource, vkey === undefined ? 'published' : 'given');
      assert.deepEqual(asked, []);
    }
  }
});

test('key change: over two changes, from each of the keys', async () => {
  assertOk(await check(twice, { vkey: key('log') }), 'log 3', 2);
  assertOk(await check(twice, { vkey: key('log 2') }), 'log 3', 1, 'log 2');
  assertOk(await check(twice, { vkey: key('log 3') }), 'log 3');
});

test('key change: a ledger folder of its own has its links beside the checkpoint', async () => {
  const files = new Map([...twice].map(([name, bytes]) => [name.replace('ledger/', ''), bytes] as const));
  assertOk(await check(files, { vkey: key('log') }), 'log 3', 2);
  files.delete('keys/2');
  assertFinding(await check(files, { vkey: key('log') }), 'vkey', /`vkey` .*; `keys\/1`, the last link, leads to/);
});

test('key change: the old key alone signs nothing any more, and what it signs beside the new one must be good', async () => {
  const old = rekeyed(first, ['log', 'log 2'], ['log']);
  for (const vkey of [key('log'), key('log 2'), undefined]) {
    assertFinding(await check(old, { vkey }), 'signature', /no signature by the key of the log, `\S*\+/);
  }
  const note = Buffer.from(changed.get('ledger/checkpoint') ?? []).toString();
  const bad = new Map(changed).set('ledger/checkpoint', Buffer.from(note + badLine('log')));
  assertFinding(await check(bad, { vkey: key('log') }), 'signature', /the signature by the key of the log is bad/);
  assertOk(await check(bad, { vkey: key('log 2') }), 'log 2');
});

test('key change: between a link and the key it leads to, `vkey` may be one behind, and no more', async () => {
  const behind = new Map(overlap).set('ledger/vkey', Buffer.from(`${key('log')}\n`));
  assertOk(await check(behind, { vkey: key('log') }), 'log');
  const both = rekeyed(first, ['log', 'log 2', 'log 3'], ['log 2', 'log 3']);
  both.set('ledger/vkey', Buffer.from(`${key('log 2')}\n`));
  assertOk(await check(both, { vkey: key('log') }), 'log 2', 1);
  const note3 = Buffer.from(both.get('ledger/checkpoint') ?? []).toString();
  const by = (signer: string) =>
    new Map(both).set('ledger/checkpoint', signedAnew(both.get('ledger/checkpoint') ?? Buffer.of(), [signer]));
  // Somebody read the checkpoint before it was signed by both, and the link after.
  assertOk(await check(by('log 2'), { vkey: key('log') }), 'log 2', 1);
  assertOk(await check(by('log 3'), { vkey: key('log') }), 'log 3', 2);
  const third = Buffer.from(note3 + badLine('log 3'));
  const bad = await check(new Map(both).set('ledger/checkpoint', third), { vkey: key('log') });
  assertFinding(bad, 'signature', /the signature by the key of the log is bad/);
  const four = rekeyed(first, ['log', 'log 2', 'log 3', 'log 4'], ['log 2', 'log 3', 'log 4']);
  four.set('ledger/vkey', Buffer.from(`${key('log 2')}\n`));
  assertFinding(await check(four, { vkey: key('log') }), 'vkey', /`ledger\/keys\/3`, the last link, leads to/);
});

test('key change: a published key of before it is good for nothing by itself, and in nobody’s way', async () => {
  const stale = (files: ReadonlyMap<string, Uint8Array>) =>
    new Map(files).set('ledger/vkey', Buffer.from(`${key('log')}\n`));
  for (const files of [overlap, changed]) assertOk(await check(stale(files), { vkey: key('log 2') }), 'log 2');
  assertOk(await check(stale(changed), { vkey: key('log') }), 'log 2', 1);
  assertOk(await check(stale(changed)), 'log 2');
  assertOk(await check(stale(twice), { vkey: key('log') }), 'log 3', 2);
  assertOk(await check(stale(twice), { vkey: key('log 2') }), 'log 3', 1, 'log 2');
  const old = stale(rekeyed(first, ['log', 'log 2'], ['log']));
  assertFinding(await check(old, { vkey: key('log 2') }), 'signature', /no signature by the key of the log, `\S*\+/);
  for (const files of [overlap, changed]) {
    const bare = stale(files);
    bare.delete('ledger/keys/1');
    assertOk(await check(bare, { vkey: key('log 2') }), 'log 2');
    bare.set('ledger/checkpoint', old.get('ledger/checkpoint') ?? assert.fail());
    const report = await check(bare, { vkey: key('log 2') });
    assertFinding(report, 'vkey', /is not the key given; `ledger\/keys\/1` is missing/);
  }
  const lost = stale(changed);
  lost.delete('ledger/keys/1');
  assertFinding(await check(lost, { vkey: key('log') }), 'signature', /no signature by the key of the log/);
  const broken = stale(changed).set('ledger/keys/1', linkOf('log', 'log 2', { more: [''] }));
  assertFinding(await check(broken), 'signature', /no signature by the key of the log/);
});

/** A policy with the keys of this ledger that are called so, and one of another ledger. */
function witnessesOf(...names: string[]) {
  const logs = [...names.map(key), vkeyOf(elsewhere, 'elsewhere')].map((vkey) => `log ${vkey}\n`);
  const policy = parsePolicy(Buffer.from(`${logs.join('')}quorum none\n`), nodePrimitives);
  assert.ok(!isFault(policy));
  return { policy, now: () => startMilliseconds };
}

test('key change: the logs of a policy are keys of the reader’s, in whatever order; the newest is gone on from', async () => {
  assertOk(await check(twice, { witnesses: witnessesOf('log') }), 'log 3', 2);
  for (const names of [
    ['log', 'log 2'],
    ['log 2', 'log'],
  ]) {
    assertOk(await check(twice, { witnesses: witnessesOf(...names) }), 'log 3', 1, 'log 2');
  }
  assertOk(await check(twice, { witnesses: witnessesOf('log', 'log 3') }), 'log 3');
  const none = await check(twice, { witnesses: witnessesOf('stranger', 'thief') });
  assertFinding(none, 'vkey', /is none of the keys given; the links do not lead from it: `ledger\/keys\/1` begins at/);
  for (const files of [changed, overlap]) {
    const without = new Map(files);
    without.delete('ledger/vkey');
    for (const names of [['log', 'log 2'], ['log 2', 'log'], ['log 2']]) {
      assertOk(await check(without, { witnesses: witnessesOf(...names) }), 'log 2');
    }
  }
});

test('key change: who has both keys is not turned back to the older one by whoever kept a copy of it', async () => {
  const both = { witnesses: witnessesOf('log', 'log 2') };
  const old = rekeyed(first, ['log', 'log 2'], ['log']);
  const turned = new Map(old).set('ledger/vkey', Buffer.from(`${key('log')}\n`));
  assertFinding(await check(turned, both), 'signature', /no signature by the key of the log/);
  const overlapping = new Map(overlap).set('ledger/vkey', Buffer.from(`${key('log')}\n`));
  assertOk(await check(overlapping, both), 'log 2');
  const bare = new Map(turned);
  bare.delete('ledger/keys/1');
  assertFinding(await check(bare, both), 'vkey', /several keys are given, .*; `ledger\/keys\/1` is missing/);
  const unpublished = new Map(old);
  unpublished.delete('ledger/vkey');
  assertFinding(await check(unpublished, both), 'signature', /no signature by the key of the log/);
  unpublished.delete('ledger/keys/1');
  assertFinding(await check(unpublished, both), 'vkey', /`ledger\/checkpoint` .*; `ledger\/keys\/1` is missing/);
  // The thief can link from the old key to one of their own.
  for (const names of [
    ['log', 'thief'],
    ['log', 'thief', 'thief 2'],
  ]) {
    const led = await check(rekeyed(first, names), both);
    assertFinding(led, 'vkey', /is none of the keys given; `\S+`, which is given, is none of the keys that they link/);
  }
  const three = { witnesses: witnessesOf('log', 'log 2', 'log 3') };
  const back = rekeyed(first, ['log', 'log 2', 'log 3'], ['log 2']);
  back.set('ledger/vkey', Buffer.from(`${key('log 2')}\n`));
  assertFinding(await check(back, three), 'signature', /no signature by the key of the log/);
  assertOk(await check(twice, three), 'log 3');
});

const broken = (n: number, link: Uint8Array | undefined, of = twice) => {
  const files = new Map(of);
  if (link === undefined) files.delete(`ledger/keys/${n}`);
  else files.set(`ledger/keys/${n}`, link);
  return files;
};
const link2 = twice.get('ledger/keys/2') ?? assert.fail();
const lines2 = Buffer.from(link2).toString().trimEnd().split('\n');
const swapped = Buffer.from(`${[...lines2.slice(0, 5), lines2[6], lines2[5]].join('\n')}\n`);
const flipped = Buffer.from(`${[...lines2.slice(0, 6), badLine('log 3').trimEnd()].join('\n')}\n`);
const names = Array.from({ length: 66 }, (_, n) => (n === 0 ? 'log' : `key ${n}`));

const hostile: [what: string, files: ReadonlyMap<string, Uint8Array>, message: RegExp][] = [
  [
    'no links',
    broken(1, undefined, changed),
    /`ledger\/vkey` at byte offset 0: is not the key given; `ledger\/keys\/1` is missing/,
  ],
  ['a gap', broken(1, undefined), /`ledger\/keys\/1` is missing/],
  ['no link for the last change', broken(2, undefined), /`ledger\/keys\/1`, the last link, leads to/],
  ['a link that is cut off', broken(2, link2.subarray(0, -40)), /`ledger\/keys\/2` at byte offset \d+: /],
  [
    'a bad signature',
    broken(2, flipped),
    /`ledger\/keys\/2` at byte offset \d+: the signature by the key after is bad/,
  ],
  [
    'signatures swapped',
    broken(2, swapped),
    /`ledger\/keys\/2` at byte offset \d+: signature 1 is not by the key before/,
  ],
  [
    'a third signature',
    broken(2, linkOf('log 2', 'log 3', { signers: ['log 2', 'log 3', 'log'] })),
    /has 3 signatures, not two/,
  ],
  ['another origin', broken(2, linkOf('log 2', 'log 3', { origin: elsewhere })), /is of the ledger `other/],
  [
    'another origin above the keys',
    broken(2, linkOf('log 2', 'log 3', { before: vkeyOf(elsewhere, 'log 2') })),
    /the key before is of `other/,
  ],
  ['the same key twice', broken(2, linkOf('log 2', 'log 2')), /has the key hash of the key before/],
  [
    'the key of a witness',
    broken(2, linkOf('log 2', 'log 3', { after: witnessKey(origin, 'log 3') })),
    /the key after: the key is not an Ed25519 key/,
  ],
  [
    'another first line',
    broken(2, linkOf('log 2', 'log 3', { first: 'remit/ledger-key/v2' })),
    /at byte offset 0: the first line is not/,
  ],
  ['a line more', broken(2, linkOf('log 2', 'log 3', { more: [''] })), /has 5 lines, not four/],
  [
    'carriage returns',
    broken(2, Buffer.from(Buffer.from(link2).toString().replaceAll('\n', '\r\n'))),
    /`ledger\/keys\/2` at byte offset 0: has a control character/,
  ],
  [
    'a link that is too long',
    broken(2, Buffer.alloc(4097, 10)),
    /`ledger\/keys\/2` at byte offset 4096: is longer than 4096 bytes/,
  ],
  [
    'a checkpoint for a link',
    broken(2, Buffer.from(signNote(checkpointText(3, treeRoot([])), 'log 2'))),
    /at byte offset 0: the first line is not/,
  ],
  ['the first link twice', broken(2, linkOf('log', 'log 2')), /`ledger\/keys\/2` at byte offset \d+: begins at/],
  [
    'a chain that leads back to the first key',
    rekeyed(first, ['log', 'log 2', 'log', 'log 3']),
    /`ledger\/keys\/2` at byte offset \d+: leads back to/,
  ],
  ['65 links', rekeyed(first, names), /`ledger\/keys\/65` at byte offset 0: there are more than 64 links/],
  [
    'links from a stranger’s key to the thief’s',
    rekeyed(first, ['stranger', 'thief']),
    /the links do not lead from it: `ledger\/keys\/1` begins at/,
  ],
  [
    'links that end at another key than the thief’s',
    new Map([...twice, ...rekeyed(first, ['thief'])]),
    /`ledger\/keys\/2`, the last link, leads to/,
  ],
  [
    'the thief’s signature in the place of the key before',
    broken(1, linkOf('log', 'thief', { signers: ['thief', 'thief'] }), rekeyed(first, ['log', 'thief'])),
    /signature 1 is not by the key before/,
  ],
];

for (const [what, files, message] of hostile) {
  test(`key change: ${what}: the reader’s key leads nowhere`, async () => {
    const report = await check(files, { vkey: key('log') });
    assert.equal(report.status, 'INVALID');
    assertFinding(report, 'vkey', message);
    assert.equal(report.keyChanges, undefined);
    assert.equal(report.counts.entries, 0, 'nothing is checked by a key that nobody vouches for');
    const finding = report.findings.find(({ code }) => code === 'vkey');
    assert.ok(files.has(finding?.file ?? ''), finding?.file);
  });
}

test('key change: the links are looked at as wholes, and a reader with the newest key does not need them', async () => {
  for (const [what, files] of hostile) {
    const newest = Buffer.from(files.get('ledger/vkey') ?? []).toString();
    assert.equal((await check(files, { vkey: newest })).status, 'OK', what);
  }
  const early = broken(1, linkOf('log', 'log 2', { more: ['x'] }));
  assertFinding(await check(early, { vkey: key('log 2') }), 'vkey', /`ledger\/keys\/1`/);
  assert.equal((await check(rekeyed(first, names.slice(0, 65)), { vkey: key('log') })).keyChanges?.changes, 64);
});

test('key change: without a published key it is said by which of the reader’s the checkpoint is not', async () => {
  const lines = [vkeyOf('x', 'x'), key('stranger')].map((vkey) => `log ${vkey}\n`).join('');
  const strange = parsePolicy(Buffer.from(`${lines}quorum none\n`), nodePrimitives);
  assert.ok(!isFault(strange));
  const files = new Map(changed);
  files.delete('ledger/vkey');
  const report = await check(files, { witnesses: { policy: strange, now: () => startMilliseconds } });
  assertFinding(report, 'signature', /no signature by the key of the log, `example\./);
});

test('key change: links that cannot be read are no fault of the ledger', async () => {
  const source = memorySource(changed);
  const read: Source['read'] = async (path, bytesMax) =>
    path === 'ledger/keys/1' ? { kind: 'unreadable', reason: 'status 500' } : source.read(path, bytesMax);
  const report = await verifyLedger({ ...source, read }, { primitives: nodePrimitives, vkey: key('log') });
  assert.equal(report.status, 'UNREADABLE');
  assertFinding(report, 'unreadable', /is not the key given; cannot read `ledger\/keys\/1`: status 500/);
});

const policy = parsePolicy(Buffer.from(examplePolicy), nodePrimitives);
assert.ok(!isFault(policy));
const byPolicy = { policy: { ...policy, logs: [] }, now: () => startMilliseconds + 600_000 };

/** With `witnessed` of the first 240 entries, signed by these keys and cosigned by two. */
function withWitnessed(files: ReadonlyMap<string, Uint8Array>, signers: string[], root?: Buffer) {
  const text = checkpointText(240, root ?? treeRoot(entries.slice(0, 240).map(leafHash)));
  const note = signedBy(text, signers) + cosignature(text, 'a.example') + cosignature(text, 'b.example');
  return new Map(files).set('ledger/witnessed', Buffer.from(note));
}

test('key change: what was witnessed before it is by an earlier key, which links lead from', async () => {
  for (const [files, vkey, signers] of [
    [twice, 'log', ['log']],
    [twice, 'log 3', ['log']],
    [twice, 'log 3', ['log', 'log 2']],
    [twice, undefined, ['log 2']],
    [overlap, 'log 2', ['log']],
    [changed, 'log', ['log', 'log 2']],
  ] as const) {
    const given = vkey && key(vkey);
    const report = await check(withWitnessed(files, [...signers]), { vkey: given, witnesses: byPolicy });
    assert.equal(report.status, 'OK', `${vkey} ${signers} ${JSON.stringify(report.findings)}`);
    assert.deepEqual([report.witnessed?.file, report.witnessed?.size], ['ledger/witnessed', 240]);
  }
  const { asked } = await checkAsked(withWitnessed(changed, ['log 2']), { vkey: key('log 2'), witnesses: byPolicy });
  assert.deepEqual(asked, [], 'by the newest key it needs none');
});

test('key change: what an earlier key witnessed of another tree is EQUIVOCATION still', async () => {
  const fork = withWitnessed(twice, ['log'], Buffer.alloc(32, 7));
  const report = await check(fork, { vkey: key('log 3'), witnesses: byPolicy });
  assert.equal(report.status, 'EQUIVOCATION');
  assertFinding(report, 'witnessed-fork', /at size 240/);
});

test('key change: `witnessed` by a key that no link leads from is refused', async () => {
  const options = { vkey: key('log 3'), witnesses: byPolicy };
  const missing = withWitnessed(twice, ['log']);
  missing.delete('ledger/keys/1');
  for (const [files, message] of [
    [withWitnessed(twice, ['thief']), /`ledger\/witnessed` at byte offset 0: no signature by the key of the log/],
    [missing, /no signature by the key of the log.*; `ledger\/keys\/1` is missing/],
    [
      withWitnessed(broken(2, flipped), ['log']),
      /`ledger\/keys\/2` at byte offset \d+: the signature by the key after/,
    ],
    [withWitnessed(broken(2, undefined), ['log']), /`ledger\/keys\/1` leads to `\S+`, and none leads to/],
  ] as const) {
    const report = await check(files, options);
    assert.equal(report.status, 'INVALID');
    assert.ok(
      report.findings.some(({ code, message: said }) => code !== 'unwitnessed' && message.test(said)),
      JSON.stringify(report.findings),
    );
  }
  const later = withWitnessed(rekeyed(first, ['log', 'log 2', 'log 3'], ['log 2']), ['log 3']);
  later.set('ledger/vkey', Buffer.from(`${key('log 2')}\n`));
  const report = await check(later, { vkey: key('log 2'), witnesses: byPolicy });
  assertFinding(report, 'signature', /`ledger\/witnessed` at byte offset 0: no signature by the key of the log/);
});
