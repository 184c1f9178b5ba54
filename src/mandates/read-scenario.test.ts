import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import { readScenario } from './read-scenario.ts';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { problemsOf, replaced } from './testing/refusal-table.ts';
import { permitClause, smallScenario } from './testing/scenario-fixture.ts';
import { listed, type Mapping, WHOLE_EVENT, WHOLE_FILES, without, written } from './testing/whole-event.ts';

const SCENARIOS = new URL('../../scenarios/', import.meta.url).pathname;

function filesOf(event: string): Map<string, string> {
  const folder = join(SCENARIOS, event);
  const paths = readdirSync(folder, { recursive: true }).map(String);
  const yaml = paths.filter((path) => path.endsWith('.yaml'));
  return new Map(yaml.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]));
}

describe('the scenarios that are supplied', () => {
  for (const event of readdirSync(SCENARIOS)) {
    it(`${event} loads without a problem`, () => {
      assert.deepEqual(problemsOf(filesOf(event)), []);
    });
  }
});

describe('reading the small scenario', () => {
  it('fills in what the script leaves out, and reads times to milliseconds', () => {
    const read = readScenario(smallScenario());
    assert.ok(read.ok, JSON.stringify(read));
    const [first, second, third] = read.scenario.exercise[0]?.steps ?? [];
    assert.ok(first?.step === 'act' && second?.step === 'act' && third?.step === 'check');
    assert.equal(first.place, 'consulate');
    assert.equal(first.deedAt, Date.parse('2026-02-06T06:00:00Z'));
    assert.equal(first.detail.until, Date.parse('2026-02-06T07:00:00Z'));
    assert.deepEqual([second.purpose, second.place], ['security', 'consulate']);
    assert.deepEqual(second.detail, { deed: { deed: 'd1-001' } });
    assert.equal(second.activity, 'deed.begin');
  });

  it('holds what was said in public, the sources, the questions and the people', () => {
    const read = readScenario(smallScenario());
    assert.ok(read.ok);
    const { statements, sources, questions, roster, commitments, mandates } = read.scenario;
    assert.deepEqual(
      statements.map(({ id, office }) => [id, office]),
      [['S1', 'minister']],
    );
    assert.deepEqual(
      [sources, questions, roster, commitments, mandates].map((list) => list.length),
      [1, 1, 1, 3, 2],
    );
    assert.deepEqual(
      commitments.map(({ id, form }) => [id, form]),
      [
        ['K1', 'rule'],
        ['K2', 'rule'],
        ['K3', 'statement'],
      ],
    );
  });

  it('reads the same from CRLF text with a byte order mark', () => {
    const crlf = new Map([...smallScenario()].map(([file, text]) => [file, `\uFEFF${text.replaceAll('\n', '\r\n')}`]));
    assert.deepEqual(readScenario(crlf), readScenario(smallScenario()));
  });

  it('leaves files alone that are no YAML, and refuses YAML that has no place', () => {
    assert.deepEqual(problemsOf(smallScenario({ 'README.md': '# [' })), []);
    assert.deepEqual(problemsOf(smallScenario({ 'comitments.yaml': 'a: 1' })), [
      'comitments.yaml:1 [unknown-file] a scenario has no file `comitments.yaml`; did you mean `commitments.yaml`?',
    ]);
  });
});

describe('a scenario is refused for', () => {
  it('every fault, not only the first', () => {
    const problems = problemsOf(
      smallScenario({
        'mandates/visit.yaml': (text) =>
          text
            .replace('[assess]', '[asess]')
            .replace('[group:streets]', '[group:street]')
            .replace('    role: any\n', ''),
        'roster.yaml': (text) => text.replace('roles: [analyst]', 'roles: [nobody-known]'),
      }),
    );
    assert.equal(problems.length, 4, problems.join('\n'));
  });

  it('a fault at its line and column', () => {
    const read = readScenario(
      smallScenario({ 'mandates/visit.yaml': (text) => `${text}${permitClause(4, '[vanish]')}` }),
    );
    assert.ok(!read.ok);
    const lines = smallScenario().get('mandates/visit.yaml')?.split('\n').length;
    const [problem] = read.problems;
    assert.equal(problem?.line, (lines ?? 0) + 5);
    assert.equal(problem?.column, 16);
  });
});

itRefusesAsNoted('event');

const ORDERED_MANDATES = ['visit', 'port'] as const;

test('no event is called as the room’s own clock is', () => {
  const called = (id: string) =>
    problemsOf(smallScenario({ 'scenario.yaml': replaced('scenario: small', `scenario: ${id}`) })).filter((one) =>
      one.includes('nor `timer-…`'),
    );
  assert.deepEqual(
    ['timer', 'timer-2', 'timers', 'egg-timer', 'my-timer-2'].map((id) => called(id).length),
    [1, 1, 0, 0, 0],
  );
});

test('the order of the files makes no difference', () => {
  assert.deepEqual(readScenario(new Map([...WHOLE_FILES].reverse())), { ok: true, scenario: WHOLE_EVENT });
});

test('what depends on a document that cannot be read is left alone', () => {
  for (const file of ['scenario.yaml', 'vocabulary.yaml', 'mandates/port.yaml', 'mandates/visit.yaml']) {
    const broken = readScenario(new Map([...WHOLE_FILES, [file, '[']]));
    assert(!broken.ok);
    assert.deepEqual(
      new Set(broken.problems.map((problem) => `${problem.file} ${problem.rule}`)),
      new Set([`${file} yaml`]),
    );
    const missing = readScenario(new Map([...WHOLE_FILES].filter(([name]) => name !== file)));
    assert(!missing.ok);
    const [where, at] = file.startsWith('mandates') ? ['scenario.yaml', 7] : [file, 1];
    assert.deepEqual(
      missing.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`),
      [`${where}:${at} the file \`${file}\` is missing`],
    );
  }
});

test('the head, the sources and the lists of an event are read as they stand, with what they leave out', () => {
  const { id, title, modes, timezone, capitals, rootMandate, sources, injects } = WHOLE_EVENT;
  assert.deepEqual(
    { scenario: id, title, modes, timezone, capitals, rootMandate, mandates: ORDERED_MANDATES, sources },
    written('scenario.yaml'),
  );
  assert.deepEqual(
    WHOLE_EVENT.roster,
    listed('roster.yaml', 'people').map((one) => ({ note: null, ...one })),
  );
  assert.deepEqual(
    injects.map((one) => without(one, 'steps')),
    listed('injects.yaml', 'injects').map((one) => without(one, 'steps')),
  );
  const { names, phrases } = written('names.it.yaml');
  assert.deepEqual(WHOLE_EVENT.names, { it: { ...(phrases as Mapping), ...(names as Mapping) } });
});
