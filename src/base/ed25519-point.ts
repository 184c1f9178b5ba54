/** Order of the field of Curve25519 (RFC 8032 §5.1), and the y of the points whose order divides 8. */
const P = 2n ** 255n - 19n;
const Y_OF_ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const SMALL_ORDER: readonly bigint[] = [0n, 1n, P - 1n, Y_OF_ORDER_8, P - Y_OF_ORDER_8];

/**
 * May these 32 bytes stand for somebody as an Ed25519 public key? Not a point of small order, for which some verifiers take signatures that
 * nobody made, nor a second spelling of a point (y not reduced): RFC 8032 §5.1.3, §8.
 */
export function isProperPublicKey(raw: Uint8Array): boolean {
  if (raw.length !== 32) return false;
  let y = 0n;
  for (const byte of raw.toReversed()) y = (y << 8n) | BigInt(byte);
  // The highest bit is the sign of x.
  y &= 2n ** 255n - 1n;
  return y < P && !SMALL_ORDER.includes(y);
}
