import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { assert } from '../base/assert.ts';
import { sha256 } from '../base/digest.ts';
import { HASH_BYTES } from './tree.ts';

/** Bytes of an Ed25519 seed, of a public key and of a signature (RFC 8032). */
export const SEED_BYTES = 32;
export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

const KEY_HASH_BYTES = 4;
const ED25519 = 0x01;
const NOTE_CHARS_MAX = 65_536;
const NOTE_SIGNATURES_MAX = 64;
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

/** A key by which notes are verified: its name and 32 raw bytes. */
export type NoteVerifier = { readonly name: string; readonly publicKey: Uint8Array };

/** What a checkpoint says (C2SP tlog-checkpoint, without extension lines). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

/** `<name>+<8 hex>+<base64(0x01 ‖ key)>`, without line feed. */
export function encodeVkey(verifier: NoteVerifier): string {
  const { name, publicKey } = verifier;
  const typed = Buffer.concat([Buffer.from([ED25519]), publicKey]);
  return `${name}+${keyHash(verifier).toString('hex')}+${typed.toString('base64')}`;
}

/** Undefined where the text is no Ed25519 verifier key, or its hash is of another key. Takes untrusted text. */
export function parseVkey(text: string): NoteVerifier | undefined {
  const [, name, hash, encoded] = /^([^\s+]{1,255})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text) ?? [];
  if (name === undefined || hash === undefined || encoded === undefined) return undefined;
  const typed = fromBase64(encoded);
  if (typed?.length !== 1 + PUBLIC_KEY_BYTES || typed[0] !== ED25519) return undefined;
  const verifier = { name, publicKey: typed.subarray(1) };
  return keyHash(verifier).toString('hex') === hash ? verifier : undefined;
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
  const hash = keyHash({ name, publicKey: publicKeyOf(seed) });
  const signature = sign(null, Buffer.from(text, 'utf8'), privateKeyOf(seed));
  return `— ${name} ${Buffer.concat([hash, signature]).toString('base64')}\n`;
}

/** Text, empty line, signature lines. Undefined where it is no signed note. Takes untrusted text. */
export function parseNote(note: string): Note | undefined {
  if (note.length > NOTE_CHARS_MAX || !note.isWellFormed()) return undefined;
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > NOTE_SIGNATURES_MAX) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(encoded ?? '');
    if (name === undefined || !isNoteName(name) || bytes === undefined || bytes.length <= KEY_HASH_BYTES)
      return undefined;
    signatures.push({
      name,
      keyHash: bytes.subarray(0, KEY_HASH_BYTES),
      signature: bytes.subarray(KEY_HASH_BYTES),
    });
  }
  return { text: note.slice(0, split + 1), signatures };
}

/** Whether the note bears a good signature by this key, and none by it that is bad; other keys are ignored. */
export function verifyNote(note: Note, verifier: NoteVerifier): boolean {
  const hash = keyHash(verifier);
  const own = note.signatures.filter((s) => s.name === verifier.name && s.keyHash.equals(hash));
  if (own.length === 0) return false;
  const key = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, verifier.publicKey]),
    format: 'der',
    type: 'spki',
  });
  const text = Buffer.from(note.text, 'utf8');
  return own.every((s) => s.signature.length === SIGNATURE_BYTES && verify(null, text, key, s.signature));
}

/** The raw public key of an Ed25519 seed. */
export function publicKeyOf(seed: Uint8Array): Buffer {
  return createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  assert(seed.length === SEED_BYTES, `an Ed25519 seed has ${SEED_BYTES} bytes`);
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
function keyHash(verifier: NoteVerifier): Buffer {
  const { name, publicKey } = verifier;
  assert(isNoteName(name) && publicKey.length === PUBLIC_KEY_BYTES, `\`${name}\` and 32 bytes make a verifier key`);
  const typed = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.from([ED25519]), publicKey]);
  return sha256(typed).subarray(0, KEY_HASH_BYTES);
}

/** A name is not empty and holds neither white space nor `+` (C2SP signed-note). */
function isNoteName(name: string): boolean {
  return /^[^\s+]{1,255}$/u.test(name);
}

/** Standard base64 with padding, canonical. */
function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
