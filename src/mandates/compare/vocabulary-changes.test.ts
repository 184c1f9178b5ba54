import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readScenario } from '../read-scenario.ts';
import type { Scenario } from '../scenario.ts';
import { replaced } from '../testing/refusal-table.ts';
import { smallScenario } from '../testing/scenario-fixture.ts';
import { changesOfVocabulary, VOCABULARY_KINDS, type VocabularyChange } from './vocabulary-changes.ts';

function vocabularyWith(...changes: readonly ((text: string) => string)[]): Scenario['vocabulary'] {
  const files = smallScenario({ 'vocabulary.yaml': (text) => changes.reduce((done, change) => change(done), text) });
  const read = readScenario(files);
  assert(read.ok, read.ok ? '' : JSON.stringify(read.problems));
  return read.scenario.vocabulary;
}

const SMALL = vocabularyWith();

/** `changed place stadium {"name":["The stadium","The arena"]}` */
function told(change: VocabularyChange): string {
  const rest =
    change.change === 'changed'
      ? change.fields.map(({ field, before, after }) => JSON.stringify({ [field]: [before, after] })).join(' ')
      : change.text;
  return [change.change, change.of, change.id, rest].join(' ');
}

/** What is otherwise, there and back. */
function differences(...changes: readonly ((text: string) => string)[]): readonly [string[], string[]] {
  const after = vocabularyWith(...changes);
  return [changesOfVocabulary(SMALL, after).map(told), changesOfVocabulary(after, SMALL).map(told)];
}

/** Each word that there can be: how it is added, and what is told of that. */
const ADDED: readonly (readonly [from: string, to: string, ...told: string[]])[] = [
  [
    'activities:\n',
    'activities:\n  - {id: walk, name: walk about, coerciveness: none, safety: none}\n',
    'activity walk walk about',
  ],
  [
    'agencies:\n',
    'agencies:\n  - {id: coast, name: The coast, state: aa, standing: host, components: [{id: coast.watch, name: Watch}]}\n',
    'agency coast The coast',
    'component coast.watch Watch',
  ],
  [
    '{id: guest.field, name: Field arm}',
    '{id: guest.field, name: Field arm}, {id: guest.air, name: Air arm}',
    'component guest.air Air arm',
  ],
  ['offices: [', 'offices: [{id: mayor, name: The mayor, agency: null}, ', 'office mayor The mayor'],
  ['roles: [', 'roles: [{id: chief, name: Chief}, ', 'role chief Chief'],
  ['activityGroups: [', 'activityGroups: [{id: work, members: [assess]}, ', 'activity-group work work'],
  ['purposes: [', 'purposes: [{id: safety, name: safety of all}, ', 'purpose safety safety of all'],
  ['places:\n', 'places:\n  - {id: park, name: The park, within: town}\n', 'place park The park'],
  [
    'rooms:\n',
    'rooms:\n  - {id: field-room, name: Field room, owner: host, place: stadium, desks: [{id: field-room.watch, name: Watch, roles: [duty]}]}\n',
    'room field-room Field room',
    'desk field-room.watch Watch',
  ],
  [
    'desks: [{id: main-room.duty',
    'desks: [{id: main-room.log, name: Log, roles: [duty]}, {id: main-room.duty',
    'desk main-room.log Log',
  ],
  ['incidentCategories: [crowd]', 'incidentCategories: [fire, crowd]', 'incident-category fire fire'],
  ['zoneKinds: [maximum]', 'zoneKinds: [quiet, maximum]', 'zone-kind quiet quiet'],
  [
    'zones:\n',
    'zones:\n  - {id: inner, kind: maximum, places: [consulate], from: null, until: null}\n',
    'zone inner inner',
  ],
  [
    'phases:\n',
    'phases:\n  - {id: eve, from: "2026-02-05T00:00:00Z", until: "2026-02-06T00:00:00Z"}\n',
    'phase eve eve',
  ],
];

