import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../base/assert.ts';
import { parseNote as parsedByVerifier } from '../verify/note.ts';
import { isFault } from '../verify/report.ts';
import {
  checkpointText,
  encodeVkey,
  parseCheckpoint,
  parseNote,
  parseVkey,
  publicKeyOf,
  signNote,
  verifyNote,
} from './note.ts';

/** The example of the signed-note format, made by its authors. */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETERS_NOTE =
  'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n\n' +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const NAME = 'room.exercise.remit.example/0123456789ab';
const SEED = Buffer.alloc(32, 5);
const OWN = { name: NAME, publicKey: publicKeyOf(SEED) };
const TEXT = checkpointText({ origin: NAME, size: 7, root: Buffer.alloc(32, 9) });
const signed = (text: string): string => `${text}\n${signNote(text, NAME, SEED)}`;

test('a note of another implementation verifies', () => {
  const verifier = parseVkey(PETER);
  const note = parseNote(PETERS_NOTE.replace('’', "'"));
  assert.ok(verifier && note);
  assert.equal(encodeVkey(verifier), PETER);
  assert.ok(verifyNote(note, verifier));
  const changed = parseNote(PETERS_NOTE);
  assert.ok(changed && !verifyNote(changed, verifier));
});

test('the public key is that of RFC 8032, test 1', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  assert.equal(publicKeyOf(seed).toString('hex'), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
});

test('a checkpoint goes out and comes back', () => {
  const note = parseNote(signed(TEXT));
  assert.ok(note && verifyNote(note, OWN));
  assert.deepEqual(parseCheckpoint(note.text), { origin: NAME, size: 7, root: Buffer.alloc(32, 9) });
  assert.equal(signed(TEXT), signed(TEXT), 'the same pair signed again gives the same bytes');
});

test('signatures of unknown keys are ignored; one good one of ours is needed, and no bad one', () => {
  const stranger = signNote(TEXT, 'stranger.example', Buffer.alloc(32, 6));
  const verifies = (note: string): boolean => {
    const parsed = parseNote(note);
    return parsed !== undefined && verifyNote(parsed, OWN);
  };
  assert.ok(verifies(signed(TEXT) + stranger));
  assert.ok(!verifies(`${TEXT}\n${stranger}`));
  assert.ok(!verifies(`${TEXT}\n${signNote(TEXT, NAME, Buffer.alloc(32, 6))}`));
  const bad = signed(TEXT.replace('\n7\n', '\n8\n')).split('\n\n')[1] ?? '';
  assert.ok(!verifies(`${TEXT}\n${bad}`));
  assert.ok(!verifies(signed(TEXT) + bad));
});

test('what is no note is refused', () => {
  const good = signed(TEXT);
  const line = signNote(TEXT, NAME, SEED);
  for (const text of [
    '',
    '\n',
    '\n\n',
    TEXT,
    good.slice(0, -1),
    `${good}\n`,
    good.replace('— ', '- '),
    good.replace('— ', '—  '),
    `${TEXT}\n— ${NAME}\n`,
    `${TEXT}\n— ${NAME} AAAA\n`,
    good.replace(/=\n$/, '\n'),
    `${TEXT}\n${line.repeat(101)}`,
    `${TEXT}\n${line.repeat(300)}`,
    ...['\0', '\t', '\r', '\u001b', '\u007f'].flatMap((control) => [
      signed(`a${control}b\n`),
      good.replace(NAME, `${NAME}${control}`),
    ]),
    good.replace(`— ${NAME}`, '— a\u200bb'),
    `${'x'.repeat(70_000)}\n${good}`,
    `\ud800${good}`,
  ]) {
    assert.equal(parseNote(text), undefined, JSON.stringify(text.slice(0, 60)));
    // Who verifies with the other program says the same of it.
    assert(
      isFault(parsedByVerifier(Buffer.from(text, 'utf8'))) || !text.isWellFormed(),
      JSON.stringify(text.slice(0, 60)),
    );
  }
  for (const count of [1, 64, 100]) {
    const text = `${TEXT}\n${line.repeat(count)}`;
    assert.equal(parseNote(text)?.signatures.length, count);
    assert(!isFault(parsedByVerifier(Buffer.from(text, 'utf8'))));
  }
});

test('a note of 100 signatures is read; of 1,000 none is looked at', () => {
  const line = signNote(TEXT, NAME, SEED);
  assert.equal(parseNote(`${TEXT}\n${line.repeat(100)}`)?.signatures.length, 100);
  // Short enough to be read whole, and in the form of a signature each.
  const short = '— x AAAAAAA=\n';
  const many = `${TEXT}\n${short.repeat(1_000)}`;
  assert.ok(Buffer.byteLength(many) < 65_536 && parseNote(`${TEXT}\n${short}`) !== undefined);
  let decoded = 0;
  const { from } = Buffer;
  Buffer.from = ((...given: Parameters<typeof from>) => {
    decoded += 1;
    return from(...given);
  }) as typeof from;
  try {
    assert.equal(parseNote(many), undefined);
  } finally {
    Buffer.from = from;
  }
  assert.equal(decoded, 0, 'no signature is decoded');
});

test('what is no checkpoint is refused', () => {
  const root = Buffer.alloc(32).toString('base64');
  for (const text of [
    '',
    `${NAME}\n7\n${root}`,
    `${NAME}\n7\n${root}\nextension\n`,
    `${NAME}\n07\n${root}\n`,
    `${NAME}\n-1\n${root}\n`,
    `${NAME}\n9007199254740992\n${root}\n`,
    `${NAME}\n7\n${root.slice(0, -1)}\n`,
    `${NAME}\n7\n${Buffer.alloc(31).toString('base64')}\n`,
    `with space\n7\n${root}\n`,
    `\n7\n${root}\n`,
  ]) {
    assert.equal(parseCheckpoint(text), undefined, JSON.stringify(text));
  }
  assert.throws(() => checkpointText({ origin: 'a\nb', size: 1, root: Buffer.alloc(32) }), Bug);
});

test('what is no verifier key is refused', () => {
  const vkey = encodeVkey(OWN);
  for (const text of [
    '',
    vkey.slice(1),
    vkey.replace('+', '++'),
    `${vkey}\n`,
    vkey.replace(/.$/, '!'),
    PETER.replace('c74f20a3', 'c74f20a4'),
  ]) {
    assert.equal(parseVkey(text), undefined, text);
  }
});
