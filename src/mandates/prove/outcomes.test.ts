import assert from 'node:assert/strict';
import { test } from 'node:test';
import { combinations, type Known, outcomesOf, possibleOutcomes } from './outcomes.ts';

const KNOWN: Readonly<Record<Known, readonly boolean[]>> = { none: [false], some: [false, true], all: [true] };
const EACH = Object.keys(KNOWN) as Known[];
/** `none`, `some` and `all` for each of so many things. */
const choices = (count: number): Known[][] =>
  count === 0 ? [[]] : choices(count - 1).flatMap((some) => EACH.map((one) => [...some, one]));
const ways = ([first, ...rest]: readonly Known[]): boolean[][] =>
  first === undefined ? [[]] : ways(rest).flatMap((some) => KNOWN[first].map((one) => [one, ...some]));

/** Steps 4 to 9 of docs/formats.md §8 for one act: the bit of its outcome. */
function outcomeOf([against, permit, approvable, demand, approved]: readonly boolean[]): number {
  if (against) return 4;
  if (!permit && !approvable) return 8;
  if (permit && !demand) return 1;
  return approved ? 1 : 2;
}

test('what is possible is what comes out in one of the ways that it may be, and nothing else', () => {
  for (const known of choices(5)) {
    const [against = 'none', permit = 'none', approvable = 'none', demand = 'none', approved = 'none'] = known;
    assert.equal(
      possibleOutcomes({ against, permit, approvable, demand, approved }),
      ways(known).reduce((bits, way) => bits | outcomeOf(way), 0),
      known.join(),
    );
  }
});

test('outcomes are told from their bits, and combined one of each', () => {
  assert.deepEqual(outcomesOf(15), ['permitted', 'needs-approval', 'prohibited', 'outside']);
  assert.deepEqual(outcomesOf(10), ['needs-approval', 'outside']);
  assert.deepEqual(
    [...combinations([5, 10])],
    [
      [1, 2],
      [1, 8],
      [4, 2],
      [4, 8],
    ],
  );
  assert.deepEqual([...combinations([3, 0])], []);
  assert.deepEqual([...combinations([])], [[]]);
});
