import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { assembleSet, documentDigest } from './compile.ts';
import { approvalsBeaten, findingsOf } from './findings/findings.ts';
import { injectedActs } from './injects.ts';
import { promisesOf } from './promises.ts';
import { proseOf } from './prose/prose.ts';
import { readScenario } from './read-scenario.ts';
import { type NoteMark, notedDocuments, noteOf, notesOf } from './testing/noted-documents.ts';

// An event that uses every axis, every form and every default. What its items are read as, and how they are told, is noted below each.
const files = notedDocuments('whole-event');
const read = readScenario(files);
assert(read.ok, JSON.stringify(read));
const { scenario } = read;

const notes = (file: string, mark: NoteMark) => notesOf(files.get(file), mark).map(({ note }) => note);

type Mapping = { readonly [key: string]: unknown };
/** A document as it stands, and a list in one. */
const written = (file: string) => parse(files.get(file) ?? '') as Mapping;
const listed = (file: string, key: string) => written(file)[key] as readonly Mapping[];

/** A mapping without some keys; of what is left, those of undefined value too. */
function without(mapping: Mapping, ...keys: readonly string[]): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).filter(([key, value]) => !keys.includes(key) && value !== undefined),
  );
}

const ORDERED_MANDATES = ['visit', 'port'] as const;

test('a mandate is read as it is noted: its head with every term, and each clause with all that its words mean', () => {
  assert.deepEqual(
    scenario.mandates.map(({ mandate }) => mandate),
    ORDERED_MANDATES,
  );
  for (const mandate of scenario.mandates) {
    const { clauses, ...head } = mandate;
    const told = [head, ...clauses.map(({ id, scope }) => ({ id, ...scope }))].map(noteOf);
    assert.deepEqual(told, notes(`mandates/${mandate.mandate}.yaml`, '='));
  }
});

test('what a clause is not read for, it has as it stands in its document', () => {
  const NO_AXES = ['id', 'effect', 'text', 'basis', 'source'];
  for (const { mandate, clauses } of scenario.mandates) {
    const stand = listed(`mandates/${mandate}.yaml`, 'clauses').map(({ id, effect, text, basis, source, ...axes }) => ({
      ...{ id: `${mandate}/${id}`, effect, text, basis, source, written: axes },
    }));
    assert.deepEqual(
      clauses.map((clause) => without(clause, 'scope')),
      stand,
    );
    for (const { written } of clauses) assert(!NO_AXES.some((key) => key in written));
  }
});

test('a draft is named for its version, and its text says what it says', () => {
  const { drafts } = scenario;
  assert.deepEqual(
    drafts.map(({ name, document }) => [name, document.mandate, document.version]),
    [
      ['port-2', 'port', 2],
      ['visit-3', 'visit', 3],
    ],
  );
  for (const { name, text } of drafts) {
    const stands = written(`drafts/${name}.yaml`);
    assert.deepEqual(without(parse(text) as Mapping, 'from'), without(stands, 'from', 'vocabulary'));
  }
});

test('a commitment is read as it is noted, and for the rest as it stands', () => {
  const { commitments } = scenario;
  assert.deepEqual(
    commitments.map((one) => noteOf(one.form === 'rule' ? one.scope : { binds: one.binds })),
    notes('commitments.yaml', '='),
  );
  const stand = listed('commitments.yaml', 'commitments');
  const heads = ['id', 'by', 'date', 'text', 'source', 'form', 'effect', 'why'];
  const headOf = (one: Mapping) => Object.fromEntries(heads.map((key) => [key, one[key]]));
  assert.deepEqual(commitments.map(headOf), stand.map(headOf));
  assert.deepEqual(
    commitments.map((one) => (one.form === 'rule' ? one.written : undefined)),
    stand.map((one) => (one['form'] === 'rule' ? without(one, ...heads, 'binds') : undefined)),
  );
});

test('a step of a script and one of an inject is read as it is noted, its defaults filled in', () => {
  assert.deepEqual(
    scenario.exercise.map(({ exercise, day }) => [exercise, day]),
    [
      ['regatta', 1],
      ['regatta', 2],
    ],
  );
  const shortened = new Map(
    scenario.drafts.map(({ name, document }) => [documentDigest(document), `digest of ${name}`]),
  );
  const told = (step: unknown) =>
    [...shortened].reduce((note, [digest, short]) => note.replace(digest, short), noteOf(step));
  for (const { day, steps } of scenario.exercise)
    assert.deepEqual(steps.map(told), notes(`exercise/day-${day}.yaml`, '='));
  assert.deepEqual(
    scenario.injects.flatMap(({ steps }) => steps.map(told)),
    notes('injects.yaml', '='),
  );
});

