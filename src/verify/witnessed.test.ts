/** Whose cosignatures a checkpoint has, by the reader's policy (formats.md §9, step 5). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from './node.ts';
import { parsePolicy } from './policy.ts';
import { isFault } from './report.ts';
import { buildLedger, origin, publish, signNote, startMilliseconds, vkeyOf } from './testing/builder.ts';
import { assertFinding, check, entriesIn } from './testing/check.ts';
import { leafHash, treeRoot } from './testing/merkle.ts';
import { checkpointText, cosignature, cosigned, examplePolicy, startSeconds, witnessKey } from './testing/witnesses.ts';
import type { WitnessOptions } from './witnessed.ts';

const size = 300;
const built = buildLedger(size);
const entries = entriesIn(built.files);
const text = textAt(size);
/** Entry n was recorded n seconds after the start; the reader looks ten minutes after the start. */
const now = startMilliseconds + 600_000;

function textAt(count: number): string {
  return checkpointText(count, treeRoot(entries.slice(0, count).map(leafHash)));
}

function witnesses(policy = examplePolicy, options: Partial<WitnessOptions> = {}): { witnesses: WitnessOptions } {
  const parsed = parsePolicy(Buffer.from(policy), nodePrimitives);
  assert.ok(!isFault(parsed), JSON.stringify(parsed));
  return { witnesses: { policy: parsed, now: () => now, ...options } };
}

/** The published files with these notes in place. */
function published(checkpoint: string | Buffer, witnessed?: string | Buffer): Map<string, Uint8Array> {
  const files = new Map([...built.files].filter(([name]) => name.startsWith('ledger/')));
  files.set('ledger/checkpoint', Buffer.from(checkpoint as string));
  if (witnessed !== undefined) files.set('ledger/witnessed', Buffer.from(witnessed as string));
  return files;
}

const both = [['a.example'], ['c.example']] as const;

test('witnessed: two of three on the checkpoint are the quorum of the policy, whose log is a key as the reader has it', async () => {
  const report = await check(published(cosigned(text, ...both)), witnesses());
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  assert.equal(report.vkeySource, 'given');
  const by = ['a', 'c'].map((name) => ({ name, seconds: startSeconds }));
  const wanted = { quorum: 'both', met: true, by, file: 'ledger/checkpoint', size, since: 0, firstSince: undefined };
  assert.deepEqual(report.witnessed, wanted);
});

test('witnessed: without a policy cosignatures are not looked at', async () => {
  const report = await check(published(cosigned(text, ['a.example', 2n ** 64n - 1n])));
  assert.deepEqual([report.status, report.witnessed], ['OK', undefined]);
});

test('witnessed: one of three, the same one twice, or others are not enough, and the ledger is UNWITNESSED', async () => {
  for (const names of [[], ['a.example'], ['a.example', 'a.example'], ['a.example', 'stranger.example']]) {
    const note = cosigned(text, ...names.map((name) => [name] as const));
    const report = await check(published(note), witnesses());
    assert.equal(report.status, 'UNWITNESSED', names.join());
    assertFinding(
      report,
      'unwitnessed',
      /quorum.*`ledger\/checkpoint` is cosigned by .*`ledger\/witnessed` is missing/,
    );
    assert.equal(report.witnessed?.met, false);
  }
});

test('witnessed: an earlier checkpoint that met the quorum counts, with how many entries came since and when', async () => {
  for (const count of [0, 1, 255, 256, 299]) {
    const files = published(signNote(text), cosigned(textAt(count), ...both));
    const report = await check(files, witnesses());
    assert.equal(report.status, 'OK', `${count} ${JSON.stringify(report.findings)}`);
    const { file, size: seen, since, firstSince } = report.witnessed ?? assert.fail();
    assert.deepEqual([file, seen, since], ['ledger/witnessed', count, size - count]);
    assert.equal(firstSince, startMilliseconds + 1000 * count);
  }
});

