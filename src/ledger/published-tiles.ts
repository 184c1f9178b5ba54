import { Bug } from '../base/assert.ts';
import { placeOfNode, type RightEdge, subtreeRoot } from './edge.ts';
import { placeFile, syncFoldersOf } from './files/durable.ts';
import type { FilePort } from './files/port.ts';
import { decodeHashTile, partialFolder, TILE_WIDTH, type Tile, tilePath } from './tiles.ts';
import type { HashReader } from './tree.ts';

/** The folder of the log below what is published (docs/formats.md §6). */
export const LOG_FOLDER = 'ledger';

/**
 * A published file is there and is not what it must be. Nothing that was published is ever changed, so the writer halts:
 * somebody changed the file, the disk did, or the database is not the one it was published from.
 */
export class PublishedFileDiffers extends Error {
  override readonly name = 'PublishedFileDiffers';
  /** Relative to the published folder. */
  readonly path: string;

  constructor(path: string, what: string) {
    super(
      `the published file \`${path}\` ${what}. Nothing was overwritten. Find out whether the file or the database was ` +
        'changed; if it was the file, move it away and start again: it is made again from the database',
    );
    this.path = path;
  }
}

/** Tiles on disk. They are immutable: what stands is compared, never overwritten. */
export class PublishedTiles {
  readonly #files: FilePort;
  /** Placed or found, with names that may not be durable yet. */
  #unsynced: string[] = [];

  constructor(files: FilePort) {
    this.#files = files;
  }

  /** Puts the tile where it belongs, its content synced; its name is durable after {@link sync}. @throws PublishedFileDiffers */
  async ensure(tile: Tile, bytes: Uint8Array): Promise<void> {
    const path = pathOf(tile);
    if ((await this.compare(tile, bytes)) === 'missing') await placeFile(this.#files, path, bytes);
    this.#unsynced.push(path);
  }

  /** Writes nothing. @throws PublishedFileDiffers where the tile is there with other bytes */
  async compare(tile: Tile, bytes: Uint8Array): Promise<'same' | 'missing'> {
    const path = pathOf(tile);
    const present = await this.#files.read(path);
    if (present === undefined) return 'missing';
    if (Buffer.compare(present, bytes) === 0) return 'same';
    throw new PublishedFileDiffers(path, 'is not the tile that the entries give');
  }

  /** Makes the names of all tiles since the last sync durable. */
  async sync(): Promise<void> {
    await syncFoldersOf(this.#files, this.#unsynced);
    this.#unsynced = [];
  }

  /** The hashes of a tile; undefined where it is missing. @throws PublishedFileDiffers where it has another length */
  async hashes(tile: Tile): Promise<Uint8Array[] | undefined> {
    const path = pathOf(tile);
    const bytes = await this.#files.read(path);
    if (bytes === undefined) return undefined;
    const hashes = decodeHashTile(bytes, tile.width);
    if (hashes === undefined) throw new PublishedFileDiffers(path, `is \`${bytes.length}\` bytes long`);
    return hashes;
  }

  /** A reader of node hashes for proofs: from the edge in memory, else from full tiles on disk. */
  reader(edge: RightEdge): HashReader {
    return async (level, index) => {
      const inMemory = edge.node(level, index);
      if (inMemory !== undefined) return inMemory;
      const { tile, from, to } = placeOfNode(level, index);
      const hashes = await this.hashes(tile);
      if (hashes === undefined) throw new Bug(`the tile \`${pathOf(tile)}\` is missing, though it was ensured`);
      return subtreeRoot(hashes.slice(from, to));
    };
  }

  /** Names in the folder that holds a full tile of this place. */
  async beside(tile: Tile): Promise<Set<string>> {
    return new Set(await this.#files.list(folderOf(pathOf({ ...tile, width: TILE_WIDTH }))));
  }

  /** Removes the partial tiles of a place where the full one stands. Never needed for correctness; a cut leaves some. */
  async dropPartials(full: Tile): Promise<void> {
    const folder = `${LOG_FOLDER}/${partialFolder(full)}`;
    const names = await this.#files.list(folder);
    if (names.length === 0) return;
    for (const name of names) await this.#files.remove(`${folder}/${name}`);
    await this.#files.remove(folder);
  }
}

/** Where a tile stands below the published folder. */
export function pathOf(tile: Tile): string {
  return `${LOG_FOLDER}/${tilePath(tile)}`;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
