import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Json, parseCanonical } from './canonical.ts';
import { decide, type MandateSet, readFacts, readSet } from './interpreter.ts';
import { isFault } from './report.ts';
import { canonical } from './testing/builder.ts';
import { decideCases } from './testing/decide-cases.ts';
import { exampleSets, facts } from './testing/example.ts';

const sets = exampleSets.map((set) => {
  const read = readSet(Buffer.from(canonical(set)));
  assert.ok(!isFault(read), JSON.stringify(read));
  return read;
});

const json = (value: unknown): Json => {
  const parsed = parseCanonical(Buffer.from(canonical(value)));
  assert.ok(!isFault(parsed));
  return parsed.value;
};

for (const { why, set, facts: vector, outcome, clauses } of decideCases) {
  test(`decide ${why}`, () => {
    const mandates = sets[set] as MandateSet;
    const read = readFacts(json(vector), mandates);
    assert.ok(!isFault(read), JSON.stringify(read));
    assert.deepEqual(decide(mandates, read), { outcome, clauses });
  });
}

test('facts: form', () => {
  const good = facts({});
  const set = sets[0] as MandateSet;
  assert.ok(!isFault(readFacts(json(good), set)));
  for (const bad of [
    null,
    [],
    1,
    { ...good, more: 1 },
    { ...good, time: '1' },
    { ...good, agency: 1 },
    { ...good, activity: null },
    { ...good, approval: 'yes' },
    { ...good, approval: ['none'] },
    { ...good, broken: ['b', 'a'] },
    { ...good, broken: ['a', 'a'] },
    { ...good, broken: [1] },
    { ...good, axes: {} },
    { ...good, axes: { ...good.axes, more: 'yes' } },
    { ...good, axes: { ...good.axes, place: 'moon' } },
    { ...good, axes: { ...good.axes, place: 1 } },
    { ...good, axes: null },
  ]) {
    assert.ok(isFault(readFacts(json(bad), set)), canonical(bad));
  }
});

test('sets: form', () => {
  type Loose = Record<string, unknown>;
  const good = exampleSets[0] as Loose;
  const words = good['vocabulary'] as Loose;
  const [rule] = good['rules'] as Loose[];
  const withRule = (change: Loose) => ({ ...good, rules: [{ ...rule, ...change }] });
  const withWords = (change: Loose) => ({ ...good, vocabulary: { ...words, ...change } });
  assert.ok(!isFault(readSet(Buffer.from(canonical(withRule({}))))));
  for (const bad of [
    null,
    [],
    { ...good, format: 2 },
    { ...good, interpreter: 2 },
    { ...good, more: 1 },
    { ...good, rules: null },
    { ...good, rules: [null] },
    { ...good, houseRules: [{ id: 'R-01' }] },
    { ...good, houseRules: null },
    withRule({ effect: 'allow' }),
    withRule({ more: 1 }),
    withRule({ id: 1 }),
    withRule({ agency: 'x' }),
    withRule({ activity: [1] }),
    withRule({ axes: null }),
    withRule({ axes: { place: null } }),
    withRule({ windows: [1] }),
    withRule({ windows: [[1, 2, 3]] }),
    withRule({ windows: [['1', null]] }),
    withWords({ agencies: { a: { standing: 'king' } } }),
    withWords({ agencies: null }),
    withWords({ activities: { a: { coercive: 1, power: null, safety: 'none' } } }),
    withWords({ activities: { a: { coercive: true, power: 1, safety: 'none' } } }),
    withWords({ activities: { a: { coercive: true, power: null, safety: 'no' } } }),
    withWords({ axes: { a: ['b', 'a'] } }),
    withWords({ version: null }),
    withWords({ id: 1 }),
    withWords({ more: 1 }),
  ]) {
    assert.ok(isFault(readSet(Buffer.from(canonical(bad)))), canonical(bad).slice(0, 300));
  }
  assert.ok(isFault(readSet(Buffer.from(`${canonical(good)}\n`))), 'a line feed after');
});
