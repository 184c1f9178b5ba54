import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { problemsOf } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';
import { listed, WHOLE_EVENT } from './testing/whole-event.ts';

itRefusesAsNoted('statements');

test('questions and statements are read as they stand, with what they leave out', () => {
  assert.deepEqual(WHOLE_EVENT.questions, listed('open-questions.yaml', 'questions'));
  const statement = { dateNote: null, where: null, contradicts: [], topic: null };
  assert.deepEqual(
    WHOLE_EVENT.statements,
    listed('statements.yaml', 'statements').map((one) => ({ ...statement, ...one })),
  );
});

test('words and sources are looked for only where the documents that have them could be read', () => {
  const documents = {
    'open-questions.yaml': 'questions: [{id: Q1, text: "Where?", axis: nowhere, source: [X9]}]\n',
    'statements.yaml': 'statements: [{id: S1, office: nobody, said: null, text: "Nothing.", source: [X9]}]\n',
  };
  const told = (broken: string) =>
    problemsOf(smallScenario({ ...documents, [broken]: '[' })).map((one) => one.replace(/^(\S+) (\[\S+\]).*/, '$1 $2'));
  assert.deepEqual(told('vocabulary.yaml'), [
    'open-questions.yaml:1 [unknown-source]',
    'statements.yaml:1 [unknown-source]',
    'vocabulary.yaml:1 [yaml]',
  ]);
  assert.deepEqual(told('scenario.yaml'), [
    'open-questions.yaml:1 [unknown-axis]',
    'scenario.yaml:1 [yaml]',
    'statements.yaml:1 [unknown-office]',
  ]);
});
