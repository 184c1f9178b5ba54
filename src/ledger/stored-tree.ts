import { assert } from '../base/assert.ts';
import { placeOfNode, RightEdge, subtreeRoot } from './edge.ts';
import { type EntrySource, growTiles } from './growth.ts';
import { decodeHashTile, type Tile, tilePath } from './tiles.ts';
import { consistencyProof, type HashReader } from './tree.ts';

/** A tree that stands in no file; proofs as those of a publisher. */
export type StoredTree = {
  readonly root: Buffer;
  consistency(first: number, second: number): Promise<Uint8Array[]>;
};

/**
 * The tree of the first `size` entries, from the entries alone: for where tiles are lost, broken, or not written yet. Reads each entry once, and holds their
 * hashes in memory, 32 bytes an entry. Writes nothing.
 */
export async function storedTree(size: number, store: EntrySource): Promise<StoredTree> {
  const edge = RightEdge.empty();
  const full = new Map<string, Uint8Array>();
  const ensure = async (tile: Tile, bytes: Uint8Array) => {
    if (tile.level !== 'entries') full.set(tilePath(tile), bytes);
  };
  await growTiles(edge, size, { ensure }, store);
  const read: HashReader = (level, index) => {
    const inEdge = edge.node(level, index);
    if (inEdge !== undefined) return inEdge;
    const { tile, from, to } = placeOfNode(level, index);
    const bytes = full.get(tilePath(tile));
    const hashes = bytes && decodeHashTile(bytes, tile.width);
    assert(hashes !== undefined, `the tile \`${tilePath(tile)}\` became full`);
    return subtreeRoot(hashes.slice(from, to));
  };
  return { root: edge.root(), consistency: (first, second) => consistencyProof(read, first, second) };
}
