import { Bug } from '../base/assert.ts';
import { sha256Hex } from '../base/digest.ts';
import { withCosignatures } from './cosigned-note.ts';
import { RightEdge } from './edge.ts';
import { writeDurably } from './files/durable.ts';
import type { FilePort } from './files/port.ts';
import { compareTiles, type EntrySource, growTiles, NOWHERE, rebuildTiles } from './growth.ts';
import type { Guard } from './guard.ts';
import type { NoteVerifier } from './note.ts';
import {
  CHECKPOINT,
  ensureKey,
  ensureText,
  type KnownKeys,
  linksTo,
  type Published,
  readCheckpoint,
  settleKey,
  WITNESSED,
  writeLinks,
  writePolicy,
} from './published-files.ts';
import { PublishedFileDiffers, PublishedTiles } from './published-tiles.ts';
import { SignerRefused } from './signer-refused.ts';
import { checkpointByOneOf, keysOfLedger, type SignerPort, signingNow } from './signing/port.ts';
import type { Frontier } from './store/port.ts';
import type { Tile } from './tiles.ts';
import { consistencyProof, rootOf } from './tree.ts';

/** The database holds less than, or something else than, what was published or signed: an older backup was restored. */
export class RestoredBackup extends Error {
  override readonly name = 'RestoredBackup';
}

export type PublisherPlace = {
  /** The published folder; below it `ledger/` and `sets/` (docs/formats.md §6). */
  readonly files: FilePort;
  readonly store: EntrySource;
  readonly signer: SignerPort;
};

const SETS_FOLDER = 'sets';
export const HOW_TO_GO_ON =
  'Nothing was signed or overwritten. Put back the newest backup of the database; if the newer entries are lost for ' +
  'good, this ledger is at its end: keep what is published and create a new one';

/**
 * Publishes the ledger as static files: tiles first, the checkpoint last. Everything but the checkpoint can be made again
 * from the database; a reader who fetches the checkpoint finds all that it promises.
 *
 * What a thief of the folder gains: counts, sizes and times of record; nothing else is in clear. What somebody who can write
 * to it gains: can withhold or break, which every verifier sees.
 *
 * One publisher at a time; calls must not overlap. After any error but {@link Bug} the same call may be made again.
 */
export class Publisher {
  readonly #place: PublisherPlace;
  /** All keys of the ledger, oldest first, and how one came after the other. */
  readonly #known: KnownKeys;
  readonly #tiles: PublishedTiles;
  #edge: RightEdge;
  #published: Published | null;
  #witnessed: Published | null;
  #busy = false;
  /** A checkpoint and the cosignatures on it are written in turns: neither ever overwrites the other. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    place: PublisherPlace,
    tiles: PublishedTiles,
    edge: RightEdge,
    standing: {
      readonly published: Published | null;
      readonly witnessed: Published | null;
      readonly known: KnownKeys;
    },
  ) {
    this.#place = place;
    this.#known = standing.known;
    this.#tiles = tiles;
    this.#edge = edge;
    this.#published = standing.published;
    this.#witnessed = standing.witnessed;
  }

  /**
   * Reads what is published, compares it with the database and the signer's guard, and makes missing files again. `stored` is
   * the frontier of the database. `catchUp` lets a signer that came back from a backup take up the published checkpoint:
   * an operator's explicit choice, never a default.
   * @throws RestoredBackup, SignerRefused, SignerAway, PublishedFileDiffers
   */
  static async open(
    place: PublisherPlace & { readonly stored: Frontier; readonly catchUp?: boolean },
  ): Promise<Publisher> {
    const { files, store, signer, stored } = place;
    const links = await signer.links();
    const keys = keysOfLedger(signer.verifier, links);
    await ensureKey(files, keys);
    const published = await readCheckpoint(files, keys, CHECKPOINT);
    const witnessed = await readCheckpoint(files, keys, WITNESSED);
    const guard = await signer.guard();
    refuseAhead('published', published?.size ?? 0, stored.size);
    refuseAhead('witnessed', witnessed?.size ?? 0, stored.size);
    refuseAhead('signed', guard.size, stored.size);
    const tiles = new PublishedTiles(files);
    const edge = RightEdge.empty();
    if (published !== null) {
      const became = await rebuildPublished(edge, published, tiles, store);
      if (stored.size === published.size && !rootOf(stored).equals(published.root)) {
        throw new RestoredBackup(
          `the tree of the database differs from the published one of the same size. ${HOW_TO_GO_ON}`,
        );
      }
      await tiles.sync();
      for (const tile of became) await tiles.dropPartials(tile);
      if (isBehind(guard, published)) {
        if (!(place.catchUp ?? false)) throw behind(guard, published);
        await signer.catchUp(published.note, await consistencyProof(tiles.reader(edge), guard.size, published.size));
      }
    }
    const known = { keys, links };
    if (published !== null) await settleKey(files, known, published);
    return new Publisher(place, tiles, edge, { published, witnessed, known });
  }

