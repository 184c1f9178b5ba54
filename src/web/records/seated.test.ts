import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seated } from './seated.ts';

const person = (id: string) => ({ id, agency: 'host', component: 'host.ops', roles: ['duty-officer'], removed: null });
const shift = (who: string, until: number | null) => ({
  person: who,
  desk: 'room.duty',
  room: 'room',
  role: 'duty-officer',
  from: 1,
  until,
});

test('everybody has the desk that they hold now, and none that they left', () => {
  const people = seated([person('b'), person('a'), person('c')], [shift('a', null), shift('b', 7)]);
  assert.deepEqual(
    people.map(({ id, shift: held }) => [id, held?.desk ?? null]),
    [
      ['a', 'room.duty'],
      ['b', null],
      ['c', null],
    ],
  );
});

test('whoever holds a desk and is not among the people one may see is left out', () => {
  assert.deepEqual(seated([], [shift('stranger', null)]), []);
});
