import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readScenario } from '../read-scenario.ts';
import type { Scenario } from '../scenario.ts';
import { replaced } from '../testing/refusal-table.ts';
import { smallScenario } from '../testing/scenario-fixture.ts';
import { compare } from './compare.ts';
import { changesInWords } from './in-words.ts';

function scenarioWith(changes: Parameters<typeof smallScenario>[0] = {}): Scenario {
  const read = readScenario(smallScenario(changes));
  assert(read.ok, read.ok ? '' : JSON.stringify(read.problems));
  return read.scenario;
}

const SMALL = scenarioWith();
const VISIT = 'mandates/visit.yaml';
const inTurn =
  (...steps: readonly ((text: string) => string)[]) =>
  (text: string) =>
    steps.reduce((done, step) => step(done), text);

test('each field that is written otherwise is told as it was and as it is, of mandates, clauses and commitments in turn', () => {
  const changed = scenarioWith({
    [VISIT]: inTurn(
      replaced('title: The visit', 'title: The second visit'),
      replaced('until: "2026-02-09T00:00:00Z"', 'until: null'),
      replaced('place: {not: [consulate]}', 'room: [main-room]'),
      replaced('text: "No streets."', 'text: "  No streets at all.  "'),
    ),
    'commitments.yaml': inTurn(
      replaced('date: "in spring"', 'date: null'),
      replaced('effect: require-approval', 'effect: forbid'),
      replaced('activity: [arrest]', 'activity: [arrest, patrol]'),
      replaced('why: "a wish"', 'why: "a hope"'),
    ),
  });
  const told = changesInWords(SMALL, changed).map((one) => {
    const fields = one.change === 'changed' ? one.fields : [];
    return [
      one.change,
      one.of,
      one.id,
      ...fields.map(({ field, before, after }) => JSON.stringify({ [field]: [before, after] })),
    ].join(' ');
  });
  assert.deepEqual(told, [
    'changed mandate visit {"title":["The visit","The second visit"]} {"until":[1770595200000,null]}',
    'changed clause visit/3 {"text":["No streets.","No streets at all."]} {"place":[{"not":["consulate"]},null]} {"room":[null,["main-room"]]}',
    'changed commitment K1 {"activity":[["arrest"],["arrest","patrol"]]}',
    'changed commitment K2 {"date":["in spring",null]} {"effect":["require-approval","forbid"]}',
    'changed commitment K3 {"why":["a wish","a hope"]}',
  ]);
});

test('what is new is told by its text or title, and after it what is gone', () => {
  const [root, visit] = SMALL.mandates;
  const [promise, ...promises] = SMALL.commitments;
  assert(root !== undefined && visit !== undefined && promise !== undefined);
  const [first, ...rest] = visit.clauses;
  assert(first !== undefined);
  const renamed = { ...first, id: 'visit/9', text: ' Clause 9.\n' };
  const second = { ...root, mandate: 'second', title: ' The second ', clauses: [] };
  const after = {
    ...SMALL,
    mandates: [{ ...visit, clauses: [...rest.toReversed(), renamed] }, second],
    commitments: [...promises, { ...promise, id: 'K9' }],
  };
  const told = (from: Scenario, to: Scenario) =>
    changesInWords(from, to).map((one) =>
      [one.change, one.of, one.id, one.change === 'changed' ? '' : one.text].join(' '),
    );
  assert.deepEqual(told(SMALL, after), [
    'added mandate second The second',
    "removed mandate root The host's own work",
    'added clause visit/9 Clause 9.',
    'removed clause root/1 Clause 1.',
    'removed clause visit/1 Clause 1.',
    'added commitment K9 No guest arrests anybody.',
    'removed commitment K1 No guest arrests anybody.',
  ]);
});

test('the order of words is none, nor the space around a text, nor the order of what stands in the documents', () => {
  const turned = scenarioWith({
    'scenario.yaml': replaced('mandates: [root, visit]', 'mandates: [visit, root]'),
    [VISIT]: replaced('place: {not: [consulate]}', 'purpose: [crime, security]'),
  });
  const straight = scenarioWith({
    [VISIT]: inTurn(
      replaced('place: {not: [consulate]}', 'purpose: [security, crime]'),
      replaced('text: "No streets."', 'text: " No streets. "'),
    ),
    'commitments.yaml': replaced('text: "All will be well."', 'text: " All will be well. "'),
  });
  assert.deepEqual(changesInWords(straight, turned), []);
});

test('in whatever is written words are in no order, and all else is', () => {
  const withWritten = (written: Scenario['mandates'][number]['clauses'][number]['written']): Scenario => ({
    ...SMALL,
    mandates: SMALL.mandates.map((mandate) => ({
      ...mandate,
      clauses: mandate.clauses.map((clause) => ({ ...clause, written })),
    })),
  });
  const changed = (before: Parameters<typeof withWritten>[0], after: typeof before) =>
    changesInWords(withWritten(before), withWritten(after)).length > 0;
  assert.equal(changed({ place: { not: ['a', 'b'] } }, { place: { not: ['b', 'a'] } }), false);
  assert.equal(changed({ place: { not: ['a', 'b'] } }, { place: { not: ['a', 'c'] } }), true);
  assert.equal(changed({ time: [['a'], ['b']] }, { time: [['b'], ['a']] }), true);
  assert.equal(changed({ time: [['a', 'c'], ['b']] }, { time: [['c', 'a'], ['b']] }), false);
  assert.equal(changed({ time: ['a', 2, 1] }, { time: ['a', 1, 2] }), true);
});

test('two sets of documents are compared in what they decide and promise, by the components that either knows', () => {
  const both = compare(
    SMALL,
    scenarioWith({
      'vocabulary.yaml': replaced('{id: guest.field, name: Field arm}', '{id: guest.scouts, name: Scouts}'),
      'commitments.yaml': replaced('component: [guest.field]', 'component: [guest.scouts]'),
    }),
  );
  assert(both.logic.result === 'refuted' && both.logic.complete);
  assert.deepEqual(both.promises, []);
  const components = new Set(both.logic.counterexamples.flatMap(({ region }) => region.axes['component'] ?? []));
  assert.deepEqual([...components].sort(), ['guest.field', 'guest.scouts']);
  const short = compare(SMALL, SMALL, { budget: 1 });
  assert.equal(short.logic.result, 'undecided', 'who has no time is told so');
});
