import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareWorlds, type Exercise, recordedExercise, viewersOf } from './comparing.ts';

/** In the harbour the host clears weapons and vehicles of guest A. */
const HARBOUR: Exercise = {
  scenario: 'harbour-summit',
  hidden: 20,
  // Then a version of guest A's mandate is led into force, by acts that are hidden from guest B.
  until: Date.parse('2026-09-15T14:30:00Z'),
  kinds: ['clearance.grant', 'clearance.withdraw', 'deed.propose'],
};

test('what is cleared of one guest changes no byte that the people of another can get', async () => {
  const recording = await recordedExercise(HARBOUR);
  assert((await compareWorlds(recording, viewersOf(recording, 'guest-b-police'), HARBOUR)) > 100);
});
