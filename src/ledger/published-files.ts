import { assert } from '../base/assert.ts';
import { syncFoldersOf, writeDurably } from './files/durable.ts';
import type { FilePort } from './files/port.ts';
import { isSameKey, type KeyLink, linkNote } from './key-link.ts';
import { encodeVkey, type NoteVerifier, parseNote } from './note.ts';
import { LOG_FOLDER, PublishedFileDiffers } from './published-tiles.ts';
import { checkpointBy, checkpointByOneOf } from './signing/port.ts';

/** A checkpoint as it stands published: the tree, and the whole signed note. */
export type Published = { readonly size: number; readonly root: Uint8Array; readonly note: string };

/** Where the files of a ledger stand that are no tiles (docs/formats.md §6). */
/** What is signed of a checkpoint: its three lines. */
export function signedTextOf({ note }: Pick<Published, 'note'>): string {
  const text = parseNote(note)?.text;
  assert(text !== undefined, 'what is published is a note');
  return text;
}

export const CHECKPOINT = `${LOG_FOLDER}/checkpoint`;
export const WITNESSED = `${LOG_FOLDER}/witnessed`;
export const VKEY = `${LOG_FOLDER}/vkey`;
export const POLICY = `${LOG_FOLDER}/policy`;

export const LINKS_FOLDER = `${LOG_FOLDER}/keys`;

/** Where the nth change of the ledger's key stands, n from 1. */
export function linkFile(n: number): string {
  return `${LINKS_FOLDER}/${n}`;
}

/** A checkpoint that stands, by one of these keys; null where there is none. @throws PublishedFileDiffers where it is something else */
export async function readCheckpoint(
  files: FilePort,
  keys: readonly NoteVerifier[],
  path: string,
): Promise<Published | null> {
  const bytes = await files.read(path);
  if (bytes === undefined) return null;
  const note = Buffer.from(bytes).toString('utf8');
  const checkpoint = checkpointByOneOf(keys, note);
  if (checkpoint === undefined) throw new PublishedFileDiffers(path, 'is no checkpoint signed by this ledger’s key');
  return { size: checkpoint.size, root: checkpoint.root, note };
}

/** Writes a file that never changes; one that is there must be the same. @throws PublishedFileDiffers */
export async function ensureText(files: FilePort, path: string, text: string): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  const present = await files.read(path);
  if (present === undefined) return await writeDurably(files, path, bytes);
  if (Buffer.compare(present, bytes) !== 0)
    throw new PublishedFileDiffers(path, 'has another content than it must have');
  await syncFoldersOf(files, [path]);
}

/**
 * The ledger's key stands; where none does, the one of the checkpoint that stands is written, or the first.
 * @param keys oldest first @throws PublishedFileDiffers
 */
export async function ensureKey(files: FilePort, keys: readonly NoteVerifier[]): Promise<void> {
  const present = await files.read(VKEY);
  const texts = keys.map(vkeyText);
  if (present === undefined) {
    const standing = await readCheckpoint(files, keys, CHECKPOINT);
    const text = standing === null ? texts[0] : texts[keys.indexOf(keyOf(keys, standing) as NoteVerifier)];
    return await writeDurably(files, VKEY, Buffer.from(text ?? '', 'utf8'));
  }
  if (!texts.includes(Buffer.from(present).toString('utf8')))
    throw new PublishedFileDiffers(VKEY, 'has another content than it must have');
  await syncFoldersOf(files, [VKEY]);
}

/** The newest key that signed the checkpoint that stands. @param keys oldest first */
export function keyOf(keys: readonly NoteVerifier[], { note }: Pick<Published, 'note'>): NoteVerifier | undefined {
  return keys.findLast((key) => checkpointBy(key, note) !== undefined);
}

/** All keys of a ledger, oldest first, and how one came after the other. */
export type KnownKeys = { readonly keys: readonly NoteVerifier[]; readonly links: readonly KeyLink[] };

/** The links that lead to a key. */
export function linksTo(key: NoteVerifier, links: readonly KeyLink[]): readonly KeyLink[] {
  return links.slice(0, 1 + links.findIndex(({ after }) => isSameKey(after, key)));
}

/** Publishes how one key came after the other; what stands is never changed. @throws PublishedFileDiffers */
export async function writeLinks(files: FilePort, links: readonly KeyLink[]): Promise<void> {
  for (const [n, link] of links.entries()) await ensureText(files, linkFile(n + 1), linkNote(link));
}

/**
 * The newest key that signed the checkpoint that stands is the ledger's, for whoever reads; and how it came to be. In this order: a reader who finds the
 * link finds its key on the checkpoint, and who finds the key finds the link.
 */
export async function settleKey(files: FilePort, { keys, links }: KnownKeys, published: Published): Promise<void> {
  const key = keyOf(keys, published);
  if (key === undefined) return;
  await writeLinks(files, linksTo(key, links));
  const text = Buffer.from(vkeyText(key), 'utf8');
  const present = await files.read(VKEY);
  if (present === undefined || Buffer.compare(present, text) !== 0) await writeDurably(files, VKEY, text);
}

/** A verifier key as its file holds it. */
export function vkeyText(verifier: NoteVerifier): string {
  return `${encodeVkey(verifier)}\n`;
}

/** The policy as it is; without one, none stands. */
export async function writePolicy(files: FilePort, policy: Uint8Array | undefined): Promise<void> {
  const present = await files.read(POLICY);
  if (policy !== undefined) {
    if (present === undefined || Buffer.compare(present, policy) !== 0) await writeDurably(files, POLICY, policy);
  } else if (present !== undefined) {
    await files.remove(POLICY);
    await syncFoldersOf(files, [POLICY]);
  }
}
