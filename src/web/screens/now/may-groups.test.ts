import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { May } from '../../../terms/api/acts.ts';
import { mayGroups } from './may-groups.ts';

type Row = May['rows'][number];
const row = (activity: string, outcome: Row['outcome'], clause: string, until: number | null = null): Row => ({
  activity,
  outcome,
  purposes: ['event-security'],
  clauses: clause === '' ? [] : [{ id: clause, text: clause, basis: 'assumption', source: [] }],
  until,
  told: { en: `${outcome} by ${clause}.`, it: `${outcome} da ${clause}.` },
});
const isDeed = (activity: string) => !activity.includes('.');

test('the permitted first; under one clause together; deeds before the room’s own work', () => {
  const groups = mayGroups(
    [
      row('log.line', 'permitted', 'm/1'),
      row('arrest', 'prohibited', 'm/9'),
      row('liaise', 'permitted', 'm/5'),
      row('give-briefing', 'permitted', 'm/5'),
      row('attend-briefing', 'needs-approval', 'm/6'),
    ],
    isDeed,
  );
  assert.deepEqual(
    groups.map(({ outcome, count }) => [outcome, count]),
    [
      ['permitted', 3],
      ['needs-approval', 1],
      ['prohibited', 1],
    ],
  );
  assert.deepEqual(
    groups[0]?.bundles.map(({ activities, ofRoom }) => [activities, ofRoom]),
    [
      [['liaise', 'give-briefing'], false],
      [['log.line'], true],
    ],
  );
});

test('another end is another bundle', () => {
  const groups = mayGroups([row('a', 'permitted', 'm/1', 5), row('b', 'permitted', 'm/1', 6)], isDeed);
  assert.equal(groups[0]?.bundles.length, 2);
});

test('what is outside is one list, however it misses', () => {
  const groups = mayGroups([row('a', 'outside', 'x'), row('b', 'outside', 'y')], isDeed);
  assert.deepEqual(
    groups[0]?.bundles.map(({ activities }) => activities),
    [['a', 'b']],
  );
});
