import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axisName, explainFailed, type Names, namesOf, wordName } from './explain.ts';
import { ENGLISH } from './explain-english.ts';
import { ITALIAN } from './explain-italian.ts';
import { readScenario } from './read-scenario.ts';
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

test('what must be there is missing, or is not known to be there', () => {
  const failed = (was: string) => explainFailed({ axis: 'conferral', was, wanted: ['yes'] }, NONE);
  assert.equal(failed('no'), 'the conferral of the power is missing');
  assert.equal(failed('unknown'), 'the conferral of the power is not known');
  assert.equal(
    explainFailed({ axis: 'approval', was: 'none', wanted: ['granted'] }, NONE),
    'the host has not approved it',
  );
});
