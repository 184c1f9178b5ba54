import assert from 'node:assert/strict';
import { test } from 'node:test';
import { challengedToMe } from './challenged-to-me.ts';

type Shown = Parameters<typeof challengedToMe>[1][number];

function shown(id: string, person: string, status: Shown['row']['status'], at: number): Shown {
  const row = { id, person, status } as Shown['row'];
  return { row, matter: { id, changed: { at, index: at } } as Shown['matter'] };
}

const numbers = (...asked: Parameters<typeof challengedToMe>) => challengedToMe(...asked).map(({ row }) => row.id);

test('open challenges of one’s own deeds come first, then the answers of late; of colleagues none', () => {
  const all = [
    shown('CHA-g-1', 'me', 'stands', 5),
    shown('CHA-g-2', 'me', 'open', 3),
    shown('CHA-g-3', 'colleague', 'open', 9),
    shown('CHA-g-4', 'me', 'reclassified', 20),
    shown('CHA-g-5', 'me', 'open', 12),
    shown('CHA-g-6', 'me', 'stands', 21),
  ];
  assert.deepEqual(numbers('me', all, 20), ['CHA-g-5', 'CHA-g-2', 'CHA-g-6', 'CHA-g-4']);
  assert.deepEqual(numbers('me', all, 0), ['CHA-g-5', 'CHA-g-2', 'CHA-g-6', 'CHA-g-4', 'CHA-g-1']);
  assert.deepEqual(numbers('somebody', all, 0), []);
});
