import assert from 'node:assert/strict';
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { hkdfExpand, hkdfExtract, hmacSha256, isSameCode } from './hmac.ts';
import { nodePrimitives as primitives } from './node.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Buffer.from(text, 'hex');
const aa = 'aa'.repeat(131);

/** RFC 4231 §4.2 to §4.8: key, data, HMAC-SHA-256 (the fifth cut to 128 bits). */
const cases: readonly (readonly [key: Uint8Array, data: Uint8Array, code: string])[] = [
  [bytes('0b'.repeat(20)), Buffer.from('Hi There'), 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    Buffer.from('Jefe'),
    Buffer.from('what do ya want for nothing?'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [bytes('aa'.repeat(20)), bytes('dd'.repeat(50)), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
  [
    bytes('0102030405060708090a0b0c0d0e0f10111213141516171819'),
    bytes('cd'.repeat(50)),
    '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  ],
  [bytes('0c'.repeat(20)), Buffer.from('Test With Truncation'), 'a3b6167473100ee06e0c796c2955552b'],
  [
    bytes(aa),
    Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First'),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
  [
    bytes(aa),
    Buffer.from(
      'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
    ),
    '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
  ],
];

test('hmac: the vectors of RFC 4231', () => {
  for (const [key, data, code] of cases) {
    assert.equal(hex(hmacSha256(primitives, key, data)).slice(0, code.length), code);
  }
});

test('hmac: as Node has it for keys around the length of a block', () => {
  for (const length of [0, 1, 32, 63, 64, 65, 128, 1000]) {
    const [key, data] = [randomBytes(length), randomBytes(3 * length)];
    const wanted = createHmac('sha256', key).update(data).digest('hex');
    assert.equal(hex(hmacSha256(primitives, key, data)), wanted, `${length} ${hex(key)} ${hex(data)}`);
  }
});

test('hkdf: the first block of RFC 5869, A.1 and A.3, and as Node has it', () => {
  const secret = bytes('0b'.repeat(22));
  const extracted = hkdfExtract(primitives, bytes('000102030405060708090a0b0c'), secret);
  assert.equal(hex(extracted), '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
  const info = bytes('f0f1f2f3f4f5f6f7f8f9');
  const block = '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf';
  assert.equal(hex(hkdfExpand(primitives, extracted, info)), block);
  assert.equal(hex(hkdfExpand(primitives, extracted, info, 7)), block.slice(0, 14));
  const none = new Uint8Array(0);
  const bare = hkdfExpand(primitives, hkdfExtract(primitives, none, secret), none);
  assert.equal(hex(bare), '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d');
  const [one, two, three] = [randomBytes(100), randomBytes(70), randomBytes(300)];
  const wanted = Buffer.from(hkdfSync('sha256', one, two, three, 32)).toString('hex');
  assert.equal(hex(hkdfExpand(primitives, hkdfExtract(primitives, two, one), three)), wanted);
});

test('hmac: a code that differs in a bit, or in its length, is another', () => {
  const code = randomBytes(32);
  assert.equal(isSameCode(code, Buffer.from(code)), true);
  for (let at = 0; at < 256; at++) {
    const other = Buffer.from(code);
    other[at >> 3] = (other[at >> 3] ?? 0) ^ (1 << (at & 7));
    assert.equal(isSameCode(code, other), false, String(at));
  }
  for (const cut of [0, 1, 31]) {
    assert.equal(isSameCode(code, code.subarray(0, cut)), false);
    assert.equal(isSameCode(code.subarray(0, cut), code), false);
  }
  assert.equal(isSameCode(Buffer.concat([code, Buffer.alloc(1)]), code), false, 'a zero more');
  assert.equal(isSameCode(code, Buffer.concat([code, Buffer.alloc(1)])), false, 'a zero more');
});
