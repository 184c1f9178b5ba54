import assert from 'node:assert/strict';
import { compare } from '../src/mandates/compare/compare.ts';
import type { InForce } from '../src/mandates/compile.ts';
import type { MandateDocument } from '../src/mandates/scenario.ts';
import { eventOf, largeEvent } from './large-event.ts';
import { row } from './limited-row.ts';
import type { Measured, Size } from './measured.ts';
import { secondsOf } from './statistics.ts';

const SIZES = {
  full: { rounds: 15, scale: 1 },
  short: { rounds: 5, scale: 1 },
  tiny: { rounds: 1, scale: 0.05 },
};
const LIMIT_MS = 200;

/**
 * `event-read`: milliseconds from the texts of an event of 1,000 clauses to its checked documents. `event-compare`: from the documents of 2,000 clauses and
 * the same with one change to all that `remit mandate compare` tells of them: in words, in logic, and what becomes of each commitment.
 */
export async function event(size: Size): Promise<Measured[]> {
  const { rounds, scale } = SIZES[size];
  return [await reading(Math.ceil(1_000 * scale), rounds), await comparing(Math.ceil(2_000 * scale), rounds)];
}

async function reading(clauses: number, rounds: number): Promise<Measured> {
  const files = await largeEvent(clauses);
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const times: number[] = [];
  for (let n = 0; n < rounds; n++) times.push((await secondsOf(() => void eventOf(files))) * 1_000);
  return row('event-read', times, null, {
    ...{ batch: clauses, samples: rounds, bytes },
    note: `the YAML of a whole event, read and checked, its exercise with it; medians of ${rounds} rounds; batch: clauses; bytes: of all files`,
  });
}

async function comparing(clauses: number, rounds: number): Promise<Measured> {
  const { vocabulary, mandates, commitments } = eventOf(await largeEvent(clauses));
  const before: InForce = { vocabulary, mandates, commitments };
  const permits = mandates.flatMap((mandate) =>
    mandate.clauses.flatMap(({ effect }, n) => (effect === 'permit' ? [{ mandate, n }] : [])),
  );
  const times: number[] = [];
  for (let n = 0; n < rounds; n++) {
    const changed = permits[Math.floor((n * permits.length) / rounds)] ?? assert.fail();
    const after = { ...before, mandates: mandates.map((one) => (one === changed.mandate ? forbidding(changed) : one)) };
    times.push(
      (await secondsOf(() => assert.equal(compare(before, after).words.length, 1, 'one change is told'))) * 1_000,
    );
  }
  return row('event-compare', times, LIMIT_MS, {
    ...{ batch: clauses, samples: rounds },
    note: `an event of ${permits.length} permits and ${commitments.length} commitments, and the same with another permit each round turned into a forbid; medians of ${rounds} rounds; batch: clauses`,
  });
}

function forbidding({ mandate, n }: { readonly mandate: MandateDocument; readonly n: number }): MandateDocument {
  const clauses = mandate.clauses.map((clause, at) => (at === n ? { ...clause, effect: 'forbid' as const } : clause));
  return { ...mandate, clauses };
}
