import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_ITEM, itemDraft, missingOfItem, NO_TEXT, recipientOf, SOMEBODY_ELSE } from './item-form.ts';

const FORM = { ...EMPTY_ITEM, title: 'ferry thefts', text: 'two groups were seen', source: 'B', information: '2' };

test('an item is entered as it was graded, and expires', () => {
  assert.deepEqual(itemDraft(FORM, 5_000, FORM.text).detail, {
    title: 'ferry thefts',
    text: 'two groups were seen',
    handling: 'amber',
    originatorControl: true,
    grading: { source: 'B', information: 2 },
    expires: 5_000,
  });
});

test('without title, text or a time it cannot be signed', () => {
  assert.deepEqual(missingOfItem(EMPTY_ITEM, undefined), ['title', 'text', 'expires']);
  assert.deepEqual(missingOfItem(FORM, 5_000), []);
});

test('what an address could put in the form is no grade and no handling', () => {
  const forged = { ...FORM, source: 'Z', information: '9', handling: 'secret' as 'red' };
  const { detail } = itemDraft(forged, 5_000, NO_TEXT);
  assert.deepEqual(detail['grading'], { source: 'X', information: 4 });
  assert.equal(detail['handling'], 'amber');
  assert.doesNotMatch(JSON.stringify(detail), /two groups/);
});

test('the recipient is who was chosen, else whose id was typed', () => {
  assert.equal(recipientOf({ to: 'host-a', other: 'x' }), 'host-a');
  assert.equal(recipientOf({ to: SOMEBODY_ELSE, other: ' guest-b ' }), 'guest-b');
  assert.equal(recipientOf({ to: '', other: 'x' }), '');
});