test('witnessed: the first entry that nobody has seen may have waited so long and no longer', async () => {
  const files = published(signNote(text), cosigned(textAt(240), ...both));
  const waited = 600_000 - 240_000;
  const at = (unwitnessedMaxMilliseconds: number) =>
    check(files, witnesses(examplePolicy, { unwitnessedMaxMilliseconds }));
  assert.equal((await at(waited)).status, 'OK');
  const late = await at(waited - 1);
  assert.equal(late.status, 'UNWITNESSED');
  assertFinding(late, 'unwitnessed', /witnesses have seen 240 entries; entry 240 was recorded 2026-.*longer ago than/);
  assert.equal(late.witnessed?.met, true);
  const hour = await check(files, witnesses(examplePolicy, { now: () => now + 3_600_000 }));
  assertFinding(hour, 'unwitnessed', /longer ago than 60 minutes/);
});

test('witnessed: a cosigned checkpoint with another root than the tree has there is EQUIVOCATION', async () => {
  for (const count of [0, 7, 256, 299, 300]) {
    const other = cosigned(checkpointText(count, Buffer.alloc(32, 7)), ...both);
    const report = await check(published(signNote(text), other), witnesses());
    assert.equal(report.status, 'EQUIVOCATION', `${count}`);
    assertFinding(report, 'witnessed-fork', new RegExp(`at size ${count} it has the root`));
  }
  // The log's own key has signed it: how many cosigned does not matter.
  const lone = cosigned(checkpointText(256, Buffer.alloc(32, 7)), ['a.example']);
  assert.equal((await check(published(signNote(text), lone), witnesses())).status, 'EQUIVOCATION');
  const fork = cosigned(checkpointText(300, Buffer.alloc(32, 7)), ['a.example']);
  assert.equal((await check(published(signNote(text), fork), witnesses())).status, 'EQUIVOCATION');
});

test('witnessed: an earlier checkpoint of the same tree that too few cosigned is not enough, and tells no time', async () => {
  const report = await check(published(signNote(text), cosigned(textAt(240), ['a.example'])), witnesses());
  assert.equal(report.status, 'UNWITNESSED');
  assertFinding(report, 'unwitnessed', /`ledger\/witnessed` is cosigned by `a`/);
  const { met, size: seen, firstSince, by } = report.witnessed ?? assert.fail();
  assert.deepEqual([met, seen, firstSince, by.length], [false, undefined, undefined, 1]);
});

test('witnessed: one that is larger than the checkpoint, of another log, or unsigned is INVALID', async () => {
  const larger = cosigned(checkpointText(301, Buffer.alloc(32, 7)), ...both);
  const inLarger = await check(published(signNote(text), larger), witnesses());
  assertFinding(inLarger, 'witnessed', /its size 301 is larger than that of the checkpoint, 300/);
  const elsewhere = 'other.exercise.remit.example/0123456789ab';
  const foreign = signNote(checkpointText(3, Buffer.alloc(32), elsewhere), 'log', elsewhere);
  const unsigned = `${text}\n${cosignature(text, 'a.example')}`;
  for (const [note, code, said] of [
    [foreign, 'signature', /`ledger\/witnessed` at byte offset 0: no signature by the key of the log/],
    [unsigned, 'signature', /no signature by the key of the log/],
    ['\ufeff', 'note', /`ledger\/witnessed` at byte offset 0/],
    [`${signNote(text)}\n`, 'note', /witnessed/],
  ] as const) {
    const report = await check(published(signNote(text), note), witnesses());
    assert.equal(report.status, 'INVALID');
    assertFinding(report, code, said);
  }
});

test('witnessed: a bad cosignature by a witness of the policy is INVALID, with its place; others are not looked at', async () => {
  const bad = cosignature(text, 'b.example', startSeconds, 'other');
  const mixed = bad.replace(/ \S+\n$/, ` ${cosignature(text, 'b.example').split(' ')[2]}`);
  assert.equal(
    (await check(published(signNote(text) + bad + mixed), witnesses())).status,
    'UNWITNESSED',
    'another key hash',
  );
  const line = cosignature(text.replace('\n300\n', '\n299\n'), 'b.example');
  const report = await check(published(cosigned(text, ...both) + line), witnesses());
  assert.equal(report.status, 'INVALID');
  const offset = cosigned(text, ...both).length;
  assertFinding(report, 'cosignature', new RegExp(`at byte offset ${offset}: the cosignature of \`b\` is bad`));
});

