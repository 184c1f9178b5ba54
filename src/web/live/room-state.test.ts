import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roomOf } from './room-state.ts';

const STATE = {
  origin: 'room.live.remit.example/0123456789ab',
  mode: 'live',
  scenario: 's',
  title: 't',
  room: null,
  timezone: 'UTC',
  roomNow: 1,
  wallNow: 1,
  speed: 1,
  size: 9,
  included: 9,
  checkpointAt: null,
  witnessed: null,
  unsignedSince: null,
  halted: null,
} as const;
const WITNESSED = { size: 5, since: 1_000, overdue: false, witnesses: 2, failing: 0, contradicting: 0 };

test('who reads what the room is learns of witnesses only whether there are any, and since when there are too few', () => {
  const [nobody, fresh] = [roomOf(STATE), roomOf({ ...STATE, witnessed: WITNESSED })];
  assert.deepEqual([nobody.isWitnessed, nobody.unwitnessedSince], [false, null]);
  assert.deepEqual([fresh.isWitnessed, fresh.unwitnessedSince], [true, null]);
  const overdue = roomOf({ ...STATE, witnessed: { ...WITNESSED, overdue: true } });
  assert.deepEqual([overdue.isWitnessed, overdue.unwitnessedSince], [true, 1_000]);
});

test('one witness that tells of another history is enough to say so', () => {
  const of = (contradicting: number) => roomOf({ ...STATE, witnessed: { ...WITNESSED, contradicting } }).isContradicted;
  assert.deepEqual([roomOf(STATE).isContradicted, of(0), of(1)], [false, false, true]);
});

test('another checkpoint that is witnessed changes nothing of it: nothing is drawn again', () => {
  const later = roomOf({ ...STATE, size: 10, witnessed: { ...WITNESSED, size: 10, since: 2_000 } });
  assert.deepEqual(later, roomOf({ ...STATE, witnessed: WITNESSED }));
});
