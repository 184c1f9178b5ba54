import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOfAct, draftSearch } from './draft-path.ts';

const DIGEST = 'a'.repeat(64);

test('an act about a draft leads to its steps, as it was handed in where the act names the text', () => {
  const named = { mandate: 'us-hsi', version: 2, digest: DIGEST };
  for (const kind of ['mandate.draft', 'mandate.review', 'mandate.sign', 'mandate.except', 'mandate.withdraw']) {
    assert.deepEqual(draftOfAct(kind, named), { draft: 'us-hsi@2', digest: DIGEST, part: 'steps' }, kind);
  }
  const enforced = { mandate: 'us-hsi', version: 2, reason: 'agreed' };
  assert.deepEqual(draftOfAct('mandate.enforce', enforced), { draft: 'us-hsi@2', part: 'steps' });
  assert.deepEqual(draftSearch('us-hsi@2', null), { draft: 'us-hsi@2', part: 'steps' });
});

test('what is about no version of a mandate leads to no draft', () => {
  assert.equal(draftOfAct('mandate.suspend', { mandate: 'us-hsi', reason: 'halted' }), null);
  assert.equal(draftOfAct('item.enter', { mandate: 'us-hsi', version: 2, digest: DIGEST }), null);
  assert.equal(draftOfAct('mandate.draft', { mandate: 7, version: '2' }), null);
});
