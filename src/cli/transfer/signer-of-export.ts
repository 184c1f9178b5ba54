import { parseLink } from '../../ledger/key-link.ts';
import { type NoteVerifier, publicKeyOf } from '../../ledger/note.ts';
import { keysOfLedger, type SignerPort } from '../../ledger/signing/port.ts';
import { TransferRefused } from './refused.ts';
import type { Secrets } from './secrets.ts';

/** Whose key and guard a ledger is to go on with. */
export type SignerOfExport = {
  readonly verifier: NoteVerifier;
  /** All keys of the ledger, that one among them. */
  readonly keys: readonly NoteVerifier[];
  readonly guard: { readonly size: number /** Base64. */; readonly root: string };
};

/**
 * The signer of the secrets, or the process that holds what they are without: one of the two, and never both.
 * @throws TransferRefused
 */
export async function signerOfExport(secrets: Secrets, outside: SignerPort | undefined): Promise<SignerOfExport> {
  const { signer, ledger } = secrets;
  if (signer !== null) {
    if (outside !== undefined)
      throw new TransferRefused('the secrets hold the signing key, and `--signer` names another signer: leave it out');
    const verifier = { name: ledger, publicKey: publicKeyOf(Buffer.from(signer.key, 'base64')) };
    const links = (signer.links ?? []).flatMap((note) => parseLink(note) ?? []);
    return { verifier, keys: keysOfLedger(verifier, links), guard: signer.guard };
  }
  if (outside === undefined) {
    throw new TransferRefused(
      'the secrets are without the signing key, which a process of its own holds: move the folder of that signer, and name its socket (`--signer`)',
    );
  }
  const { size, root } = await outside.guard();
  const { verifier } = outside;
  return {
    verifier,
    keys: keysOfLedger(verifier, await outside.links()),
    guard: { size, root: Buffer.from(root).toString('base64') },
  };
}
