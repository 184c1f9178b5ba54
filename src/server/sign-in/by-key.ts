import { verify } from 'node:crypto';
import { fromBase64url } from '../../base/base64url.ts';
import { ed25519PublicKey } from '../../desk/keys.ts';
import { type SignedAct, signedBytes } from '../../terms/act.ts';

/**
 * Whether a text was signed by a key.
 * @param publicKey base64url
 * @param signature base64url as it came, read as leniently as the door reads it: what the door takes for signed is signed here
 */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = fromBase64url(publicKey);
  if (key?.length !== 32) return false;
  return verify(null, Buffer.from(text, 'utf8'), ed25519PublicKey(key), Buffer.from(signature, 'base64url'));
}

/** Whether an act was signed by a key; one without a canonical form cannot have been. */
export function isActSignedBy(publicKey: string, { act, signature }: SignedAct): boolean {
  try {
    return isSignedBy(publicKey, signedBytes(act), signature);
  } catch {
    return false;
  }
}
