import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Json } from '../../base/json.ts';
import { assembleSet } from '../compile.ts';
import { namesOf } from '../explain.ts';
import { ENGLISH } from '../explain-english.ts';
import { ITALIAN } from '../explain-italian.ts';
import { EVERYTHING } from '../prove/claim.ts';
import { assumptionsOf } from '../prove/commitments.ts';
import { spaceOf } from '../prove/space.ts';
import { readScenario } from '../read-scenario.ts';
import type { Scenario } from '../scenario.ts';
import { replaced } from '../testing/refusal-table.ts';
import { smallScenario } from '../testing/scenario-fixture.ts';
import type { FactChange } from './fact-changes.ts';
import { toldFactChange } from './told-facts.ts';
import { toldVocabulary } from './told-vocabulary.ts';
import { changesOfVocabulary, VOCABULARY_KINDS } from './vocabulary-changes.ts';
import { VOCABULARY_PHRASES } from './vocabulary-phrases.ts';

function scenarioWith(...changes: readonly ((text: string) => string)[]): Scenario {
  const read = readScenario(
    smallScenario({ 'vocabulary.yaml': (text) => changes.reduce((done, change) => change(done), text) }),
  );
  assert(read.ok, read.ok ? '' : JSON.stringify(read.problems));
  return read.scenario;
}

const SMALL = scenarioWith();

/** One line each, fields after a bar. */
function told(before: Scenario, after: Scenario, language: 'en' | 'it'): string[] {
  const changes = changesOfVocabulary(before.vocabulary, after.vocabulary);
  const lines = toldVocabulary(changes, { before, after }, language, language === 'it' ? ITALIAN : ENGLISH);
  return lines.map(({ head, fields }) => [head, ...fields].join(' | '));
}

/** What is written otherwise, and how it is told in either language. */
const TOLD: readonly (readonly [from: string, to: string, english: string, italian: string])[] = [
  [
    'version: 1',
    'version: 2',
    'vocabulary small changed | version: 1 → 2',
    'vocabolario small si legge diversamente | versione: 1 → 2',
  ],
  ['roles: [', 'roles: [{id: chief, name: Chief}, ', 'role chief added: Chief', 'ruolo chief c’è in più: Chief'],
  [
    'incidentCategories: [crowd]',
    'incidentCategories: [crowd, fire]',
    'category of incidents fire added',
    'categoria di eventi fire c’è in più',
  ],
  [
    'incidentCategories: [crowd]',
    'incidentCategories: []',
    'category of incidents crowd removed',
    'categoria di eventi crowd non c’è più',
  ],
  [
    'purposes: [{id: security, name: security of the event}, ',
    'purposes: [',
    'purpose security removed: security of the event',
    'scopo security non c’è più: security of the event',
  ],
  [
    'state: bb',
    'state: null',
    'agency guest changed | state: bb → (not written)',
    'agenzia guest si legge diversamente | Stato: bb → (non scritto)',
  ],
  [
    'standing: organiser',
    'standing: host',
    'agency office changed | standing: organiser → of the host',
    'agenzia office si legge diversamente | posizione: organizzatore → del paese ospitante',
  ],
  [
    'name: The minister, agency: host',
    'name: The minister, agency: office',
    'office minister changed | agency: The host → The office',
    'ufficio minister si legge diversamente | agenzia: The host → The office',
  ],
  [
    'name: patrol, coerciveness: presence, safety: none',
    'name: patrol, clearance: weapon, power: arrest, coerciveness: coercive, safety: none',
    'activity patrol changed | coerciveness: presence → coercive | power: (not written) → arrest | clearance needed: (not written) → of the weapon',
    'attività patrol si legge diversamente | coercizione: presenza → coercitiva | potere: (non scritto) → arrest | nulla osta richiesto: (non scritto) → dell’arma',
  ],
  [
    'coerciveness: protective, safety: everyone',
    'coerciveness: protective, safety: host',
    'activity lead-out changed | safety act: of everyone → of the host',
    'attività lead-out si legge diversamente | atto di sicurezza: di tutti → del paese ospitante',
  ],
  [
    'members: [patrol, arrest]',
    'members: [patrol, log.line]',
    'group of activities streets changed | members: arrest a person, patrol → patrol, write a line in the log',
    'gruppo di attività streets si legge diversamente | membri: arrest a person, patrol → patrol, scrivere nel diario',
  ],
  [
    'approximate: true, source: X1}\n  - {id: consulate, name: The consulate, within: town}',
    'approximate: false, source: X1}\n  - {id: consulate, name: The consulate, within: land}',
    'place stadium changed | approximate: yes → no/place consulate changed | lies in: The town → The land',
    'luogo stadium si legge diversamente | approssimativo: sì → no/luogo consulate si legge diversamente | si trova in: The town → The land',
  ],
  [
    'place: town.elsewhere',
    'place: stadium',
    'room main-room changed | place: The town (elsewhere in it) → The stadium',
    'sala main-room si legge diversamente | luogo: The town (altrove al suo interno) → The stadium',
  ],
  [
    'name: Duty, roles: [duty]',
    'name: Duty, roles: [duty, analyst], agencies: [office]',
    'desk main-room.duty changed | roles: Duty officer → Analyst, Duty officer | held by: (not written) → The office',
    'postazione main-room.duty si legge diversamente | ruoli: Duty officer → Analyst, Duty officer | occupata da: (non scritto) → The office',
  ],
  [
    'places: [stadium], from: "2026-02-04T00:00:00Z", until: null',
    'places: [town, consulate], from: null, until: "2026-02-04T00:00:00Z"',
    'zone stadium-zone changed | places: The stadium → The consulate, The town | from: 4 February 2026, 01:00 (Europe/Rome) → (not written) | until: (not written) → 4 February 2026, 01:00 (Europe/Rome)',
    'zona stadium-zone si legge diversamente | luoghi: The stadium → The consulate, The town | dal: 4 febbraio 2026, 01:00 (Europe/Rome) → (non scritto) | al: (non scritto) → 4 febbraio 2026, 01:00 (Europe/Rome)',
  ],
  [
    'until: "2026-02-08T00:00:00Z"',
    'until: "2026-02-07T00:00:00Z"',
    'phase games changed | until: 8 February 2026, 01:00 (Europe/Rome) → 7 February 2026, 01:00 (Europe/Rome)',
    'fase games si legge diversamente | al: 8 febbraio 2026, 01:00 (Europe/Rome) → 7 febbraio 2026, 01:00 (Europe/Rome)',
  ],
];