test('witnessed: a cosignature of the future, beyond five minutes, counts for nothing; times beyond 2^63-1 and other lengths are INVALID', async () => {
  const soon = now / 1000 + 300;
  assert.equal((await check(published(cosigned(text, ['a.example', soon], ['b.example'])), witnesses())).status, 'OK');
  for (const [seconds, said] of [
    [soon + 1, /of the future by this clock \(POSIX time 1770000901\) and does not count/],
    [2n ** 63n - 1n, /of the future/],
  ] as const) {
    const report = await check(published(cosigned(text, ['a.example', seconds], ['b.example'])), witnesses());
    // Whose clock is wrong nobody can tell from here: an honest ledger is not INVALID for it.
    assert.equal(report.status, 'UNWITNESSED', `${seconds}`);
    assertFinding(report, 'unwitnessed', said);
    assert.equal(report.witnessed?.met, false);
  }
  for (const seconds of [2n ** 63n, 2n ** 64n - 1n]) {
    const report = await check(published(cosigned(text, ['a.example', seconds], ['b.example'])), witnesses());
    assert.equal(report.status, 'INVALID', `${seconds}`);
    assertFinding(report, 'cosignature', /beyond 2\^63-1/);
    assert.equal(report.witnessed?.met, false);
  }
  const [, name, spelled = ''] = cosignature(text, 'a.example').trim().split(' ');
  for (const length of [5, 12, 75, 77]) {
    const blob = Buffer.concat([Buffer.from(spelled, 'base64'), Buffer.alloc(1)]).subarray(0, length);
    const report = await check(published(`${signNote(text)}— ${name} ${blob.toString('base64')}\n`), witnesses());
    assertFinding(report, 'cosignature', new RegExp(`has ${length - 4} bytes after the key hash, not 72`));
  }
});

test('witnessed: a thousand signatures are no note', async () => {
  const report = await check(
    published(cosigned(text, ...Array.from({ length: 1000 }, () => ['a.example'] as const))),
    witnesses(),
  );
  assert.equal(report.status, 'INVALID');
  assertFinding(report, 'too-long', /longer than 65536 bytes/);
  const many = signNote(text) + `— x ${Buffer.alloc(5).toString('base64')}\n`.repeat(100);
  assertFinding(await check(published(many), witnesses()), 'note', /more than 100 signatures/);
});

test('witnessed: the published key must be a log of the policy, and a key given beside it too', async () => {
  const files = published(cosigned(text, ...both));
  const other = witnesses(examplePolicy.replace(vkeyOf(origin, 'log'), vkeyOf(origin, 'other')));
  assertFinding(await check(files, other), 'vkey', /is not the key given/);
  const two = `${examplePolicy}log ${vkeyOf('x', 'x')}\n`;
  assert.equal((await check(files, witnesses(two))).status, 'OK');
  assertFinding(
    await check(files, { vkey: vkeyOf('y', 'y'), ...witnesses(two) }),
    'vkey',
    /none of the logs of the policy/,
  );
  files.delete('ledger/vkey');
  assert.equal((await check(files, witnesses(two))).status, 'OK', 'the log is found by its origin');
  const none = witnesses(`witness a ${witnessKey('a.example')}\nquorum a\n`);
  assertFinding(await check(files, none), 'missing', /ledger\/vkey/);
  assert.equal((await check(files, { vkey: vkeyOf(origin, 'log'), ...none })).status, 'OK');
});

test('witnessed: in a ledger folder of its own, and with a policy that asks for nobody', async () => {
  const files = new Map<string, Uint8Array>();
  for (const [name, bytes] of published(signNote(text), cosigned(textAt(299), ...both))) {
    files.set(name.replace('ledger/', ''), bytes);
  }
  const report = await check(files, witnesses());
  assert.deepEqual([report.status, report.witnessed?.file], ['OK', 'witnessed']);
  const nobody = await check(files, witnesses('quorum none\n'));
  assert.deepEqual([nobody.status, nobody.witnessed?.quorum, nobody.witnessed?.size], ['OK', 'none', 300]);
});

test('witnessed: a ledger without entries can be seen by witnesses as well', async () => {
  const files = publish([]);
  const empty = checkpointText(0, treeRoot([]));
  assert.equal((await check(files, witnesses())).status, 'UNWITNESSED');
  files.set('ledger/checkpoint', cosigned(empty, ...both));
  assert.equal((await check(files, witnesses())).status, 'OK');
});
