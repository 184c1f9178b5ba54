import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byRoom, ownDesk } from './desks-of.ts';

const ROW = { id: 'DECL-1', state: 'heightened', made: 1, waiting: ['a.duty'], acknowledged: ['a.air'] };

test('a declaration waits for one desk, was acknowledged by another, and a desk that opened later may', () => {
  assert.equal(ownDesk(ROW, 'a.duty'), 'waits');
  assert.equal(ownDesk(ROW, 'a.air'), 'has');
  assert.equal(ownDesk(ROW, 'b.unit'), 'may');
  assert.equal(ownDesk(ROW, null), 'no-desk');
});

test('desks stand under their room, and none is lost', () => {
  const rooms = [
    { id: 'b', name: 'Room B', desks: [{ id: 'b.2' }, { id: 'b.1' }] },
    { id: 'c', name: 'Room C', desks: [{ id: 'c.1' }] },
  ];
  assert.deepEqual(byRoom(['b.1', 'z.9', 'b.2'], rooms), [
    { room: 'Room B', desks: ['b.2', 'b.1'] },
    { room: null, desks: ['z.9'] },
  ]);
  assert.deepEqual(byRoom([], rooms), []);
});
