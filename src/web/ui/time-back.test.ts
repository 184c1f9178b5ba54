import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTimeBack } from './time-back.ts';

const NOW = Date.UTC(2026, 1, 5, 6, 51, 40);
const back = (text: string) => readTimeBack(text, 'Europe/Rome', NOW);

test('a span before now, to the minute', () => {
  assert.equal(back('-10m'), Date.UTC(2026, 1, 5, 6, 41));
  assert.equal(back('- 10 min'), Date.UTC(2026, 1, 5, 6, 41));
  assert.equal(back('−2h'), Date.UTC(2026, 1, 5, 4, 51));
});

test('a time of the day is the latest such time, as everywhere', () => {
  assert.equal(back('07:40'), Date.UTC(2026, 1, 5, 6, 40));
  assert.equal(back('12:40'), Date.UTC(2026, 1, 4, 11, 40));
  assert.equal(back('05/02 06:00Z'), Date.UTC(2026, 1, 5, 6, 0));
});

test('what is no time is none', () => {
  for (const text of ['25:99', '-10', '-m', '+10m', '--10m', '', '10m']) assert.equal(back(text), undefined, text);
});
