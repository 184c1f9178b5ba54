import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digits } from './digits.ts';

test('digits are a number, within its bounds', () => {
  assert.equal(digits().parse('0'), 0);
  assert.equal(digits().parse('9007199254740991'), Number.MAX_SAFE_INTEGER);
  assert.equal(digits(1, 500).parse('500'), 500);
  for (const over of ['0', '501']) assert(!digits(1, 500).safeParse(over).success, over);
  assert(!digits().safeParse('9007199254740992').success);
});

test('nothing else is', () => {
  const odd = [
    '',
    ' ',
    '\t',
    ' 1',
    '1 ',
    '01',
    '-0',
    '-1',
    '+1',
    '1.0',
    '1e3',
    '0x10',
    '0b1',
    '1_0',
    'NaN',
    'true',
    '٣',
  ];
  for (const text of [...odd, null, true, [], ['1'], 1, {}]) {
    assert(!digits().safeParse(text).success, JSON.stringify(text));
  }
});
