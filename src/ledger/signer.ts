import { Bug } from '../base/assert.ts';
import { syncFoldersOf, writeDurably } from './files/durable.ts';
import { parseObject } from './files/json-file.ts';
import type { FilePort } from './files/port.ts';
import { base64Of, GUARD_FILE, type Guard, guardBytes, guardOfWords, parseGuard } from './guard.ts';
import { type KeyLink, linkNote, parseLink } from './key-link.ts';
import {
  type Checkpoint,
  checkpointText,
  keyHashOf,
  type NoteVerifier,
  publicKeyOf,
  SEED_BYTES,
  signNote,
} from './note.ts';
import type { RandomSource } from './seal.ts';
import {
  addNextKey,
  dropKeyBefore,
  KEY_FILE,
  LINKS_MAX,
  NEXT_FILE,
  readSignerKeys,
  type SignerKeys,
  writeSignerKeys,
} from './signer-keys.ts';
import { SignerRefused } from './signer-refused.ts';
import { checkpointBy, type SignerPort, type TreeToSign } from './signing/port.ts';
import { EMPTY_ROOT, HASH_BYTES, verifyConsistency } from './tree.ts';

/** The member `signer` of an export's secrets (docs/formats.md §7): base64 of the seed, and the guard; after a change of key more. */
export type ExportedSigner = {
  readonly key: string;
  readonly guard: { readonly root: string; readonly size: number };
  /** The key that follows, while both sign, and the size of the tree that was signed last before it came. */
  readonly next?: { readonly key: string; readonly since: number } | undefined;
  /** The links of all changes, as they are published. */
  readonly links?: readonly string[] | undefined;
};

/** `files` is a secret folder of the signer's own: in no backup of the database and never inside what is published. */
export type SignerPlace = { readonly files: FilePort /** The ledger's origin. */; readonly name: string };

const HOW_TO_GO_ON =
  'Put back the newest backup of the database; if the newer entries are lost for good, this ledger is at its end: ' +
  'keep what is published and create a new one. Do not touch the guard: it is what keeps a fork from being signed';

/**
 * Signs checkpoints, and remembers the last one so that it never signs two histories. The memory (`guard`) is replaced
 * durably *before* each signature: after a crash the same pair may be signed again, and a restored older backup of the
 * database is found out, because its tree is smaller or does not contain what was signed.
 *
 * What a thief of the folder gains: can sign checkpoints in the ledger's name, and so show a false history to whoever has
 * no witness; reads nothing. Two processes on one folder are kept apart by the database's writer epoch, not here; both sign
 * prefixes of one ledger then.
 */
