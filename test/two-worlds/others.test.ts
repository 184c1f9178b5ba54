import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { compareWorlds, recordedExercise, viewerOf, viewersOf } from './comparing.ts';
import type { Recording } from './recording.ts';

let recording: Recording;
before(async () => {
  recording = await recordedExercise();
});

describe('two worlds', { concurrency: 1 }, () => {
  for (const agency of ['organising-committee', 'de-bundespolizei']) {
    test(`what ${agency} may not see changes no byte that its people can get`, async () => {
      assert((await compareWorlds(recording, viewersOf(recording, agency))) > 500);
    });
  }

  test('the same for somebody of a component that no mandate admits, who sees less than their agency', async () => {
    assert((await compareWorlds(recording, [viewerOf('us-ero-officer-a', 'us-ice', false)])) > 500);
  });
});
