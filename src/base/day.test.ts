import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDay } from './day.ts';

test('a day is one of the calendar, written with four, two and two digits', () => {
  for (const day of ['2026-01-27', '2024-02-29', '2000-02-29', '1999-12-31']) assert(isDay(day), day);
  const none = [
    '2026-99-99',
    '0000-00-00',
    '2026-02-30',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-04-31',
    '27/01/2026',
    '2026-01-27T00',
  ];
  for (const day of [...none, '2026-1-27', '26-01-27', '2026-01-27Z', ' 2026-01-27', '']) assert(!isDay(day), day);
});
