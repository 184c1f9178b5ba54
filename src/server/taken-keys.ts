import { keyId } from '../base/digest.ts';
import type { State } from '../desk/state.ts';
import { keysOfLedger, type SignerPort } from '../ledger/signing/port.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { policyFor, type RoomWitnesses } from './witnesses.ts';

/**
 * The public keys (base64url of 32 bytes) that are nobody's of the roster: all that signed, sign or will sign this ledger, as their links tell, and those of
 * the witnesses that the policy names.
 * @throws StartRefused where the policy is none, could never be met by this ledger, or has a witness whose key is or was a person's of the roster
 */
export async function takenKeys(
  signer: Pick<SignerPort, 'verifier' | 'links'>,
  witnesses: Pick<RoomWitnesses, 'policy'> | undefined,
  state: Pick<State, 'get'>,
): Promise<ReadonlySet<string>> {
  const spelled = ({ publicKey }: { readonly publicKey: Uint8Array }) => Buffer.from(publicKey).toString('base64url');
  const ledger = keysOfLedger(signer.verifier, await signer.links());
  const cosigning = witnesses === undefined ? [] : policyFor(ledger, witnesses.policy).witnesses;
  for (const { name, key } of cosigning) {
    const held = state.get('keys', keyId(key.publicKey));
    if (held === undefined) continue;
    throw new StartRefused(
      `the witness \`${name}\` of the policy has the key of \`${held.person}\`, who is or was enrolled here: no key is both a person’s and a witness’s (R-31)`,
    );
  }
  return new Set([...ledger, ...cosigning.map(({ key }) => key)].map(spelled));
}
