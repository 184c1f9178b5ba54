import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choicesWith } from '../ui/choice.ts';
import { activityChoices, placeChoices } from './choices.ts';

const place = (id: string, within: string | null, leaf = id) => ({ id, name: id.toUpperCase(), within, leaf });
const NO_NAMES = () => [];
const elsewhere = (name: string) => `${name} (elsewhere)`;

test('places stand under what they lie in; the only root goes last, and without its name before the others', () => {
  const places = [
    place('land', null, 'land.elsewhere'),
    place('port', 'town'),
    place('town', 'land', 'town.elsewhere'),
    place('hill', 'land'),
  ];
  const choices = placeChoices(places, elsewhere, NO_NAMES);
  assert.deepEqual(
    choices.map(({ value, label }) => ({ value, label })),
    [
      { value: 'town.elsewhere', label: 'TOWN (elsewhere)' },
      { value: 'port', label: 'PORT ‹ TOWN' },
      { value: 'hill', label: 'HILL' },
      { value: 'land.elsewhere', label: 'LAND (elsewhere)' },
    ],
  );
});

test('with several roots each has its name', () => {
  const choices = placeChoices(
    [place('a', null, 'a.elsewhere'), place('a1', 'a'), place('b', null)],
    elsewhere,
    NO_NAMES,
  );
  assert.deepEqual(
    choices.map(({ label }) => label),
    ['A (elsewhere)', 'A1 ‹ A', 'B'],
  );
});

test('an activity says how coercive it is', () => {
  const activities = [{ id: 'check', name: 'check', coerciveness: 'coercive', power: 'check' }] as const;
  assert.deepEqual(
    activityChoices(
      [...activities],
      (degree) => degree.toUpperCase(),
      () => ['check', 'controllo'],
    ),
    [{ value: 'check', label: 'check (COERCIVE)', also: ['check', 'controllo'] }],
  );
});

test('a place is found by its names in every language, and by those of what it lies in', () => {
  const italian = new Map([
    ['town', ['Town', 'Città']],
    ['port', ['Port', 'Porto vecchio']],
  ]);
  const places = [
    place('land', null, 'land.elsewhere'),
    place('town', 'land', 'town.elsewhere'),
    place('port', 'town'),
  ];
  const choices = placeChoices(places, elsewhere, (id) => italian.get(id) ?? []);
  const found = (typed: string) => choicesWith(choices, typed).map(({ value }) => value);
  assert.deepEqual(found('porto V'), ['port']);
  assert.deepEqual(found('PORT'), ['port']);
  assert.deepEqual(found(' città '), ['town.elsewhere', 'port']);
  assert.deepEqual(found('nowhere'), []);
  assert.equal(found('').length, choices.length);
});
