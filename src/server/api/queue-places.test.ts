import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeenMatter } from '../../views/port.ts';
import { type Found, placesOf } from './queue-places.ts';

let opened = 0;

function found(why: Found['waiting']['why'], agency: string, person: string): Found {
  opened += 1;
  const id = `${why}-${person}-${opened}`;
  const seen = { id, row: { raisedBy: person }, first: { agency, person }, position: { opened, id } };
  return { seen: seen as unknown as SeenMatter, waiting: { why, digest: null, due: null, clauses: [], cited: 0 } };
}

function of(person: string, items: readonly Found[]): Found[] {
  return items.filter(({ seen }) => seen.first.person === person);
}

test('thousands of requests of one agency, by many people, push nobody else’s off the queue', () => {
  const many = Array.from({ length: 3_000 }, (_, n) => found('approval', 'guest-a', `ga-${n % 60}`));
  const { items, more } = placesOf([...many, found('approval', 'guest-b', 'gb-1')]);
  assert.equal(items.length, 200);
  assert.equal(of('gb-1', items).length, 1);
  assert.equal(of('ga-59', items).length > 0, true, 'nor anybody’s of the same agency');
  assert.equal(more, 3_001 - 200);
});

test('alarms of one person are told by their latest, and how many there are', () => {
  const other = found('alert', 'guest-b', 'gb-1');
  const many = Array.from({ length: 600 }, () => found('alert', 'guest-a', 'ga-1'));
  const { items, more } = placesOf([other, ...many, found('approval', 'guest-b', 'gb-2')]);
  assert.deepEqual(
    items.map(({ seen, more: same }) => [seen.id, same]),
    [
      [other.seen.id, 0],
      [many.at(-1)?.seen.id, 599],
      [`approval-gb-2-${opened}`, 0],
    ],
  );
  assert.equal(more, 0);
});

test('alarms of however many people leave room for what else is asked, and for other agencies’ alarms', () => {
  const many = Array.from({ length: 600 }, (_, n) => found('alert', 'guest-a', `ga-${n}`));
  const requests = Array.from({ length: 120 }, () => found('approval', 'guest-b', 'gb-2'));
  const { items } = placesOf([found('alert', 'guest-b', 'gb-1'), ...many, ...requests]);
  assert.equal(of('gb-1', items).length, 1);
  assert.equal(of('gb-2', items).length, 120);
});
