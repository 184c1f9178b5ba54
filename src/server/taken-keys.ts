import { toBase64url } from '../base/base64url.ts';
import { keyId } from '../base/digest.ts';
import type { State } from '../desk/state.ts';
import type { NoteVerifier } from '../ledger/note.ts';
import { keysOfLedger, type SignerPort } from '../ledger/signing/port.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { type AskedWitnesses, policyFor } from './witnesses.ts';

type Taking = {
  readonly signer: Pick<SignerPort, 'verifier' | 'links'>;
  readonly witnesses: Pick<AskedWitnesses, 'policy'> | undefined;
  readonly state: Pick<State, 'get' | 'values'>;
};

/**
 * The public keys (base64url of 32 bytes) that are nobody's of the roster: all that signed, sign or will sign this ledger, as their links tell, and those of
 * the witnesses that the policy names.
 * @throws StartRefused where the policy is none, could never be met by this ledger, or names a key that somebody of the ledger has or had
 */
export async function takenKeys({ signer, witnesses, state }: Taking): Promise<ReadonlySet<string>> {
  const ledger = keysOfLedger(signer.verifier, await signer.links());
  const cosigning = witnesses === undefined ? [] : policyFor(ledger, witnesses.policy).witnesses;
  for (const { name, key } of cosigning) {
    const holder = holderOf(key, state);
    if (holder === undefined) continue;
    throw new StartRefused(
      `the witness \`${name}\` of the policy has the key of \`${holder}\`, whom this ledger knows by it: a key is one person’s, and who cosigns must be somebody else (R-31)`,
    );
  }
  return new Set([...ledger, ...cosigning.map(({ key }) => key)].map(({ publicKey }) => toBase64url(publicKey)));
}

/** Who of the ledger has or had a key: a person, or an actor of the room's own. */
function holderOf({ publicKey }: NoteVerifier, state: Taking['state']): string | undefined {
  const text = toBase64url(publicKey);
  const own = Object.entries(state.get('ledger', 'ledger')?.keys ?? {}).find(([, key]) => key === text);
  if (own !== undefined) return own[0];
  const id = keyId(publicKey);
  const row = state.get('keys', id);
  if (row !== undefined) return row.person;
  // Ledgers that are older than the rows of keys have only those that people have now.
  for (const person of state.values('people')) if (person.key === id) return person.id;
  return undefined;
}
