import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACT_KINDS, ROOM_KINDS } from '../../terms/act-kinds.ts';
import { affectedPaths } from './affected.ts';

test('an entry makes the lists of its matter and the lists of entries old, and no more', () => {
  assert.deepEqual([...affectedPaths(['log.line', 'log.line'])].sort(), [
    '/api/acts',
    '/api/matters/log',
    '/api/oversight',
    '/api/search',
  ]);
  assert.equal(affectedPaths(['approval.lapsed']).has('/api/queue'), true);
  assert.equal(affectedPaths([]).size, 0);
});

test('every kind of act but the room’s own is thought of', () => {
  const rest = ACT_KINDS.filter((kind) => !(ROOM_KINDS as readonly string[]).includes(kind));
  assert.deepEqual(
    rest.filter((kind) => affectedPaths([kind]).size <= 3),
    [],
  );
});

test('what would be decided is asked again when records that decisions use have changed', () => {
  for (const kind of ['approval.answer', 'conferral.ended', 'accompaniment.begin', 'mandate.suspend', 'deed.ended'])
    assert.ok(affectedPaths([kind]).has('/api/preview'), kind);
  assert.ok(!affectedPaths(['log.line']).has('/api/preview'));
});
