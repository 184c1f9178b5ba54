import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUSE_RULE_LIST } from '../terms/house-rules.ts';
import type { NearMiss } from '../terms/outcome.ts';
import { axisName, explainDecision, explainFailed, type Names, namesOf, type Phrases, wordName } from './explain.ts';
import { ENGLISH } from './explain-english.ts';
import { ITALIAN } from './explain-italian.ts';
import { HOUSE_RULES_ITALIAN } from './house-rules-italian.ts';
import { readScenario } from './read-scenario.ts';
import { notedDocuments } from './testing/noted-documents.ts';
import { smallScenario } from './testing/scenario-fixture.ts';

const read = readScenario(smallScenario());
assert(read.ok);
const NAMES = namesOf(read.scenario);
const NONE: Names = { clauses: new Map(), words: new Map() };

test('words are called what the event calls them, by their axis', () => {
  const called = (axis: string, word: string) => wordName(axis, word, NAMES, ENGLISH);
  assert.equal(called('agency', 'guest'), 'The guest');
  assert.equal(called('activity', 'assess'), 'assess a threat');
  assert.equal(called('component', 'guest.field'), 'Field arm (The guest)');
  assert.equal(called('recipient', 'guest.field'), 'Field arm (The guest)');
  assert.equal(called('role', 'duty'), 'Duty officer');
  assert.equal(called('purpose', 'crime'), 'countering organised crime');
  assert.equal(called('room', 'main-room'), 'Main room');
  assert.equal(called('place', 'stadium'), 'The stadium');
  assert.equal(called('place', 'nowhere'), 'nowhere');
  assert.equal(axisName('zone.maximum', NAMES, ENGLISH), 'the zone “maximum”');
  assert.equal(axisName('purpose', NAMES, ENGLISH), 'the purpose');
});

test('what is left of a place is called by the place, and nothing but a place is', () => {
  assert.equal(wordName('place', 'town.elsewhere', NAMES, ENGLISH), 'The town (elsewhere in it)');
  assert.equal(wordName('place', 'town.elsewhere', NONE, ENGLISH), 'town (elsewhere in it)');
  assert.equal(wordName('room', 'town.elsewhere', NAMES, ENGLISH), 'town.elsewhere');
});

test('times are told with their bounds', () => {
  const told = ['2026/2027', '2026/..', '../2027', '../..', 'noon'].map((time) =>
    wordName('time', time, NONE, ENGLISH),
  );
  assert.deepEqual(told, ['from 2026 until 2027', 'from 2026 on', 'before 2027', 'any time', 'noon']);
});

test('words that are the same in every event are told on axes, approval and zones, and only there', () => {
  for (const axis of ['accompaniment', 'approval', 'zone.maximum']) {
    assert.equal(wordName(axis, 'unknown', NONE, ITALIAN), 'non accertabile', axis);
  }
  assert.equal(wordName('approval', 'none', NONE, ITALIAN), 'assente');
  assert.equal(wordName('agency', 'host', NONE, ITALIAN), 'host');
  assert.equal(wordName('direction', 'host', NONE, ITALIAN), 'del paese ospitante');
  assert.equal(wordName('place', 'constructor', NONE, ITALIAN), 'constructor');
});

test('of many words some are told, and that there are others', () => {
  const wanted = ['a', 'b', 'c', 'd', 'e'];
  assert.equal(
    explainFailed({ axis: 'place', was: 'x', wanted }, NONE),
    'the place is x and must be a, b, c, d or others',
  );
  assert.equal(
    explainFailed({ axis: 'place', was: 'x', wanted: wanted.slice(0, 4) }, NONE),
    'the place is x and must be a, b, c or d',
  );
});

test('what may be there or not is told like any other word', () => {
  const either = { axis: 'conferral', was: 'unknown', wanted: ['yes', 'no'] };
  assert.equal(explainFailed(either, NONE), 'the conferral of the power is unknown and must be yes or no');
});

