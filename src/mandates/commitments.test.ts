import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { noteOf } from './testing/noted-documents.ts';
import { problemsOf, replaced } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';
import { listed, type Mapping, WHOLE_EVENT, wholeNotes, without } from './testing/whole-event.ts';

itRefusesAsNoted('commitments');

test('a commitment is read as it is noted, and for the rest as it stands', () => {
  const { commitments } = WHOLE_EVENT;
  assert.deepEqual(
    commitments.map((one) => noteOf(one.form === 'rule' ? one.scope : { binds: one.binds })),
    wholeNotes('commitments.yaml', '='),
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

test('a promise of guests binds nobody where there are none, and without a vocabulary only the form is checked', () => {
  const told = (files: Parameters<typeof smallScenario>[0]) =>
    problemsOf(smallScenario(files)).filter((one) => one.startsWith('commitments'));
  const noGuests = { 'vocabulary.yaml': replaced('standing: guest', 'standing: organiser') };
  assert.deepEqual(told(noGuests), [
    'commitments.yaml:7 [never-applies] this can never apply: the vocabulary has no guests',
  ]);
  const commitments =
    'commitments: [{id: K1, by: x, date: null, text: x, source: [X9], binds: {agency: [nobody]}, form: statement, why: x}, 7]\n';
  assert.deepEqual(told({ 'vocabulary.yaml': '[', 'commitments.yaml': commitments }), [
    'commitments.yaml:1 [wrong-type] item 2 of `commitments` must be a mapping, not the number `7`',
  ]);
  assert.deepEqual(told({ 'commitments.yaml': 'promises: []\n' }), [
    'commitments.yaml:1 [missing] `commitments` is missing',
    'commitments.yaml:1 [unknown-key] unknown key `promises`',
  ]);
});
