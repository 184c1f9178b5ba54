import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryStore } from '../ledger/store/memory.ts';
import { assembleSet, documentDigest, setId } from '../mandates/compile.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { replayExercise } from './replay.ts';
import { suppliedScenario } from './testing/scenarios.ts';

const named = await suppliedScenario('milano-cortina-2026');
const unnamed: Scenario = { ...named, names: { it: {} } };

test('no digest of a mandate and no set is made of names', () => {
  const madeOf = ({ vocabulary, mandates, commitments }: Scenario) => [
    setId(assembleSet({ vocabulary, mandates, commitments })),
    ...mandates.map(documentDigest),
  ];
  assert.ok(Object.keys(named.names.it).length > 0);
  assert.deepEqual(madeOf(named), madeOf(unnamed));
  const changed = { ...named, vocabulary: { ...named.vocabulary, version: named.vocabulary.version + 1 } };
  assert.notDeepEqual(madeOf(changed), madeOf(named));
});

test('a ledger is the same with names and without, to the byte: entries, openings, rows and kept documents', async () => {
  const ledgerOf = async (scenario: Scenario) => {
    const store = new MemoryStore();
    await replayExercise(scenario, { store });
    return store.data;
  };
  const [one, other] = [await ledgerOf(named), await ledgerOf(unnamed)];
  assert.ok(one.entries.length > 100);
  assert.deepEqual(one, other);
});
