import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../base/seeded-random.ts';
import { parseNote as parseOutside } from '../verify/note.ts';
import { isFault } from '../verify/report.ts';
import { cosign } from './cosignature.ts';
import { checkpointText, parseNote, signNote } from './note.ts';

const NAME = 'room.exercise.remit.example/0123456789ab';
const TEXT = checkpointText({ origin: NAME, size: 7, root: Buffer.alloc(32, 9) });
const OWN = signNote(TEXT, NAME, Buffer.alloc(32, 5));
const OTHER = cosign(TEXT, { name: 'w.example/1', seed: Buffer.alloc(32, 6) }, 10);
const NOTES = [`${TEXT}\n${OWN}`, `${TEXT}\n${OWN}${OTHER}`, `two\n\nparagraphs ü\n\n${OWN}`];

/** What a reader makes of a note, in words that can be compared. */
function read(note: ReturnType<typeof parseOutside> | ReturnType<typeof parseNote>): unknown {
  if (note === undefined || isFault(note)) return 'none';
  const signatures = note.signatures.map(({ name, keyHash, signature }) => [name, hex(keyHash), hex(signature)]);
  return { text: note.text, signatures };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function agree(note: string): boolean {
  const [here, outside] = [read(parseNote(note)), read(parseOutside(Buffer.from(note, 'utf8')))];
  assert.deepEqual(here, outside, JSON.stringify(note.slice(0, 400)));
  return here !== 'none';
}

test('the room and the checker read the same notes, and the same in them', () => {
  for (const note of NOTES) assert.ok(agree(note));
  for (let code = 0; code < 0x3000; code++) {
    const one = String.fromCharCode(code);
    agree(`a${one}b\n\n${OWN}`);
    agree(`${TEXT}\n— a${one}b AAAAAAA=\n`);
    agree(`${TEXT}\n— ab ${one}AAAAAAA=\n`);
  }
  for (const one of ['\ufeff', '\u{e0001}', '\u{1f600}', '\ud7ff', '\ufdd0']) {
    agree(`${one}${NOTES[0]}`);
    agree(`${TEXT}\n— a${one} AAAAAAA=\n`);
  }
  for (const name of ['x'.repeat(255), 'x'.repeat(256), 'ü'.repeat(20_000)]) agree(`${TEXT}\n— ${name} AAAAAAA=\n`);
  for (const spelled of [
    'AAAAAAA=',
    'AAAAAAB=',
    'AAAAAA==',
    'AAAAAA',
    'AAAAAAAA',
    'AAAA',
    '====',
    'AA_-AAAA',
    'A=AAAAAA',
  ])
    agree(`${TEXT}\n— x ${spelled}\n`);
});

test('they agree on how long a note may be, and how many may sign it', () => {
  const [bytes, signatures] = [65_536, 100];
  const rest = Buffer.byteLength(`\n\n${OWN}`);
  for (const [letter, width] of [
    ['x', 1],
    ['ü', 2],
  ] as const)
    for (const over of [-2, -1, 0, 1, 2]) {
      const text = letter.repeat(Math.floor((bytes + over - rest) / width));
      const note = `${text}\n\n${OWN}`;
      assert.equal(agree(note), Buffer.byteLength(note) <= bytes);
    }
  for (const many of [signatures - 1, signatures, signatures + 1, 1_000])
    assert.equal(agree(`${TEXT}\n${'— x AAAAAAA=\n'.repeat(many)}`), many <= signatures);
});

test('they agree on notes that were damaged', () => {
  const random = seededRandom(31);
  const pieces = ['', '\n', '\n\n', ' ', '+', '=', '— ', '\t', '\r\n', 'é', '\u2028', '\u00a0', OWN, OTHER];
  let good = 0;
  for (let n = 0; n < 20_000; n++) {
    let note = NOTES[random.below(NOTES.length)] ?? '';
    for (let times = random.below(3); times >= 0; times--) {
      const at = random.below(note.length + 1);
      note = note.slice(0, at) + pieces[random.below(pieces.length)] + note.slice(at + random.below(3));
    }
    if (note.isWellFormed() && agree(note)) good += 1;
  }
  assert.ok(good > 1_000 && good < 19_000, `${good} of 20,000 are notes still`);
});
