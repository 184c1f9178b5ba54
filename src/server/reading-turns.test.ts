import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from '../base/limits.ts';
import { ReadingTurns } from './reading-turns.ts';

/** A clock and what is to be called back, both moved by hand. */
class Hand {
  at = 0;
  readonly rests: number[] = [];
  readonly #calls: (() => void)[] = [];

  now = () => this.at;
  after = (ms: number, call: () => void) => {
    this.rests.push(ms);
    this.#calls.push(call);
  };

  /** Lets the next turn come; false where none is waited for. */
  turn(): boolean {
    const call = this.#calls.shift();
    call?.();
    return call !== undefined;
  }
}

test('readings are made one a turn, agencies in turn, and rest for as long again and more', async () => {
  const hand = new Hand();
  const turns = new ReadingTurns(hand);
  const read: string[] = [];
  const of = (agency: string, name: string) =>
    turns.take(agency, () => {
      hand.at += 20;
      read.push(name);
      return name;
    });
  const all = [of('a', 'a1'), of('a', 'a2'), of('a', 'a3'), of('b', 'b1')];
  assert.deepEqual(read, [], 'none at once');
  hand.turn();
  assert.deepEqual(read, ['a1']);
  while (hand.turn());
  assert.deepEqual(read, ['a1', 'b1', 'a2', 'a3']);
  assert.deepEqual(await Promise.all(all), ['a1', 'a2', 'a3', 'b1']);
  assert.deepEqual(hand.rests, [0, 60, 60, 60, 60]);
  const later = of('a', 'a4');
  hand.turn();
  assert.equal(await later, 'a4', 'after a silence as at first');
});

test('so many of one agency wait, and another’s wait beside them', async () => {
  const hand = new Hand();
  const turns = new ReadingTurns(hand);
  for (let n = 0; n < LIMITS.draftsWaiting; n++) void turns.take('a', () => n);
  const more = await turns.take('a', () => 'one more');
  assert(typeof more === 'object' && more.refused === 'busy', JSON.stringify(more));
  const other = turns.take('b', () => 'b1');
  while (hand.turn());
  assert.equal(await other, 'b1');
  const again = turns.take('a', () => 'again');
  hand.turn();
  assert.equal(await again, 'again');
});

test('a reading that throws is rejected, and the next is made', async () => {
  const hand = new Hand();
  const turns = new ReadingTurns(hand);
  const bad = turns.take('a', () => {
    throw new RangeError('bad');
  });
  const good = turns.take('a', () => 'good');
  const rejected = assert.rejects(bad, /bad/);
  while (hand.turn());
  await rejected;
  assert.equal(await good, 'good');
});
