import { placeOfNode } from './edge.ts';
import type { FilePort } from './files/port.ts';
import { pathOf } from './published-tiles.ts';
import { decodeHashTile, TILE_WIDTH, type Tile } from './tiles.ts';
import { consistencyProof, HASH_BYTES, type HashReader, nodeHash } from './tree.ts';

type HashTile = Tile & { readonly level: number };

/** All complete nodes within a tile: the hashes of the tile first, then row by row what is above them. */
type TileNodes = readonly (readonly Uint8Array[])[];

/** Full tiles of which the nodes are kept, the last used: some 40 KiB each. They cover the last 131,072 entries. */
const TILES_KEPT = 512;

/**
 * The consistency proof between two sizes from published files alone, as anybody can make it who has a copy (RFC 6962 §2.1.2). Also while a
 * room publishes: a partial tile that goes meanwhile stands in the full one.
 * @throws RangeError where a tile is missing or broken
 */
export async function publishedProof(files: FilePort, first: number, second: number): Promise<Uint8Array[]> {
  return await consistencyProof(new PublishedTree(files).hashes(second), first, second);
}

/**
 * The tree as it stands in published files, for proofs. A full tile never changes: the nodes in it are made once, and kept for the proofs that follow, as
 * far as there is room.
 */
export class PublishedTree {
  readonly #files: Pick<FilePort, 'read'>;
  readonly #full = new Map<string, TileNodes>();

  constructor(files: Pick<FilePort, 'read'>) {
    this.#files = files;
  }

  /**
   * Reads hashes of the tree of a published size. What is not full yet is kept as long as the reader is.
   * @throws RangeError (by the reader) where a tile is missing or broken
   */
  hashes(size: number): HashReader {
    const partial = new Map<string, Promise<TileNodes>>();
    return (level, index) => {
      const { tile, from, to } = placeOfNode(level, index);
      const path = pathOf(tile);
      const row = Math.log2(to - from);
      const at = from / (to - from);
      const kept = this.#full.get(path);
      if (kept !== undefined) {
        // The last used stands last.
        this.#full.delete(path);
        this.#full.set(path, kept);
        return nodeOf(kept, row, at, path);
      }
      const reading = partial.get(path) ?? this.#read(tile, path, size);
      partial.set(path, reading);
      return reading.then((nodes) => nodeOf(nodes, row, at, path));
    };
  }

  async #read(tile: HashTile, path: string, size: number): Promise<TileNodes> {
    const there = Math.floor(size / TILE_WIDTH ** tile.level) - tile.index * TILE_WIDTH;
    const width = Math.min(there, TILE_WIDTH);
    for (const one of [{ ...tile, width }, tile]) {
      const bytes = await this.#files.read(pathOf(one), one.width * HASH_BYTES);
      const hashes = bytes && decodeHashTile(bytes, one.width);
      if (hashes === undefined) continue;
      const nodes = nodesOver(hashes);
      if (one.width === TILE_WIDTH) this.#keep(path, nodes);
      return nodes;
    }
    throw missing(path);
  }

  #keep(path: string, nodes: TileNodes): void {
    this.#full.set(path, nodes);
    const [oldest] = this.#full.keys();
    if (this.#full.size > TILES_KEPT && oldest !== undefined) this.#full.delete(oldest);
  }
}

function nodesOver(hashes: readonly Uint8Array[]): TileNodes {
  const rows = [hashes];
  for (let row = hashes; row.length > 1; ) {
    const above: Uint8Array[] = [];
    for (let n = 0; n + 1 < row.length; n += 2) above.push(nodeHash(row[n] as Uint8Array, row[n + 1] as Uint8Array));
    rows.push(above);
    row = above;
  }
  return rows;
}

function nodeOf(nodes: TileNodes, row: number, at: number, path: string): Uint8Array {
  const hash = nodes[row]?.[at];
  if (hash === undefined) throw missing(path);
  return hash;
}

function missing(path: string): RangeError {
  return new RangeError(`the tile \`${path}\` is missing or broken`);
}
