import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bothWays,
  byTopic,
  contradictionGroups,
  detailOf,
  EMPTY_FORM,
  type Reported,
  topicName,
  wanted,
} from './statement-groups.ts';

const row = (id: string, ...contradicts: string[]) => ({ id, contradicts });

test('what contradicts each other stands together, however many steps apart', () => {
  const rows = [row('STAT-4', 'STAT-2'), row('STAT-3'), row('STAT-2', 'STAT-1'), row('STAT-1')];
  assert.deepEqual(
    contradictionGroups(rows).map((group) => group.map(({ id }) => id)),
    [['STAT-4', 'STAT-2', 'STAT-1'], ['STAT-3']],
  );
  assert.deepEqual(contradictionGroups([]), []);
});

test('circles, oneself and statements that are not shown break nothing', () => {
  const rows = [row('a', 'b'), row('b', 'a'), row('c', 'c', 'gone')];
  assert.deepEqual(
    contradictionGroups(rows).map((group) => group.length),
    [2, 1],
  );
});

test('a contradiction stands on both sides, though only one says so', () => {
  const against = bothWays([row('a', 'b', 'b'), row('b'), row('c')]);
  assert.deepEqual([against.get('a'), against.get('b'), against.get('c')], [['b'], ['a'], undefined]);
});

test('reported statements by topic in order, those without one last', () => {
  const said = (id: string, topic: string | null) => ({ id, topic }) as Reported;
  const groups = byTopic([said('S1', null), said('S2', 'c2-room'), said('S3', 'c1-role'), said('S4', 'c2-room')]);
  assert.deepEqual(
    groups.map(([topic, all]) => [topic, all.map(({ id }) => id)]),
    [
      ['c1-role', ['S3']],
      ['c2-room', ['S2', 'S4']],
      [null, ['S1']],
    ],
  );
  assert.equal(topicName('c12-who-commands'), 'who commands');
});

test('the form says what it wants, and gives the detail of the act', () => {
  assert.deepEqual(wanted(EMPTY_FORM), ['office', 'saidOn', 'text', 'source']);
  const form = { ...EMPTY_FORM, office: 'it-government', saidOn: '2026-01-27', text: ' they advise ', source: 'R4' };
  assert.deepEqual(wanted(form), []);
  assert.deepEqual(detailOf({ ...form, where: ' ' }), {
    office: 'it-government',
    saidOn: '2026-01-27',
    where: null,
    text: 'they advise',
    source: 'R4',
    contradicts: [],
  });
});
