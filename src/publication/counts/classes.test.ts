import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf } from '../../ledger/testing/entries.ts';
import type { EntryFields } from '../../terms/entry.ts';
import { countedAs } from './classes.ts';

const counted = (changed: Partial<EntryFields>) => {
  const { as, ...rest } = countedAs(draftOf(changed).fields);
  return 'outcomeClass' in rest ? rest.outcomeClass : as;
};

test('refusals of authority are counted, typing errors and repetitions are not', () => {
  assert.equal(counted({ outcome: 'outside', clauses: [] }), 'outside');
  assert.equal(counted({ outcome: 'prohibited', clauses: ['us-hsi/12'] }), 'prohibited');
  assert.equal(counted({ outcome: 'prohibited', clauses: ['K3'] }), 'prohibited');
  for (const rule of ['R-01', 'R-05', 'R-15', 'R-17', 'R-29', 'R-33']) {
    assert.equal(counted({ outcome: 'prohibited', clauses: [rule] }), 'prohibited', rule);
  }
  for (const rule of ['R-02', 'R-03', 'R-04', 'R-06', 'R-12', 'R-18', 'R-19', 'R-21', 'R-23']) {
    assert.equal(counted({ outcome: 'prohibited', clauses: [rule] }), 'uncounted', rule);
  }
  // A slip beside a refusal of authority does not hide it.
  assert.equal(counted({ outcome: 'prohibited', clauses: ['R-02', 'us-hsi/12'] }), 'prohibited');
  assert.equal(counted({ kind: 'refusal.repeated', outcome: 'outside', clauses: [] }), 'uncounted');
});

test('proposals by outcome, reports by verdict, the room’s own acts apart', () => {
  assert.equal(counted({ outcome: 'permitted' }), 'permitted');
  assert.equal(counted({ outcome: 'needs-approval' }), 'needs-approval');
  const { facts } = draftOf().fields;
  const atEntry = { outcome: 'outside', clauses: [], set: 'ab'.repeat(32), facts } as const;
  assert.equal(counted({ kind: 'deed.report', outcome: 'permitted', atEntry }), 'reported-within');
  assert.equal(
    counted({ kind: 'occurrence.report', outcome: 'prohibited', clauses: ['R-02'], atEntry }),
    'reported-against',
  );
  for (const kind of ['approval.expired', 'mandate.expired', 'timer.due', 'ledger.create', 'clock.accept']) {
    assert.equal(counted({ kind }), 'room', kind);
  }
});

test('a report of somebody else’s deed counts where the deed was done', () => {
  const { facts } = draftOf().fields;
  const { outcome, clauses, set } = draftOf().fields;
  const fields = draftOf({
    kind: 'occurrence.report',
    agency: 'it-police',
    facts: { ...facts, agency: 'us-ice' },
    atEntry: { outcome, clauses, set, facts },
  }).fields;
  const as = countedAs(fields);
  assert.equal(as.as === 'cell' && as.agency, 'us-ice');
});

test('a deed that is reclassified counts once more, by the verdict on what it was found to be, with whoever did it', () => {
  const { facts } = draftOf().fields;
  const kind = 'deed.reclassified';
  assert.equal(counted({ kind, outcome: 'permitted' }), 'reported-within');
  for (const outcome of ['outside', 'prohibited'] as const) {
    assert.equal(counted({ kind, outcome, clauses: ['R-02'] }), 'reported-against', outcome);
  }
  const as = countedAs(draftOf({ kind, facts: { ...facts, agency: 'us-ice' }, activityClass: 'coercive' }).fields);
  assert.deepEqual(as.as === 'cell' && [as.agency, as.activityClass], ['us-ice', 'coercive']);
});

test('what cannot be opened is erased; what says it is filler is filler', () => {
  assert.deepEqual(countedAs({}), { as: 'erased' });
  assert.deepEqual(countedAs({ kind: 'ledger.fill', agency: 'room' }), { as: 'filler' });
  const { kind: _, ...fields } = draftOf().fields;
  assert.deepEqual(
    countedAs({ ...fields, kind: 'ledger.fill', agency: 'us-hsi' }),
    { as: 'room' },
    'nobody hides in it',
  );
});

test('nothing personal is looked at: the same decision with the person’s box closed counts the same', () => {
  const { kind, outcome, agency, activityClass, clauses, facts, at } = draftOf().fields;
  assert.deepEqual(
    countedAs({ kind, outcome, agency, activityClass, clauses, facts, at }),
    countedAs(draftOf().fields),
  );
});
