import { Bug } from '../base/assert.ts';
import { canonicalJson } from '../base/json.ts';
import { syncFoldersOf, writeDurably } from './files/durable.ts';
import { parseObject } from './files/json-file.ts';
import type { FilePort } from './files/port.ts';
import { type Checkpoint, checkpointText, type NoteVerifier, publicKeyOf, SEED_BYTES, signNote } from './note.ts';
import type { RandomSource } from './seal.ts';
import { checkpointBy, type SignerPort, type TreeToSign } from './signing/port.ts';
import { EMPTY_ROOT, HASH_BYTES, verifyConsistency } from './tree.ts';

/** Why the signer does not sign. */
export const SIGNER_REFUSALS = [
  /** A tree smaller than one that was signed. */
  'smaller',
  /** Another tree of the same size, or one that does not contain the one signed last. */
  'fork',
  /** The signer remembers less than it has published. */
  'behind',
  /** There is no key, or one already, or what is there is not readable. */
  'key',
] as const;
export type SignerRefusal = (typeof SIGNER_REFUSALS)[number];

/** The signer refuses: it would contradict what it signed before. The message says what happened and how to go on. */
export class SignerRefused extends Error {
  override readonly name = 'SignerRefused';
  readonly refusal: SignerRefusal;

  constructor(refusal: SignerRefusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.refusal = refusal;
  }
}

/** What was last signed, or is about to be. */
export type Guard = { readonly size: number; readonly root: Uint8Array };

/** The member `signer` of an export's secrets (docs/formats.md §7): base64 of the seed, and the guard. */
export type ExportedSigner = {
  readonly key: string;
  readonly guard: { readonly root: string; readonly size: number };
};

/** `files` is a secret folder of the signer's own: in no backup of the database and never inside what is published. */
export type SignerPlace = { readonly files: FilePort /** The ledger's origin. */; readonly name: string };

const KEY_FILE = 'key';
const GUARD_FILE = 'guard';
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
  readonly #seed: Buffer;
  readonly verifier: NoteVerifier;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(files: FilePort, name: string, seed: Buffer) {
    this.#files = files;
    this.#seed = seed;
    this.verifier = { name, publicKey: publicKeyOf(seed) };
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
    const guard = exported ? importedGuard(exported) : { size: 0, root: EMPTY_ROOT };
    const seed = exported ? base64Of(exported.key, SEED_BYTES) : Buffer.from(random(SEED_BYTES));
    if (guard === undefined || seed === undefined) throw new SignerRefused('key', 'the exported signer is malformed');
    await writeDurably(files, GUARD_FILE, guardBytes(guard));
    const text = canonicalJson({ name, seed: seed.toString('base64'), v: 1 });
    await writeDurably(files, KEY_FILE, Buffer.from(text, 'utf8'));
    return Signer.open(place);
  }

  /** The ledger whose key lies in a folder; undefined where there is no key file. @throws SignerRefused where it is unreadable */
  static async ledgerIn(files: FilePort): Promise<string | undefined> {
    const file = await files.read(KEY_FILE);
    if (file === undefined) return undefined;
    const { name } = parseObject(file);
    if (typeof name === 'string') return name;
    throw new SignerRefused('key', 'the signing key is unreadable: restore the folder of the signer');
  }

  /** Never creates anything. @throws SignerRefused where key or guard is missing, unreadable or of another ledger */
  static async open(place: SignerPlace): Promise<Signer> {
    const { files, name } = place;
    const key = parseObject(await files.read(KEY_FILE));
    const seed = key.v === 1 ? base64Of(key.seed, SEED_BYTES) : undefined;
    if (seed === undefined) {
      throw new SignerRefused(
        'key',
        'there is no readable signing key; create the ledger first, or restore the folder of its signer, or name the process that holds it (`remit start --signer SOCKET`)',
      );
    }
    if (key.name !== name)
      throw new SignerRefused('key', `the signing key is of \`${String(key.name)}\`, not of \`${name}\``);
    const signer = new Signer(files, name, seed);
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
      const text = checkpointText({ origin: this.verifier.name, size, root });
      return `${text}\n${signNote(text, this.verifier.name, this.#seed)}`;
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
    return {
      key: this.#seed.toString('base64'),
      guard: { root: Buffer.from(root).toString('base64'), size },
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

function guardBytes({ size, root }: Guard): Buffer {
  return Buffer.from(canonicalJson({ root: Buffer.from(root).toString('base64'), size, v: 1 }), 'utf8');
}

function parseGuard(file: Uint8Array): Guard | undefined {
  const { root, size, v } = parseObject(file);
  return v === 1 ? importedGuard({ guard: { root, size } }) : undefined;
}

function importedGuard({ guard }: { guard: { root: unknown; size: unknown } }): Guard | undefined {
  const root = base64Of(guard.root, HASH_BYTES);
  const { size } = guard;
  if (root === undefined || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  return { size, root };
}

/** Canonical base64 of exactly so many bytes. */
function base64Of(text: unknown, length: number): Buffer | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text ? bytes : undefined;
}
