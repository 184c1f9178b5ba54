import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Alike, type Looked } from './alike.ts';

const looked = (key: string, live: readonly number[] = []): Looked => ({
  part: { live, left: 1, approved: 'some', guards: 0, isUnguarded: false },
  answer: undefined,
  key,
});

test('what comes to the same is one, led to by the words of each, in the order of the first', () => {
  const alike = new Alike<string>();
  const [first, again, other] = [looked('x', [1]), looked('x', [1]), looked('y', [2])];
  const words = ['quay'];
  alike.add(first, words);
  alike.add(other, ['park', 'field']);
  alike.add(again, ['pier', 'unknown']);
  assert.deepEqual(alike.all(), [
    { looked: first, of: ['quay', 'pier', 'unknown'] },
    { looked: other, of: ['park', 'field'] },
  ]);
  assert.equal(alike.all()[0]?.looked, first);
  assert.deepEqual(words, ['quay'], 'a list that was given stays as it is');
});

test('of nothing there is nothing', () => {
  assert.deepEqual(new Alike<string>().all(), []);
});