describe('differences of two vocabularies in words', () => {
  for (const [from, to, english, italian] of TOLD) {
    test(english, () => {
      // Of documents that no longer agree with the word the vocabulary alone is looked at.
      const after = scenarioOr(from, to);
      assert.equal(told(SMALL, after, 'en').join('/'), english);
      assert.equal(told(SMALL, after, 'it').join('/'), italian);
    });
  }

  test('are told by ids where two words bear one name, and by the names of the event that has them', () => {
    const before = scenarioWith(replaced('name: The consulate', 'name: The stadium'));
    const after = scenarioWith(
      replaced('name: The consulate', 'name: The stadium'),
      replaced('places: [stadium]', 'places: [consulate]'),
    );
    assert.deepEqual(told(before, after, 'en'), ['zone stadium-zone changed | places: ["stadium"] → ["consulate"]']);
    const renamed = scenarioWith(
      replaced('name: The stadium', 'name: The arena'),
      replaced('places: [stadium]', 'places: [stadium, consulate]'),
    );
    const [, zone] = told(SMALL, renamed, 'en');
    assert.equal(zone, 'zone stadium-zone changed | places: The stadium → The arena, The consulate');
  });

  test('have a phrase for each kind of word and each field, of its own in Italian', () => {
    const { en, it } = VOCABULARY_PHRASES;
    assert.deepEqual(Object.keys(it.fields).sort(), Object.keys(en.fields).sort());
    assert.deepEqual(Object.keys(en.kinds).sort(), [...VOCABULARY_KINDS].sort());
    for (const phrases of [en, it]) {
      const { kinds, fields, standing, coerciveness, safety, clearance, notWritten, yes, no } = phrases;
      for (const group of [kinds, fields, standing, coerciveness, safety, clearance, { notWritten, yes, no }]) {
        const told = Object.values(group);
        assert(told.every((phrase) => phrase.trim() !== ''));
        assert.equal(new Set(told).size, told.length, 'two of them would read the same');
      }
    }
  });

  test('tell the fixed words of a field by its phrases, and what is no word as it is written', () => {
    const change = (field: string, before: Json, after: Json) => {
      const one = { change: 'changed', of: 'zone', id: 'z', fields: [{ field, before, after }] } as const;
      return toldVocabulary([one], { before: SMALL, after: SMALL }, 'en', ENGLISH)[0]?.fields;
    };
    assert.deepEqual(change('coerciveness', 'none', 'protective'), ['coerciveness: not coercive → protective']);
    assert.deepEqual(change('safety', 'none', 'everyone'), ['safety act: of nobody → of everyone']);
    assert.deepEqual(change('clearance', 'person', 'vehicle'), ['clearance needed: of the person → of the vehicle']);
    assert.deepEqual(change('owner', 'host', 'guest'), ['owner: The host → The guest']);
    assert.deepEqual(change('kind', 'maximum', 'quiet'), ['kind: maximum → quiet']);
    assert.deepEqual(change('from', 'sunrise', null), ['from: sunrise → (not written)']);
    assert.deepEqual(change('anything', { b: 1, a: [2] }, 7), ['anything: {"a":[2],"b":1} → 7']);
  });

  test('say times in UTC, where an event has no zone of its own to tell them in', () => {
    const { timezone: _, ...nowhere } = SMALL;
    const side = nowhere as Scenario;
    const fields = [{ field: 'from', before: null, after: Date.UTC(2026, 1, 4) }];
    const one = { change: 'changed', of: 'zone', id: 'z', fields } as const;
    const [told] = toldVocabulary([one], { before: side, after: side }, 'en', ENGLISH);
    assert.deepEqual(told?.fields, ['from: (not written) → 4 February 2026, 00:00']);
  });
});

