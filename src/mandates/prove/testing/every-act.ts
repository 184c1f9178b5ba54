import assert from 'node:assert/strict';
import type { fc } from '../../../base/testing/properties.ts';
import type { MandateSet } from '../../../terms/mandate-set.ts';
import { APPROVALS, type FactsVector } from '../../../terms/outcome.ts';
import { AXES, anySet } from '../../testing/set-arbitraries.ts';
import type { Counterexample, Proof } from '../claim.ts';

/** Moments at, before and after every bound of the windows of random sets. */
export const TIMES = [-1, 0, 99, 100, 101, 150, 199, 200, 201, 1_000, 1_001];

/** A set of few words, so that every act of it can be tried; its rules may speak of words and axes that it has not. */
export const smallSet: fc.Arbitrary<MandateSet> = anySet(undefined, 6).map((set) => {
  const { agencies, activities } = set.vocabulary;
  const kept = { accompaniment: AXES.accompaniment ?? [], conferral: AXES.conferral ?? [], place: ['p1', 'p2'] };
  const vocabulary = {
    ...set.vocabulary,
    agencies: pick(agencies, ['host', 'guest', 'room']),
    activities: pick(activities, ['arrest', 'patrol']),
    axes: kept,
  };
  return { ...set, vocabulary };
});

function pick<Value>(record: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

/** Every act of a small set. */
export function* everyAct(): Generator<FactsVector> {
  for (const agency of ['host', 'guest', 'room', 'unknown', '(any other)']) {
    for (const activity of ['arrest', 'patrol', '(any other)']) {
      for (const accompaniment of [...(AXES.accompaniment ?? []), 'unknown']) {
        for (const conferral of [...(AXES.conferral ?? []), 'unknown']) {
          for (const place of ['p1', 'p2', 'unknown']) {
            for (const approval of APPROVALS) {
              for (const time of TIMES) {
                yield { agency, activity, approval, axes: { accompaniment, conferral, place }, broken: [], time };
              }
            }
          }
        }
      }
    }
  }
}

/** What breaks a claim, all of it. */
export function found(proof: Proof): readonly Counterexample[] {
  assert(proof.result !== 'undecided', 'the budget suffices');
  if (proof.result === 'proved') return [];
  assert(proof.complete);
  assert(proof.counterexamples.length > 0);
  return proof.counterexamples;
}