test('the times of an inject that is given are counted from then, those in its details too, and nothing else changes', () => {
  const [collision] = scenario.injects;
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

test('the order of the files makes no difference', () => {
  assert.deepEqual(readScenario(new Map([...files].reverse())), read);
});

test('what depends on a document that cannot be read is left alone', () => {
  for (const file of ['scenario.yaml', 'vocabulary.yaml', 'mandates/port.yaml', 'mandates/visit.yaml']) {
    const broken = readScenario(new Map([...files, [file, '[']]));
    assert(!broken.ok);
    assert.deepEqual(
      new Set(broken.problems.map((problem) => `${problem.file} ${problem.rule}`)),
      new Set([`${file} yaml`]),
    );
    const missing = readScenario(new Map([...files].filter(([name]) => name !== file)));
    assert(!missing.ok);
    const [where, at] = file.startsWith('mandates') ? ['scenario.yaml', 7] : [file, 1];
    assert.deepEqual(
      missing.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`),
      [`${where}:${at} the file \`${file}\` is missing`],
    );
  }
});

test('the head, the sources and the lists of an event are read as they stand, with what they leave out', () => {
  const { id, title, modes, timezone, capitals, rootMandate, sources, injects } = scenario;
  assert.deepEqual(
    { scenario: id, title, modes, timezone, capitals, rootMandate, mandates: ORDERED_MANDATES, sources },
    written('scenario.yaml'),
  );
  assert.deepEqual(scenario.questions, listed('open-questions.yaml', 'questions'));
  const statement = { dateNote: null, where: null, contradicts: [], topic: null };
  assert.deepEqual(
    scenario.statements,
    listed('statements.yaml', 'statements').map((one) => ({ ...statement, ...one })),
  );
  assert.deepEqual(
    scenario.roster,
    listed('roster.yaml', 'people').map((one) => ({ note: null, ...one })),
  );
  assert.deepEqual(
    injects.map((one) => without(one, 'steps')),
    listed('injects.yaml', 'injects').map((one) => without(one, 'steps')),
  );
  const { names, phrases } = written('names.it.yaml');
  assert.deepEqual(scenario.names, { it: { ...(phrases as Mapping), ...(names as Mapping) } });
});

test('a vocabulary is read as it stands, with what it leaves out; a zone means what is noted below it', () => {
  const { id, zones, ...rest } = scenario.vocabulary;
  const { vocabulary, zones: _, ...stands } = written('vocabulary.yaml');
  const each = (key: string, defaults: Mapping) =>
    listed('vocabulary.yaml', key).map((one) => ({ ...defaults, ...one }));
  assert.equal(id, vocabulary);
  assert.deepEqual(zones.map(noteOf), notes('vocabulary.yaml', '='));
  assert.deepEqual(
    without(rest, 'rooms', 'phases', 'activities', 'places'),
    without(stands, 'rooms', 'phases', 'activities', 'places'),
  );
  assert.deepEqual(rest.activities, each('activities', { power: null }));
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

test('mandates, clauses and commitments are told in the sentences that are noted, in both languages', () => {
  for (const language of ['en', 'it'] as const) {
    const prose = proseOf(scenario, language);
    for (const mandate of scenario.mandates) {
      const told = [...prose.mandate(mandate), ...mandate.clauses.flatMap((clause) => prose.clause(clause))];
      assert.deepEqual(told, notes(`mandates/${mandate.mandate}.yaml`, language));
    }
    const told = scenario.commitments.flatMap((commitment) => prose.commitment(commitment));
    assert.deepEqual(told, notes('commitments.yaml', language));
  }
});

test('what an author should look at of each clause is noted below it, and nothing else is found', () => {
  const found = findingsOf(scenario);
  for (const { mandate } of scenario.mandates) {
    const ofMandate = found.filter(({ clause }) => clause.startsWith(`${mandate}/`));
    assert.deepEqual(ofMandate.map(noteOf), notes(`mandates/${mandate}.yaml`, '?'));
  }
  assert(found.every(({ clause }) => clause.includes('/')));
  const set = assembleSet(scenario);
  assert.deepEqual(approvalsBeaten(scenario, { set }), [{ clause: 'visit/2', mandates: ['visit'] }]);
  assert.deepEqual(promisesOf(set, scenario), {
    unkept: [
      { commitment: 'K1', mandate: 'visit' },
      ...['K2', 'K3', 'K7'].flatMap((commitment) => ORDERED_MANDATES.map((mandate) => ({ commitment, mandate }))),
    ],
    beaten: [{ clause: 'visit/2', mandates: ['visit'] }],
  });
});
