import { syncFoldersOf, writeDurably } from './files/durable.ts';
import type { FilePort } from './files/port.ts';
import { type KeyLink, linkNote } from './key-link.ts';
import { encodeVkey, type NoteVerifier } from './note.ts';
import { LOG_FOLDER, PublishedFileDiffers } from './published-tiles.ts';
import { checkpointByOneOf } from './signing/port.ts';

/** A checkpoint as it stands published: the tree, and the whole signed note. */
export type Published = { readonly size: number; readonly root: Uint8Array; readonly note: string };

/** Where the files of a ledger stand that are no tiles (docs/formats.md §6). */
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

/** The ledger's key stands, be it one of before; where none does, this one is written. @throws PublishedFileDiffers */
export async function ensureKey(files: FilePort, keys: readonly NoteVerifier[], missing: NoteVerifier): Promise<void> {
  const present = await files.read(VKEY);
  const text = present && Buffer.from(present).toString('utf8');
  if (text === undefined) return await writeDurably(files, VKEY, Buffer.from(vkeyText(missing), 'utf8'));
  if (!keys.some((key) => vkeyText(key) === text))
    throw new PublishedFileDiffers(VKEY, 'has another content than it must have');
  await syncFoldersOf(files, [VKEY]);
}

/** The links, and then the newest key: whoever reads that finds how it came to be. */
export async function writeLinks(files: FilePort, links: readonly KeyLink[]): Promise<void> {
  for (const [n, link] of links.entries()) await ensureText(files, linkFile(n + 1), linkNote(link));
  const newest = links.at(-1)?.after;
  if (newest === undefined) return;
  const text = Buffer.from(vkeyText(newest), 'utf8');
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
