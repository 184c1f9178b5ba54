import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boardOf } from './board.ts';

const ROOMS = [
  { id: 'main', name: 'Main room', desks: [{ id: 'main.duty' }, { id: 'main.air' }] },
  { id: 'guest', name: 'Guest room', desks: [{ id: 'guest.liaison' }] },
  { id: 'empty', name: 'Empty room', desks: [{ id: 'empty.desk' }] },
];
const shift = (person: string, desk: string, until: number | null = null) => ({
  person,
  desk,
  room: desk.split('.')[0] ?? '',
  role: 'officer',
  from: 1,
  until,
});
const beside = (guest: string, officer: string, ended: number | null = null) => ({
  id: `ACC-${guest}-1`,
  guest,
  agency: 'guest-a',
  officer,
  from: 2,
  ended,
});

test('people stand by room and desk as the vocabulary has them; whoever left does not', () => {
  const board = boardOf(
    ROOMS,
    [shift('x', 'guest.liaison'), shift('b', 'main.air'), shift('a', 'main.duty'), shift('old', 'main.duty', 9)],
    [],
  );
  assert.deepEqual(
    board.map(({ name, seats }) => [name, seats.map((seat) => seat.shift.person)]),
    [
      ['Main room', ['a', 'b']],
      ['Guest room', ['x']],
    ],
  );
});

test('an officer stands beside the guest while the accompaniment runs', () => {
  const shifts = [shift('guest-x', 'guest.liaison'), shift('officer', 'main.air')];
  const [main, guest] = boardOf(ROOMS, shifts, [beside('guest-x', 'officer'), beside('guest-x', 'gone', 5)]);
  assert.deepEqual(
    guest?.seats[0]?.beside.map(({ officer }) => officer),
    ['officer'],
  );
  assert.deepEqual(
    main?.seats[0]?.accompanies.map(({ guest: one }) => one),
    ['guest-x'],
  );
});
