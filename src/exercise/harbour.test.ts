import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Replay, replayExercise } from './replay.ts';
import { accountedRows, foldedState } from './testing/folding.ts';
import { assertAsExpected, suppliedScenario } from './testing/scenarios.ts';

let replay: Replay;

before(async () => {
  replay = await replayExercise(await suppliedScenario('harbour-summit'));
});

test('every act of the exercise of the Harbour Summit is decided as its author wrote', () => {
  assertAsExpected(replay.result);
});

test('the entries of the exercise fold to the state that the room holds', async () => {
  assert.deepEqual(accountedRows(await foldedState(replay)), accountedRows(replay.state));
});
