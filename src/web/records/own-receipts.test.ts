import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReceiptsPage } from '../../terms/api/receipts.ts';
import { RoomProblem } from '../session/api.ts';
import { ownReceipts } from './own-receipts.ts';

function page(indexes: readonly number[], next: string | null): ReceiptsPage {
  const receipts = indexes.map((index) => ({ index, name: 'x', opens: [], receipt: `receipt ${index}\n` }));
  return { view: 9, person: 'duty-a', receipts, next };
}

function problem(code: string, retryAfterSeconds?: number): RoomProblem {
  return new RoomProblem({ type: 'about:blank', title: 'no', status: 503, code, detail: 'why', retryAfterSeconds });
}

/** A room that answers one after the other, the last again and again; and what was asked, waited and told. */
function roomOf(...answers: readonly (ReceiptsPage | Error)[]) {
  const asked: (string | undefined)[] = [];
  const waited: number[] = [];
  const told: number[] = [];
  const own = ownReceipts({
    page: async (cursor) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(cursor);
      if (answer === undefined || answer instanceof Error) throw answer;
      return answer;
    },
    wait: async (seconds) => {
      waited.push(seconds);
    },
    told: (count) => told.push(count),
  });
  return { own, asked, waited, told };
}

test('pages follow one another, in the order of the ledger', async () => {
  const { own, asked, told } = roomOf(page([1, 4], 'a'), page([6], 'b'), page([], null));
  assert.deepEqual(await own, { receipts: ['receipt 1\n', 'receipt 4\n', 'receipt 6\n'], early: false });
  assert.deepEqual(
    [asked, told],
    [
      [undefined, 'a', 'b'],
      [2, 3, 3],
    ],
  );
});

test('what passes by itself is waited for as long as the room says, and the same page asked again', async () => {
  const { own, asked, waited } = roomOf(
    page([1], 'a'),
    problem('too-many', 40),
    problem('not-included', 1),
    page([2], null),
  );
  assert.equal((await own).receipts.length, 2);
  assert.deepEqual(
    [asked, waited],
    [
      [undefined, 'a', 'a', 'a'],
      [40, 1],
    ],
  );
});

test('where no checkpoint comes, what is proved already is given, and said not to be all', async () => {
  const { own, asked } = roomOf(page([1], 'a'), problem('not-included', 1));
  assert.deepEqual(await own, { receipts: ['receipt 1\n'], early: true });
  assert.equal(asked.length, 9);
});

test('anything else is told, and so is a wait without an end', async () => {
  for (const error of [
    problem('not-found'),
    problem('too-many'),
    problem('too-many', 4_000),
    problem('lagging', 1),
    new Error('gone'),
  ]) {
    await assert.rejects(roomOf(page([1], 'a'), error).own, error);
  }
});
