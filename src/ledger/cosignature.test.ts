import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../base/assert.ts';
import { cosign, cosignatureBy } from './cosignature.ts';
import { checkpointText, encodeVkey, parseNote, parseVkey, publicKeyOf, signNote } from './note.ts';

const ORIGIN = 'room.exercise.remit.example/0123456789ab';
const LOG_SEED = Buffer.alloc(32, 5);
const WITNESS = { name: 'witness.example/w1', seed: Buffer.alloc(32, 6) };
const KEY = { name: WITNESS.name, publicKey: publicKeyOf(WITNESS.seed) };
const TEXT = checkpointText({ origin: ORIGIN, size: 7, root: Buffer.alloc(32, 9) });
const SIGNED = `${TEXT}\n${signNote(TEXT, ORIGIN, LOG_SEED)}`;

const noteOf = (text: string) => {
  const note = parseNote(text);
  assert.ok(note);
  return note;
};

test('a cosignature goes out and comes back with its time', () => {
  const line = cosign(TEXT, WITNESS, 1_679_315_147);
  assert.deepEqual(cosignatureBy(noteOf(SIGNED + line), KEY), { seconds: 1_679_315_147, line });
  assert.equal(cosign(TEXT, WITNESS, 1_679_315_147), line, 'the same statement has the same bytes');
});

test('a cosignature of another implementation verifies, beside ours, on the same note', () => {
  const note = [
    'room.live.remit.example/0123456789ab',
    '2101',
    'wbyP1Zx6gEgTZtzl4ehG7sDkGXVHwsDny5V7XSricPA=',
    '',
    '— room.live.remit.example/0123456789ab vBdgkWjyT59N03pdz1zV2OAb6l7ldc+P2z7H7+hOUciWav7wgES34bOJmltLwWXpk8CaCE1HzIYXL3sPmCR/VPeg0AQ=',
    '— guest.example/w1 smqvtwAAAABrCQEA0pGLfqd+XyUTfQyL6p0Kf3+R5gScF38m6kpZUcrjxxMP8nTYxhzwcs8p4GFLZBUCEulzvrQYb+zuGrGeaBecAA==',
    '— lite.example/w dl+YcwAAAABrCQEAwYKmSR1gZEqkAkkILJSb+WI1TnwHInfVJxvJeH43A9rA4ncHXsi6To7jDmKLn9HHW13UXMrSqqi8Xwu8uuGfAA==',
    '',
  ].join('\n');
  const lite = parseVkey('lite.example/w+765f9873+BOqCsdXv93OyR0LAQtmUxDs8pkWTyOGiFFCObPCIT4OZ', 'witness');
  assert.ok(lite);
  assert.equal(cosignatureBy(noteOf(note), lite)?.seconds, 1_795_752_192);
  assert.equal(cosignatureBy(noteOf(note.replace('\n2101\n', '\n2102\n')), lite), undefined);
});

test('the time stands in the line as eight bytes, big-endian, after the key hash', () => {
  const [, encoded] = /^— witness\.example\/w1 (\S+)\n$/.exec(cosign(TEXT, WITNESS, 0x6418_50cb)) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  assert.equal(bytes.length, 4 + 8 + 64);
  assert.equal(bytes.subarray(4, 12).toString('hex'), '00000000641850cb');
  assert.equal(bytes.subarray(0, 4).toString('hex'), encodeVkey(KEY, 'witness').split('+')[1]);
});

test('of several cosignatures of one witness the latest counts', () => {
  const [older, newer] = [cosign(TEXT, WITNESS, 10), cosign(TEXT, WITNESS, 20)];
  assert.equal(cosignatureBy(noteOf(SIGNED + newer + older), KEY)?.seconds, 20);
});

test('another text, another time, another key, another name: none is a cosignature of this witness', () => {
  const other = TEXT.replace('\n7\n', '\n8\n');
  const line = cosign(TEXT, WITNESS, 10);
  const bytes = Buffer.from(line.split(' ')[2]?.trimEnd() ?? '', 'base64');
  bytes.writeUInt8(bytes.readUInt8(11) ^ 1, 11);
  const cases: [string, string][] = [
    ['another text', cosign(other, WITNESS, 10)],
    ['another time', `— ${WITNESS.name} ${bytes.toString('base64')}\n`],
    ['another key', cosign(TEXT, { ...WITNESS, seed: LOG_SEED }, 10)],
    ['another name', cosign(TEXT, { ...WITNESS, name: 'witness.example/w2' }, 10)],
    ['too short', `— ${WITNESS.name} ${bytes.subarray(0, 75).toString('base64')}\n`],
  ];
  for (const [what, wrong] of cases) assert.equal(cosignatureBy(noteOf(SIGNED + wrong), KEY), undefined, what);
  assert.equal(cosignatureBy(noteOf(SIGNED), KEY), undefined);
});

test('a bad cosignature beside a good one of the same key spoils the note', () => {
  const good = cosign(TEXT, WITNESS, 10);
  const bad = cosign(TEXT.replace('\n7\n', '\n8\n'), WITNESS, 11);
  assert.equal(cosignatureBy(noteOf(SIGNED + good + bad), KEY), undefined);
});

test('a time that no number holds exactly is nobody’s', () => {
  const bytes = Buffer.from(cosign(TEXT, WITNESS, 10).split(' ')[2]?.trimEnd() ?? '', 'base64');
  bytes.writeBigUInt64BE(2n ** 63n, 4);
  assert.equal(cosignatureBy(noteOf(`${SIGNED}— ${WITNESS.name} ${bytes.toString('base64')}\n`), KEY), undefined);
  assert.throws(() => cosign(TEXT, WITNESS, -1), Bug);
  assert.throws(() => cosign(TEXT, WITNESS, 1.5), Bug);
});

test('a verifier key says whether it is a log’s or a witness’s, and the one is not read as the other', () => {
  const [log, witness] = [encodeVkey(KEY), encodeVkey(KEY, 'witness')];
  assert.notEqual(log, witness);
  assert.deepEqual(parseVkey(witness, 'witness'), KEY);
  assert.equal(parseVkey(witness, 'log'), undefined);
  assert.equal(parseVkey(log, 'witness'), undefined);
  assert.equal(Buffer.from(witness.split('+').slice(2).join('+'), 'base64')[0], 0x04);
});
