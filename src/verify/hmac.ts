/** HMAC-SHA-256 (RFC 2104) and HKDF over it (RFC 5869), by the platform's SHA-256. */
import { hashBytes, type Primitives, sha256 } from './hash.ts';

const blockBytes = 64;

/** The 32 bytes of HMAC-SHA-256 of `message`, which is copied once, under a key of any length. */
export function hmacSha256(primitives: Primitives, key: Uint8Array, message: Uint8Array): Uint8Array {
  const short = key.length > blockBytes ? sha256(primitives, key) : key;
  const inner = padded(short, 0x36, message);
  return sha256(primitives, padded(short, 0x5c, sha256(primitives, inner)));
}

/** HKDF-Extract: 32 bytes that are as hard to guess as `secret`. */
export function hkdfExtract(primitives: Primitives, salt: Uint8Array, secret: Uint8Array): Uint8Array {
  return hmacSha256(primitives, salt, secret);
}

/** HKDF-Expand of at most 32 bytes, the first block: a key for what `info` says. */
export function hkdfExpand(primitives: Primitives, extracted: Uint8Array, info: Uint8Array, length = hashBytes) {
  const block = new Uint8Array(info.length + 1);
  block.set(info);
  block[info.length] = 1;
  return hmacSha256(primitives, extracted, block).subarray(0, length);
}

/** Whether two codes are the same, in a time that says nothing of where they differ. */
export function isSameCode(a: Uint8Array, b: Uint8Array): boolean {
  let differs = a.length ^ b.length;
  for (const [i, byte] of a.entries()) differs |= byte ^ (b[i] ?? 0);
  return differs === 0;
}

function padded(key: Uint8Array, pad: number, message: Uint8Array): Uint8Array {
  const out = new Uint8Array(blockBytes + message.length);
  out.set(key);
  for (let i = 0; i < blockBytes; i++) out[i] = (out[i] ?? 0) ^ pad;
  out.set(message, blockBytes);
  return out;
}
