import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256Hex } from '../base/digest.ts';
import { hash } from './node-crypto.ts';

test('a digest taken in a browser is the one taken in the room', () => {
  for (const text of ['', 'abc', 'è 😀', 'x'.repeat(5_000)]) {
    assert.equal(hash('sha256', text, 'hex'), sha256Hex(text));
    assert.equal(hash('sha256', new TextEncoder().encode(text), 'hex'), sha256Hex(text));
  }
  assert.throws(() => hash('sha256', '', 'binary' as 'hex'), RangeError);
});
