import { assert } from '../base/assert.ts';
import {
  keyHashOf,
  type Note,
  type NoteVerifier,
  publicKeyOf,
  SIGNATURE_BYTES,
  signatureLine,
  signaturesBy,
  signBytes,
  verifyBytes,
} from './note.ts';

const TIMESTAMP_BYTES = 8;

/** What a witness says: that as of this POSIX time it saw no larger tree of the log, and none that this one does not contain. */
export type Cosignature = {
  readonly seconds: number /** The whole line, with its line feed. */;
  readonly line: string;
};

/**
 * The signature line of a witness over a checkpoint (C2SP tlog-cosignature, Ed25519): the time, and a signature over the
 * time and the text. `text` is all of the note before its empty line.
 */
export function cosign(
  text: string,
  by: { readonly name: string; readonly seed: Uint8Array },
  seconds: number,
): string {
  assert(Number.isSafeInteger(seconds) && seconds >= 0, `\`${seconds}\` is a POSIX time`);
  const timestamp = Buffer.alloc(TIMESTAMP_BYTES);
  timestamp.writeBigUInt64BE(BigInt(seconds));
  const keyHash = keyHashOf({ name: by.name, publicKey: publicKeyOf(by.seed) }, 'witness');
  const signature = signBytes(cosignedBytes(text, seconds), by.seed);
  return signatureLine({ name: by.name, keyHash, signature: Buffer.concat([timestamp, signature]) });
}

/**
 * The latest cosignature of this witness on the note; undefined where there is none, or where one that names its key is bad
 * (C2SP signed-note: the whole note is refused then). Takes untrusted notes.
 */
export function cosignatureBy(note: Note, witness: NoteVerifier): Cosignature | undefined {
  let latest: Cosignature | undefined;
  for (const found of signaturesBy(note, witness, 'witness')) {
    const seconds = secondsOf(found.signature);
    if (seconds === undefined) return undefined;
    const signature = found.signature.subarray(TIMESTAMP_BYTES);
    if (!verifyBytes(cosignedBytes(note.text, seconds), signature, witness.publicKey)) return undefined;
    if (latest === undefined || seconds > latest.seconds) latest = { seconds, line: signatureLine(found) };
  }
  return latest;
}

function cosignedBytes(text: string, seconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`, 'utf8');
}

/** Times beyond what a number holds exactly are nobody's. */
function secondsOf(signature: Buffer): number | undefined {
  if (signature.length !== TIMESTAMP_BYTES + SIGNATURE_BYTES) return undefined;
  const seconds = signature.readBigUInt64BE();
  return seconds <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seconds) : undefined;
}
