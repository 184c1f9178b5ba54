import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MandatesShown } from '../../../terms/api/event.ts';
import {
  arrangementWith,
  assumptions,
  isCitable,
  MandatesView,
  narrowedAxes,
  ownFirst,
  questionText,
  restingOn,
} from './arrangement.ts';

const clause = (id: string, text: string, basis: 'instrument' | 'assumption' = 'assumption') => ({
  id,
  effect: 'permit' as const,
  text,
  basis,
  source: ['R4'],
  written: { activity: ['liaise'], purpose: 'any', time: { daily: { from: '08:00', until: '20:00' } } },
});
const mandate = (id: string, holder: string, clauses: ReturnType<typeof clause>[]) => ({
  id,
  version: 1,
  title: `work of ${holder}`,
  holder: { id: holder, name: holder },
  issuer: { id: 'host', name: 'Ministry' },
  instrument: null,
  from: null,
  until: null,
  status: 'in-force' as const,
  halted: null,
  began: null,
  due: null,
  root: false,
  unkept: [],
  openQuestions: ['Q2'],
  terms: [
    { name: 'arms' as const, text: null, source: [], open: 'Q2' },
    { name: 'costs' as const, text: `borne by ${holder}`, source: ['R4'], open: null },
  ],
  clauses,
});
const ALL: MandatesShown = {
  view: 1,
  set: 'abc',
  mandates: [
    mandate('us-hsi', 'us-ice', [clause('us-hsi/1', 'They keep their desks.'), clause('us-hsi/2', 'No patrol.')]),
    mandate('de', 'de-police', [clause('de/1', 'Officers patrol beside the host.', 'instrument')]),
  ],
  commitments: [{ id: 'K3', by: 'ICE', date: null, text: 'No enforcement.', source: [], form: 'rule', why: null }],
  questions: [{ id: 'Q2', text: 'Are they armed?', axis: null, source: [] }],
  sources: [{ id: 'R4', kind: 'report', title: 'a daily', date: null, note: null }],
  houseRules: [{ id: 'R-01', text: 'Nobody answers their own request.' }],
  statements: [],
};
/** Names by id, in two languages; the holder `de-police` has two that its id does not hold. */
const EVERY_NAME = (id: string) => (id === 'de-police' ? ['German police', 'Polizia tedesca'] : [id]);

describe('search in the arrangement', () => {
  test('without words everything stands', () => {
    assert.equal(arrangementWith(ALL, ' ', EVERY_NAME), ALL);
  });

  test('clauses that hold every word, in whatever case, and nothing else', () => {
    const { mandates, commitments, questions, houseRules } = arrangementWith(ALL, 'PATROL', EVERY_NAME);
    assert.deepEqual(
      mandates.map(({ clauses }) => clauses.map(({ id }) => id)),
      [['us-hsi/2'], ['de/1']],
    );
    assert.deepEqual([commitments, questions, houseRules], [[], [], []]);
    assert.deepEqual(
      arrangementWith(ALL, 'patrol beside', EVERY_NAME).mandates.map(({ id }) => id),
      ['de'],
    );
  });

  test('a mandate found by its holder stays whole; an open question is found in its mandate and by itself', () => {
    assert.equal(arrangementWith(ALL, 'us-ice', EVERY_NAME).mandates[0]?.clauses.length, 2);
    for (const name of ['german POLICE', 'polizia tedesca'])
      assert.deepEqual(
        arrangementWith(ALL, name, EVERY_NAME).mandates.map(({ id, clauses }) => [id, clauses.length]),
        [['de', 1]],
      );
    const armed = arrangementWith(ALL, 'armed', EVERY_NAME);
    assert.deepEqual(
      armed.mandates.map(({ clauses, openQuestions }) => [clauses.length, openQuestions]),
      [
        [0, ['Q2']],
        [0, ['Q2']],
      ],
    );
    assert.equal(armed.questions.length, 1);
  });

  test('a term is found by its title in both languages, and by what is stated in it', () => {
    const terms = (q: string) =>
      arrangementWith(ALL, q, EVERY_NAME).mandates.map((mandate) => [
        mandate.id,
        mandate.terms.map(({ name }) => name),
      ]);
    for (const q of ['COSTS', 'spese', 'borne by'])
      assert.deepEqual(terms(q), [
        ['us-hsi', ['costs']],
        ['de', ['costs']],
      ]);
    assert.deepEqual(terms('borne us-ice'), [['us-hsi', ['costs']]]);
  });

  test('what nobody wrote is not found', () => {
    const found = arrangementWith(ALL, 'submarine', EVERY_NAME);
    for (const part of [found.mandates, found.commitments, found.questions, found.sources, found.houseRules])
      assert.deepEqual(part, []);
  });
});

test('whatever is cited can be led to: clause, commitment, question, source, house rule', () => {
  for (const id of ['us-hsi/2', 'K3', 'Q2', 'R4', 'R-01']) assert.equal(isCitable(ALL, id), true, id);
  for (const id of ['', 'us-hsi', 'us-hsi/3', '__proto__']) assert.equal(isCitable(ALL, id), false, id);
  assert.equal(questionText(ALL, 'Q2'), 'Are they armed?');
  assert.equal(questionText(ALL, 'Q9'), null);
});

test('assumptions are counted, and axes that say any are left out of what is written', () => {
  assert.deepEqual(assumptions({ clauses: [clause('a/1', ''), clause('a/2', '', 'instrument')] }), { count: 1, of: 2 });
  assert.deepEqual(narrowedAxes(clause('a/1', '')), [
    ['activity', ['liaise']],
    ['time', ['daily: from: 08:00, until: 20:00']],
  ]);
});

test('a suspension ends what rests on the mandate, and all of a holder without another', () => {
  const rows = [
    { row: { agency: 'us-ice', clauses: ['us-hsi/1'] } },
    { row: { agency: 'us-ice', clauses: ['other/1'] } },
    { row: { agency: 'de-police', clauses: ['us-hsi-2/1'] } },
    { row: { agency: 'de-police' } },
  ];
  const suspended = { id: 'us-hsi', holder: { id: 'us-ice', name: '' } };
  assert.equal(restingOn(suspended, rows, true), 1);
  assert.equal(restingOn(suspended, rows, false), 2);
});

test('an address that makes no sense shows everything', () => {
  for (const search of [{}, { q: 3, clause: [], direct: null }, { q: 'x'.repeat(300) }])
    assert.deepEqual(MandatesView.parse(search), { q: '', clause: '', direct: '' });
  assert.equal(MandatesView.parse({ clause: 'us-hsi/7' }).clause, 'us-hsi/7');
});

describe('the reader’s own', () => {
  test('their agency’s mandates stand first, the others in their order', () => {
    const ids = (agency: string) => ownFirst(ALL, agency).mandates.map(({ id }) => id);
    assert.deepEqual(ids('de-police'), ['de', 'us-hsi']);
    assert.deepEqual(ids('us-ice'), ['us-hsi', 'de']);
    assert.deepEqual(ids('nobody'), ['us-hsi', 'de']);
  });
});