test('what must be there is missing, or is not known to be there', () => {
  const failed = (was: string) => explainFailed({ axis: 'conferral', was, wanted: ['yes'] }, NONE);
  assert.equal(failed('no'), 'the conferral of the power is missing');
  assert.equal(failed('unknown'), 'the conferral of the power is not known');
  assert.equal(
    explainFailed({ axis: 'approval', was: 'none', wanted: ['granted'] }, NONE),
    'the host has not approved it',
  );
});

test('a decision is told whole: what comes out, what it rests on, and each near miss with what it lacks', () => {
  const whole = readScenario(notedDocuments('whole-event'));
  assert(whole.ok);
  const near: NearMiss[] = [
    { clause: 'visit/1', failed: [{ axis: 'zone.fire', was: 'inside', wanted: ['outside'] }] },
    {
      clause: 'visit/2',
      failed: [
        { axis: 'place', was: 'bay.elsewhere', wanted: ['quay', 'town'] },
        { axis: 'accompaniment', was: 'unknown', wanted: ['yes'] },
        { axis: 'time', was: '2026-03-27T00:00:00Z', wanted: ['2026-03-28T00:00:00Z/..', '../2026-03-26T00:00:00Z'] },
      ],
    },
    { clause: 'draft/7', failed: [{ axis: 'approval', was: 'unknown', wanted: ['granted'] }] },
  ];
  const decisions = [
    { outcome: 'permitted', clauses: ['port/0'], near: [] },
    { outcome: 'needs-approval', clauses: ['visit/1', 'K2', 'R-05'], near: [] },
    { outcome: 'prohibited', clauses: ['constructor', 'port/tow'], near: [] },
    { outcome: 'outside', clauses: [], near },
  ] as const;
  const guarded = HOUSE_RULE_LIST.find(({ id }) => id === 'R-05')?.text;
  const told = (language: string, phrases: Phrases) => {
    const names = namesOf(whole.scenario, language);
    return decisions.map((decision) => explainDecision(decision, names, phrases));
  };
  assert.deepEqual(told('en', ENGLISH), [
    'permitted by port/0 (“Clause 0.”).',
    `needs the host’s approval by visit/1 (“Clause 1.”), K2 (“Divers and envoys ask first.”) and R-05 (“${guarded}”).`,
    'prohibited by constructor and port/tow (“Clause tow.”).',
    'outside every mandate. visit/1 (“Clause 1.”) would apply but for the zone “fire”: the zone “fire” is inside and must be outside. visit/2 (“Clause 2.”) would apply but for the place, the accompaniment by a host officer and the time: the place is The bay (elsewhere in it) and must be The quay or The town; the accompaniment by a host officer is not known; the time is 27 March 2026, 01:00 and must be from 28 March 2026, 01:00 on or before 26 March 2026, 01:00 (Europe/Rome). draft/7 would apply but for the host’s approval: the host has not approved it.',
  ]);
  assert.deepEqual(told('it', ITALIAN), [
    'consentito in base a port/0 («Clause 0.»).',
    `richiede approvazione in base a visit/1 («Clause 1.»), K2 («Divers and envoys ask first.») e R-05 («${HOUSE_RULES_ITALIAN['R-05']}»).`,
    'vietato in base a constructor e port/tow («Clause tow.»).',
    'fuori da ogni mandato. visit/1 («Clause 1.») si applicherebbe, se non fosse per la zona «fire»: la zona «fire» risulta dentro e deve essere fuori. visit/2 («Clause 2.») si applicherebbe, se non fosse per il luogo, l’accompagnamento di un agente del paese ospitante e l’orario: il luogo risulta La baia (altrove al suo interno) e deve essere Il molo o The town; l’accompagnamento di un agente del paese ospitante non è accertabile; l’orario risulta 27 marzo 2026, 01:00 e deve essere nel periodo 28 marzo 2026, 01:00 – senza fine o nel periodo che finisce così: 26 marzo 2026, 01:00 (Europe/Rome). draft/7 si applicherebbe, se non fosse per l’approvazione del paese ospitante: il paese ospitante non ha approvato.',
  ]);
});
