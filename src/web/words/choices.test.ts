import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activityChoices, placeChoices } from './choices.ts';

const place = (id: string, within: string | null, leaf = id) => ({ id, name: id.toUpperCase(), within, leaf });
const elsewhere = (name: string) => `${name} (elsewhere)`;

test('places stand under what they lie in; the only root goes last, and without its name before the others', () => {
  const places = [
    place('land', null, 'land.elsewhere'),
    place('port', 'town'),
    place('town', 'land', 'town.elsewhere'),
    place('hill', 'land'),
  ];
  assert.deepEqual(placeChoices(places, elsewhere), [
    { value: 'town.elsewhere', label: 'TOWN (elsewhere)' },
    { value: 'port', label: 'TOWN › PORT' },
    { value: 'hill', label: 'HILL' },
    { value: 'land.elsewhere', label: 'LAND (elsewhere)' },
  ]);
});

test('with several roots each has its name', () => {
  const choices = placeChoices([place('a', null, 'a.elsewhere'), place('a1', 'a'), place('b', null)], elsewhere);
  assert.deepEqual(
    choices.map(({ label }) => label),
    ['A (elsewhere)', 'A › A1', 'B'],
  );
});

test('an activity says how coercive it is', () => {
  const activities = [{ id: 'check', name: 'check', coerciveness: 'coercive', power: 'check' }] as const;
  assert.deepEqual(
    activityChoices([...activities], (degree) => degree.toUpperCase()),
    [{ value: 'check', label: 'check (COERCIVE)' }],
  );
});
