/**
 * The port to the platform's cryptography. Everything else in this folder except `node.ts`, `folder.ts`,
 * `pin-folder.ts`, `resume-file.ts`, `arguments.ts`, `given.ts`, `main.ts` and `cli.ts` runs in a browser as well as in Node.
 */

/** What the checker needs from a platform. None of these may throw: bad input gives `false` or `undefined`. */
export interface Primitives {
  /** SHA-256 (FIPS 180-4) of `data`, written as 32 bytes into `out` at `offset`. Synchronous: it runs per leaf. */
  sha256Into(data: Uint8Array, out: Uint8Array, offset: number): void;
  /** Ed25519, pure (RFC 8032 §5.1.7). `publicKey` has 32 bytes, `signature` 64. */
  ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>;
  /** AES-256-GCM: `key` 32 bytes, `nonce` 12, the tag of 16 bytes is at the end of `box`. `undefined` when it does not open. */
  aesGcmOpen(
    key: Uint8Array,
    nonce: Uint8Array,
    additional: Uint8Array,
    box: Uint8Array,
  ): Uint8Array | undefined | Promise<Uint8Array | undefined>;
}

export const hashBytes = 32;

/** SHA-256 of `data`: 32 fresh bytes. */
export function sha256(primitives: Primitives, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(hashBytes);
  primitives.sha256Into(data, out, 0);
  return out;
}
