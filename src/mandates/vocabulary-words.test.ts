import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACT_KINDS, BUILT_IN_GROUPS } from '../terms/act-kinds.ts';
import { FIXED_AXES } from '../terms/axes.ts';
import { readScenario } from './read-scenario.ts';
import { notedDocuments } from './testing/noted-documents.ts';
import { leavesByPlace, vocabularyOfSet, wordsOf } from './vocabulary-words.ts';

const read = readScenario(notedDocuments('whole-event'));
assert(read.ok);
const words = wordsOf(read.scenario.vocabulary);
const set = vocabularyOfSet(words);

test('a place means its leaves, sorted, and one with parts has a leaf for the rest of it', () => {
  const place = (id: string, within: string | null) => ({
    ...{ id, name: id, within, position: null, approximate: false, source: null },
  });
  const places = [place('z', 'c'), place('b', 'a'), place('a', null), place('c', 'a'), place('o', null)];
  assert.deepEqual(Object.fromEntries(leavesByPlace(places)), {
    a: ['a.elsewhere', 'b', 'c.elsewhere', 'z'],
    'a.elsewhere': ['a.elsewhere'],
    b: ['b'],
    c: ['c.elsewhere', 'z'],
    'c.elsewhere': ['c.elsewhere'],
    z: ['z'],
    o: ['o'],
  });
});

test('the words of an event are found by what they are', () => {
  assert.deepEqual([...words.agencies.keys()], ['port', 'coast', 'club', 'north', 'league']);
  assert.equal(words.agencyOfComponent.get('north.desk'), 'north');
  assert.deepEqual([...words.powers], ['search', 'custody', 'rescue']);
  assert.equal(words.rooms.get('ship')?.owner, 'north');
  const desk = words.desks.get('tower.guests');
  assert.deepEqual([desk?.room.id, desk?.desk.roles], ['tower', ['envoy', 'diver']]);
  const own = ['dive', 'search', 'hold', 'rescue', 'tow', 'survey', 'survey-deep'];
  assert.deepEqual([...words.activities], [...own, ...ACT_KINDS]);
  assert.deepEqual(Object.fromEntries(words.groups), {
    ...BUILT_IN_GROUPS,
    looking: ['survey-deep', 'survey'],
    boats: ['tow', 'search', 'log.line'],
  });
});

test('a set has every word that a rule of it may list, and no other', () => {
  assert.deepEqual([set.id, set.version], ['regatta', 3]);
  assert.deepEqual(set.agencies, {
    room: { standing: 'room' },
    port: { standing: 'host-authority' },
    coast: { standing: 'host' },
    club: { standing: 'organiser' },
    north: { standing: 'guest' },
    league: { standing: 'guest' },
  });
  const kinds = ACT_KINDS.map((kind) => [kind, { coercive: false, power: null, safety: 'none' }]);
  assert.deepEqual(set.activities, {
    ...Object.fromEntries(kinds),
    'alert.raise': { coercive: false, power: null, safety: 'everyone' },
    'declaration.make': { coercive: false, power: null, safety: 'host' },
    dive: { coercive: false, power: null, safety: 'none' },
    search: { coercive: true, power: 'search', safety: 'none' },
    hold: { coercive: true, power: 'custody', safety: 'none' },
    rescue: { coercive: false, power: 'rescue', safety: 'everyone' },
    tow: { coercive: false, power: null, safety: 'host' },
    survey: { coercive: false, power: null, safety: 'none' },
    'survey-deep': { coercive: false, power: null, safety: 'none' },
  });
  const components = ['club.race', 'coast.rescue', 'league.envoys', 'north.desk', 'north.divers', 'port.boats'];
  assert.deepEqual(set.axes, {
    ...FIXED_AXES,
    component: [...components, 'port.watch'],
    place: ['bay.elsewhere', 'buoy', 'open-sea', 'quay', 'town', 'water.elsewhere'],
    purpose: ['crime', 'room-duty', 'safety'],
    recipient: [...components.slice(0, 3), 'none', ...components.slice(3), 'port.watch'],
    role: ['diver', 'envoy', 'operator', 'registrar', 'watch'],
    room: ['none', 'ship', 'tower'],
    'zone.fire': ['inside', 'outside'],
    'zone.race': ['inside', 'outside'],
  });
});
