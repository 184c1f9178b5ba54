import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { noteOf } from './testing/noted-documents.ts';
import { itRefuses, type Refusal, replaced } from './testing/refusal-table.ts';
import { listed, type Mapping, WHOLE_EVENT, wholeNotes, without, written } from './testing/whole-event.ts';

const REFUSED: readonly Refusal[] = [
  [
    'an unknown key',
    'scenario.yaml',
    replaced('title:', 'titel:'),
    /:2 \[unknown-key\] unknown key `titel`; did you mean `title`\?/,
    'titel: A small event',
  ],
  [
    'an unknown key, as missing too',
    'scenario.yaml',
    replaced('title:', 'titel:'),
    /\[missing\] `title` is missing/,
    'scenario: small',
  ],
  [
    'a time zone nobody has',
    'scenario.yaml',
    replaced('Europe/Rome', 'Europe/Rom'),
    /a time zone is named like/,
    'Europe/Rom',
  ],
  [
    'a capital of nobody',
    'scenario.yaml',
    replaced('{guest:', '{gest:'),
    /unknown agency `gest`; did you mean `guest`/,
    'gest: America/New_York',
  ],
  [
    'a root that is no mandate',
    'scenario.yaml',
    replaced('rootMandate: root', 'rootMandate: rot'),
    /\[unknown-mandate\].*did you mean `root`/,
    'rot',
  ],
  [
    'a mandate without a file',
    'scenario.yaml',
    replaced('[root, visit]', '[root, visit, more]'),
    /`mandates\/more.yaml` is missing/,
    'more',
  ],
  [
    'a mandate that is not listed',
    'scenario.yaml',
    replaced('[root, visit]', '[root]'),
    /visit.yaml:1 \[mandate-not-listed\]/,
  ],
  [
    'a source given twice',
    'scenario.yaml',
    (text) => `${text}  - {id: X1, kind: law, title: a, date: null, note: null}\n`,
    /\[duplicate-id\]/,
    '{id: X1, kind: law, title: a, date: null',
  ],
  [
    'no host authority',
    'vocabulary.yaml',
    replaced('standing: host-authority', 'standing: host'),
    /\[one-host-authority\] no agency/,
    '- {id: host',
  ],
  [
    'two host authorities',
    'vocabulary.yaml',
    replaced('standing: organiser', 'standing: host-authority'),
    /\[one-host-authority\] a second/,
    'host-authority',
  ],
  [
    'an agency named room',
    'vocabulary.yaml',
    (text) => text.replaceAll('office', 'room').replace('rooms: [', 'offices: ['),
    /\[reserved-word\] the word `room`/,
    'room',
  ],
  [
    'a component of another name',
    'vocabulary.yaml',
    replaced('id: office.staff', 'id: other.staff'),
    /\[part-name\].*`office.`/,
    'other.staff',
  ],
  [
    'a place within itself',
    'vocabulary.yaml',
    replaced('name: The land, within: null', 'name: The land, within: town'),
    /\[place-cycle\] the place `(land|town)` lies within itself/,
    'town',
  ],
  [
    'a place within none',
    'vocabulary.yaml',
    replaced('name: The town, within: land', 'name: The town, within: lnd'),
    /unknown place `lnd`; did you mean `land`/,
    'lnd',
  ],
  [
    'a room in a place with parts',
    'vocabulary.yaml',
    replaced('place: town.elsewhere', 'place: town'),
    /\[room-in-leaf\].*`town.elsewhere`/,
    'town',
  ],
  [
    'a desk of another room',
    'vocabulary.yaml',
    replaced('id: main-room.duty', 'id: guest-room.duty'),
    /\[part-name\]/,
    'guest-room.duty',
  ],
  [
    'a desk for a role of nobody',
    'vocabulary.yaml',
    replaced('roles: [duty]', 'roles: [duti]'),
    /unknown role `duti`; did you mean `duty`/,
    'duti',
  ],
  [
    'coercion without a power',
    'vocabulary.yaml',
    replaced('power: arrest, ', ''),
    /\[coercive-power\]/,
    '{id: arrest, name: arrest a person, coer',
  ],
  [
    'coercion as a safety act',
    'vocabulary.yaml',
    replaced('power: arrest, safety: none', 'power: arrest, safety: everyone'),
    /\[coercive-safety\]/,
    'everyone',
  ],
  [
    'an activity that is a kind of act',
    'vocabulary.yaml',
    replaced('id: assess,', 'id: log.line,'),
    /an id has small letters/,
    'log.line',
  ],
  [
    'a member that is no activity',
    'vocabulary.yaml',
    replaced('[patrol, arrest]', '[patrol, arest]'),
    /unknown activity `arest`; did you mean `arrest`/,
    'arest',
  ],
  [
    'a group that exists',
    'vocabulary.yaml',
    replaced('id: streets', 'id: commanding'),
    /\[reserved-word\]/,
    'commanding',
  ],
  [
    'a purpose of immigration',
    'vocabulary.yaml',
    replaced('id: crime', 'id: counter-immigration'),
    /\[refused-purpose\].*`immigra`/,
    '{id: counter-immigration, name: counteri',
  ],
  [
    'the same in Italian, in the name',
    'vocabulary.yaml',
    replaced('countering organised crime', 'Controllo degli stranieri'),
    /\[refused-purpose\].*`stranier`/,
    '{id: crime, name: Controllo degli strani',
  ],
  [
    'a category of assemblies',
    'vocabulary.yaml',
    replaced('[crowd]', '[crowd, general-strike]'),
    /\[refused-category\].*`strike`/,
    'general-strike',
  ],
  [
    'the same in Italian',
    'vocabulary.yaml',
    replaced('[crowd]', '[manifestazione]'),
    /\[refused-category\]/,
    'manifestazione',
  ],
  [
    'a reversed phase',
    'vocabulary.yaml',
    replaced('until: "2026-02-08T00:00:00Z"', 'until: "2026-02-05T00:00:00Z"'),
    /\[empty-window\]/,
    '"2026-02-05T00:00:00Z"',
  ],
  [
    'an unknown zone kind',
    'vocabulary.yaml',
    replaced('kind: maximum', 'kind: maximun'),
    /unknown zone kind `maximun`; did you mean `maximum`/,
    'maximun',
  ],
  [
    'a time without an offset',
    'vocabulary.yaml',
    replaced('"2026-02-08T00:00:00Z"', '"2026-02-08T00:00:00"'),
    /a time is written like/,
    '"2026-02-08T00:00:00"',
  ],
  [
    'a day that is not',
    'vocabulary.yaml',
    replaced('"2026-02-08T00:00:00Z"', '"2026-02-30T00:00:00Z"'),
    /`[^`]*`: the calendar has no such day/,
    '"2026-02-30T00:00:00Z"',
  ],
];

describe('the scenario or its vocabulary is refused for', () => itRefuses(REFUSED));

itRefusesAsNoted('vocabulary-form');

test('a vocabulary is read as it stands, with what it leaves out; a zone means what is noted below it', () => {
  const { id, zones, ...rest } = WHOLE_EVENT.vocabulary;
  const { vocabulary, zones: _, ...stands } = written('vocabulary.yaml');
  const each = (key: string, defaults: Mapping) =>
    listed('vocabulary.yaml', key).map((one) => ({ ...defaults, ...one }));
  assert.equal(id, vocabulary);
  assert.deepEqual(zones.map(noteOf), wholeNotes('vocabulary.yaml', '='));
  assert.deepEqual(
    without(rest, 'rooms', 'phases', 'activities', 'places'),
    without(stands, 'rooms', 'phases', 'activities', 'places'),
  );
  assert.deepEqual(rest.activities, each('activities', { power: null, clearance: null }));
  assert.deepEqual(rest.places, each('places', { position: null, approximate: false, source: null }));
  assert.deepEqual(
    rest.rooms,
    each('rooms', {}).map((room) => ({
      ...room,
      desks: (room['desks'] as readonly Mapping[]).map((desk) => ({ agencies: null, ...desk })),
    })),
  );
  const ms = (time: unknown) => Date.parse(String(time));
  assert.deepEqual(
    rest.phases,
    each('phases', {}).map((one) => ({ ...one, from: ms(one['from']), until: ms(one['until']) })),
  );
});
