import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { injectedActs } from './injects.ts';
import { readScenario } from './read-scenario.ts';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { itRefuses, problemsOf, type Refusal, replaced } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';
import { WHOLE_EVENT } from './testing/whole-event.ts';

const INJECTS = `injects:
  - id: quiet-hour
    title: A quiet hour
    text: "Nothing happens, and then something does."
    steps:
      - {id: quiet-1, after: 0s, deedAt: -2m, by: analyst-a, desk: guest-room.analysis, kind: log.line, form: report, detail: {text: "EXERCISE: quiet"},
         expect: {outcome: permitted, clauses: [visit/1], source: "clause 1"}}
      - {id: quiet-2, after: 90s, deedAt: 5m, by: analyst-a, desk: guest-room.analysis, kind: deed.propose, activity: assess, purpose: security, detail: {until: 1h, what: "a threat", counters: {matter: quiet-1}}}
  - id: second
    title: Another
    text: "Another."
    steps:
      - {id: second-1, after: 2h, by: analyst-a, desk: guest-room.analysis, kind: log.line, detail: {text: "x"}}
`;

function withInjects(text: string) {
  return readScenario(smallScenario({ 'injects.yaml': text }));
}

describe('injects.yaml', () => {
  test('is read with its defaults, times as offsets', () => {
    const read = withInjects(INJECTS);
    assert(read.ok, JSON.stringify(read.ok ? [] : read.problems));
    const [quiet, second] = read.scenario.injects;
    assert.deepEqual(
      quiet?.steps.map(({ id, after, deedAfter, place, expect }) => [id, after, deedAfter, place, expect?.outcome]),
      [
        ['quiet-1', 0, -120_000, 'consulate', 'permitted'],
        ['quiet-2', 90_000, 300_000, 'consulate', undefined],
      ],
    );
    assert.deepEqual(quiet?.steps[1]?.detail, { until: 3_600_000, what: 'a threat', counters: { matter: 'quiet-1' } });
    assert.equal(second?.steps[0]?.after, 7_200_000);
    assert.equal(second?.steps[0]?.deedAfter, 7_200_000);
  });

  test('may be missing', () => {
    const read = readScenario(smallScenario());
    assert(read.ok);
    assert.deepEqual(read.scenario.injects, []);
  });

  test('a given inject is acts at room time, references left as they are', () => {
    const read = withInjects(INJECTS);
    assert(read.ok);
    const [quiet] = read.scenario.injects;
    assert(quiet !== undefined);
    const given = 1_770_000_000_000;
    const [line, deed] = injectedActs(quiet, given);
    assert.deepEqual([line?.at, line?.deedAt], [given, given - 120_000]);
    assert.equal(line?.expect?.outcome, 'permitted');
    assert.deepEqual([deed?.at, deed?.deedAt], [given + 90_000, given + 300_000]);
    assert.deepEqual(deed?.detail, { until: given + 3_600_000, what: 'a threat', counters: { matter: 'quiet-1' } });
    assert.equal(deed?.expect, null);
    assert.equal(quiet.steps[1]?.detail['until'], 3_600_000, 'the inject itself is as it was');
  });
});

const changed = (from: string, to: string) => () => replaced(from, to)(INJECTS);

