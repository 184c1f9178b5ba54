/** Keys, signed notes and checkpoints: C2SP `signed-note` and `tlog-checkpoint`, formats.md §6. */
import { decodeBase64, decodeUtf8, encodeBase64, equalBytes, hex, quote, utf8 } from './bytes.ts';
import { hashBytes, type Primitives, sha256 } from './hash.ts';
import { type Fault, isFault } from './report.ts';

export const noteBytesMax = 65_536;
export const noteSignaturesMax = 100;
export const vkeyBytesMax = 1024;

/** The key of a log, or of a witness, as a reader has it. */
export interface Vkey {
  /** The one line, without the line feed. */
  readonly text: string;
  /** The origin of the log; or the name of a witness. */
  readonly name: string;
  /** First four bytes of SHA-256(name ‖ 0x0A ‖ algorithm ‖ public key). */
  readonly keyHash: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** What the log's key has signed: a tree of `size` entries with the root `root` (32 bytes). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The first byte of a key: what it signs, by C2SP signed-note. Both are Ed25519. */
export const keyAlgorithms = { log: 1, witness: 4 } as const;

/**
 * The verifier key of a log in `text`, one line with or without its line feed (`<name>+<8 hex>+<b64(0x01 ‖ key)>`).
 * A fault when it is spelled in any other way, has another algorithm than Ed25519, or a hash that is not the key's.
 */
export function parseVkey(text: string, primitives: Primitives): Vkey | Fault {
  return parseKey(text, keyAlgorithms.log, primitives);
}

/** The same for a key of one of `keyAlgorithms`. */
export function parseKey(text: string, algorithm: number, primitives: Primitives): Vkey | Fault {
  const line = text.endsWith('\n') ? text.slice(0, -1) : text;
  const found = /^([^+\s\p{C}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(line);
  const [, name = '', hash = '', spelled = ''] = found ?? [];
  if (found === null || line.length > vkeyBytesMax) {
    return { fault: `${quote(line)} is not one line of the form <name>+<hash>+<key>` };
  }
  const key = decodeBase64(spelled, 'b64');
  if (key !== undefined && key.length > 0 && key[0] !== algorithm) {
    const whose = algorithm === keyAlgorithms.log ? 'an Ed25519 key' : 'the Ed25519 key of a witness';
    return { fault: `the key is not ${whose} (algorithm ${algorithm})` };
  }
  if (key === undefined || key.length !== 33) return { fault: 'the key is not base64 of 33 bytes' };
  const publicKey = key.slice(1);
  const keyHash = noteKeyHash(name, publicKey, primitives, algorithm);
  if (hex(keyHash) !== hash) return { fault: `the key hash is ${hex(keyHash)}, not ${hash}` };
  return { text: line, name, keyHash, publicKey };
}

/** The key hash of a signed note's Ed25519 key (C2SP signed-note, "Verifier keys"). */
export function noteKeyHash(
  name: string,
  publicKey: Uint8Array,
  primitives: Primitives,
  algorithm: number = keyAlgorithms.log,
): Uint8Array {
  const head = utf8(`${name}\n${String.fromCharCode(algorithm)}`);
  const message = new Uint8Array(head.length + publicKey.length);
  message.set(head);
  message.set(publicKey, head.length);
  return sha256(primitives, message).slice(0, 4);
}

/** The mode and parts of an origin (formats.md §6), or `undefined` when it has another form. */
export function parseOrigin(origin: string): { mode: 'exercise' | 'live' } | undefined {
  const found = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(exercise|live)\.remit\.example\/[0-9a-f]{12}$/.exec(origin);
  return found === null ? undefined : { mode: found[1] as 'exercise' | 'live' };
}

/** A checkpoint whose signature is good, and the note around it. */
export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
  /** Those of the keys that signed it, in the order in which they were given; never none. */
  readonly signers: readonly [Vkey, ...Vkey[]];
}

export type NoteFault = Fault & {
  readonly code: 'note' | 'signature' | 'checkpoint' | 'origin';
  /** None of the keys signed it: somebody else may have. */
  readonly isUnsigned?: true;
};

/** `openSigned`, of which only the checkpoint is wanted. */
export async function openCheckpoint(
  bytes: Uint8Array,
  vkey: Vkey,
  primitives: Primitives,
): Promise<Checkpoint | NoteFault> {
  const opened = await openSigned(bytes, vkey, primitives);
  return isFault(opened) ? opened : opened.checkpoint;
}

/** `openSignedBy` one key. */
export function openSigned(
  bytes: Uint8Array,
  vkey: Vkey,
  primitives: Primitives,
): Promise<SignedCheckpoint | NoteFault> {
  return openSignedBy(bytes, [vkey], primitives);
}

/**
 * Opens a signed checkpoint (hostile `bytes`): the note's form, a good signature of at least one of `keys`, the three
 * lines. Signatures of other keys are ignored, but must have the form. Every signature under the name and key hash of one
 * of `keys` must be good.
 */
export async function openSignedBy(
  bytes: Uint8Array,
  keys: readonly [Vkey, ...Vkey[]],
  primitives: Primitives,
): Promise<SignedCheckpoint | NoteFault> {
  const note = parseNote(bytes);
  if (isFault(note)) return { ...note, code: 'note' };
  const good = new Set<Vkey>();
  for (const line of note.signatures) {
    const known = keys.filter((key) => isSignatureOf(line, key));
    let isGood = known.length === 0;
    // Two keys may share their four bytes: one of them has to have signed.
    for (const key of known) {
      if (!(await isGoodSignature(note, line, key, primitives))) continue;
      good.add(key);
      isGood = true;
    }
    if (!isGood) return { fault: 'the signature by the key of the log is bad', code: 'signature' };
  }
  if (good.size === 0) {
    const fault = `no signature by the key of the log, ${quote(keys[0].text)}`;
    return { fault, code: 'signature', isUnsigned: true };
  }
  const checkpoint = parseCheckpoint(note.text);
  if (isFault(checkpoint)) return { ...checkpoint, code: 'checkpoint' };
  const [first, ...others] = keys.filter((key) => good.has(key) && key.name === checkpoint.origin);
  if (first === undefined) {
    const fault = `the origin is ${quote(checkpoint.origin)}, but the key is that of ${quote(keys[0].name)}`;
    return { fault, code: 'origin' };
  }
  return { checkpoint, note, signers: [first, ...others] };
}

/** Whether a signature line says that it is by `key`. */
export function isSignatureOf({ name, keyHash }: NoteSignature, key: Vkey): boolean {
  return name === key.name && equalBytes(keyHash, key.keyHash);
}

/** Whether it is. */
export async function isGoodSignature(
  { text }: Note,
  { signature }: NoteSignature,
  { publicKey }: Vkey,
  primitives: Primitives,
): Promise<boolean> {
  return signature.length === 64 && (await primitives.ed25519Verify(publicKey, utf8(text), signature));
}

/** A signed note, nothing of it verified. */
export interface Note {
  /** What is signed, with its last line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly keyHash: Uint8Array;
  readonly signature: Uint8Array;
  /** Of its line, from the first byte of the note. */
  readonly offset: number;
}

/** The form of a signed note, nothing verified: at most 64 KiB and 100 signatures. */
export function parseNote(bytes: Uint8Array): Note | Fault {
  if (bytes.length > noteBytesMax) return { fault: `is longer than ${noteBytesMax} bytes` };
  const whole = decodeUtf8(bytes);
  if (whole === undefined) return { fault: 'is not UTF-8' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  if (/[\x00-\x09\x0b-\x1f\x7f]/.test(whole)) return { fault: 'has a control character' };
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || !whole.endsWith('\n') || split + 2 === whole.length) {
    return { fault: 'is not a text, an empty line and signature lines' };
  }
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > noteSignaturesMax) return { fault: `has more than ${noteSignaturesMax} signatures` };
  const signatures = [];
  let offset = utf8(whole.slice(0, split + 2)).length;
  for (const line of lines) {
    const found = /^— ([^+\s\p{C}]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
    const blob = decodeBase64(found?.[2] ?? '', 'b64');
    if (found === null || blob === undefined || blob.length < 5) {
      return { fault: `signature line ${quote(line)} does not have the form`, offset };
    }
    signatures.push({ name: found[1] ?? '', keyHash: blob.slice(0, 4), signature: blob.slice(4), offset });
    offset += utf8(line).length + 1;
  }
  return { text: whole.slice(0, split + 1), signatures };
}

/** The three lines of a checkpoint (C2SP tlog-checkpoint, without extension lines). */
export function parseCheckpoint(text: string): Checkpoint | Fault {
  const [origin = '', digits = '', spelled = '', ...rest] = text.split('\n');
  if (rest.length !== 1 || rest[0] !== '') return { fault: 'does not have three lines' };
  if (origin === '') return { fault: 'has no origin' };
  const size = Number(digits);
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(digits) || !Number.isSafeInteger(size)) {
    return { fault: `size ${quote(digits)} is not a decimal number up to 2^53-1` };
  }
  const root = decodeBase64(spelled, 'b64');
  if (root === undefined || root.length !== hashBytes) {
    return { fault: `root ${quote(spelled)} is not base64 of ${hashBytes} bytes` };
  }
  return { origin, size, root };
}

/** The b64 of a root, for people and for reports. */
export function rootText(root: Uint8Array): string {
  return encodeBase64(root, 'b64');
}
