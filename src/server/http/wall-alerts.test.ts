import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActsRow } from '../../views/acts-row.ts';
import { StandingAlerts } from './wall-alerts.ts';

function raised(index: number, agency: string, person: string): ActsRow {
  return { index, agency, person, kind: 'alert.raise', matter: `ALERT-${index}`, outcome: 'permitted' } as ActsRow;
}

test('alarms of one person push nobody else’s off the wall', () => {
  const standing = new StandingAlerts();
  const many = Array.from({ length: 40 }, (_, n) => raised(10 + n, 'guest-a', n % 2 === 0 ? 'ga-1' : 'ga-2'));
  standing.begin([raised(1, 'guest-b', 'gb-1'), raised(2, 'guest-a', 'ga-3'), ...many]);
  const { alerts, more } = standing.told((row) => row as never);
  const indexes = alerts.map(({ index }) => index);
  assert.equal(alerts.length, 8);
  assert.equal(indexes[0], 49, 'the latest first');
  assert(indexes.includes(1) && indexes.includes(2));
  assert.equal(more, 42 - 8);
});
