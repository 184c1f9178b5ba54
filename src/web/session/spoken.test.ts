import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Me } from '../../terms/api/session.ts';
import { meIn, spokenIn, type Vocabulary } from './spoken.ts';

const word = (id: string, name: string) => ({ id, name });
const SHOWN: Vocabulary = {
  id: 'event',
  version: 1,
  agencies: [
    { ...word('police', 'Police'), standing: 'host', state: 'it', components: [word('police.field', 'Field units')] },
  ],
  roles: [word('duty-officer', 'Duty officer')],
  activities: [{ ...word('patrol', 'patrol'), coerciveness: 'presence', power: null }],
  purposes: [word('room-duty', 'running of the room')],
  places: [
    { ...word('milan', 'Milan'), within: null, leaf: 'milan.elsewhere' },
    { ...word('stadium', 'Stadium'), within: 'milan', leaf: 'stadium' },
  ],
  rooms: [{ ...word('room', 'Room'), owner: 'police', place: 'stadium', desks: [word('room.duty', 'Duty')] }],
  incidentCategories: ['crowd'],
  offices: [word('minister', 'Minister')],
  names: {
    it: {
      police: 'Polizia',
      'police.field': 'Unità sul territorio',
      'duty-officer': 'Ufficiale di turno',
      patrol: 'pattugliare',
      'room-duty': 'conduzione della sala',
      milan: 'Milano',
      'room.duty': 'Turno',
      minister: 'Ministro',
      crowd: 'folla',
    },
  },
};

test('a word is called as the language has it, else as the vocabulary has it; leaves of places too', () => {
  const name = (language: 'en' | 'it', id: string) => spokenIn(language, SHOWN).names.get(id);
  const both = (id: string) => [name('en', id), name('it', id)];
  assert.deepEqual(both('police'), ['Police', 'Polizia']);
  assert.deepEqual(both('police.field'), ['Field units', 'Unità sul territorio']);
  assert.deepEqual(both('duty-officer'), ['Duty officer', 'Ufficiale di turno']);
  assert.deepEqual(both('patrol'), ['patrol', 'pattugliare']);
  assert.deepEqual(both('room-duty'), ['running of the room', 'conduzione della sala']);
  assert.deepEqual(both('milan.elsewhere'), ['Milan', 'Milano']);
  assert.deepEqual(both('room.duty'), ['Duty', 'Turno']);
  assert.deepEqual(both('minister'), ['Minister', 'Ministro']);
  assert.deepEqual(
    [both('stadium'), both('room')],
    [
      ['Stadium', 'Stadium'],
      ['Room', 'Room'],
    ],
  );
  for (const id of ['nowhere', 'constructor', '__proto__']) assert.deepEqual(both(id), [undefined, undefined], id);
});

test('forms get the whole vocabulary in the language, and nothing but names differs', () => {
  const { vocabulary } = spokenIn('it', SHOWN);
  assert.deepEqual(spokenIn('en', SHOWN).vocabulary, SHOWN);
  assert.deepEqual(vocabulary.rooms[0]?.desks, [word('room.duty', 'Turno')]);
  const ids = (value: unknown) => JSON.stringify(value, (key, inner) => (key === 'name' ? '' : inner));
  assert.equal(ids(vocabulary), ids(SHOWN));
});

test('whatever the language, a word is found by all its names, each once', () => {
  for (const language of ['en', 'it'] as const) {
    const { everyName } = spokenIn(language, SHOWN);
    assert.deepEqual(everyName.get('milan.elsewhere'), ['Milan', 'Milano']);
    assert.deepEqual(everyName.get('stadium'), ['Stadium']);
  }
});

test('the same answer is put together once for a language', () => {
  assert.equal(spokenIn('it', SHOWN), spokenIn('it', SHOWN));
  assert.notEqual(spokenIn('it', SHOWN), spokenIn('en', SHOWN));
  assert.notEqual(spokenIn('it', { ...SHOWN }), spokenIn('it', SHOWN));
});

test('who I am is told in the language, and everything else of me stays', () => {
  const room = word('room', 'Room');
  const me: Me = {
    person: 'duty-a',
    agency: { ...word('police', 'Police'), standing: 'host' },
    component: word('police.field', 'Field units'),
    roles: [word('duty-officer', 'Duty officer'), word('analyst', 'Analyst')],
    role: word('duty-officer', 'Duty officer'),
    desk: { ...word('room.duty', 'Duty'), room, place: 'stadium' },
    desks: [{ ...word('room.duty', 'Duty'), room, free: true }],
    wantsDesk: null,
    admitted: true,
    oversight: false,
    dataProtection: false,
    directs: false,
    method: 'link',
    expires: 1,
    csrf: 'c',
    key: 'k',
    hasPassword: false,
    passkeys: [],
  };
  assert.deepEqual(meIn('en', me, SHOWN.names), me);
  assert.deepEqual(meIn('it', me, SHOWN.names), {
    ...me,
    agency: { ...word('police', 'Polizia'), standing: 'host' },
    component: word('police.field', 'Unità sul territorio'),
    roles: [word('duty-officer', 'Ufficiale di turno'), word('analyst', 'Analyst')],
    role: word('duty-officer', 'Ufficiale di turno'),
    desk: { ...word('room.duty', 'Turno'), room, place: 'stadium' },
    desks: [{ ...word('room.duty', 'Turno'), room, free: true }],
  });
  assert.equal(meIn('it', { ...me, desk: null }, SHOWN.names).desk, null);
});
