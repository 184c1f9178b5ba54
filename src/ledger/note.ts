import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { assert } from '../base/assert.ts';
import { sha256 } from '../base/digest.ts';
import { HASH_BYTES } from './tree.ts';

/** Bytes of an Ed25519 seed, of a public key and of a signature (RFC 8032). */
export const SEED_BYTES = 32;
export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

const KEY_HASH_BYTES = 4;
const NOTE_BYTES_MAX = 65_536;
/** A note with more signatures is read by nobody here, as `src/verify` has it. */
const NOTE_SIGNATURES_MAX = 100;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a note must not hold (C2SP signed-note; DEL we refuse besides)
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f]/;
/** RFC 8410: what stands before the raw key in PKCS #8 and SPKI. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A signed note (C2SP signed-note): text that ends in a line feed, and who signed it. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

export type NoteSignature = {
  readonly name: string;
  /** The first four bytes, which say which key of that name. */
  readonly keyHash: Buffer;
  readonly signature: Buffer;
};

/** The bytes of C2SP signed-note that say what a key signs: a log's checkpoints, or a witness's cosignatures. */
export const KEY_TYPES = { log: 0x01, witness: 0x04 } as const;
export type KeyType = keyof typeof KEY_TYPES;

/** A key by which notes are verified: its name and 32 raw bytes. */
export type NoteVerifier = { readonly name: string; readonly publicKey: Uint8Array };

/** What a checkpoint says (C2SP tlog-checkpoint, without extension lines). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

/** `<name>+<8 hex>+<base64(type ‖ key)>`, without line feed. */
export function encodeVkey(verifier: NoteVerifier, type: KeyType = 'log'): string {
  const { name, publicKey } = verifier;
  const typed = Buffer.concat([Buffer.from([KEY_TYPES[type]]), publicKey]);
  return `${name}+${keyHashOf(verifier, type).toString('hex')}+${typed.toString('base64')}`;
}

/** Undefined where the text is no Ed25519 verifier key of this type, or its hash is of another key. Takes untrusted text. */
export function parseVkey(text: string, type: KeyType = 'log'): NoteVerifier | undefined {
  const [, name, hash, encoded] = /^([^\s+\p{C}]{1,255})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/u.exec(text) ?? [];
  if (name === undefined || hash === undefined || encoded === undefined) return undefined;
  const typed = fromBase64(encoded);
  if (typed?.length !== 1 + PUBLIC_KEY_BYTES || typed[0] !== KEY_TYPES[type]) return undefined;
  const verifier = { name, publicKey: typed.subarray(1) };
  return keyHashOf(verifier, type).toString('hex') === hash ? verifier : undefined;
}

/** The lines that a checkpoint's signature covers: origin, size, root, each with a line feed. */
export function checkpointText(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  assert(isNoteName(origin), `\`${origin}\` is an origin`);
  assert(
    Number.isSafeInteger(size) && size >= 0 && root.length === HASH_BYTES,
    `\`${size}\` and its root make a checkpoint`,
  );
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** Undefined where the text is not exactly three lines of a checkpoint. Takes untrusted text. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const lines = text.split('\n');
  const [origin, size, root, end] = lines;
  if (lines.length !== 4 || end !== '' || origin === undefined || !isNoteName(origin)) return undefined;
  if (size === undefined || !/^(0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    return undefined;
  const hash = fromBase64(root ?? '');
  return hash?.length === HASH_BYTES ? { origin, size: Number(size), root: hash } : undefined;
}

/** One signature line over `text`: `— <name> <base64(key hash ‖ signature)>` and a line feed. */
export function signNote(text: string, name: string, seed: Uint8Array): string {
  assert(text.endsWith('\n') && isNoteName(name), 'a note ends in a line feed, and its signer has a name');
  const hash = keyHashOf({ name, publicKey: publicKeyOf(seed) }, 'log');
  const signature = signBytes(Buffer.from(text, 'utf8'), seed);
  return signatureLine({ name, keyHash: hash, signature });
}

/**
 * Text, empty line, at most 100 signature lines; 64 KiB at most. Undefined where it is no signed note: reads exactly what `src/verify` does. Takes untrusted text.
 */
export function parseNote(note: string): Note | undefined {
  if (note.length > NOTE_BYTES_MAX || Buffer.byteLength(note, 'utf8') > NOTE_BYTES_MAX) return undefined;
  if (!note.isWellFormed() || CONTROLS.test(note)) return undefined;
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  // Counted before any of them is looked at.
  const lines = note.slice(split + 2, -1).split('\n', NOTE_SIGNATURES_MAX + 1);
  if (lines.length > NOTE_SIGNATURES_MAX) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name, encoded] = /^— ([^+\s\p{C}]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
    const bytes = fromBase64(encoded ?? '');
    if (name === undefined || bytes === undefined || bytes.length <= KEY_HASH_BYTES) return undefined;
    signatures.push({
      name,
      keyHash: bytes.subarray(0, KEY_HASH_BYTES),
      signature: bytes.subarray(KEY_HASH_BYTES),
    });
  }
  return { text: note.slice(0, split + 1), signatures };
}

/** `— <name> <base64(key hash ‖ signature)>` and a line feed. */
export function signatureLine({ name, keyHash, signature }: NoteSignature): string {
  return `— ${name} ${Buffer.concat([keyHash, signature]).toString('base64')}\n`;
}

/** Whether the note bears a good signature by this key, and none by it that is bad; other keys are ignored. */
export function verifyNote(note: Note, verifier: NoteVerifier): boolean {
  const own = signaturesBy(note, verifier, 'log');
  const text = Buffer.from(note.text, 'utf8');
  return own.length > 0 && own.every(({ signature }) => verifyBytes(text, signature, verifier.publicKey));
}

/** The signatures of a note that name this key, good or bad. */
export function signaturesBy(note: Note, verifier: NoteVerifier, type: KeyType): readonly NoteSignature[] {
  const hash = keyHashOf(verifier, type);
  return note.signatures.filter(({ name, keyHash }) => name === verifier.name && keyHash.equals(hash));
}

/** Ed25519 (RFC 8032) over these bytes. */
export function signBytes(bytes: Uint8Array, seed: Uint8Array): Buffer {
  return sign(null, bytes, privateKeyOf(seed));
}

/** Whether these 64 bytes are an Ed25519 signature over those by this key. Takes untrusted signatures. */
export function verifyBytes(bytes: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
  return signature.length === SIGNATURE_BYTES && verify(null, bytes, key, signature);
}

/** The raw public key of an Ed25519 seed. */
export function publicKeyOf(seed: Uint8Array): Buffer {
  return createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  assert(seed.length === SEED_BYTES, `an Ed25519 seed has ${SEED_BYTES} bytes`);
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
export function keyHashOf(verifier: NoteVerifier, type: KeyType): Buffer {
  const { name, publicKey } = verifier;
  assert(isNoteName(name) && publicKey.length === PUBLIC_KEY_BYTES, `\`${name}\` and 32 bytes make a verifier key`);
  const typed = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.from([KEY_TYPES[type]]), publicKey]);
  return sha256(typed).subarray(0, KEY_HASH_BYTES);
}

/** A name is not empty and holds neither white space nor `+` (C2SP signed-note), and nothing that nobody sees. */
export function isNoteName(name: string): boolean {
  return /^[^\s+\p{C}]{1,255}$/u.test(name);
}

/** Standard base64 with padding, canonical. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
