import { canonicalJson } from '../base/json.ts';
import { overwrite, writeDurably } from './files/durable.ts';
import { parseObject } from './files/json-file.ts';
import type { FilePort } from './files/port.ts';
import { isSameKey, type KeyLink, linkNote, parseLink, signLink } from './key-link.ts';
import { fromBase64, type NoteVerifier, publicKeyOf, SEED_BYTES } from './note.ts';
import { SignerRefused } from './signer-refused.ts';

export const KEY_FILE = 'key';
/** The key that follows, while both sign. */
export const NEXT_FILE = 'next';
/** The links of all changes, 1, 2, … A link is made when the key after comes: without the key before nobody can make it again. */
const LINKS_FOLDER = 'links';
/** A ledger changes its key less often than that. */
export const LINKS_MAX = 32;

/** The key that follows, and the size of the tree that was signed last before it came. */
export type NextKey = { readonly seed: Buffer; readonly since: number };

/** What lies in a signer's folder beside its guard. */
export type SignerKeys = {
  readonly seed: Buffer;
  /** Signs too, where it is there. */
  readonly next: NextKey | undefined;
  /** How one key came after the other, oldest first; the last leads to the next key, or where there is none to the present one. */
  readonly links: readonly KeyLink[];
};

/** Makes no key. What an interruption left half done is finished. @throws SignerRefused where it is missing, unreadable or of another ledger */
export async function readSignerKeys(files: FilePort, name: string): Promise<SignerKeys> {
  const next = await readNext(files, name);
  const key = parseObject(await files.read(KEY_FILE));
  const seed = seedOf(key);
  if (seed !== undefined && key.name !== name)
    throw new SignerRefused('key', `the signing key is of \`${String(key.name)}\`, not of \`${name}\``);
  const links = await readLinks(files, name);
  if (seed !== undefined) refuseLeft(links, name, seed, next?.seed);
  if (seed !== undefined)
    return { seed, next, links: next === undefined ? links : await linkedTo(files, { seed, next, links }, name) };
  if (next === undefined || !leadsTo(links, name, next.seed)) {
    throw new SignerRefused(
      'key',
      'there is no readable signing key; create the ledger first, or restore the folder of its signer, or name the process that holds it (`remit start --signer SOCKET`)',
    );
  }
  // Overwritten already, and the next has not taken its place yet.
  await takePlace(files);
  return { seed: next.seed, next: undefined, links };
}

/** The first key of a ledger, or what of an export goes on. The key file is the commit point. */
export async function writeSignerKeys(files: FilePort, name: string, { seed, next, links }: SignerKeys): Promise<void> {
  for (const [n, link] of links.entries()) await writeLink(files, n + 1, link);
  if (next !== undefined) await writeDurably(files, NEXT_FILE, keyText(name, next.seed, next.since));
  await writeDurably(files, KEY_FILE, keyText(name, seed));
}

/** Puts a key beside the present one. COMMIT POINT: from its file on, both sign. */
export async function addNextKey(files: FilePort, name: string, next: NextKey): Promise<SignerKeys> {
  await writeDurably(files, NEXT_FILE, keyText(name, next.seed, next.since));
  return await readSignerKeys(files, name);
}

/** Destroys the key before: its file is overwritten before the next takes its name. Can be done again from wherever it was interrupted. */
export async function dropKeyBefore(files: FilePort): Promise<void> {
  await overwrite(files, KEY_FILE);
  await takePlace(files);
}

async function takePlace(files: FilePort): Promise<void> {
  await files.rename(NEXT_FILE, KEY_FILE);
  await files.syncFolder('');
}

async function readNext(files: FilePort, name: string): Promise<NextKey | undefined> {
  const file = await files.read(NEXT_FILE);
  if (file === undefined) return undefined;
  const key = parseObject(file);
  const [seed, { since }] = [seedOf(key), key];
  if (seed === undefined || typeof since !== 'number' || !Number.isSafeInteger(since) || since < 0)
    throw unreadable(NEXT_FILE);
  if (key.name !== name)
    throw new SignerRefused('key', `the next key is of \`${String(key.name)}\`, not of \`${name}\``);
  return { seed, since };
}

async function readLinks(files: FilePort, name: string): Promise<KeyLink[]> {
  const links: KeyLink[] = [];
  for (let n = 1; n <= LINKS_MAX; n++) {
    const file = await files.read(`${LINKS_FOLDER}/${n}`);
    if (file === undefined) break;
    const link = parseLink(Buffer.from(file).toString('utf8'));
    const last = links.at(-1);
    if (link?.before.name !== name || (last !== undefined && !isSameKey(last.after, link.before)))
      throw unreadable(`${LINKS_FOLDER}/${n}`);
    links.push(link);
  }
  return links;
}

/** The links, with the one to the next key, which an interruption may have kept from being made. */
async function linkedTo(
  files: FilePort,
  keys: SignerKeys & { readonly next: NextKey },
  name: string,
): Promise<readonly KeyLink[]> {
  const { seed, next, links } = keys;
  if (leadsTo(links, name, next.seed)) return links;
  const link = signLink(name, seed, next.seed);
  await writeLink(files, links.length + 1, link);
  return [...links, link];
}

/** A key that the links lead on from was left: it came back from an older backup, and must not sign again. @throws SignerRefused */
function refuseLeft(links: readonly KeyLink[], name: string, seed: Buffer, next: Buffer | undefined): void {
  const last = links.at(-1);
  const own = next !== undefined && leadsTo(links, name, next) ? last?.before : last?.after;
  if (own === undefined || isSameKey(own, keyOf(name, seed))) return;
  const message =
    'the signing key is from an older backup than the changes of it: its last link leads to another key; put back the newest folder of the signer';
  throw new SignerRefused('key', message);
}

function leadsTo(links: readonly KeyLink[], name: string, seed: Buffer): boolean {
  const last = links.at(-1);
  return last !== undefined && isSameKey(last.after, keyOf(name, seed));
}

function keyOf(name: string, seed: Buffer): NoteVerifier {
  return { name, publicKey: publicKeyOf(seed) };
}

async function writeLink(files: FilePort, n: number, link: KeyLink): Promise<void> {
  await writeDurably(files, `${LINKS_FOLDER}/${n}`, Buffer.from(linkNote(link), 'utf8'));
}

function seedOf({ seed, v }: { seed?: unknown; v?: unknown }): Buffer | undefined {
  const bytes = v === 1 && typeof seed === 'string' ? fromBase64(seed) : undefined;
  return bytes?.length === SEED_BYTES ? bytes : undefined;
}

function keyText(name: string, seed: Buffer, since?: number): Buffer {
  const key = { name, seed: seed.toString('base64'), ...(since === undefined ? {} : { since }), v: 1 };
  return Buffer.from(canonicalJson(key), 'utf8');
}

function unreadable(file: string): SignerRefused {
  return new SignerRefused('key', `the file \`${file}\` of the signer is unreadable: restore the folder of the signer`);
}
