import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE } from '../../base/clock.ts';
import { UsedNonces } from './used-nonces.ts';

const NOW = 1_770_300_000_000;
const LASTS = 10 * MINUTE;

test('a nonce is used once by a person, for as long as its reading would be taken', () => {
  const used = new UsedNonces({ ofPerson: 5, ofAll: 10 });
  const until = NOW + LASTS;
  assert.equal(used.take('ana', 'n', until, NOW).is, 'fresh');
  assert.equal(used.take('ana', 'n', until, NOW).is, 'used');
  assert.equal(used.take('ben', 'n', until, NOW).is, 'fresh', 'it is of one person');
  assert.equal(used.take('ana', 'n', until, until).is, 'used', 'to the last moment');
});

test('who used as many as are remembered is told when there is room again, and others are not turned away', () => {
  const used = new UsedNonces({ ofPerson: 2, ofAll: 10 });
  assert.equal(used.take('ana', 'n1', NOW + MINUTE, NOW).is, 'fresh');
  assert.equal(used.take('ana', 'n2', NOW + LASTS, NOW).is, 'fresh');
  const full = used.take('ana', 'n3', NOW + LASTS, NOW);
  assert(full.is === 'full');
  assert(full.waitsMs >= MINUTE && full.waitsMs <= 2 * MINUTE, String(full.waitsMs));
  assert.equal(used.take('ben', 'n1', NOW + LASTS, NOW).is, 'fresh');
  const then = NOW + full.waitsMs;
  assert.equal(used.take('ana', 'n3', then + LASTS, then - 1).is, 'full', 'not before');
  assert.equal(used.take('ana', 'n3', then + LASTS, then).is, 'fresh');
});

test('and of all together there are no more than so many', () => {
  const used = new UsedNonces({ ofPerson: 2, ofAll: 3 });
  for (const person of ['ana', 'ben', 'eve']) assert.equal(used.take(person, 'n', NOW + LASTS, NOW).is, 'fresh');
  const full = used.take('zoe', 'n', NOW + LASTS, NOW);
  assert(full.is === 'full');
  const then = NOW + full.waitsMs;
  for (const person of ['ana', 'ben', 'zoe']) {
    assert.equal(used.take(person, 'n', then + LASTS, then).is, 'fresh', 'what was forgotten is not counted any more');
  }
  assert.equal(used.take('eve', 'n', then + LASTS, then).is, 'full');
});
