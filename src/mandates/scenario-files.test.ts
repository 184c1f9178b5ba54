import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FILES_MAX, openFiles } from './scenario-files.ts';

const NEEDED = ['scenario.yaml', 'vocabulary.yaml'];

/** What is said of files beside those that every event needs, and the names of those that are taken. */
function said(...files: readonly string[]) {
  const { documents, there, problems } = openFiles(new Map([...NEEDED, ...files].map((file) => [file, '{}'])));
  const taken = [...documents.keys()].filter((name) => !NEEDED.includes(name));
  return {
    taken,
    called: taken.map((name) => there.get(name)),
    told: problems.map((one) => `${one.file}: ${one.rule}`),
  };
}

test('documents are known by their whole names, in YAML or in JSON', () => {
  const names = [
    'commitments.yaml',
    'open-questions.yaml',
    'statements.yaml',
    'roster.yaml',
    'names.it.yaml',
    'mandates/a-1.yaml',
    'drafts/a-10.yaml',
    'exercise/day-12.yaml',
  ];
  assert.deepEqual(said(...names), { taken: names, called: names, told: [] });
  const json = ['injects.json', 'mandates/0.json', 'drafts/a-b-2.json', 'exercise/day-9999.json'];
  const taken = ['injects.yaml', 'mandates/0.yaml', 'drafts/a-b-2.yaml', 'exercise/day-9999.yaml'];
  assert.deepEqual(said(...json), { taken, called: json, told: [] });
});

test('what has no place in an event is refused where it could be a document, and left alone otherwise', () => {
  const strange = [
    ...['x/mandates/a.yaml', 'mandates/a.yaml.yaml', 'mandates/-a.yaml', 'mandates/a/b.yaml', 'mandates/a.json.yaml'],
    ...['x/drafts/a-1.yaml', 'drafts/a-1.yaml.yml', 'drafts/a.yaml', 'drafts/a-0.yaml', 'drafts/a-1000000.yaml'],
    ...['x/exercise/day-1.yaml', 'exercise/day-1.yaml.json', 'exercise/day-0.yaml', 'exercise/day-10000.yaml'],
    ...['names.de.yaml', 'Scenario.JSON', 'roster.yaml.YML'],
  ];
  assert.deepEqual(said(...strange), { taken: [], called: [], told: strange.map((file) => `${file}: unknown-file`) });
  assert.deepEqual(said('README.md', 'a.yaml.txt', 'yaml', 'notes.yamls', 'day-1.jsonl').told, []);
});

test('the name that was meant is offered, whichever end it was given', () => {
  const offered = (file: string) => openFiles(new Map([[file, '{}']])).problems[0]?.message;
  const told = (file: string, meant: string) => `a scenario has no file \`${file}\`; did you mean \`${meant}\`?`;
  for (const [file, meant] of [
    ['mandates/A.yml', 'mandates/a.yaml'],
    ['EXERCISE/day-3.YML', 'exercise/day-3.yaml'],
    ['rooster.yaml', 'roster.yaml'],
    ['scenario.yml', 'scenario.yaml'],
  ] as const) {
    assert.equal(offered(file), told(file, meant));
  }
  assert.equal(offered('something-else.yaml'), 'a scenario has no file `something-else.yaml`');
});

test('one document is there once, and two are always there', () => {
  const { documents, problems } = openFiles(
    new Map([
      ['roster.json', '{}'],
      ['roster.yaml', '['],
    ]),
  );
  assert.deepEqual([...documents.keys()], ['roster.yaml']);
  const unread = openFiles(new Map([...NEEDED.map((file) => [file, '{}'] as const), ['injects.yaml', '[']]));
  assert.deepEqual(
    unread.problems.map(({ file, rule }) => `${file} ${rule}`),
    ['injects.yaml yaml'],
  );
  assert.deepEqual(problems, [
    {
      ...{ file: 'roster.yaml', line: 1, rule: 'written-twice' },
      message: 'this document is there as `roster.json` too: which one counts?',
    },
    { file: 'scenario.yaml', line: 1, rule: 'missing-file', message: 'the file `scenario.yaml` is missing' },
    { file: 'vocabulary.yaml', line: 1, rule: 'missing-file', message: 'the file `vocabulary.yaml` is missing' },
  ]);
});

test('of too many files none is looked at', () => {
  const many = (count: number) =>
    new Map(
      [...NEEDED, ...Array.from({ length: count - 2 }, (_, n) => `mandates/${n}.yaml`)].map((file) => [file, '7']),
    );
  const most = openFiles(many(FILES_MAX));
  assert.deepEqual([most.documents.size, most.problems], [FILES_MAX, []]);
  const { documents, problems } = openFiles(many(FILES_MAX + 1));
  assert.equal(documents.size, 0);
  assert.deepEqual(
    problems.map(({ file, rule }) => `${file} ${rule}`),
    ['scenario.yaml too-many-files', 'scenario.yaml missing-file', 'vocabulary.yaml missing-file'],
  );
});
