import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { browserPins } from './browser-pins.ts';
import { browserPrimitives } from './primitives.ts';
import { sha256Into } from './sha256.ts';

test('sha256: the same as the platform’s, for every length around the ends of blocks, and at an offset', () => {
  for (const length of [...Array.from({ length: 300 }, (_, n) => n), 1_000, 61_440, 1_000_003]) {
    const data = Uint8Array.from({ length }, (_, n) => (n * 31 + length) & 255);
    const out = new Uint8Array(40).fill(7);
    sha256Into(data, out, 5);
    const wanted = createHash('sha256').update(data).digest();
    assert.deepEqual(Buffer.from(out.subarray(5, 37)), wanted, `${length} bytes`);
    assert.deepEqual([out[4], out[37]], [7, 7]);
  }
});

test('sha256: a part of a larger buffer is hashed alone', () => {
  const whole = Uint8Array.from({ length: 200 }, (_, n) => n);
  const out = new Uint8Array(32);
  sha256Into(whole.subarray(50, 150), out, 0);
  assert.deepEqual(Buffer.from(out), createHash('sha256').update(whole.subarray(50, 150)).digest());
});

test('WebCrypto: a good signature, and none of the bad ones (RFC 8032 §7.1, test 2)', async () => {
  const primitives = await browserPrimitives();
  assert.ok(typeof primitives === 'object');
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
  const key = bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const signature = bytes(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );
  const message = bytes('72');
  assert.equal(await primitives.ed25519Verify(key, message, signature), true);
  assert.equal(await primitives.ed25519Verify(key, bytes('73'), signature), false);
  assert.equal(await primitives.ed25519Verify(key, message, signature.subarray(1)), false);
  assert.equal(await primitives.ed25519Verify(key.subarray(1), message, signature), false);
  assert.equal(await primitives.ed25519Verify(new Uint8Array(32).fill(255), message, signature), false);
  assert.equal(
    await primitives.aesGcmOpen(new Uint8Array(32), new Uint8Array(12), message, new Uint8Array(20)),
    undefined,
  );
});

test('pins: what is kept comes back; a browser that keeps nothing gives a reason and throws nothing', async () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  } as unknown as Storage;
  const pins = browserPins(() => storage, 'here');
  assert.deepEqual(await pins.read('a', 100), { kind: 'missing' });
  assert.equal(await pins.write('a', Buffer.from('{"è":1}')), undefined);
  const read = await pins.read('a', 100);
  assert.equal(read.kind === 'bytes' && Buffer.from(read.bytes).toString(), '{"è":1}');
  assert.deepEqual(await pins.read('a', 3), { kind: 'too-long' });
  const refusing = browserPins(() => {
    throw new Error('access is denied');
  }, 'nowhere');
  assert.deepEqual(await refusing.read('a', 100), { kind: 'unreadable', reason: 'access is denied' });
  assert.equal(await refusing.write('a', Buffer.from('x')), 'access is denied');
});
