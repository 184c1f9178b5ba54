import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertCommitted } from './testing/committed-schema.ts';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { listed, WHOLE_EVENT, without } from './testing/whole-event.ts';

itRefusesAsNoted('rules-form');

test('what each axis is about is said in the schemas of mandates and of commitments', () => {
  assertCommitted('mandate');
  assertCommitted('commitments');
});

test('what a clause is not read for, it has as it stands in its document', () => {
  const NO_AXES = ['id', 'effect', 'text', 'basis', 'source'];
  for (const { mandate, clauses } of WHOLE_EVENT.mandates) {
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
