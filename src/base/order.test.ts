import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byCodeUnits, byId } from './order.ts';

test('texts are ordered by code units, and things by their ids', () => {
  assert.deepEqual(['b', 'a', 'Z', '10', '9', 'a'].sort(byCodeUnits), ['10', '9', 'Z', 'a', 'a', 'b']);
  assert.equal(byCodeUnits('a', 'a'), 0);
  assert.deepEqual([{ id: 'm/2' }, { id: 'm/10' }].sort(byId), [{ id: 'm/10' }, { id: 'm/2' }]);
});
