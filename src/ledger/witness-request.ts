import { assert } from '../base/assert.ts';
import { LIMITS } from '../base/limits.ts';
import { type Checkpoint, fromBase64, type Note, parseCheckpoint, parseNote } from './note.ts';
import { HASH_BYTES, isHash } from './tree.ts';

/** What a witness is asked with (C2SP tlog-witness, add-checkpoint). */
export type WitnessRequest = {
  /** The size that the witness cosigned last; 0 where it never did. */
  readonly old: number;
  /** RFC 6962 §2.1.2, from `old` to the checkpoint's size. */
  readonly proof: readonly Uint8Array[];
  readonly note: Note;
  readonly checkpoint: Checkpoint;
};

/** The path of the one call that a witness answers, below its prefix. */
export const ADD_CHECKPOINT = 'add-checkpoint';
/** The media type of a 409: the size that the witness cosigned last, in decimal, and a line feed. */
export const SIZE_TYPE = 'text/x.tlog.size';

/** `old` line, proof lines, empty line, the signed checkpoint. */
export function encodeWitnessRequest(old: number, proof: readonly Uint8Array[], note: string): string {
  assert(Number.isSafeInteger(old) && old >= 0, `\`${old}\` is a size`);
  assert(proof.length <= LIMITS.witnessProofLines && proof.every(isHash), 'a proof is at most 63 hashes');
  const lines = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
  return `old ${old}\n${lines}\n${note}`;
}

/** Undefined where the bytes are not of this form. Takes untrusted bytes. */
export function parseWitnessRequest(bytes: Uint8Array): WitnessRequest | undefined {
  if (bytes.length > LIMITS.witnessRequestBytes) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes) || hasControls(text)) return undefined;
  const end = text.indexOf('\n\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, end).split('\n');
  const old = sizeOf(/^old (\S+)$/.exec(first)?.[1]);
  const proof = lines.flatMap((line) => fromBase64(line) ?? []);
  const note = parseNote(text.slice(end + 2));
  const checkpoint = note && checkpointOf(note.text);
  if (old === undefined || note === undefined || checkpoint === undefined) return undefined;
  const isProof = lines.length <= LIMITS.witnessProofLines && proof.length === lines.length;
  return isProof && proof.every((hash) => hash.length === HASH_BYTES) ? { old, proof, note, checkpoint } : undefined;
}

/** A size in decimal without leading zeroes; undefined for any other text. */
export function sizeOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^(0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  return Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}

/** Other people's logs may write extension lines after the three (C2SP tlog-checkpoint): signed as they stand, not read. */
function checkpointOf(text: string): Checkpoint | undefined {
  const lines = text.split('\n');
  const extensions = lines.slice(3, -1);
  if (extensions.some((line) => line === '')) return undefined;
  return parseCheckpoint(`${lines.slice(0, 3).join('\n')}\n`);
}

function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a note must not hold (C2SP signed-note)
  return /[\u0000-\u0009\u000b-\u001f]/.test(text);
}
