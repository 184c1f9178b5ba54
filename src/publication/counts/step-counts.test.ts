import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE } from '../../base/clock.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { draftOf } from '../../ledger/testing/entries.ts';
import { COUNTING_PACES, STEP_ENTRIES_MIN, StepCounts } from './step-counts.ts';

const at = (time: number) => draftOf({ at: time }).fields;
const START = Date.UTC(2026, 1, 5);

function added(counts: StepCounts, times: readonly number[]): void {
  for (const time of times) counts.add(at(time));
}

test('an exercise counts a quarter of an hour late, in quarters of an hour', () => {
  const counts = new StepCounts(COUNTING_PACES.exercise);
  added(
    counts,
    [1, 2, 3, 4, 5, 6].map((minute) => START + minute * MINUTE),
  );
  added(
    counts,
    [16, 17, 18, 19, 20].map((minute) => START + minute * MINUTE),
  );
  const seen = (minute: number) => {
    const { tally, until } = counts.at(START + minute * MINUTE);
    return [tally.entries, until === null ? null : (until - START) / MINUTE];
  };
  assert.deepEqual(seen(20), [0, null]);
  assert.deepEqual(seen(29.99), [0, null], 'the step is over, but not all of it is a quarter of an hour old');
  assert.deepEqual(seen(30), [6, 15]);
  assert.deepEqual(seen(44.99), [6, 15]);
  assert.deepEqual(seen(45), [11, 30]);
});

test('a live event counts by whole days, a day late', () => {
  const counts = new StepCounts(COUNTING_PACES.live);
  added(
    counts,
    [0, 1, 2, 3, 23].map((hour) => START + hour * HOUR),
  );
  assert.equal(counts.at(START + DAY + 23 * HOUR).tally.entries, 0);
  const { tally, until } = counts.at(START + 2 * DAY);
  assert.equal(tally.entries, 5);
  assert.equal(until, START + DAY);
});

test('a step with too few entries waits for the next', () => {
  const counts = new StepCounts(COUNTING_PACES.exercise);
  added(
    counts,
    Array.from({ length: STEP_ENTRIES_MIN - 1 }, () => START),
  );
  assert.equal(counts.at(START + DAY).tally.entries, 0);
  added(counts, [START + 2 * DAY]);
  assert.equal(counts.at(START + 3 * DAY).tally.entries, STEP_ENTRIES_MIN);
});

test('property: what is counted does not depend on when it was asked, nothing young is in it, and steps never hold one act', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  for (let round = 0; round < 200; round++) {
    const random = seededRandom(seed + round);
    const [often, once] = [new StepCounts(COUNTING_PACES.exercise), new StepCounts(COUNTING_PACES.exercise)];
    const times: number[] = [];
    let now = START;
    let shown = 0;
    for (let n = 0; n < 60; n++) {
      now += random.below(12 * MINUTE);
      const entry = at(now);
      times.push(now);
      often.add(entry);
      once.add(entry);
      if (random.below(3) > 0) continue;
      const { tally } = often.at(now);
      const old = times.filter((time) => time <= now - COUNTING_PACES.exercise.delayMs).length;
      assert.ok(tally.entries <= old, `seed ${seed}, round ${round}: something young is counted`);
      const grown = tally.entries - shown;
      assert.ok(grown === 0 || grown >= STEP_ENTRIES_MIN, `seed ${seed}, round ${round}: grew by ${grown}`);
      shown = tally.entries;
    }
    const [a, b] = [often.at(now), once.at(now)];
    assert.deepEqual(
      [a.tally.entries, a.until, [...a.tally.cells]],
      [b.tally.entries, b.until, [...b.tally.cells]],
      `seed ${seed}`,
    );
  }
});

test('an entry whose decision is closed stands at the time of the one before', () => {
  const counts = new StepCounts(COUNTING_PACES.exercise);
  added(counts, [START, START, START, START]);
  counts.add({});
  assert.equal(counts.at(START + HOUR).tally.erased, 1);
});
