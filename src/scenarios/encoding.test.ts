import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from './encoding.ts';

const TEXT = 'mandate: visit\ntitle: "Città, 東京, 🏔"\n';
const utf16le = Buffer.from(TEXT, 'utf16le');
const utf16be = Buffer.from(utf16le).swap16();
const utf32le = Buffer.from(Uint32Array.from([...'mandate'], (one) => one.codePointAt(0) ?? 0).buffer);
const utf32be = Buffer.from(utf32le).swap32();
const utf8 = Buffer.from(TEXT);
const mark = (...bytes: number[]) => Buffer.from(bytes);

test('UTF-8 is read, and a byte order mark before it is no part of the text', () => {
  assert.equal(textOf(utf8), TEXT);
  assert.equal(textOf(Buffer.concat([mark(0xef, 0xbb, 0xbf), utf8])), TEXT);
  assert.equal(textOf(Buffer.alloc(0)), '');
  for (const short of ['7', 'ab', '{}', 'a\u0000b: 1', '\n\n\n\n']) assert.equal(textOf(Buffer.from(short)), short);
});

const OTHERS: readonly (readonly [string, Buffer, string])[] = [
  ['UTF-16 with its mark', Buffer.concat([mark(0xff, 0xfe), utf16le]), 'UTF-16'],
  ['UTF-16 with its mark, big end first', Buffer.concat([mark(0xfe, 0xff), utf16be]), 'UTF-16'],
  ['UTF-16 without', utf16le, 'UTF-16'],
  ['UTF-16 without, big end first', utf16be, 'UTF-16'],
  ['UTF-32 with its mark', Buffer.concat([mark(0xff, 0xfe, 0, 0), utf32le]), 'UTF-32'],
  ['UTF-32 with its mark, big end first', Buffer.concat([mark(0, 0, 0xfe, 0xff), utf32be]), 'UTF-32'],
  ['UTF-32 without', utf32le, 'UTF-32'],
  ['UTF-32 without, big end first', utf32be, 'UTF-32'],
];

for (const [what, bytes, name] of OTHERS) {
  test(`${what} is called by its name`, () => {
    assert.deepEqual(textOf(bytes), { line: 1, message: `this is ${name} text; a document is UTF-8` });
  });
}

const WRONG: readonly (readonly [string, Buffer, number])[] = [
  ['Latin-1', Buffer.from('a: 1\nb: 2\ntitle: Città\n', 'latin1'), 3],
  ['a byte that nothing has', Buffer.concat([utf8, mark(0xff), utf8]), 3],
  ['a character cut off at the end', utf8.subarray(0, utf8.indexOf(0xf0) + 2), 2],
  ['half of a surrogate pair', Buffer.concat([Buffer.from('a: 1\n'), mark(0xed, 0xa0, 0x80)]), 2],
  ['a slash in two bytes', Buffer.concat([Buffer.from('\n\n\n'), mark(0xc0, 0xaf)]), 4],
];

for (const [what, bytes, line] of WRONG) {
  test(`${what} is refused by its line`, () => {
    assert.deepEqual(textOf(bytes), { line, message: 'bytes in this line are no UTF-8 text' });
  });
}
