import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WRITTEN_AXES } from '../../../../mandates/clause-schema.ts';
import { mandateAsWritten } from '../../../../mandates/mandate-text.ts';
import { TERM_NAMES } from '../../../../terms/mandate-terms.ts';
import { draftingOf } from '../reading/drafting.ts';
import { newMandate } from '../reading/written-mandate.ts';
import { shownOf } from '../testing/drafting.ts';
import { DraftText } from './draft-text.ts';
import { countOf, missingIn } from './missing.ts';

const drafting = draftingOf(await shownOf('milano-cortina-2026'));
const NEW = new DraftText(newMandate('visitors', 'us-state', 'it-interior'));

function lacking(draft: DraftText) {
  const read = drafting.read(draft.text);
  return missingIn(draft, read.ok ? [] : read.problems);
}

const WHOLE_CLAUSE = { position: 0, parts: ['text', 'activity'], axes: WRITTEN_AXES };

test('a new mandate has no fault: its title, every term and its clause are still to be written', () => {
  const { missing, faults } = lacking(NEW);
  assert.deepEqual(faults, []);
  assert.deepEqual(missing, {
    title: true,
    instrument: true,
    terms: TERM_NAMES,
    sources: [],
    clauses: [WHOLE_CLAUSE],
  });
  assert.equal(countOf(missing), 1 + 1 + TERM_NAMES.length + 2 + WRITTEN_AXES.length);
});

test('what was written is no longer missing, and a term that is stated lacks its source', () => {
  const titled = NEW.edited({ do: 'set', path: ['title'], value: 'Visitors of one day' }) ?? assert.fail();
  const stated =
    titled.edited({ do: 'set', path: ['terms', 'costs'], value: { text: 'Each its own.', source: [] } }) ??
    assert.fail();
  const { missing, faults } = lacking(stated);
  assert.deepEqual([missing.title, missing.instrument, missing.sources, faults], [false, true, ['costs'], []]);
  assert(!missing.terms.includes('costs'));
});

test('what is written wrongly is a fault beside it, also in a clause that lacks its sentence', () => {
  const wrong = NEW.edited({ do: 'set', path: ['clauses', 0, 'basis'], value: 'hearsay' }) ?? assert.fail();
  const { missing, faults } = lacking(wrong);
  assert.deepEqual(missing.clauses, [WHOLE_CLAUSE]);
  assert.deepEqual(
    faults.map(({ rule }) => rule),
    ['unknown-word'],
  );
});

test('an axis that was left out is named, and hides no word that is misspelt in the same clause, nor one without its title', () => {
  const supplied = drafting.known.find(({ document }) => document.mandate === 'us-hsi') ?? assert.fail();
  const whole = new DraftText(mandateAsWritten(supplied.document));
  const changed = (draft: DraftText, change: Parameters<DraftText['edited']>[0]) =>
    draft.edited(change) ?? assert.fail();
  const without = changed(whole, { do: 'remove', path: ['clauses', 1, 'zones'] });
  const misspelt = changed(without, { do: 'set', path: ['clauses', 1, 'place'], value: ['us-consulate-millan'] });
  for (const draft of [misspelt, changed(misspelt, { do: 'set', path: ['title'], value: '' })]) {
    const { missing, faults } = lacking(draft);
    assert.deepEqual(missing.clauses, [{ position: 1, parts: [], axes: ['zones'] }]);
    assert.deepEqual(
      faults.map(({ rule, message }) => [rule, message]),
      [['unknown-place', 'unknown place `us-consulate-millan`; did you mean `us-consulate-milan`?']],
    );
  }
});
