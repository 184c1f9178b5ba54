import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from './node.ts';
import {
  noteKeyHash,
  noteSignaturesMax,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseOrigin,
  parseVkey,
} from './note.ts';
import { isFault } from './report.ts';
import { origin, signNote, vkeyOf } from './testing/builder.ts';

const root = Buffer.alloc(32, 7).toString('base64');
const text = `${origin}\n5\n${root}\n`;
const vkey = parseVkey(vkeyOf(origin, 'log'), nodePrimitives);
assert.ok(!isFault(vkey));

const open = (note: string | Buffer) => openCheckpoint(Buffer.from(note), vkey, nodePrimitives);

async function fault(note: string | Buffer): Promise<string> {
  const opened = await open(note);
  assert.ok(isFault(opened), 'was opened');
  return `${opened.code}: ${opened.fault}`;
}

test('note: opens a checkpoint, and ignores signatures of others', async () => {
  const cosigned = `${signNote(text)}— other.example/w ${Buffer.alloc(76, 1).toString('base64')}\n`;
  for (const note of [signNote(text), cosigned]) {
    assert.deepEqual(await open(note), { origin, size: 5, root: new Uint8Array(32).fill(7) });
  }
});

test('note: the published example of the signed-note package opens', async () => {
  const key = parseVkey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', nodePrimitives);
  assert.ok(!isFault(key));
  const words = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const line =
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
  const note = parseNote(Buffer.from(`${words}\n${line}`));
  assert.ok(!isFault(note));
  const [signature] = note.signatures;
  assert.deepEqual(signature?.keyHash, key.keyHash);
  assert.equal(await nodePrimitives.ed25519Verify(key.publicKey, Buffer.from(note.text), signature.signature), true);
});

test('note: the signature has to be there and good', async () => {
  assert.match(await fault(signNote(text, 'other')), /^signature: no signature/);
  assert.match(await fault(signNote(text).replace('\n5\n', '\n6\n')), /^signature: .*bad/);
  const twice = signNote(text) + signNote(`${origin}\n6\n${root}\n`).split('\n\n')[1];
  assert.match(await fault(twice), /^signature: .*bad/, 'each signature of the log has to be good');
  const line = `${Buffer.concat([vkey.keyHash, Buffer.alloc(64)]).toString('base64')}\n`;
  assert.match(
    await fault(`${text}\n— ${origin}x ${line}`),
    /no signature/,
    'the key hash alone makes no key of the log',
  );
  const short = `${text}\n— ${origin} ${Buffer.concat([vkey.keyHash, Buffer.alloc(63)]).toString('base64')}\n`;
  assert.match(await fault(short), /^signature: .*bad/);
});

test('note: the origin has to be that of the key', async () => {
  assert.match(await fault(signNote(`other${text}`)), /^origin/);
});

test('note: form', async () => {
  const good = signNote(text);
  const line = good.split('\n\n')[1] ?? '';
  for (const bad of [
    '',
    '\n',
    'a\n\n',
    good.slice(0, -1),
    `${good.slice(0, -1)}x`,
    `${good}\n`,
    `${good}— x\n`,
    `${good}— x AAAA\n`,
    `${good}- x AAAAAAAA\n`,
    `${good}— a+b AAAAAAAA\n`,
    `${good}— x AAAAAAB=\n`,
    good.replace('\n5', '\n5\r'),
    good.replace('\n5', '\n\t5'),
    `${text}${line}`,
  ]) {
    assert.match(await fault(bad), /^note/, JSON.stringify(bad));
  }
  assert.match(await fault(Buffer.from([0xff, 0x0a, 0x0a])), /UTF-8/);
});

test('note: bounds', async () => {
  const other = `— x ${Buffer.alloc(68).toString('base64')}\n`;
  assert.ok(!isFault(await open(signNote(text) + other.repeat(noteSignaturesMax - 1))));
  assert.match(await fault(signNote(text) + other.repeat(noteSignaturesMax)), /more than 100/);
  assert.match(await fault(signNote(text) + other.repeat(1000)), /^note/);
  assert.match(await fault(signNote('a'.repeat(65_536) + text)), /longer than 65536/);
});

test('checkpoint: three lines, a decimal size up to 2^53-1, a root of exactly 32 bytes', () => {
  assert.ok(!isFault(parseCheckpoint(`x\n9007199254740991\n${root}\n`)));
  const b64 = (length: number) => Buffer.alloc(length, 1).toString('base64');
  for (const bad of [
    `x\n5\n${root}`,
    `x\n5\n${root}\nextension\n`,
    `x\n5\n`,
    `\n5\n${root}\n`,
    `x\n05\n${root}\n`,
    `x\n-5\n${root}\n`,
    `x\n+5\n${root}\n`,
    `x\n\n${root}\n`,
    `x\n5 \n${root}\n`,
    `x\n0x5\n${root}\n`,
    `x\n9007199254740992\n${root}\n`,
    `x\n99999999999999999999\n${root}\n`,
    `x\n1e3\n${root}\n`,
    `x\n5\n${b64(31)}\n`,
    `x\n5\n${b64(33)}\n`,
    `x\n5\n${root.slice(0, -1)}\n`,
    `x\n5\n${root.replace('c=', 'd=')}\n`,
  ]) {
    assert.ok(isFault(parseCheckpoint(bad)), JSON.stringify(bad));
  }
});

test('vkey: one spelling, and the hash has to be that of the key', () => {
  const [name = '', hash = '', key = ''] = vkey.text.split('+');
  const whole = (...parts: string[]) => parts.join('+');
  for (const bad of [
    '',
    'x',
    whole(name, hash),
    whole('', hash, key),
    whole(`${name}x`, hash, key),
    whole(name, '00000000', key),
    whole(name, hash.toUpperCase(), key),
    whole(name, hash, key.slice(0, -4)),
    whole(name, hash, `${key}=`),
    whole(name, hash, `${key}AAAA`),
    ` ${vkey.text}`,
    `${vkey.text} `,
    `${vkey.text}\n\n`,
    whole(`a ${name}`, hash, key),
    whole(name, hash, `B${key.slice(1)}`),
  ]) {
    assert.ok(isFault(parseVkey(bad, nodePrimitives)), JSON.stringify(bad));
  }
  assert.deepEqual(parseVkey(`${vkey.text}\n`, nodePrimitives), vkey);
  assert.ok(isFault(parseVkey(vkeyOf('x'.repeat(2000), 'log'), nodePrimitives)), 'a name without end');
  for (const length of [31, 33]) {
    const other = Buffer.alloc(length, 5);
    const fit = noteKeyHash(name, other, nodePrimitives);
    const spelled = Buffer.concat([Buffer.from([1]), other]).toString('base64');
    assert.ok(
      isFault(parseVkey(whole(name, Buffer.from(fit).toString('hex'), spelled), nodePrimitives)),
      `a key of ${length} bytes`,
    );
  }
});

test('origin: form and mode', () => {
  assert.deepEqual(parseOrigin('milano-cortina-2026.live.remit.example/0123456789ab'), { mode: 'live' });
  for (const bad of [
    'x.drill.remit.example/0123456789ab',
    'x.live.remit.example/0123456789AB',
    'x.live.remit.example/0123456789abc',
    '.live.remit.example/0123456789ab',
    'x.live.remit.example',
    'https://x.live.remit.example/0123456789ab',
  ]) {
    assert.equal(parseOrigin(bad), undefined, bad);
  }
});