const REFUSED: readonly Refusal[] = [
  [
    'a key that it has not',
    'injects.yaml',
    changed('title: Another', 'titel: Another'),
    /unknown key `titel`/,
    'titel: Another',
  ],
  ['two of one id', 'injects.yaml', changed('id: second\n', 'id: quiet-hour\n'), /\[duplicate-id\]/, 'quiet-hour'],
  ['two steps of one id', 'injects.yaml', changed('id: second-1', 'id: quiet-1'), /\[duplicate-id\]/, 'quiet-1'],
  [
    'a step with the id of the script’s',
    'injects.yaml',
    changed('id: second-1', 'id: d1-001'),
    /\[duplicate-id\]/,
    'd1-001',
  ],
  ['no steps', 'injects.yaml', () => 'injects:\n  - {id: a, title: b, text: c, steps: []}\n', /\[too-small\]/, '[]'],
  ['a list that is none', 'injects.yaml', () => 'injects: {}\n', /\[wrong-type\]/, '{}'],
  [
    'an absolute time',
    'injects.yaml',
    changed('after: 2h', 'after: "2026-02-06T06:00:00Z"'),
    /an offset is written/,
    '"2026-02-06T06:00:00Z"',
  ],
  ['a time without a unit', 'injects.yaml', changed('after: 2h', 'after: 5'), /\[wrong-type\]/, '5'],
  ['a step before the inject', 'injects.yaml', changed('after: 2h', 'after: -2h'), /nothing happens before/, '-2h'],
  [
    'time that runs back',
    'injects.yaml',
    changed('after: 0s', 'after: 2m'),
    /\[act-order\]/,
    '{id: quiet-2, after: 90s, deedAt: 5m, by',
  ],
  [
    'an `at`',
    'injects.yaml',
    changed('after: 2h', 'after: 2h, at: "2026-02-06T06:00:00Z"'),
    /unknown key `at`/,
    'at: "2026-02-06T06:00:00Z"',
  ],
  [
    'an absolute time inside',
    'injects.yaml',
    changed('until: 1h', 'until: "2026-02-06T06:00:00Z"'),
    /must be an offset/,
    '"2026-02-06T06:00:00Z"',
  ],
  [
    'milliseconds inside',
    'injects.yaml',
    changed('until: 1h', 'until: 1770000000000'),
    /must be an offset/,
    '1770000000000',
  ],
  ['nobody', 'injects.yaml', changed('by: analyst-a', 'by: analyst-z'), /unknown person `analyst-z`/, 'analyst-z'],
  [
    'a desk of nowhere',
    'injects.yaml',
    changed('guest-room.analysis', 'guest-room.throne'),
    /unknown desk/,
    'guest-room.throne',
  ],
  ['an unknown kind', 'injects.yaml', changed('kind: log.line', 'kind: log.lines'), /\[unknown-word\]/, 'log.lines'],
  [
    'an unknown place',
    'injects.yaml',
    changed('purpose: security', 'purpose: security, place: atlantis'),
    /unknown place/,
    'atlantis',
  ],
  ['an unknown clause', 'injects.yaml', changed('[visit/1]', '[visit/99]'), /unknown clause `visit\/99`/, 'visit/99'],
  [
    'clauses of what is outside',
    'injects.yaml',
    changed('outcome: permitted', 'outcome: outside'),
    /\[expected-clauses\]/,
    '[visit/1]',
  ],
  [
    'a reference into another inject',
    'injects.yaml',
    changed('detail: {text: "x"}', 'detail: {text: "x", about: {matter: quiet-1}}'),
    /\[unknown-act\]/,
    'quiet-1',
  ],
  [
    'a reference into the script',
    'injects.yaml',
    changed('detail: {text: "x"}', 'detail: {text: "x", about: {matter: d1-001}}'),
    /\[unknown-act\]/,
    'd1-001',
  ],
];

describe('injects.yaml is refused with', () => itRefuses(REFUSED));

itRefusesAsNoted('injects');

test('the times of an inject that is given are counted from then, those in its details too, and nothing else changes', () => {
  const [collision] = WHOLE_EVENT.injects;
  assert(collision !== undefined);
  const given = Date.parse('2026-03-28T08:00:00Z');
  const [opened, dived] = injectedActs(collision, given);
  assert(opened !== undefined && dived !== undefined);
  const { after: _, deedAfter: __, ...act } = collision.steps[0] ?? assert.fail();
  assert.deepEqual(opened, {
    ...act,
    step: 'act',
    at: given,
    deedAt: given,
    detail: {
      due: given + 3_600_000,
      count: 5,
      from: null,
      list: [{ until: given - 90_000, other: '5m', expires: ['2h'] }, 7, null],
    },
  });
  assert.deepEqual([dived.at, dived.deedAt], [given + 600_000, given - 7_200_000]);
});

test('of injects only the form is checked where nothing is known that they could be checked against', () => {
  const injects =
    'injects:\n  - {id: a, title: A, text: "A.", steps: [{id: a-1, after: 1s, by: nobody, desk: no.desk, kind: log.line}, {id: a-1, after: x, by: nobody, kind: log.line}]}\n';
  const told = problemsOf(smallScenario({ 'vocabulary.yaml': '[', 'injects.yaml': injects }));
  assert.deepEqual(
    told.filter((one) => one.startsWith('injects')),
    ['injects.yaml:2 [malformed] an offset is written like `90s`, `5m`, `-10m` or `2h`, not `x`'],
  );
});
