import type { LinkWords } from '../terms/link-words.ts';
import {
  encodeVkey,
  fromBase64,
  keyHashOf,
  type NoteVerifier,
  parseNote,
  parseVkey,
  publicKeyOf,
  SIGNATURE_BYTES,
  signatureLine,
  signBytes,
  verifyBytes,
} from './note.ts';

/**
 * That one key of a ledger follows another, as both of them have signed it: so whoever has the one knows the other for the ledger's own, and nobody can have
 * a key follow that somebody else holds (docs/formats.md §6).
 */
export type KeyLink = {
  readonly before: NoteVerifier;
  readonly after: NoteVerifier;
  /** By the key before, and by the key after; 64 bytes each (RFC 8032). */
  readonly signatures: readonly [Uint8Array, Uint8Array];
};

const FIRST_LINE = 'remit/ledger-key/v1';

/** The link from one key of a ledger to the next. @param before,after their seeds */
export function signLink(name: string, before: Uint8Array, after: Uint8Array): KeyLink {
  const keys = {
    before: { name, publicKey: publicKeyOf(before) },
    after: { name, publicKey: publicKeyOf(after) },
  };
  const text = Buffer.from(textOf(keys), 'utf8');
  return { ...keys, signatures: [signBytes(text, before), signBytes(text, after)] };
}

/** The link as it is published: a signed note of four lines, which nobody can take for a checkpoint. */
export function linkNote(link: KeyLink): string {
  const { before, after, signatures } = link;
  const line = (key: NoteVerifier, signature: Uint8Array) =>
    signatureLine({ name: key.name, keyHash: keyHashOf(key, 'log'), signature: Buffer.from(signature) });
  return `${textOf(link)}\n${line(before, signatures[0])}${line(after, signatures[1])}`;
}

/** Undefined where the text is no link, or not signed by both keys. Takes untrusted text. */
export function parseLink(note: string): KeyLink | undefined {
  const parsed = parseNote(note);
  const [first, , before, after] = parsed?.text.split('\n') ?? [];
  const [one, other, ...more] = parsed?.signatures ?? [];
  if (first !== FIRST_LINE || one === undefined || other === undefined || more.length > 0) return undefined;
  const link = linkOf({ before: before ?? '', after: after ?? '', signatures: [one.signature, other.signature] });
  return link !== undefined && linkNote(link) === note ? link : undefined;
}

/** What an act states of a link. */
export function linkWords({ before, after, signatures }: KeyLink): LinkWords {
  const [one, other] = signatures;
  return {
    before: encodeVkey(before),
    after: encodeVkey(after),
    signatures: { before: Buffer.from(one).toString('base64'), after: Buffer.from(other).toString('base64') },
  };
}

/** Undefined where it is none, or not signed by both keys. Takes untrusted text. */
export function linkOfWords({ before, after, signatures }: LinkWords): KeyLink | undefined {
  const [one, other] = [fromBase64(signatures.before), fromBase64(signatures.after)];
  if (one === undefined || other === undefined) return undefined;
  return linkOf({ before, after, signatures: [one, other] });
}

/** Is it the same pair of keys? */
export function isSameLink(one: KeyLink, other: KeyLink): boolean {
  return isSameKey(one.before, other.before) && isSameKey(one.after, other.after);
}

/** Is it the same key of the same ledger? */
export function isSameKey(one: NoteVerifier, other: NoteVerifier): boolean {
  return one.name === other.name && Buffer.compare(one.publicKey, other.publicKey) === 0;
}

function linkOf(of: {
  readonly before: string;
  readonly after: string;
  readonly signatures: readonly [Uint8Array, Uint8Array];
}): KeyLink | undefined {
  const [before, after] = [parseVkey(of.before), parseVkey(of.after)];
  if (before === undefined || after === undefined) return undefined;
  if (before.name !== after.name || isSameKey(before, after)) return undefined;
  const link = { before, after, signatures: of.signatures };
  const text = Buffer.from(textOf(link), 'utf8');
  const [one, other] = of.signatures;
  if (one.length !== SIGNATURE_BYTES || other.length !== SIGNATURE_BYTES) return undefined;
  const isSigned = verifyBytes(text, one, before.publicKey) && verifyBytes(text, other, after.publicKey);
  return isSigned ? link : undefined;
}

function textOf({ before, after }: Pick<KeyLink, 'before' | 'after'>): string {
  return `${FIRST_LINE}\n${before.name}\n${encodeVkey(before)}\n${encodeVkey(after)}\n`;
}
