import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { compareWorlds, type Exercise, guestsOf, recordedExercise, viewersOf } from './comparing.ts';
import type { Recording } from './recording.ts';

/** In the harbour the host clears weapons and vehicles of guest A. */
const HARBOUR = {
  scenario: 'harbour-summit',
  // Then a version of guest A's mandate is led into force, by acts that are hidden from guest B.
  until: Date.parse('2026-09-15T14:30:00Z'),
} as const;

/** What must be hidden from each for the comparison to show anything. */
const HIDDEN: Readonly<Record<string, Pick<Exercise, 'hidden' | 'kinds'>>> = {
  'guest-b-police': { hidden: 20, kinds: ['clearance.grant', 'clearance.withdraw', 'deed.propose'] },
  'guest-a-protection': { hidden: 20, kinds: ['deed.propose', 'approval.answer'] },
};

let recording: Recording;
before(async () => {
  recording = await recordedExercise({ ...HARBOUR, hidden: 0, kinds: [] });
});

describe('two worlds of the harbour', { concurrency: 1 }, () => {
  for (const [agency, hidden] of Object.entries(HIDDEN)) {
    test(`what ${agency} may not see changes no byte that its people can get`, async () => {
      const exercise = { ...HARBOUR, ...hidden };
      assert((await compareWorlds(recording, viewersOf(recording, agency), exercise)) > 100);
    });
  }

  test('every guest of the event is compared; the organiser’s one person is not', async () => {
    assert.deepEqual(await guestsOf('harbour-summit'), [...Object.keys(HIDDEN), 'summit-office'].sort());
  });
});
