import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { compareWorlds, guestsOf, recordedExercise, SCENARIO, viewersOf } from './comparing.ts';
import type { Recording } from './recording.ts';

let recording: Recording;
before(async () => {
  recording = await recordedExercise();
});

describe('two worlds', { concurrency: 1 }, () => {
  for (const agency of ['us-state', 'us-ice']) {
    test(`what ${agency} may not see changes no byte that its people can get`, async () => {
      assert((await compareWorlds(recording, viewersOf(recording, agency))) > 500);
    });
  }
});

test('every guest and organiser of the event is compared, here or in others.test.ts', async () => {
  const compared = ['de-bundespolizei', 'organising-committee', 'us-ice', 'us-state'];
  assert.deepEqual(await guestsOf(SCENARIO), compared);
});
