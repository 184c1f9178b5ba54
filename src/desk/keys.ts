import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { toBase64url } from '../base/base64url.ts';
import { keyId } from '../base/digest.ts';
import { type Act, type SignedAct, signedBytes } from '../terms/act.ts';

/** DER heads of Ed25519 keys (RFC 8410): what stands before the 32 raw bytes. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** How many parsed public keys are kept: parsing costs a third of a verification. */
const PARSED_KEYS_MAX = 10_000;
const parsed = new Map<string, KeyObject>();

/** The public key of 32 raw bytes. */
export function ed25519PublicKey(raw: Uint8Array): KeyObject {
  const name = toBase64url(raw);
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' });
  if (parsed.size >= PARSED_KEYS_MAX) parsed.clear();
  parsed.set(name, key);
  return key;
}

/** A key with which somebody signs acts. */
export type SigningKey = {
  readonly id: string;
  readonly publicKey: string;
  sign(act: Act): SignedAct;
  /** The signature over a text that is no act (each such text begins with a purpose of its own), as base64url. */
  signText(text: string): string;
};

/** The signing key of a 32-byte seed (RFC 8032). */
export function signingKey(seed: Uint8Array): SigningKey {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length);
  const id = keyId(raw);
  const signText = (text: string) => toBase64url(sign(null, Buffer.from(text, 'utf8'), key));
  return {
    id,
    publicKey: toBase64url(raw),
    sign: (act) => ({ act, key: id, signature: signText(signedBytes(act)) }),
    signText,
  };
}

/**
 * The key of an invented person of an exercise. Anybody can compute it from public text, so it proves nothing and is worth nothing; that
 * is why exercise ledgers are marked as such in every signature.
 */
export function exerciseKey(scenario: string, actor: string): SigningKey {
  return signingKey(createHash('sha256').update(`remit exercise test key v1\n${scenario}\n${actor}`).digest());
}
