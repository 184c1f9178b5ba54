import { verify } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { fromBase64url } from '../../base/base64url.ts';
import { LIMITS } from '../../base/limits.ts';
import { ed25519PublicKey } from '../../desk/keys.ts';
import { type SignedAct, signedBytes } from '../../terms/act.ts';
import { type AccountChange, type AccountSignature, accountChangeText } from '../../terms/api/account-signature.ts';
import type { Problem } from '../http/problem.ts';
import { tokenOf } from './entering.ts';
import type { SignIn } from './sign-in.ts';

export const KEY_WANTED: Problem = {
  status: 403,
  code: 'key-wanted',
  detail:
    'the first passkey and the first password are made where one’s enrolled signing key is: open the room in that browser, or have a key of this one enrolled by the registrar',
};

/**
 * Whether a text was signed by a key.
 * @param publicKey base64url
 * @param signature canonical base64url, like the key; other text for the same bytes is no signature
 */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = fromBase64url(publicKey);
  const signed = fromBase64url(signature);
  if (key?.length !== 32 || signed?.length !== 64) return false;
  return verify(null, Buffer.from(text, 'utf8'), ed25519PublicKey(key), signed);
}

/** Whether an act was signed by a key; one without a canonical form cannot have been. */
export function isActSignedBy(publicKey: string, { act, signature }: SignedAct): boolean {
  try {
    return isSignedBy(publicKey, signedBytes(act), signature);
  } catch {
    return false;
  }
}

/**
 * Whether a first way in is signed for by the key that is enrolled of its person, for this very thing, in this session, near the room's time. Whoever
 * came by a link or a cookie that was stolen has no key: what they made would outlast the session, and keep the person out.
 */
export function isByKey(
  signIn: SignIn,
  request: FastifyRequest,
  made: Pick<AccountChange, 'makes' | 'of'>,
  byKey: AccountSignature | undefined,
): boolean {
  const { readable, origin: ledger, mode, roomNow } = signIn.room;
  const person = readable.person(request.signedIn?.person.id ?? '');
  if (byKey === undefined || person?.key !== byKey.key) return false;
  const { at, signature } = byKey;
  if (Math.abs(at - roomNow()) > LIMITS.signedSkewMs) return false;
  const change = { ...made, ledger, mode, person: person.id, session: tokenOf(signIn, request), at };
  return isSignedBy(person.publicKey, accountChangeText(change), signature);
}
