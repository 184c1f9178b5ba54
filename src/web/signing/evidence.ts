import { type SignedAct, signedBytes } from '../../terms/act.ts';
import type { ActKind } from '../../terms/act-kinds.ts';
import { base64url, sha256, utf8 } from './bytes.ts';

/** Acts that a person confirms with a passkey where they have one: answers that give or take authority. */
const CONFIRMED: readonly ActKind[] = [
  'approval.answer',
  'approval.countersign',
  'approval.withdraw',
  'conferral.grant',
];

/**
 * The assertion of a passkey over the bytes that were signed, for the header `remit-assertion`: base64url of its JSON. Null where none is
 * asked for.
 * @param passkeys ids of the person's passkeys
 * @throws where the person did not confirm
 */
export async function evidenceFor({ act }: SignedAct, passkeys: readonly string[]): Promise<string | null> {
  if (passkeys.length === 0 || !CONFIRMED.includes(act.kind)) return null;
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