  /** The keys that sign now: one, and while it changes the one before and the one after. */
  get signing(): readonly NoteVerifier[] {
    return signingNow(this.#place.signer.verifier, this.#known.keys);
  }

  /** The checkpoint that stands; null before the first. */
  get published(): Published | null {
    return this.#published;
  }

  /** The last checkpoint that met the policy of the room's witnesses; null before the first. */
  get witnessed(): Published | null {
    return this.#witnessed;
  }

  /** The proof that the tree of `first` entries is a prefix of that of `second`, which are both published (RFC 6962 §2.1.2). */
  async consistency(first: number, second: number): Promise<Uint8Array[]> {
    return await consistencyProof(this.#tiles.reader(this.#edge), first, second);
  }

  /** What a note says that is signed by a key of this ledger; undefined for any other text. */
  ownCheckpoint(note: string): Published | undefined {
    const checkpoint = checkpointByOneOf(this.#known.keys, note);
    return checkpoint && { size: checkpoint.size, root: checkpoint.root, note };
  }

  /**
   * Adds cosignature lines, which are verified, to the checkpoint that they are on, where it still stands. Where they make it `witnessed`, it
   * stands as that too, unless a larger one does. `note` is a checkpoint of this ledger's own; its three lines never change.
   */
  async cosigned(note: string, lines: readonly string[], witnessed: boolean): Promise<void> {
    const own = this.ownCheckpoint(note);
    if (own === undefined) throw new Bug('cosignatures are on a checkpoint of another ledger');
    await this.#exclusively(async () => {
      const { files } = this.#place;
      const standing = this.#published;
      const isStanding = standing?.size === own.size;
      const cosigned = { ...own, note: withCosignatures(isStanding ? standing.note : note, lines) };
      if (isStanding && cosigned.note !== standing.note) {
        await writeDurably(files, CHECKPOINT, Buffer.from(cosigned.note, 'utf8'));
        this.#published = cosigned;
      }
      if (!witnessed || own.size < (this.#witnessed?.size ?? 0) || cosigned.note === this.#witnessed?.note) return;
      await writeDurably(files, WITNESSED, Buffer.from(cosigned.note, 'utf8'));
      this.#witnessed = cosigned;
    });
  }

  /** Publishes the policy of the room's witnesses as it is; without one, none stands. It may change. */
  async publishPolicy(policy: Uint8Array | undefined): Promise<void> {
    await writePolicy(this.#place.files, policy);
  }

  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /**
   * Publishes the tree of this frontier, which must be committed in the database. Does nothing where it stands already.
   * @throws SignerRefused, SignerAway, PublishedFileDiffers, RestoredBackup, and whatever the disk says
   */
  async publishTo(frontier: Frontier): Promise<Published | null> {
    const { size } = frontier;
    const from = this.#edge.size;
    if (size < from) throw new Bug(`\`${size}\` entries are to be published, ${from} are already`);
    if (size === from) return this.#published;
    if (this.#busy) throw new Bug('two publications overlap');
    this.#busy = true;
    try {
      return await this.#exclusively(() => this.#grow(frontier));
    } finally {
      this.#busy = false;
    }
  }

  async #grow(frontier: Frontier): Promise<Published> {
    const { files, store, signer } = this.#place;
    const { size } = frontier;
    const edge = this.#edge.clone();

    // 1. The entries after those published must give the tree that the writer computed, and the signer must be there and remember
    //    what it signed (a backup of it may come back while we run), before anything is written.
    const guard = await signer.guard();
    if (this.#published !== null && isBehind(guard, this.#published)) throw behind(guard, this.#published);
    await growTiles(edge, size, NOWHERE, store);
    const root = edge.root();
    if (!root.equals(rootOf(frontier))) {
      throw new RestoredBackup(`the entries of the database do not continue what is published. ${HOW_TO_GO_ON}`);
    }

    // 2. Entry tiles and hash tiles, each whole or not there; then their names. Nobody looks at them yet. And how the present key came to be: before it
    //    signs alone, whoever has the one before must be able to follow.
    const became = await growTiles(this.#edge.clone(), size, this.#tiles, store);
    await this.#tiles.sync();
    await writeLinks(files, linksTo(signer.verifier, this.#known.links));

    // 3. The signer checks that the tree contains the last one it signed, remembers this one durably, and signs.
    const proof = guard.size < size ? await consistencyProof(this.#tiles.reader(edge), guard.size, size) : [];
    const note = await signer.sign({ size, root, proof });

    // 4. COMMIT POINT: once the checkpoint is renamed into place, the world may see the new size. Before, a crash leaves the
    //    old checkpoint and tiles that nobody asks for; after, all that it promises is durable, and only step 5 is left.
    await writeDurably(files, CHECKPOINT, Buffer.from(note, 'utf8'));
    this.#edge = edge;
    this.#published = { size, root, note };

    // 5. The ledger's key, where this is the first checkpoint of a new one; and partial tiles where the full one stands now.
    await settleKey(files, this.#known, this.#published);
    for (const tile of became) await this.#tiles.dropPartials(tile);
    return this.#published;
  }

  /**
   * Publishes a mandate set as `sets/<id>.json`, durably. Its name is its content's digest, so it is written once.
   * @throws PublishedFileDiffers where another text stands under that name
   */
  async publishDocument(id: string, text: string): Promise<void> {
    if (sha256Hex(text) !== id) throw new Bug(`\`${id}\` is not the digest of the document`);
    await ensureText(this.#place.files, `${SETS_FOLDER}/${id}.json`, text);
  }
}

/** @throws PublishedFileDiffers that names the first broken file, RestoredBackup where it is the database that differs */
async function rebuildPublished(
  edge: RightEdge,
  published: Published,
  tiles: PublishedTiles,
  store: EntrySource,
): Promise<Tile[]> {
  try {
    const became = await rebuildTiles(edge, published.size, tiles, store);
    if (edge.root().equals(published.root)) return became;
  } catch (error) {
    // A broken tile shows in the one above it: go through all of them from the database to name the right one.
    if (error instanceof PublishedFileDiffers) await compareTiles(published.size, tiles, store);
    throw error;
  }
  await compareTiles(published.size, tiles, store);
  throw new RestoredBackup(
    `the first ${published.size} entries of the database are not those published. ${HOW_TO_GO_ON}`,
  );
}

function refuseAhead(what: 'published' | 'signed' | 'witnessed', size: number, stored: number): void {
  if (size <= stored) return;
  const message = `${size} entries were ${what}, and the database holds ${stored}: it was restored from an older backup. ${HOW_TO_GO_ON}`;
  throw new RestoredBackup(message);
}

/**
 * INVARIANT: while a ledger runs, the guard is never behind what is published; behind, it could be led to sign a fork.
 * @throws SignerRefused where it is of another tree of the same size
 */
function isBehind(guard: Guard, published: Published): boolean {
  if (guard.size !== published.size) return guard.size < published.size;
  if (Buffer.compare(guard.root, published.root) === 0) return false;
  throw new SignerRefused(
    'fork',
    `the signer signed another tree of \`${guard.size}\` entries than the published one. ${HOW_TO_GO_ON}`,
  );
}

function behind(guard: Guard, published: Published): SignerRefused {
  const message =
    `the signer remembers a tree of ${guard.size} entries, and ${published.size} are published with its signature: the ` +
    'folder of the signer was restored from an older backup. Put back a newer one; or, when you are sure that no ' +
    'checkpoint newer than the published one was ever given out, start once with `--catch-up`';
  return new SignerRefused('behind', message);
}
