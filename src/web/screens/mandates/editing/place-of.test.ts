import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftingOf } from '../reading/drafting.ts';
import { newMandate } from '../reading/written-mandate.ts';
import { shownOf } from '../testing/drafting.ts';
import { DraftText } from './draft-text.ts';
import { placeOf } from './place-of.ts';

const drafting = draftingOf(await shownOf('milano-cortina-2026'));

test('a fault is told by the field, the term or the clause of the form in which it stands', () => {
  const draft = new DraftText(newMandate('visitors', 'us-state', 'it-interior'));
  const set = (of: DraftText, path: readonly (string | number)[], value: string) =>
    of.edited({ do: 'set', path, value }) ?? assert.fail();
  const wrong = set(set(set(draft, ['until'], 'soon'), ['clauses', 0, 'basis'], 'hearsay'), ['terms', 'costs'], 'each');
  const read = drafting.read(wrong.text);
  assert(!read.ok);
  const places = read.problems.map(({ line }) => JSON.stringify(placeOf(wrong, line)));
  for (const place of [{ field: 'until' }, { clause: '1' }, { term: 'costs' }]) {
    assert(places.includes(JSON.stringify(place)), `${JSON.stringify(place)} among ${places.join(' ')}`);
  }
  assert.equal(placeOf(wrong, 10_000), null);
});
