import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Replay, replayExercise } from './replay.ts';
import { accountedRows, foldedState } from './testing/folding.ts';
import { assertAsExpected, suppliedScenario } from './testing/scenarios.ts';

let replay: Replay;

before(async () => {
  replay = await replayExercise(await suppliedScenario('milano-cortina-2026'));
});

test('every act of the exercise of Milano Cortina 2026 is decided as its author wrote', () => {
  assertAsExpected(replay.result);
});

test('the entries of the exercise fold to the state that the room holds', async () => {
  assert.deepEqual(accountedRows(await foldedState(replay)), accountedRows(replay.state));
});

test('the exercise is as large as it says: three days, every desk, and many acts that are held up', async () => {
  const { exercise, vocabulary, commitments } = await suppliedScenario('milano-cortina-2026');
  const acts = exercise.flatMap(({ steps }) => steps.filter((step) => step.step === 'act'));
  assert.equal(exercise.length, 3);
  assert(acts.length >= 200, `${acts.length} acts`);
  const heldUp = acts.filter(({ expect }) => expect.outcome !== 'permitted');
  assert(heldUp.length >= 60, `${heldUp.length} refused or in need of approval`);
  assert(acts.every(({ expect }) => expect.source !== ''));
  const desks = vocabulary.rooms.flatMap((room) => room.desks.map(({ id }) => id));
  assert.deepEqual(
    desks.filter((desk) => !acts.some((act) => act.desk === desk)),
    [],
    'desks without an act',
  );
  assert.deepEqual(
    commitments.map(({ id }) => id),
    Array.from({ length: 18 }, (_, n) => `K${n + 1}`),
  );
});