/** What can be written otherwise of each. */
const CHANGED: readonly (readonly [from: string, to: string, told: string])[] = [
  ['vocabulary: small', 'vocabulary: small-2', 'vocabulary small-2 {"id":["small","small-2"]}'],
  ['version: 1', 'version: 2', 'vocabulary small {"version":[1,2]}'],
  ['name: The guest', 'name: Guests', 'agency guest {"name":["The guest","Guests"]}'],
  ['state: bb', 'state: cc', 'agency guest {"state":["bb","cc"]}'],
  ['standing: organiser', 'standing: host', 'agency office {"standing":["organiser","host"]}'],
  ['name: Analysts', 'name: Analysis', 'component guest.analysts {"name":["Analysts","Analysis"]}'],
  [
    'name: The minister, agency: host',
    'name: The minister, agency: office',
    'office minister {"agency":["host","office"]}',
  ],
  ['name: Duty officer', 'name: Officer', 'role duty {"name":["Duty officer","Officer"]}'],
  [
    'name: patrol, coerciveness: presence',
    'name: patrol, coerciveness: protective',
    'activity patrol {"coerciveness":["presence","protective"]}',
  ],
  ['power: arrest', 'power: seizure', 'activity arrest {"power":["arrest","seizure"]}'],
  [
    'name: patrol, coerciveness: presence',
    'name: patrol, clearance: weapon, coerciveness: presence',
    'activity patrol {"clearance":[null,"weapon"]}',
  ],
  [
    'coerciveness: protective, safety: everyone',
    'coerciveness: protective, safety: host',
    'activity lead-out {"safety":["everyone","host"]}',
  ],
  [
    'members: [patrol, arrest]',
    'members: [patrol]',
    'activity-group streets {"members":[["patrol","arrest"],["patrol"]]}',
  ],
  ['name: security of the event', 'name: security', 'purpose security {"name":["security of the event","security"]}'],
  [
    'name: The consulate, within: town',
    'name: The consulate, within: land',
    'place consulate {"within":["town","land"]}',
  ],
  ['[45.478, 9.124]', '[9.124, 45.478]', 'place stadium {"position":["45.478, 9.124","9.124, 45.478"]}'],
  [
    'position: [45.478, 9.124], approximate: true',
    'approximate: true',
    'place stadium {"position":["45.478, 9.124",null]}',
  ],
  ['place: town.elsewhere', 'place: stadium', 'room main-room {"place":["town.elsewhere","stadium"]}'],
  [
    'name: Duty, roles: [duty]',
    'name: Duty, roles: [duty, analyst]',
    'desk main-room.duty {"roles":[["duty"],["duty","analyst"]]}',
  ],
  ['places: [stadium]', 'places: [consulate]', 'zone stadium-zone {"places":[["stadium"],["consulate"]]}'],
  [
    'from: "2026-02-04T00:00:00Z", until: null',
    'from: null, until: null',
    'zone stadium-zone {"from":[1770163200000,null]}',
  ],
  [
    'until: "2026-02-08T00:00:00Z"',
    'until: "2026-02-07T00:00:00Z"',
    'phase games {"until":[1770508800000,1770422400000]}',
  ],
];

describe('differences of two vocabularies', () => {
  test('are none where all is as it was, whatever its order', () => {
    assert.deepEqual(differences(), [[], []]);
    const turned = differences(
      replaced('members: [patrol, arrest]', 'members: [arrest, patrol]'),
      replaced(
        '{id: duty, name: Duty officer}, {id: analyst, name: Analyst}',
        '{id: analyst, name: Analyst}, {id: duty, name: Duty officer}',
      ),
    );
    assert.deepEqual(turned, [[], []]);
  });

  for (const [from, to, ...added] of ADDED) {
    test(`are told of what there is more and, the other way, less: ${added.join(', ')}`, () => {
      const [there, back] = differences(replaced(from, to));
      assert.deepEqual(
        there,
        added.map((one) => `added ${one}`),
      );
      assert.deepEqual(
        back,
        added.map((one) => `removed ${one}`),
      );
    });
  }

  for (const [from, to, changed] of CHANGED) {
    test(`are told field by field: ${changed}`, () => {
      const [there, back] = differences(replaced(from, to));
      assert.deepEqual(there, [`changed ${changed}`]);
      assert.equal(back.length, 1);
      assert(back[0]?.startsWith('changed '));
    });
  }

  test('are told of every kind of word', () => {
    const seen = new Set(
      [...ADDED.flatMap(([, , ...added]) => added), ...CHANGED.map(([, , one]) => one)].map((one) => one.split(' ')[0]),
    );
    assert.deepEqual(
      [...VOCABULARY_KINDS].filter((kind) => !seen.has(kind)),
      [],
    );
    const whole = differences(...ADDED.map(([from, to]) => replaced(from, to)))[0].map((one) => one.split(' ')[1]);
    const order = VOCABULARY_KINDS.filter((kind) => whole.includes(kind));
    assert.deepEqual([...new Set(whole)], order, 'in their order');
  });
});
