import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { Bug } from '../base/assert.ts';
import { fromBase64url, toBase64url } from '../base/base64url.ts';
import { canonicalJson } from '../base/json.ts';
import { placeFile, syncFoldersOf, UNFINISHED_SUFFIX, writeDurably } from './files/durable.ts';
import { parseObject } from './files/json-file.ts';
import type { FilePort } from './files/port.ts';
import { isKeyId, KeyGenerations, nextGeneration } from './key-generations.ts';
import type { RandomSource, SealingKeys } from './seal.ts';

/** The folder of keys is not what it should be. The message says what to do. */
export class KeysRefused extends Error {
  override readonly name = 'KeysRefused';
}

/** Where the ring lies and for which ledger. `files` is a secret folder of its own, outside database and publication. */
export type KeyRingPlace = {
  readonly files: FilePort;
  /** The ledger's origin: keys of another ledger are refused. */
  readonly ledger: string;
  readonly random: RandomSource;
};

/** Key ids and their keys as base64url of 32 bytes: the member `keys` of an export's secrets (docs/formats.md §7). */
export type ExportedKeys = Readonly<Record<string, string>>;

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The master key under which subject keys are wrapped. A later epoch lets an old master be destroyed. */
const EPOCH = 1;
const MASTER_FILE = 'master';
export const SUBJECT_FOLDER = 'subject';
const FILE_SUFFIX = '.json';
/** What is being destroyed: from the rename on the key is no key of the ring any more, whatever of its file is left. */
export const DESTROYED_SUFFIX = '.destroyed';

/**
 * The keys that open what is sealed: one for decisions, one for the room, one a person. They lie outside the database, so
 * that neither its backups nor its leftovers hold a key, and destroying a person's key closes their boxes everywhere.
 *
 *     master                     the master key, in clear
 *     subject/<kind>.<id>.json   one subject key, AES-256-GCM under the master key, bound to ledger, epoch and id; a later
 *                                generation has its number behind (`person.<id>.2.json`)
 *
 * What a thief gains. The whole folder, or the master and the subject files: reads every box of which they also hold the
 * ciphertext (database or export), and can forge nothing. A single subject file: the name of a person of the room, no more.
 * The master alone: nothing. The database alone: counts, times and key ids, which name persons; no content. The running
 * process holds all of it.
 *
 * INVARIANT: a key is in the map, and so can be used for sealing, only after its file and the names above it are synced.
 */
export class KeyRing implements SealingKeys {
  readonly #place: KeyRingPlace;
  readonly #master: KeyObject;
  readonly #keys: Map<string, KeyObject>;
  readonly #generations: KeyGenerations;
  /** The last writing; the next waits for it, so that no id gets two keys. */
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(place: KeyRingPlace, master: KeyObject, keys: Map<string, KeyObject>) {
    this.#place = place;
    this.#master = master;
    this.#keys = keys;
    this.#generations = new KeyGenerations(keys.keys());
  }

  /** Makes the ring of a new ledger. @throws KeysRefused where there is one already */
  static async create(place: KeyRingPlace): Promise<KeyRing> {
    const { files, ledger, random } = place;
    if ((await files.read(MASTER_FILE)) !== undefined) {
      throw new KeysRefused('there is a master key already; a new ledger needs an empty folder for its keys');
    }
    const text = canonicalJson({ epoch: EPOCH, key: toBase64url(random(KEY_BYTES)), ledger, v: 1 });
    await writeDurably(files, MASTER_FILE, Buffer.from(text, 'utf8'));
    return KeyRing.open(place);
  }

  /** Loads all keys. @throws KeysRefused where the master is missing, of another ledger, or a file does not unwrap */
  static async open(place: KeyRingPlace): Promise<KeyRing> {
    const { files, ledger } = place;
    const master = parseMaster(await files.read(MASTER_FILE), ledger);
    const keys = new Map<string, KeyObject>();
    // A killed process may have left names that no sync made durable yet; from here on they are used.
    for (const name of await files.list(SUBJECT_FOLDER)) {
      if (name.endsWith(DESTROYED_SUFFIX)) await overwriteAndRemove(files, `${SUBJECT_FOLDER}/${name}`);
    }
    const names = await files.list(SUBJECT_FOLDER);
    await syncFoldersOf(files, [MASTER_FILE, ...names.map((name) => `${SUBJECT_FOLDER}/${name}`)]);
    for (const name of names) {
      if (name.endsWith(UNFINISHED_SUFFIX)) continue;
      const path = `${SUBJECT_FOLDER}/${name}`;
      const [id, key] = unwrap(await files.read(path), master, ledger, path);
      keys.set(id, key);
    }
    return new KeyRing(place, master, keys);
  }

