import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../base/testing/properties.ts';
import { joinedWords, wordsOf } from './words.ts';

test('a text of plain letters is cut as it is beside letters that are looked up', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 80 }), (text) => {
      assert.deepEqual(wordsOf([text]), wordsOf([`${text} \u00e9`]).slice(0, -1));
    }),
    { numRuns: 1_000 },
  );
  assert.deepEqual(wordsOf(['Gate-3: REQ-us-ice-1, it\u2019s \uff21', 'plain_words\tGATE']), [
    'gate',
    '3',
    'req',
    'us',
    'ice',
    '1',
    'it',
    's',
    'a',
    'plain',
    'words',
  ]);
});

test('words of parts, joined, are the words of all together, up to as many as are kept', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '-', 'É'), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), fc.array(text, { maxLength: 4 }), (first, more) => {
      assert.deepEqual(joinedWords(wordsOf(first), wordsOf(more)), wordsOf([...first, ...more]));
    }),
  );
  const [few, many] = [['one two'], [Array.from({ length: 600 }, (_, n) => `w${n}`).join(' ')]];
  assert.deepEqual(joinedWords(wordsOf(few), wordsOf(many)), wordsOf([...few, ...many]));
});
