import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isSameLink, type KeyLink, linkNote, linkOfWords, linkWords, parseLink, signLink } from './key-link.ts';
import { encodeVkey, parseCheckpoint, parseNote, publicKeyOf, signBytes } from './note.ts';

const NAME = 'summit.live.remit.example/0123456789ab';
const [ONE, TWO, THREE] = [1, 2, 3].map((n) => Buffer.alloc(32, n)) as [Buffer, Buffer, Buffer];
const link = signLink(NAME, ONE, TWO);

describe('how one key of a ledger follows another', () => {
  test('the link is a signed note of both keys, and comes back as it was', () => {
    const note = linkNote(link);
    const [first, name, before, after, end] = note.split('\n');
    assert.deepEqual([first, name, end], ['remit/ledger-key/v1', NAME, '']);
    assert.equal(before, encodeVkey({ name: NAME, publicKey: publicKeyOf(ONE) }));
    assert.equal(after, encodeVkey({ name: NAME, publicKey: publicKeyOf(TWO) }));
    const parsed = parseLink(note) ?? assert.fail('it is a link');
    assert.ok(isSameLink(parsed, link));
    assert.equal(linkNote(parsed), note);
    assert.equal(linkNote(linkOfWords(linkWords(link)) ?? assert.fail()), note);
    assert.ok(!isSameLink(link, signLink(NAME, TWO, ONE)) && !isSameLink(link, signLink(NAME, ONE, THREE)));
  });

  test('nobody can take it for a checkpoint', () => {
    assert.equal(parseCheckpoint(parseNote(linkNote(link))?.text ?? ''), undefined);
  });

  const note = linkNote(link);
  const lines = note.split('\n');
  const line = (n: number, text: string) => lines.with(n, text).join('\n');
  const forged = signLink(NAME, THREE, TWO);
  const others: Record<string, string> = {
    nothing: '',
    'another first line': line(0, 'remit/ledger-key/v2'),
    'another ledger': line(1, 'summit.live.remit.example/ffffffffffff'),
    'keys exchanged': [lines[0], lines[1], lines[3], lines[2], ...lines.slice(4)].join('\n'),
    'another key after': line(3, encodeVkey({ name: NAME, publicKey: publicKeyOf(THREE) })),
    'the key of a witness': line(3, encodeVkey({ name: NAME, publicKey: publicKeyOf(TWO) }, 'witness')),
    'a fifth line': [...lines.slice(0, 4), 'more', ...lines.slice(4)].join('\n'),
    'lines of another system': note.replaceAll('\n', '\r\n'),
    'signatures exchanged': [...lines.slice(0, 5), lines[6], lines[5], ''].join('\n'),
    'one signature': [...lines.slice(0, 6), ''].join('\n'),
    'a third signature': `${note}${lines[5]}\n`,
    'the signature of a thief in the place of the key before': [
      ...lines.slice(0, 5),
      linkNote(forged).split('\n')[5],
      ...lines.slice(6),
    ].join('\n'),
    'cut off': note.slice(0, -1),
  };
  for (const [what, text] of Object.entries(others)) {
    test(`${what} is no link`, () => assert.equal(parseLink(text), undefined));
  }

  test('a key does not follow itself, and signatures are of 64 bytes', () => {
    assert.equal(parseLink(linkNote(signLink(NAME, ONE, ONE))), undefined);
    const words = linkWords(link);
    const wrong = (before: string, after: string) =>
      assert.equal(linkOfWords({ ...words, signatures: { before, after } }), undefined);
    wrong(words.signatures.after, words.signatures.before);
    const thief = Buffer.from(forged.signatures[0]).toString('base64');
    wrong(thief, words.signatures.after);
    wrong(words.signatures.before, thief);
    wrong(words.signatures.before, 'no base64');
    wrong(words.signatures.before, Buffer.alloc(63).toString('base64'));
    wrong(words.signatures.before, signBytes(Buffer.from('something else\n'), TWO).toString('base64'));
    const other: KeyLink = signLink('another.live.remit.example/0123456789ab', ONE, TWO);
    assert.equal(linkOfWords({ ...words, after: linkWords(other).after }), undefined);
  });
});
