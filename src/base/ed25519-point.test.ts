import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { isProperPublicKey } from './ed25519-point.ts';

/** Every spelling of a point of small order, without the sign of x (C. Cremers, D. Jackson: "Prime, Order Please!", 2019). */
const SMALL = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
];

test('no point of small order is anybody’s key, in whatever spelling', () => {
  for (const text of SMALL) {
    const bytes = Buffer.from(text, 'hex');
    assert.equal(isProperPublicKey(bytes), false, text);
    bytes[31] = (bytes[31] ?? 0) | 0x80;
    assert.equal(isProperPublicKey(bytes), false, `${text}, other sign`);
  }
});

test('keys as they are made are proper', () => {
  for (let count = 0; count < 50; count++) {
    const raw = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    assert.equal(isProperPublicKey(raw), true, raw.toString('hex'));
  }
});
