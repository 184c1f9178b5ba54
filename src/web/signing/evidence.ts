import { type SignedAct, signedBytes } from '../../terms/act.ts';
import { EVIDENCED_KINDS } from '../../terms/api/evidenced-kinds.ts';
import { base64url, sha256, utf8 } from './bytes.ts';

/**
 * The assertion of a passkey over the bytes that were signed, for the header `remit-assertion`: base64url of its JSON. Null where none is
 * asked for.
 * @param passkeys ids of the person's passkeys
 * @throws where the person did not confirm
 */
export async function evidenceFor({ act }: SignedAct, passkeys: readonly string[]): Promise<string | null> {
  if (passkeys.length === 0 || !EVIDENCED_KINDS.includes(act.kind)) return null;
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const assertion = await startAuthentication({
    optionsJSON: {
      challenge: base64url(await sha256(utf8(signedBytes(act)))),
      allowCredentials: passkeys.map((id) => ({ id, type: 'public-key' })),
      userVerification: 'required',
      rpId: window.location.hostname,
    },
  });
  return base64url(utf8(JSON.stringify(assertion)));
}
