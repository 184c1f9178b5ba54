import { placeOfNode, subtreeRoot } from './edge.ts';
import type { FilePort } from './files/port.ts';
import { pathOf } from './published-tiles.ts';
import { decodeHashTile, TILE_WIDTH, type Tile } from './tiles.ts';
import { consistencyProof, type HashReader } from './tree.ts';

/**
 * The consistency proof between two sizes from published files alone, as anybody can make it who has a copy (RFC 6962 §2.1.2). Also while a
 * room publishes: a partial tile that goes meanwhile stands in the full one.
 * @throws RangeError where a tile is missing or broken
 */
export async function publishedProof(files: FilePort, first: number, second: number): Promise<Uint8Array[]> {
  return await consistencyProof(publishedHashes(files, second), first, second);
}

/**
 * Reads the hashes of the tree of a published size, for proofs; each tile is read once and kept as long as the reader is.
 * @throws RangeError (by the reader) where a tile is missing or broken
 */
export function publishedHashes(files: Pick<FilePort, 'read'>, size: number): HashReader {
  const tiles = new Map<string, Promise<Uint8Array[] | undefined>>();
  return async (level, index) => {
    const { tile, from, to } = placeOfNode(level, index);
    const path = pathOf(tile);
    const reading = tiles.get(path) ?? hashesOf(files, tile, size);
    tiles.set(path, reading);
    const hashes = await reading;
    if (hashes === undefined) throw new RangeError(`the tile \`${path}\` is missing or broken`);
    return subtreeRoot(hashes.slice(from, to));
  };
}

async function hashesOf(files: Pick<FilePort, 'read'>, tile: Tile & { readonly level: number }, size: number) {
  const there = Math.floor(size / TILE_WIDTH ** tile.level) - tile.index * TILE_WIDTH;
  const partial = { ...tile, width: Math.min(there, TILE_WIDTH) };
  for (const one of [partial, tile]) {
    const bytes = await files.read(pathOf(one));
    const hashes = bytes && decodeHashTile(bytes, one.width);
    if (hashes !== undefined) return hashes;
  }
  return undefined;
}
