import { createSecretKey, type KeyObject } from 'node:crypto';
import { Bug } from '../base/assert.ts';
import { fromBase64url, toBase64url } from '../base/base64url.ts';
import { overwrite, placeFile, syncFoldersOf, UNFINISHED_SUFFIX } from './files/durable.ts';
import type { FilePort } from './files/port.ts';
import {
  KEY_BYTES,
  KeysRefused,
  keyFileName,
  type MasterKey,
  NONCE_BYTES,
  SUBJECT_FOLDER,
  unwrappedKey,
  wrappedKey,
} from './key-files.ts';
import { isKeyId, KeyGenerations, nextGeneration } from './key-generations.ts';
import {
  beginRotation,
  finishRotation,
  isBeingRotated,
  MASTER_FILE,
  makeMaster,
  NEXT_MASTER_FILE,
  readMasters,
} from './master-key.ts';
import type { RandomSource, SealingKeys } from './seal.ts';

/** Where the ring lies and for which ledger. `files` is a secret folder of its own, outside database and publication. */
export type KeyRingPlace = {
  readonly files: FilePort;
  /** The ledger's origin: keys of another ledger are refused. */
  readonly ledger: string;
  readonly random: RandomSource;
  /** Looks only: what was interrupted is left as it is. */
  readonly untouched?: boolean;
};

/** Key ids and their keys as base64url of 32 bytes: the member `keys` of an export's secrets (docs/formats.md §7). */
export type ExportedKeys = Readonly<Record<string, string>>;

/** Generations that are left out where one is lost, for keys of it may lie in a copy. */
const PASSED_OVER = 100;

/** What is being destroyed: from the rename on the key is no key of the ring any more, whatever of its file is left. */
export const DESTROYED_SUFFIX = '.destroyed';

/**
 * The keys that open what is sealed: one for decisions, one for the room, one a person. They lie outside the database, so
 * that neither its backups nor its leftovers hold a key, and destroying a person's key closes their boxes everywhere.
 *
 *     master                     the master key, in clear; `master.next` while another takes its place
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
  readonly #master: MasterKey;
  readonly #keys: Map<string, KeyObject>;
  readonly #generations: KeyGenerations;
  /** The last writing; the next waits for it, so that no id gets two keys. */
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(place: KeyRingPlace, master: MasterKey, keys: Map<string, KeyObject>) {
    this.#place = place;
    this.#master = master;
    this.#keys = keys;
    this.#generations = new KeyGenerations(keys.keys());
  }

  /** Makes the ring of a new ledger. @throws KeysRefused where there is one already */
  static async create(place: KeyRingPlace): Promise<KeyRing> {
    const { files } = place;
    for (const file of [MASTER_FILE, NEXT_MASTER_FILE]) {
      if ((await files.read(file)) !== undefined)
        throw new KeysRefused('there is a master key already; a new ledger needs an empty folder for its keys');
    }
    await makeMaster(place);
    return KeyRing.open(place);
  }

  /**
   * Puts another master key in the place of the one that is there, of a ring that nobody has open: what was wrapped under the old one is wrapped under the new, and
   * the old one is destroyed. Who has a copy of the old master key, and no copy of the subject files that is as old, opens nothing with it. A key that was
   * exported, or a copy of the whole folder, opens what it opened.
   * @returns the epoch of the new one, and how many keys are under it
   * @throws KeysRefused where a key does not open under the old one: nothing is changed then
   */
  static async rotateMaster(place: KeyRingPlace): Promise<{ readonly epoch: number; readonly keys: number }> {
    const before = await KeyRing.open(place);
    await beginRotation(place, before.epoch + 1);
    const { epoch, size } = await KeyRing.open(place);
    return { epoch, keys: size };
  }

  /** Loads all keys. @throws KeysRefused where the master is missing, of another ledger, or a file does not unwrap */
  static async open(place: KeyRingPlace): Promise<KeyRing> {
    const { files, ledger } = place;
    const masters = await readMasters(files, ledger);
    const interrupted = await isBeingRotated(files);
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
      const { id, key } = unwrappedKey(await files.read(path), masters, { ledger, path });
      keys.set(id, key);
    }
    if (interrupted && place.untouched !== true) await finishRotation(place, masters);
    return new KeyRing(place, masters[1] ?? masters[0], keys);
  }

  /** Of the master key: 1 at first, and one more each time that it was rotated. */
  get epoch(): number {
    return this.#master.epoch;
  }

  /** Keys that are there. */
  get size(): number {
    return this.#keys.size;
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
   * Goes on without a key that is lost: what is closed under it stays so until its file comes back. The next key of the subject has a number that no copy of
   * this folder holds, so that nothing is overwritten when the newest is put back.
   */
  passOver(lost: string): void {
    this.#generations.skip(lost, PASSED_OVER);
  }

  /**
   * Makes the next key of a subject, durably: from now on new boxes are closed under it. Where one was made already that no box of before the call can be
   * under, that one is given.
   * @param old the key that is to be given up
   */
  async renew(old: string): Promise<string> {
    const current = this.#generations.current(old);
    if (current !== old) {
      await this.ensure([current]);
      return current;
    }
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
        kept.set(id, unwrappedKey(present, [this.#master], { ledger, path }).key);
      } else {
        const nonce = Buffer.from(random(NONCE_BYTES));
        await placeFile(files, path, wrappedKey({ id, key: bytes, ledger }, this.#master, nonce));
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
  await overwrite(files, path);
  await files.remove(path);
  await files.syncFolder(SUBJECT_FOLDER);
}
