import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { vocabularyShown } from '../../server/api/vocabulary-route.ts';
import { likelyPlace } from './likely-place.ts';

const desk = (room: string) => ({ id: `${room}.x`, name: 'x', room: { id: room, name: room }, free: false });

test('without a desk one is offered the room of a desk of theirs, else of their agency, else the land: always a place that an act may claim', async () => {
  const { vocabulary, names } = await suppliedScenario('milano-cortina-2026');
  const words = vocabularyShown({ vocabulary, names });
  const of = (agency: string, ...rooms: string[]) =>
    likelyPlace({ agency: { id: agency }, desks: rooms.map(desk) }, words);
  assert.equal(of('it-interior', 'international-room'), 'viminale');
  assert.equal(of('us-state'), 'us-consulate-milan', 'the envoy of a state is at its consulate');
  assert.equal(of('us-state', 'cyber-room'), 'cyber-centre');
  assert.equal(of('de-bundespolizei'), 'italy.elsewhere');
  const leaves = new Set(words.places.map(({ leaf }) => leaf));
  for (const { id } of words.agencies) assert(leaves.has(of(id) ?? ''), id);
});

test('while the words of the event are not there, no place is made up', () => {
  assert.equal(likelyPlace({ agency: { id: 'us-state' }, desks: [] }, undefined), null);
});