  key(id: string): KeyObject | undefined {
    return this.#keys.get(id);
  }

  current(subject: string): string {
    return this.#generations.current(subject);
  }

  /** Ids of the keys of a subject that are there, first to last. @param id any of them */
  generations(id: string): string[] {
    return this.#generations.all(id).filter((one) => this.#keys.has(one));
  }

  /**
   * Makes the next key of a subject, durably: from now on new boxes are closed under it. Where one was made already that no box of before the call can be
   * under, that one is given.
   * @param old the key that is to be given up
   */
  async renew(old: string): Promise<string> {
    const current = this.#generations.current(old);
    if (current !== old) return current;
    const next = nextGeneration(old);
    await this.ensure([next]);
    return next;
  }

  /**
   * Destroys a key that was renewed: its file is overwritten and removed, durably, and nothing opens under it any more. Does nothing where it is gone.
   * What the disk keeps of an overwritten file is beyond a program: the folder belongs on an encrypted volume (docs/guides/running-a-room.md).
   */
  async destroy(id: string): Promise<void> {
    if (this.#generations.current(id) === id) throw new Bug(`the key \`${id}\` is in use: it is not destroyed`);
    await this.#exclusively(async () => {
      const { files } = this.#place;
      const path = `${SUBJECT_FOLDER}/${keyFileName(id)}`;
      if ((await files.read(path)) !== undefined) {
        // COMMIT POINT: after a crash the next start goes on with what has this name.
        await files.rename(path, `${path}${DESTROYED_SUFFIX}`);
        await files.syncFolder(SUBJECT_FOLDER);
        await overwriteAndRemove(files, `${path}${DESTROYED_SUFFIX}`);
      }
      this.#keys.delete(id);
    });
  }

  /**
   * Resolves when all of these keys are there and durable; makes those that are missing. Call it before the batch that
   * seals with them: a committed box whose key was lost in a power cut would be closed for ever.
   */
  async ensure(ids: Iterable<string>): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => !this.#keys.has(id));
    if (wanted.length === 0) return;
    await this.#exclusively(async () => {
      const missing = wanted.filter((id) => !this.#keys.has(id));
      await this.#keep(new Map(missing.map((id) => [id, this.#place.random(KEY_BYTES)])));
    });
  }

  /** All keys, in clear: who holds the result and the boxes reads everything. */
  exportKeys(): ExportedKeys {
    const all = [...this.#keys].map(([id, key]) => [id, toBase64url(key.export())] as const);
    return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * Takes the keys of an export, durably. Input is checked: a file made by hand gets a plain refusal.
   * @throws KeysRefused where one is malformed, or differs from the key of the same id that is here; nothing is written then
   */
  async importKeys(exported: ExportedKeys): Promise<void> {
    await this.#exclusively(async () => {
      const taken = new Map<string, Buffer>();
      for (const [id, text] of Object.entries(exported)) {
        const bytes = typeof text === 'string' ? fromBase64url(text) : undefined;
        if (!isKeyId(id) || bytes?.length !== KEY_BYTES) throw new KeysRefused(`the key \`${id}\` is malformed`);
        const present = this.#keys.get(id);
        if (present === undefined) taken.set(id, bytes);
        else if (!present.export().equals(bytes)) throw new KeysRefused(`there is another key \`${id}\` already`);
      }
      for (const [id, key] of await this.#keep(taken)) {
        if (!taken.get(id)?.equals(key.export())) throw new KeysRefused(`there is another key \`${id}\` already`);
      }
    });
  }

  /** A file that an interrupted attempt left in place is whole, and is taken as it is. */
  async #keep(fresh: ReadonlyMap<string, Buffer>): Promise<Map<string, KeyObject>> {
    const { files, ledger, random } = this.#place;
    const kept = new Map<string, KeyObject>();
    const paths: string[] = [];
    for (const [id, bytes] of fresh) {
      const path = `${SUBJECT_FOLDER}/${keyFileName(id)}`;
      const present = await files.read(path);
      if (present !== undefined) {
        kept.set(...unwrap(present, this.#master, ledger, path));
      } else {
        const nonce = Buffer.from(random(NONCE_BYTES));
        const box = wrap(bytes, this.#master, nonce, wrapAad(ledger, id));
        const text = canonicalJson({
          box: toBase64url(box),
          epoch: EPOCH,
          id,
          nonce: toBase64url(nonce),
          v: 1,
        });
        await placeFile(files, path, Buffer.from(text, 'utf8'));
        kept.set(id, createSecretKey(bytes));
      }
      paths.push(path);
    }
    await syncFoldersOf(files, paths);
    for (const [id, key] of kept) {
      this.#keys.set(id, key);
      this.#generations.add(id);
    }
    return kept;
  }

  #exclusively(work: () => Promise<void>): Promise<void> {
    const turn = this.#writing.then(work);
    this.#writing = turn.catch(() => {});
    return turn;
  }
}

