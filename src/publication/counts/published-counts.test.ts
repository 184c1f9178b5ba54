import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../base/seeded-random.ts';
import { ACTIVITY_CLASSES, OUTCOME_CLASSES } from './classes.ts';
import { publishedCounts, SHOWN_MULTIPLE } from './published-counts.ts';
import { Tally } from './tally.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

function tallyOf(cells: readonly number[], uncounted = 0, room = 0): Tally {
  const tally = new Tally();
  for (const [n, count] of cells.entries()) {
    const outcomeClass = OUTCOME_CLASSES[n] ?? 'permitted';
    for (let k = 0; k < count; k++) tally.count({ as: 'cell', agency: 'guest', activityClass: 'none', outcomeClass });
  }
  for (let k = 0; k < uncounted; k++) tally.count({ as: 'uncounted' });
  for (let k = 0; k < room; k++) tally.count({ as: 'room' });
  return tally;
}

test('property: for any ledger the parts add up to its size, and no number is below what is shown of it', () => {
  for (let round = 0; round < 300; round++) {
    const random = seededRandom(SEED + round);
    const agencies = ['a', 'b', 'c'];
    const tally = new Tally();
    for (let n = random.below(400); n > 0; n--) {
      const as =
        (['cell', 'cell', 'cell', 'room', 'uncounted', 'erased', 'filler'] as const)[random.below(7)] ?? 'cell';
      if (as !== 'cell') tally.count({ as });
      else {
        // An agency of no vocabulary is there too: it goes where all goes that is not shown.
        const agency = [...agencies, 'stranger'][random.below(4)] ?? '';
        const activityClass = ACTIVITY_CLASSES[random.below(5)] ?? '';
        tally.count({ as, agency, activityClass, outcomeClass: OUTCOME_CLASSES[random.below(6)] ?? 'outside' });
      }
    }
    const young = random.below(50);
    const counts = publishedCounts(tally, tally.entries + young, null, agencies, []);
    const { opened, withheld, erased, filler, size, cells, room } = counts;
    const where = `seed ${SEED}, round ${round}`;
    assert.equal(opened + withheld + erased + filler, size, where);
    assert.equal(
      cells.reduce((sum, { atLeast }) => sum + atLeast, room),
      opened,
      where,
    );
    assert.ok(withheld >= young, where);
    for (const { agency, activityClass, outcomeClass, atLeast } of cells) {
      const true_ = tally.cells.get(`${agency}/${activityClass}/${outcomeClass}`) ?? 0;
      assert.ok(atLeast <= true_ && true_ < atLeast + SHOWN_MULTIPLE && atLeast % SHOWN_MULTIPLE === 0, where);
    }
  }
});

/** All small tables by what is published of them: what a reader who knows this very code can still not tell apart. */
function tablesByShown(width: number, max: number, uncountedMax: number): Map<string, number[][]> {
  const found = new Map<string, number[][]>();
  const cells = Array.from({ length: width }, () => 0);
  const visit = (n: number) => {
    if (n < width) {
      for (let value = 0; value <= max; value++) {
        cells[n] = value;
        visit(n + 1);
      }
      return;
    }
    for (let uncounted = 0; uncounted <= uncountedMax; uncounted++) {
      const shown = fingerprint(tallyOf(cells, uncounted));
      const tables = found.get(shown);
      if (tables === undefined) found.set(shown, [[...cells]]);
      else tables.push([...cells]);
    }
  };
  visit(0);
  return found;
}

function fingerprint(tally: Tally): string {
  return JSON.stringify(publishedCounts(tally, tally.entries, null, ['guest'], []));
}

test('property: no suppressed number can be computed from the sums, by brute force over all small tables', () => {
  // Whole windows of each cell, and as many slips as all three cells can withhold: within that the brute force sees every table.
  const slipsMax = 3 * (SHOWN_MULTIPLE - 1);
  let suppressed = 0;
  for (const [shown, tables] of tablesByShown(3, 2 * SHOWN_MULTIPLE - 1, slipsMax)) {
    const { withheld } = JSON.parse(shown) as { withheld: number };
    if (withheld > slipsMax) continue;
    for (const n of [0, 1, 2]) {
      const possible = [...new Set(tables.map((table) => table[n]))];
      suppressed += possible.some((value = 0) => value % SHOWN_MULTIPLE > 0) ? 1 : 0;
      // Where only one number is possible it is one that is shown whole: nothing of it was suppressed.
      const [only = 0] = possible;
      assert.ok(possible.length > 1 || only % SHOWN_MULTIPLE === 0, `cell ${n} must be ${only}: ${shown}`);
    }
  }
  assert.ok(suppressed > 100);
});

test('also for a reader who knows that nobody ever made a slip: one small number hides among all cells', () => {
  const tables = tablesByShown(3, 8, 0).get(fingerprint(tallyOf([3, 0, 0]))) ?? [];
  for (const n of [0, 1, 2]) assert.ok(new Set(tables.map((table) => table[n])).size >= 2, `cell ${n}`);
});

test('none looks like too few', () => {
  assert.equal(publishedCounts(tallyOf([4]), 4, null, ['guest'], []).cells[0]?.atLeast, 0);
  assert.equal(publishedCounts(tallyOf([0], 4), 4, null, ['guest'], []).cells[0]?.atLeast, 0);
  assert.equal(fingerprint(tallyOf([4])), fingerprint(tallyOf([0], 4)));
});

test('what touches a commitment is counted by what became of it, in the same multiples and outside the sum', () => {
  const tally = new Tally();
  const touching = (outcomeClass: (typeof OUTCOME_CLASSES)[number], count: number, touches: readonly string[]) => {
    for (let n = 0; n < count; n++)
      tally.count({ as: 'cell', agency: 'a', activityClass: 'none', outcomeClass }, touches);
  };
  touching('prohibited', 7, ['K1', 'K2']);
  touching('outside', 4, ['K1']);
  touching('reported-against', 5, ['K2']);
  touching('reported-within', 4, ['K2']);
  touching('permitted', 4, ['K2']);
  touching('permitted', 20, []);
  // A slip of form is not counted at all, whatever it is about.
  for (let n = 0; n < 9; n++) tally.count({ as: 'uncounted' }, ['K1']);
  const shown = (of: Tally) => {
    const { touched } = publishedCounts(of, of.entries, null, ['a'], ['K1', 'K2', 'K3']);
    return touched.map(({ commitment, as, atLeast }) => `${commitment} ${as} ${atLeast}`);
  };
  const expected = [
    ...['K1 refused 10', 'K1 reported 0', 'K1 let-through 0'],
    ...['K2 refused 5', 'K2 reported 5', 'K2 let-through 0'],
    ...['K3 refused 0', 'K3 reported 0', 'K3 let-through 0'],
  ];
  assert.deepEqual(shown(tally), expected);
  const sum = new Tally();
  sum.addAll(tally);
  assert.deepEqual(shown(sum), expected);
  const { opened, withheld, erased, filler, size } = publishedCounts(tally, tally.entries, null, ['a'], ['K1']);
  assert.equal(opened + withheld + erased + filler, size);
});
