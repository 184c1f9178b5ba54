import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTimeAhead } from './time-ahead.ts';

const ROME = 'Europe/Rome';
const NOON = Date.UTC(2026, 1, 6, 12, 0, 7);

test('a time alone is the next such time', () => {
  assert.equal(readTimeAhead('13:30', ROME, NOON), Date.UTC(2026, 1, 6, 12, 30));
  assert.equal(readTimeAhead('12:30', ROME, NOON), Date.UTC(2026, 1, 7, 11, 30));
  assert.equal(readTimeAhead('13:30Z', ROME, NOON), Date.UTC(2026, 1, 6, 13, 30));
});

test('the present minute is not tomorrow', () => {
  assert.equal(readTimeAhead('12:00Z', ROME, NOON), Date.UTC(2026, 1, 6, 12, 0));
});

test('a span from now is cut to the minute', () => {
  assert.equal(readTimeAhead('+60m', ROME, NOON), Date.UTC(2026, 1, 6, 13, 0));
  assert.equal(readTimeAhead('+2 h', ROME, NOON), Date.UTC(2026, 1, 6, 14, 0));
  assert.equal(readTimeAhead('+1d', ROME, NOON), Date.UTC(2026, 1, 7, 12, 0));
});

test('a day is taken as it stands', () => {
  assert.equal(readTimeAhead('05/02 08:00', ROME, NOON), Date.UTC(2026, 1, 5, 7));
});

test('what is no time', () => {
  for (const text of ['', '+', '+m', '+99999m', '60m', '+1y', '25:00', 'soon', '31/02 10:00', '+1h30'])
    assert.equal(readTimeAhead(text, ROME, NOON), undefined, text);
});
