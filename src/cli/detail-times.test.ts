import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTimes } from './detail-times.ts';

const NOW = 1_770_000_000_000;

test('times of a detail are written as people write them, at any depth', () => {
  const detail = {
    until: '+90m',
    what: '+90m',
    counter: { from: '2026-02-06T20:00:00+01:00', until: '+2h' },
    due: 5,
  };
  assert.deepEqual(withTimes(detail, NOW), {
    until: NOW + 90 * 60_000,
    what: '+90m',
    counter: { from: Date.parse('2026-02-06T19:00:00Z'), until: NOW + 2 * 3_600_000 },
    due: 5,
  });
});

test('a time of a day that is none is told as that', () => {
  const until = '2026-02-30T10:00:00Z';
  assert.throws(() => withTimes({ until }, NOW), /`until` is `2026-02-30T10:00:00Z`: the calendar has no such day/);
});

for (const wrong of ['tomorrow', '2026-02-06', '+0m', '+1d', '', '2026-02-28T99:00:00Z']) {
  test(`a time that is none is named: \`${wrong}\``, () => {
    assert.throws(() => withTimes({ until: wrong }, NOW), /`until` is a time like/);
  });
}
