import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { compareWorlds, recordedExercise, viewersOf } from './comparing.ts';
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
