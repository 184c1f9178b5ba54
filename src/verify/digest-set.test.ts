import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { DigestSet } from './digest-set.ts';

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();

test('what was added is found again however large the set grows, and nothing else', () => {
  const set = new DigestSet();
  // Beyond several doublings of the table.
  const many = 20_000;
  for (let n = 0; n < many; n++) assert.equal(set.add(digest(`act ${n}`)), true, String(n));
  assert.equal(set.size, many);
  for (let n = 0; n < many; n++) assert.equal(set.add(digest(`act ${n}`)), false, String(n));
  assert.equal(set.add(digest('another')), true);
  assert.equal(set.size, many + 1);
});

test('digests that differ in one bit anywhere in their first 16 bytes are two, the one of zeros among them, wherever they lie in memory', () => {
  const set = new DigestSet();
  assert.equal(set.add(new Uint8Array(32)), true);
  for (let bit = 0; bit < 128; bit++) {
    // At an odd offset, as a digest within a tile is.
    const one = new Uint8Array(35).subarray(3);
    one[bit >> 3] = 1 << (bit & 7);
    assert.equal(set.add(one), true, `bit ${bit}`);
    assert.equal(set.add(one), false, `bit ${bit}`);
  }
  assert.equal(set.add(new Uint8Array(32)), false);
  assert.equal(set.size, 129);
});

test('digests that somebody chose to agree in all but one word are told apart', () => {
  const set = new DigestSet();
  for (let n = 0; n < 10_000; n++) {
    const one = Buffer.alloc(32);
    one.writeUInt32BE(n, 8);
    assert.equal(set.add(one), true);
    assert.equal(set.add(one), false);
  }
  assert.equal(set.size, 10_000);
});

test('what is kept of a set makes the same set again, the digest of zeros in it; half a digest, or one twice, makes none', () => {
  const set = new DigestSet();
  const many = 3_000;
  set.add(new Uint8Array(32));
  for (let n = 0; n < many; n++) set.add(digest(`act ${n}`));
  const bytes = set.bytes();
  assert.equal(bytes.length, 16 * (many + 1));
  const again = DigestSet.from(bytes) ?? assert.fail();
  assert.equal(again.size, many + 1);
  assert.equal(again.add(new Uint8Array(32)), false);
  for (let n = 0; n < many; n++) assert.equal(again.add(digest(`act ${n}`)), false, String(n));
  assert.equal(again.add(digest('another')), true);
  assert.equal(DigestSet.from(bytes.subarray(1)), undefined);
  assert.equal(DigestSet.from(Buffer.concat([bytes, bytes.subarray(16, 32)])), undefined);
  assert.equal(DigestSet.from(Buffer.concat([bytes, new Uint8Array(16)])), undefined, 'zeros twice');
  assert.equal(DigestSet.from(new Uint8Array(0))?.size, 0);
});