async function overwriteAndRemove(files: FilePort, path: string): Promise<void> {
  const bytes = (await files.read(path))?.length ?? 0;
  await files.write(path, Buffer.alloc(bytes));
  await files.sync(path);
  await files.remove(path);
  await files.syncFolder(SUBJECT_FOLDER);
}

/** A name that every file system takes; one id has one name, and two ids never share one. */
export function keyFileName(id: string): string {
  if (!isKeyId(id)) throw new Bug(`\`${id}\` is no key id`);
  return `${id.replaceAll('/', '.').replace(':', '=')}${FILE_SUFFIX}`;
}

function wrap(key: Buffer, master: KeyObject, nonce: Buffer, aad: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', master, nonce);
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

function unwrap(file: Uint8Array | undefined, master: KeyObject, ledger: string, path: string): [string, KeyObject] {
  const { box, epoch, id, nonce, v } = parseObject(file);
  const sealed = typeof box === 'string' ? fromBase64url(box) : undefined;
  const once = typeof nonce === 'string' ? fromBase64url(nonce) : undefined;
  const framed = v === 1 && epoch === EPOCH && typeof id === 'string' && isKeyId(id);
  if (!framed || sealed?.length !== KEY_BYTES + TAG_BYTES || once?.length !== NONCE_BYTES) {
    throw new KeysRefused(`\`${path}\` is no key file of this version; restore it from a backup`);
  }
  if (path !== `${SUBJECT_FOLDER}/${keyFileName(id)}`) throw new KeysRefused(`\`${path}\` holds the key \`${id}\``);
  try {
    const decipher = createDecipheriv('aes-256-gcm', master, once, { authTagLength: TAG_BYTES });
    decipher.setAAD(wrapAad(ledger, id));
    decipher.setAuthTag(sealed.subarray(KEY_BYTES));
    const key = Buffer.concat([decipher.update(sealed.subarray(0, KEY_BYTES)), decipher.final()]);
    return [id, createSecretKey(key)];
  } catch (cause) {
    throw new KeysRefused(`\`${path}\` does not open under this master key and ledger; restore both from one backup`, {
      cause,
    });
  }
}

function wrapAad(ledger: string, id: string): Buffer {
  return Buffer.from(`remit/key/v1\n${ledger}\n${EPOCH}\n${id}`, 'utf8');
}

function parseMaster(file: Uint8Array | undefined, expected: string): KeyObject {
  if (file === undefined) {
    throw new KeysRefused('there is no master key; create the ledger first, or restore the folder of its keys');
  }
  const { epoch, key, ledger, v } = parseObject(file);
  const bytes = typeof key === 'string' ? fromBase64url(key) : undefined;
  if (v !== 1 || epoch !== EPOCH || bytes?.length !== KEY_BYTES) {
    throw new KeysRefused('the file `master` is no master key of this version; restore it from a backup');
  }
  if (ledger !== expected)
    throw new KeysRefused(`the master key is of the ledger \`${ledger}\`, not of \`${expected}\``);
  return createSecretKey(bytes);
}
