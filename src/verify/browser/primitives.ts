/** The platform's cryptography in a browser. */
import type { Primitives } from '../hash.ts';
import { sha256Into } from './sha256.ts';

/**
 * `Primitives` by WebCrypto, or why there are none: a browser without Ed25519, or a page that did not come over https:
 * or from this machine, has no way to check a signature.
 */
export async function browserPrimitives(): Promise<Primitives | 'insecure-context' | 'no-ed25519'> {
  const subtle: typeof globalThis.crypto.subtle | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) return 'insecure-context';
  try {
    // RFC 8032 §7.1, the key of test 1.
    const key = Uint8Array.from(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'.match(/../g) ?? [],
      (byte) => Number.parseInt(byte, 16),
    );
    await subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
  } catch {
    return 'no-ed25519';
  }
  return {
    sha256Into,
    async ed25519Verify(publicKey, message, signature) {
      if (publicKey.length !== 32 || signature.length !== 64) return false;
      try {
        const key = await subtle.importKey('raw', own(publicKey), { name: 'Ed25519' }, false, ['verify']);
        return await subtle.verify('Ed25519', key, own(signature), own(message));
      } catch {
        return false;
      }
    },
    async aesGcmOpen(key, nonce, additional, box) {
      if (key.length !== 32 || nonce.length !== 12 || box.length < 16) return undefined;
      try {
        const opener = await subtle.importKey('raw', own(key), 'AES-GCM', false, ['decrypt']);
        const how = { name: 'AES-GCM', iv: own(nonce), additionalData: own(additional), tagLength: 128 };
        return new Uint8Array(await subtle.decrypt(how, opener, own(box)));
      } catch {
        return undefined;
      }
    },
  };
}

/** A copy in memory of its own: WebCrypto takes nothing shared. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