/** The changed event; where the other documents no longer fit, with its vocabulary changed alone. */
function scenarioOr(from: string, to: string): Scenario {
  const read = readScenario(smallScenario({ 'vocabulary.yaml': replaced(from, to) }));
  if (read.ok) return read.scenario;
  const gone = /id: (security)/.exec(from)?.[1];
  assert(gone !== undefined, JSON.stringify(read.problems));
  const purposes = SMALL.vocabulary.purposes.filter(({ id }) => id !== gone);
  return { ...SMALL, vocabulary: { ...SMALL.vocabulary, purposes } };
}

describe('facts that are derived otherwise, in words', () => {
  const space = spaceOf([assembleSet(SMALL)], EVERYTHING, assumptionsOf(SMALL.vocabulary));
  const change: FactChange = {
    region: { ...EVERYTHING, axes: { place: ['consulate', 'stadium'] }, windows: [[Date.UTC(2026, 1, 4), null]] },
    facts: [
      { axis: 'zone.maximum', before: 'inside', after: 'outside' },
      { axis: 'clearance', before: 'not-held', after: 'not-needed' },
    ],
    clauses: ['visit/1', 'visit/7'],
    logic: null,
    more: null,
  };

  test('name the acts, the facts and who asks for them', () => {
    assert.equal(
      toldFactChange(change, space, namesOf(SMALL, 'en'), ENGLISH, 'en'),
      'any activity, by anybody, where the place is The consulate or The stadium and the time is from 4 February 2026, 01:00 on (Europe/Rome): the zone “maximum” was inside and is outside and the host’s clearance was not held and is not needed; asked for by visit/1 and visit/7',
    );
    assert.equal(
      toldFactChange(change, space, namesOf(SMALL, 'it'), ITALIAN, 'it'),
      'qualsiasi attività, da parte di chiunque, quando il luogo risulta The consulate o The stadium e l’orario risulta nel periodo 4 febbraio 2026, 01:00 – senza fine (Europe/Rome): la zona «maximum» risultava dentro e risulta fuori e il nulla osta del paese ospitante risultava assente e risulta non richiesto; richiesto da visit/1 e visit/7',
    );
  });

  test('say so where nobody asks', () => {
    const unasked = { ...change, clauses: [] };
    assert.match(toldFactChange(unasked, space, namesOf(SMALL, 'en'), ENGLISH, 'en'), /; asked for by no clause$/);
    assert.match(
      toldFactChange(unasked, space, namesOf(SMALL, 'it'), ITALIAN, 'it'),
      /; richiesto da nessuna clausola$/,
    );
  });
});
