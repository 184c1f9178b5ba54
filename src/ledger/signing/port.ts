import type { Guard } from '../guard.ts';
import { isSameKey, type KeyLink } from '../key-link.ts';
import { type Checkpoint, type NoteVerifier, parseCheckpoint, parseNote, verifyNote } from '../note.ts';

/** A tree to be signed, with the consistency proof from the guard's size to `size` (RFC 6962 §2.1.2). */
export type TreeToSign = Guard & { readonly proof: readonly Uint8Array[] };

/**
 * What the publisher needs of a signer, which lies in the room itself or in a process of its own (docs/decisions/0023-keys-of-the-ledger.md).
 * Both hold to `testing/signer-contract.ts`.
 */
export type SignerPort = {
  /** The ledger's present key; while two sign, the one before. It does not change while a room runs. */
  readonly verifier: NoteVerifier;
  /** How one key of the ledger came after the other, oldest first; while two sign, the last leads to the one that follows. @throws SignerRefused, SignerAway */
  links(): Promise<readonly KeyLink[]>;
  /** What was last signed. @throws SignerRefused, SignerAway */
  guard(): Promise<Guard>;
  /** The whole note, durably remembered before. The same pair again gives the same note. @throws SignerRefused, SignerAway */
  sign(tree: TreeToSign): Promise<string>;
  /** Takes up a checkpoint of this key that is ahead of the guard: an operator's explicit choice. @throws SignerRefused, SignerAway */
  catchUp(note: string, proof: readonly Uint8Array[]): Promise<void>;
  /** What a note says that is signed by this key for this ledger; undefined for any other text. Asks nobody. */
  ownCheckpoint(note: string): Checkpoint | undefined;
};

/** The signer does not answer, or what answers is not it: nothing is signed until it does. The same call may be made again. */
export class SignerAway extends Error {
  override readonly name = 'SignerAway';
}

/** What a note says that is signed by this key for the ledger of its name; undefined for any other text. */
export function checkpointBy(verifier: NoteVerifier, note: string): Checkpoint | undefined {
  const parsed = parseNote(note);
  if (parsed === undefined || !verifyNote(parsed, verifier)) return undefined;
  const checkpoint = parseCheckpoint(parsed.text);
  return checkpoint?.origin === verifier.name ? checkpoint : undefined;
}

/** What a note says that is signed by one of these keys for the ledger of its name; undefined for any other text. */
export function checkpointByOneOf(verifiers: readonly NoteVerifier[], note: string): Checkpoint | undefined {
  for (const verifier of verifiers) {
    const checkpoint = checkpointBy(verifier, note);
    if (checkpoint !== undefined) return checkpoint;
  }
  return undefined;
}

/** All keys of a ledger, oldest first. @param links of all its changes; @param verifier its only key, where there was none */
export function keysOfLedger(verifier: NoteVerifier, links: readonly KeyLink[]): readonly NoteVerifier[] {
  return [links[0]?.before ?? verifier, ...links.map(({ after }) => after)];
}

/** The keys of a ledger that sign now: one, and while it changes the one before and the one after. @param keys all of them, oldest first */
export function signingNow(verifier: NoteVerifier, keys: readonly NoteVerifier[]): readonly NoteVerifier[] {
  return keys.slice(keys.findIndex((key) => isSameKey(key, verifier)));
}
