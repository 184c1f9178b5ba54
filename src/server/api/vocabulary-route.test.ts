import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { VocabularyShown } from '../../terms/api/event.ts';
import { vocabularyShown } from './vocabulary-route.ts';

test('names in another language are served beside the vocabulary, whose own names stay', async () => {
  const scenario = await suppliedScenario('milano-cortina-2026');
  const shown = VocabularyShown.parse(JSON.parse(JSON.stringify(vocabularyShown(scenario))));
  assert.equal(shown.places.find(({ id }) => id === 'san-siro')?.name, 'San Siro stadium');
  assert.deepEqual(shown.names.it, { ...scenario.names.it, 'room-duty': 'conduzione della sala' });
  const words = [
    ...[...shown.agencies, ...shown.agencies.flatMap(({ components }) => components), ...shown.offices],
    ...[...shown.roles, ...shown.activities, ...shown.purposes, ...shown.places],
    ...[...shown.rooms, ...shown.rooms.flatMap(({ desks }) => desks)],
    ...shown.incidentCategories.map((id) => ({ id })),
  ];
  assert.deepEqual(
    words.filter(({ id }) => !Object.hasOwn(shown.names.it, id)),
    [],
  );
});