export class Signer implements SignerPort {
  readonly #files: FilePort;
  readonly #name: string;
  #keys: SignerKeys;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(files: FilePort, name: string, keys: SignerKeys) {
    this.#files = files;
    this.#name = name;
    this.#keys = keys;
  }

  /** The present key; while both sign, the one before. */
  get verifier(): NoteVerifier {
    return { name: this.#name, publicKey: publicKeyOf(this.#keys.seed) };
  }

  /**
   * Makes the key of a new ledger, or takes that of an export to go on with. The key file is the commit point: without it
   * creation may be begun again. @throws SignerRefused where there is a key already
   */
  static async create(
    place: SignerPlace & { readonly random: RandomSource; readonly exported?: ExportedSigner },
  ): Promise<Signer> {
    const { files, name, random, exported } = place;
    if ((await files.read(KEY_FILE)) !== undefined) {
      throw new SignerRefused(
        'key',
        'there is a signing key already; a new ledger needs an empty folder for its signer',
      );
    }
    const left = await files.read(GUARD_FILE);
    if (left !== undefined && parseGuard(left)?.size !== 0) {
      throw new SignerRefused(
        'key',
        'there is a guard without its key: put the key back from the backup of this folder',
      );
    }
    const guard = exported ? guardOfWords(exported) : { size: 0, root: EMPTY_ROOT };
    const keys = exported
      ? importedKeys(exported)
      : { seed: Buffer.from(random(SEED_BYTES)), next: undefined, links: [] };
    if (guard === undefined || keys === undefined) throw new SignerRefused('key', 'the exported signer is malformed');
    await writeDurably(files, GUARD_FILE, guardBytes(guard));
    await writeSignerKeys(files, name, keys);
    return Signer.open(place);
  }

  /** The ledger whose key lies in a folder; undefined where there is no key file. @throws SignerRefused where it is unreadable */
  static async ledgerIn(files: FilePort): Promise<string | undefined> {
    if ((await files.read(KEY_FILE)) === undefined) return undefined;
    // The present key may be destroyed already, and the next not in its place yet.
    for (const file of [KEY_FILE, NEXT_FILE]) {
      const { name } = parseObject(await files.read(file));
      if (typeof name === 'string') return name;
    }
    throw new SignerRefused('key', 'the signing key is unreadable: restore the folder of the signer');
  }

  /** Never creates anything. @throws SignerRefused where key or guard is missing, unreadable or of another ledger */
  static async open(place: SignerPlace): Promise<Signer> {
    const { files, name } = place;
    const signer = new Signer(files, name, await readSignerKeys(files, name));
    await signer.guard();
    return signer;
  }

  /** What was last signed. @throws SignerRefused where the guard is missing or unreadable: it is never taken as empty */
  async guard(): Promise<Guard> {
    const file = await this.#files.read(GUARD_FILE);
    const guard = file && parseGuard(file);
    if (guard === undefined) {
      throw new SignerRefused(
        'behind',
        `the signer’s guard is ${file ? 'unreadable' : 'missing'}: restore the folder of the signer`,
      );
    }
    return guard;
  }

  /**
   * Signs the checkpoint of a tree that contains the one signed last, and returns the whole note.
   * `proof` is the consistency proof from the guard's size to `size` (RFC 6962 §2.1.2); none is needed for the same size.
   * @throws SignerRefused
   */
  sign(tree: TreeToSign): Promise<string> {
    return this.#exclusively(async () => {
      await this.#raise(tree, await this.guard());
      // COMMIT POINT: the guard is durable; from here on only this pair or a larger tree with it inside is signed.
      const { size, root } = tree;
      const text = checkpointText({ origin: this.#name, size, root });
      const { seed, next } = this.#keys;
      const seeds = next === undefined ? [seed] : [seed, next.seed];
      return `${text}\n${seeds.map((one) => signNote(text, this.#name, one)).join('')}`;
    });
  }

  async links(): Promise<readonly KeyLink[]> {
    return this.#keys.links;
  }

  /**
   * Makes the key that follows the present one: from now on both sign. Where there is one already, that one is meant.
   * @throws SignerRefused where a key has changed too often
   */
  addNext(random: RandomSource): Promise<KeyLink> {
    return this.#exclusively(async () => {
      const { next, links } = this.#keys;
      if (next === undefined) {
        if (links.length >= LINKS_MAX)
          throw new SignerRefused('key', `a ledger changes its key ${LINKS_MAX} times at most`);
        const { size: since } = await this.guard();
        this.#keys = await addNextKey(this.#files, this.#name, { seed: this.#otherSeed(random), since });
      }
      return lastLink(this.#keys);
    });
  }

  /** Notes tell keys of one name apart by four bytes: those of the two must differ. */
  #otherSeed(random: RandomSource): Buffer {
    for (;;) {
      const seed = Buffer.from(random(SEED_BYTES));
      const next = { name: this.#name, publicKey: publicKeyOf(seed) };
      if (!keyHashOf(next, 'log').equals(keyHashOf(this.verifier, 'log'))) return seed;
    }
  }

  /**
   * Ends the overlap: the key before is destroyed, and the next alone signs from now on.
   * @throws SignerRefused where there is no next key, or nothing was signed by both: readers could not follow
   */
  retire(): Promise<KeyLink> {
    return this.#exclusively(async () => {
      const { next } = this.#keys;
      if (next === undefined)
        throw new SignerRefused('key', 'there is no next key: make it first, and let both sign for a time');
      if ((await this.guard()).size <= next.since) {
        const message =
          'nothing was signed by both keys yet: start the room, so that it states the next key and publishes, before the key before is retired';
        throw new SignerRefused('key', message);
      }
      await dropKeyBefore(this.#files);
      this.#keys = { ...this.#keys, seed: next.seed, next: undefined };
      return lastLink(this.#keys);
    });
  }

  /**
   * Takes up a checkpoint that bears our own signature and is ahead of the guard: the operator's way on after the
   * signer's folder came back from a backup. @throws SignerRefused where it is not ours, or does not contain the guard's tree
   */
  catchUp(note: string, proof: readonly Uint8Array[]): Promise<void> {
    return this.#exclusively(async () => {
      const checkpoint = this.ownCheckpoint(note);
      if (checkpoint === undefined)
        throw new SignerRefused('fork', 'the checkpoint to catch up with is not signed by this key');
      await this.#raise({ ...checkpoint, proof }, await this.guard());
    });
  }

  /** What a note says that is signed by this key for this ledger; undefined for any other text. */
  ownCheckpoint(note: string): Checkpoint | undefined {
    return checkpointBy(this.verifier, note);
  }

  /** Key and guard: who holds them signs in the ledger's name. */
  async exportSecrets(): Promise<ExportedSigner> {
    const { size, root } = await this.guard();
    const { seed, next, links } = this.#keys;
    return {
      key: seed.toString('base64'),
      guard: { root: Buffer.from(root).toString('base64'), size },
      ...(next === undefined ? {} : { next: { key: next.seed.toString('base64'), since: next.since } }),
      ...(links.length === 0 ? {} : { links: links.map(linkNote) }),
    };
  }

  async #raise(tree: TreeToSign, guard: Guard): Promise<void> {
    const { size, root, proof } = tree;
    if (!Number.isSafeInteger(size) || root.length !== HASH_BYTES)
      throw new Bug(`\`${size}\` and its root make no tree`);
    if (size < guard.size) {
      const message = `a tree of \`${size}\` entries is to be signed, and one of ${guard.size} was signed before: the database was restored from an older backup. ${HOW_TO_GO_ON}`;
      throw new SignerRefused('smaller', message);
    }
    const contained = verifyConsistency({
      first: guard.size,
      firstRoot: guard.root,
      second: size,
      secondRoot: root,
      proof: size === guard.size ? [] : proof,
    });
    if (!contained) {
      const message = `the tree of \`${size}\` entries does not contain the tree of ${guard.size} that was signed before: the database was restored from an older backup and has grown another way. ${HOW_TO_GO_ON}`;
      throw new SignerRefused('fork', message);
    }
    if (size > guard.size) await writeDurably(this.#files, GUARD_FILE, guardBytes({ size, root }));
    // The same pair again: the process may have been killed between the rename and the sync of its name.
    else await syncFoldersOf(this.#files, [GUARD_FILE]);
  }

  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

function lastLink({ links }: SignerKeys): KeyLink {
  const link = links.at(-1);
  if (link === undefined) throw new Bug('a key that follows is linked to the one before');
  return link;
}

function importedKeys({ key, next, links = [] }: ExportedSigner): SignerKeys | undefined {
  const seed = base64Of(key, SEED_BYTES);
  const nextSeed = next && base64Of(next.key, SEED_BYTES);
  const parsed = links.flatMap((note) => parseLink(note) ?? []);
  if (seed === undefined || (next !== undefined && nextSeed === undefined) || parsed.length < links.length)
    return undefined;
  return { seed, next: next && nextSeed && { seed: nextSeed, since: next.since }, links: parsed };
}
