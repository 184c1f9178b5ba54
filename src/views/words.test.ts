import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../base/testing/properties.ts';
import { wordsOf } from './words.ts';

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
