import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { noteOf } from './testing/noted-documents.ts';
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
