import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Entries } from './entries.ts';
import { entryOf } from './testing/rows.ts';

const indices = (entries: Entries) => entries.rows.map(({ index }) => index);

test('rows are in order, each once, whichever way they come', () => {
  const entries = new Entries();
  entries.add([5, 6].map((n) => entryOf(n)));
  entries.add([9, 7, 7].map((n) => entryOf(n)));
  entries.add([1, 5, 3].map((n) => entryOf(n)));
  assert.deepEqual(indices(entries), [1, 3, 5, 6, 7, 9]);
});

test('a row that comes again replaces the one that was there', () => {
  const entries = new Entries();
  entries.add([entryOf(1), entryOf(2)]);
  entries.add([entryOf(1, { summary: 'again' })]);
  assert.equal(entries.find(1)?.summary, 'again');
  assert.equal(entries.find(3), undefined);
  assert.equal(new Entries().find(0), undefined);
});

test('only the latest are held', () => {
  const entries = new Entries(3);
  entries.add([1, 2, 3, 4, 5].map((n) => entryOf(n)));
  entries.add([entryOf(2)]);
  assert.deepEqual(indices(entries), [3, 4, 5]);
});

test('who listens is told of each change and gets a new list', () => {
  const entries = new Entries();
  let told = 0;
  const stop = entries.subscribe(() => {
    told += 1;
  });
  const before = entries.rows;
  entries.add([entryOf(1)]);
  entries.add([]);
  assert.equal(told, 1);
  assert.notEqual(entries.rows, before);
  stop();
  entries.clear();
  assert.equal(told, 1);
  assert.deepEqual(entries.rows, []);
});
