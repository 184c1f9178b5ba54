import { hash } from 'node:crypto';

/**
 * SHA-256. `crypto.hash` with latin1 (`binary`) output and a copy into a Buffer is two to four times faster than Buffer
 * output for short inputs (measured; docs/decisions/0009-measured-stack.md).
 */
export function sha256(data: Uint8Array | string): Buffer {
  return Buffer.from(hash('sha256', data, 'binary'), 'binary');
}

/** SHA-256 as 64 hex digits. */
export function sha256Hex(data: Uint8Array | string): string {
  return hash('sha256', data, 'hex');
}

/** The id of a key: `k` and 16 hex digits of SHA-256 over the 32 raw bytes (docs/formats.md §1). */
export function keyId(publicKey: Uint8Array): string {
  return `k${sha256Hex(publicKey).slice(0, 16)}`;
}
