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
