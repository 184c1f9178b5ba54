/** The platform's cryptography in Node. */
import { createDecipheriv, createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { Primitives } from './hash.ts';

/** The twelve bytes that make a raw Ed25519 key a SubjectPublicKeyInfo (RFC 8410 §4). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

const keyObjectsMax = 10_000;
const keyObjects = new Map<string, KeyObject>();

// `hash` with a string result is twice as fast as with a Buffer; writing the string back costs little.
const hashLatin1 = hash as unknown as (name: string, data: Uint8Array, form: 'latin1') => string;
const writeLatin1 = (
  Buffer.prototype as unknown as {
    latin1Write(this: Uint8Array, text: string, offset: number, length: number): number;
  }
).latin1Write;

/** `Primitives` by node:crypto. Signatures are checked on the thread pool; the rest is synchronous. */
export const nodePrimitives: Primitives = {
  sha256Into(data, out, offset) {
    writeLatin1.call(out, hashLatin1('sha256', data, 'latin1'), offset, 32);
  },

  ed25519Verify(publicKey, message, signature) {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    const key = keyObject(publicKey);
    if (key === undefined) return false;
    return new Promise((resolve) => {
      verify(null, message, key, signature, (error, good) => resolve(error === null && good));
    });
  },

  aesGcmOpen(key, nonce, additional, box) {
    if (key.length !== 32 || nonce.length !== 12 || box.length < 16) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
      decipher.setAAD(additional);
      decipher.setAuthTag(box.subarray(box.length - 16));
      const text = decipher.update(box.subarray(0, box.length - 16));
      decipher.final();
      return text;
    } catch {
      return undefined;
    }
  },
};

function keyObject(raw: Uint8Array): KeyObject | undefined {
  const name = Buffer.from(raw).toString('latin1');
  const known = keyObjects.get(name);
  if (known !== undefined) return known;
  try {
    const der = Buffer.concat([spkiPrefix, raw]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (keyObjects.size >= keyObjectsMax) keyObjects.clear();
    keyObjects.set(name, key);
    return key;
  } catch {
    return undefined;
  }
}
