import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assembleSet } from './compile.ts';
import { promisesOf } from './promises.ts';
import type { Clause, Commitment } from './scenario.ts';
import { WHOLE_EVENT } from './testing/whole-event.ts';

const ORDERED_MANDATES = ['visit', 'port'] as const;

test('a promise is kept or not by each mandate, whatever all of them forbid', () => {
  const set = assembleSet(WHOLE_EVENT);
  assert.deepEqual(promisesOf(set, WHOLE_EVENT), {
    unkept: [
      { commitment: 'K1', mandate: 'visit' },
      ...['K2', 'K3', 'K7'].flatMap((commitment) => ORDERED_MANDATES.map((mandate) => ({ commitment, mandate }))),
    ],
    beaten: [{ clause: 'visit/2', mandates: ['visit'] }],
  });
});

test('a mandate breaks a promise by what it permits, under all that the others forbid', () => {
  const scope = (places: readonly string[]) => ({
    ...{ agency: ['north'], activity: ['dive'], windows: null },
    axes: places.length === 0 ? {} : { place: places },
  });
  const head = { text: 'x', source: [], written: {} };
  const clause = (id: string, effect: Clause['effect'], ...places: readonly string[]): Clause => ({
    ...{ ...head, id, effect, basis: 'instrument', scope: scope(places) },
  });
  const [visit = assert.fail()] = WHOLE_EVENT.mandates;
  const mandates = (clauses: readonly Clause[]) =>
    ['a', 'b', 'c'].map((mandate) => ({
      ...{ ...visit, mandate, clauses: clauses.filter(({ id }) => id.startsWith(`${mandate}/`)) },
    }));
  const promise: Commitment = {
    ...{ ...head, id: 'K1', by: 'x', date: null, binds: 'guests', form: 'rule', effect: 'forbid', scope: scope([]) },
  };
  const unkept = (...clauses: readonly Clause[]) => {
    const inForce = { vocabulary: WHOLE_EVENT.vocabulary, mandates: mandates(clauses), commitments: [promise] };
    return promisesOf(assembleSet(inForce), inForce).unkept.map(({ mandate }) => mandate);
  };
  const quay = clause('b/1', 'permit', 'quay');
  assert.deepEqual(unkept(clause('a/1', 'permit', 'buoy'), quay), ['a', 'b']);
  assert.deepEqual(unkept(clause('a/1', 'permit', 'buoy'), quay, clause('c/1', 'forbid', 'quay')), ['a']);
  assert.deepEqual(unkept(quay, clause('c/1', 'forbid', 'quay')), []);
});
