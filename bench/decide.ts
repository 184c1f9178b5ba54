import assert from 'node:assert/strict';
import { seededRandom } from '../src/base/seeded-random.ts';
import { prepare } from '../src/mandates/decider.ts';
import { decideV1 } from '../src/mandates/interpreter-1.ts';
import type { MandateSet } from '../src/terms/mandate-set.ts';
import type { FactsVector } from '../src/terms/outcome.ts';
import { loadCedar } from '../test/differential/stock-cedar.ts';
import type { Measured, Size } from './measured.ts';
import { randomFacts, randomSet } from './random-set.ts';
import { median, secondsOf } from './statistics.ts';

const CLAUSES = [10, 100, 1_000, 10_000];
/** `warmUp`: how often all vectors are decided before: a room decides for days, so what the compiler makes of it counts. */
const SIZES = {
  full: { rounds: 9, vectors: 4_000, warmUp: 50 },
  short: { rounds: 5, vectors: 1_000, warmUp: 100 },
  tiny: { rounds: 1, vectors: 20, warmUp: 1 },
};
/** What is slower by far is asked fewer vectors of large sets: the plain interpreter looks at every clause, Cedar at every policy. */
const PLAIN_CLAUSES = 4_000_000;
const CEDAR_CLAUSES = 100_000;
/** Cedar never frees a set that it has parsed. */
const CEDAR_CLAUSES_MAX = 1_000;
/** All vectors that often in a round: one pass is over before a clock says much of it, and most of it pays for what ran before. */
const PASSES = 10;
const LIMITS: Readonly<Record<number, number>> = { 1000: 3 };

/** Microseconds to decide one vector under sets of four sizes, once each agency and activity was met. */
export async function decide(size: Size): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const clauses of CLAUSES) measured.push(await decideUnder(clauses, SIZES[size]));
  return measured;
}

async function decideUnder(
  clauses: number,
  { rounds, vectors, warmUp }: { readonly rounds: number; readonly vectors: number; readonly warmUp: number },
): Promise<Measured> {
  const random = seededRandom(clauses);
  const set = randomSet(random, clauses);
  const facts = Array.from({ length: vectors }, () => randomFacts(random, set));
  const decider = prepare(set);
  const outcomes = new Set<string>();
  for (const vector of facts) outcomes.add(decider.decide(vector).outcome);
  const plain: Other = { ask: (vector) => decideV1(set, vector), asked: few(facts, PLAIN_CLAUSES / clauses) };
  const cedar = clauses > CEDAR_CLAUSES_MAX ? null : cedarUnder(set, few(facts, CEDAR_CLAUSES / clauses));
  const others = cedar === null ? [plain] : [cedar, plain];
  for (const { ask, asked } of others) {
    for (const vector of asked.slice(0, 50)) {
      const { outcome, clauses: cited } = decider.decide(vector);
      assert.deepEqual(ask(vector), { outcome, clauses: cited });
    }
  }
  for (let n = 0; n < warmUp; n++) for (const vector of facts) decider.decide(vector);
  const own: number[] = [];
  const theirs: number[][] = others.map(() => []);
  for (let n = 0; n < rounds; n++) {
    own.push(await microsecondsEach(facts, (vector) => decider.decide(vector), PASSES));
    for (const [m, { ask, asked }] of others.entries()) theirs[m]?.push(await microsecondsEach(asked, ask));
  }
  const value = median(own);
  const [first = [], second] = theirs;
  const limit = LIMITS[clauses] ?? null;
  const beside = second === undefined ? '' : `; decideV1 takes ${Number(median(second).toPrecision(3))} µs`;
  return {
    name: `decide-${clauses}`,
    value,
    unit: 'µs/decision',
    against:
      cedar === null
        ? 'decideV1, the plain interpreter of src/mandates/interpreter-1.ts'
        : 'stock Cedar (@cedar-policy/cedar-wasm): the same set as its policies, parsed before, the same requests, not validated',
    againstValue: median(first),
    ratio: median(own.map((mine, n) => mine / (first[n] ?? Number.NaN))),
    samples: rounds * PASSES * vectors,
    batch: clauses,
    bytes: Buffer.byteLength(JSON.stringify(set)),
    target: limit === null ? null : `at most ${limit} µs`,
    met: limit === null ? null : value <= limit,
    note: `seed ${clauses}; ${vectors} vectors in ${outcomes.size} outcomes, near misses included${beside}; warmed up by ${warmUp * vectors} decisions; medians of ${rounds} rounds; batch and bytes: clauses and JSON of the set`,
  };
}

/** What else decides, and the vectors that it is asked. */
type Other = { readonly ask: (vector: FactsVector) => unknown; readonly asked: readonly FactsVector[] };

function cedarUnder(set: MandateSet, asked: readonly FactsVector[]): Other {
  const cedar = loadCedar(set, { isValidated: false });
  const ask = (vector: FactsVector) => {
    const reading = cedar.decide(vector);
    return reading.ok ? reading.verdict : assert.fail(reading.errors.join());
  };
  return { ask, asked };
}

function few(facts: readonly FactsVector[], count: number): readonly FactsVector[] {
  return facts.slice(0, Math.max(10, Math.floor(count)));
}

async function microsecondsEach(facts: readonly FactsVector[], work: (vector: FactsVector) => unknown, passes = 1) {
  const seconds = await secondsOf(() => {
    for (let n = 0; n < passes; n++) for (const vector of facts) work(vector);
  });
  return (seconds * 1e6) / (facts.length * passes);
}
