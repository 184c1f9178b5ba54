import assert from 'node:assert/strict';
import { seededRandom } from '../src/base/seeded-random.ts';
import { prepare } from '../src/mandates/decider.ts';
import { decideV1 } from '../src/mandates/interpreter-1.ts';
import type { Measured, Size } from './measured.ts';
import { randomFacts, randomSet } from './random-set.ts';
import { median, secondsOf } from './statistics.ts';

const CLAUSES = [10, 100, 1_000, 10_000];
const SIZES = {
  full: { rounds: 9, vectors: 4_000 },
  short: { rounds: 5, vectors: 1_000 },
  tiny: { rounds: 1, vectors: 20 },
};
/** The plain interpreter looks at every clause, so of large sets it is asked fewer vectors. */
const PLAIN_CLAUSES = 4_000_000;

/** Microseconds to decide one vector under sets of four sizes, once each agency and activity was met. */
export async function decide(size: Size): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const clauses of CLAUSES) measured.push(await decideUnder(clauses, SIZES[size]));
  return measured;
}

async function decideUnder(
  clauses: number,
  { rounds, vectors }: { readonly rounds: number; readonly vectors: number },
): Promise<Measured> {
  const random = seededRandom(clauses);
  const set = randomSet(random, clauses);
  const facts = Array.from({ length: vectors }, () => randomFacts(random, set));
  const asked = facts.slice(0, Math.max(10, Math.min(vectors, Math.floor(PLAIN_CLAUSES / clauses))));
  const decider = prepare(set);
  const outcomes = new Set<string>();
  for (const vector of facts) outcomes.add(decider.decide(vector).outcome);
  for (const vector of asked.slice(0, 50)) {
    const { outcome, clauses: cited } = decider.decide(vector);
    assert.deepEqual({ outcome, clauses: cited }, decideV1(set, vector));
  }
  const pairs: [number, number][] = [];
  for (let n = 0; n < rounds; n++) {
    const mine = await secondsOf(() => each(facts, (vector) => decider.decide(vector)));
    const plain = await secondsOf(() => each(asked, (vector) => decideV1(set, vector)));
    pairs.push([(mine * 1e6) / facts.length, (plain * 1e6) / asked.length]);
  }
  return {
    name: `decide-${clauses}`,
    value: median(pairs.map(([mine]) => mine)),
    unit: 'µs/decision',
    against: 'decideV1, the plain interpreter of src/mandates/interpreter-1.ts',
    againstValue: median(pairs.map(([, plain]) => plain)),
    ratio: median(pairs.map(([mine, plain]) => mine / plain)),
    samples: rounds * vectors,
    batch: clauses,
    bytes: Buffer.byteLength(JSON.stringify(set)),
    target: null,
    met: null,
    note: `seed ${clauses}; ${vectors} vectors in ${outcomes.size} outcomes, near misses included; medians of ${rounds} rounds; batch and bytes: clauses and JSON of the set`,
  };
}

function each<Item>(items: readonly Item[], work: (item: Item) => unknown): void {
  for (const item of items) work(item);
}
