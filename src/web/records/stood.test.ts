import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isResumed } from './stood.ts';

test('a version is resumed where it was itself suspended, and in the place of another where that one stood, however it did', () => {
  assert.equal(isResumed('us-hsi@2', { version: 2, status: 'suspended' }), true);
  assert.equal(isResumed(2, { version: 2, status: 'suspended' }), true);
  assert.equal(isResumed('us-hsi@3', { version: 2, status: 'suspended' }), false);
  assert.equal(isResumed('us-hsi@12', { version: 2, status: 'suspended' }), false);
  assert.equal(isResumed('us-hsi@2', { version: 2, status: 'expired' }), false);
});
