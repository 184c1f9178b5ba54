import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openAxesOf, openAxisFindings } from './open-axes.ts';
import { readScenario } from './read-scenario.ts';
import { problemsOf, replaced } from './testing/refusal-table.ts';
import { permitClause, smallScenario } from './testing/scenario-fixture.ts';

const FORBID = `  - id: 3
    effect: forbid
    text: "No streets."
    basis: assumption
    source: [X1]
    activity: [group:streets]
`;
const APPROVED = permitClause(4, '[assess]').replace('effect: permit', 'effect: permit-with-approval');

const question = (id: string, axis: string | null) =>
  `  - {id: ${id}, text: "What of it?", axis: ${axis}, source: []}\n`;

/** The mandate `visit` of these clauses, which lists these questions, and what is open in it. */
function openIn(clauses: string, listed: readonly string[], questions: string) {
  const files = smallScenario({
    'mandates/visit.yaml': (text) =>
      `${text.slice(0, text.indexOf('clauses:'))}clauses:\n${clauses}`.replace(
        'openQuestions: [Q1]',
        `openQuestions: [${['Q1', ...listed].join(', ')}]`,
      ),
    'open-questions.yaml': (text) => `${text}${questions}`,
    'exercise/day-1.yaml': undefined,
  });
  const read = readScenario(files);
  assert.ok(read.ok, problemsOf(files).join('\n'));
  const visit = read.scenario.mandates.find(({ mandate }) => mandate === 'visit');
  assert.ok(visit);
  return { scenario: read.scenario, open: openAxesOf(visit, read.scenario.questions) };
}

type Row = readonly [what: string, clauses: string, listed: readonly string[], questions: string, open: string[]];

const ROWS: readonly Row[] = [
  ['a question that the mandate does not list', permitClause(1, '[assess]'), [], question('Q2', 'place'), []],
  ['a question on no axis', permitClause(1, '[assess]'), ['Q2'], question('Q2', null), []],
  [
    'a permit that says `any` on the axis: the widest answer there is',
    permitClause(1, '[assess]'),
    ['Q2'],
    question('Q2', 'place'),
    ['Q2 place: visit/1'],
  ],
  [
    'a permit that lists words',
    permitClause(1, '[assess]', { place: '[consulate]' }),
    ['Q2'],
    question('Q2', 'place'),
    ['Q2 place: visit/1'],
  ],
  [
    'a permit that lists all words but some',
    permitClause(1, '[assess]', { place: '{not: [consulate]}' }),
    ['Q2'],
    question('Q2', 'place'),
    ['Q2 place: visit/1'],
  ],
  ['a permit with approval', APPROVED, ['Q2'], question('Q2', 'direction'), ['Q2 direction: visit/4']],
  ['a forbid alone', FORBID, ['Q2'], question('Q2', 'place'), []],
  [
    'a forbid beside permits',
    `${permitClause(1, '[assess]')}${FORBID}${APPROVED}`,
    ['Q2'],
    question('Q2', 'place'),
    ['Q2 place: visit/1 visit/4'],
  ],
  [
    'a kind of zone, where the permit says `any`',
    permitClause(1, '[assess]'),
    ['Q2'],
    question('Q2', 'zone.maximum'),
    ['Q2 zone.maximum: visit/1'],
  ],
  [
    'time and activity, which are axes of a clause too',
    permitClause(1, '[assess]', { time: '[{phase: games}]' }),
    ['Q2', 'Q3'],
    question('Q2', 'time') + question('Q3', 'activity'),
    ['Q2 time: visit/1', 'Q3 activity: visit/1'],
  ],
  [
    'two questions on one axis, of which one is listed',
    permitClause(1, '[assess]'),
    ['Q3'],
    question('Q2', 'room') + question('Q3', 'room'),
    ['Q3 room: visit/1'],
  ],
];

describe('open on an axis is', () => {
  for (const [what, clauses, listed, questions, wanted] of ROWS) {
    it(what, () => {
      const { open, scenario } = openIn(clauses, listed, questions);
      const shown = open.map(({ question: id, axis, permits }) => `${id} ${axis}: ${permits.join(' ')}`);
      assert.deepEqual(shown, wanted);
      const found = openAxisFindings(scenario);
      assert.equal(found.length, wanted.length);
      assert.ok(found.every((one) => one.finding === 'open-axis' && one.clause === 'visit'));
    });
  }

  it('never an axis that no permit has', () => {
    const files = smallScenario({ 'open-questions.yaml': replaced('axis: null', 'axis: tme') });
    assert.match(problemsOf(files).join('\n'), /:2 \[unknown-axis\] unknown axis `tme`; did you mean `time`\?/);
  });
});
