import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { noteOf } from './testing/noted-documents.ts';
import { itRefuses, problemsOf, type Refusal, replaced } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';
import { listed, type Mapping, WHOLE_EVENT, wholeNotes, without } from './testing/whole-event.ts';

const REFUSED: readonly Refusal[] = [
  [
    'a promise that binds nobody known',
    'commitments.yaml',
    replaced('agency: [guest]', 'agency: [gueste]'),
    /unknown agency `gueste`; did you mean `guest`/,
    'gueste',
  ],
  [
    'a promise of a component elsewhere',
    'commitments.yaml',
    replaced('component: [guest.field]', 'component: [host.desk]'),
    /\[component-of-agency\]/,
    'host.desk',
  ],
  [
    'a statement with an axis',
    'commitments.yaml',
    replaced('why:', 'place: any\n    why:'),
    /unknown key `place`/,
    'place: any',
  ],
  [
    'a rule that permits',
    'commitments.yaml',
    replaced('effect: forbid', 'effect: permit'),
    /must be one of forbid, require-approval/,
    'permit',
  ],
  [
    'a promise of a source that is missing',
    'commitments.yaml',
    replaced('source: [X1]', 'source: [X1, X9]'),
    /\[unknown-source\] unknown source `X9`/,
    'X9',
  ],
  [
    'a promise whose components stand twice',
    'commitments.yaml',
    replaced('effect: require-approval', 'effect: require-approval\n    component: [guest.analysts]'),
    /\[component-twice\]/,
    '[guest.analysts]',
  ],
  [
    'a promise of a component that nobody knows',
    'commitments.yaml',
    replaced('component: [guest.field]', 'component: [guest.fields]'),
    /\[unknown-component\] unknown component `guest.fields`; did you mean `guest.field`/,
    'guest.fields',
  ],
  ['a promise given twice', 'commitments.yaml', replaced('id: K2', 'id: K1'), /\[duplicate-id\]/, 'K1'],
];

describe('a commitment is refused for', () => itRefuses(REFUSED));

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
