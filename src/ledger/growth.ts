import { Bug } from '../base/assert.ts';
import { RightEdge } from './edge.ts';
import { type PublishedTiles, pathOf } from './published-tiles.ts';
import type { LedgerStore } from './store/port.ts';
import { encodeEntryTile, TILE_WIDTH, type Tile } from './tiles.ts';
import { leafHash } from './tree.ts';

/** Where entries come from. */
export type EntrySource = Pick<LedgerStore, 'entries'>;

/** Where the tiles of a growth go: on disk, or nowhere when only the root is wanted. */
export type TileSink = { ensure(tile: Tile, bytes: Uint8Array): Promise<unknown> };

export const NOWHERE: TileSink = { ensure: async () => {} };

/**
 * Grows the edge from its size to `size` by the entries of the store, and puts every tile of the growth in place (not
 * synced). Holds one entry tile at a time. Returns the tiles that became full, whose partial ones may go afterwards.
 * @throws PublishedFileDiffers
 */
export async function growTiles(edge: RightEdge, size: number, tiles: TileSink, store: EntrySource): Promise<Tile[]> {
  const became: Tile[] = [];
  const before = edge.partialTiles().map(({ tile }) => pathOf(tile));
  while (edge.size < size) {
    const index = Math.floor(edge.size / TILE_WIDTH);
    const first = index * TILE_WIDTH;
    const width = Math.min(TILE_WIDTH, size - first);
    // Only a tile that is put in place wants the entries again that the edge has: where the root alone is wanted, they are most of what would be read.
    const from = tiles === NOWHERE ? edge.size : first;
    const entries = await readEntries(store, from, first + width);
    const entryTile: Tile = { level: 'entries', index, width };
    if (tiles !== NOWHERE) await tiles.ensure(entryTile, encodeEntryTile(entries));
    if (width === TILE_WIDTH) became.push(entryTile);
    for (const entry of entries.slice(edge.size - from)) {
      for (const { tile, bytes } of edge.push(leafHash(entry))) {
        await tiles.ensure(tile, bytes);
        became.push(tile);
      }
    }
  }
  for (const { tile, bytes } of edge.partialTiles()) {
    if (!before.includes(pathOf(tile))) await tiles.ensure(tile, bytes);
  }
  return became;
}

/**
 * Builds the edge of what is published, from the full tiles on disk; tiles that are missing are made again from the store.
 * O(size / 256) small reads. `became` as in {@link growTiles}.
 * @throws PublishedFileDiffers
 */
export async function rebuildTiles(
  edge: RightEdge,
  size: number,
  tiles: PublishedTiles,
  store: EntrySource,
): Promise<Tile[]> {
  const became: Tile[] = [];
  let beside = new Set<string>();
  while (edge.size < size) {
    const first = edge.size;
    const index = first / TILE_WIDTH;
    const width = Math.min(TILE_WIDTH, size - first);
    const entryTile: Tile = { level: 'entries', index, width };
    // One listing serves the thousand tiles of a folder.
    if (index % 1000 === 0 || width < TILE_WIDTH) beside = await tiles.beside(entryTile);
    const entriesStand = width === TILE_WIDTH && beside.has(lastSegment(pathOf(entryTile)));
    let leaves = await tiles.hashes({ level: 0, index, width });
    if (leaves === undefined || !entriesStand) {
      const entries = await readEntries(store, first, first + width);
      await tiles.ensure(entryTile, encodeEntryTile(entries));
      leaves = entries.map(leafHash);
    }
    if (width === TILE_WIDTH) became.push(entryTile);
    for (const leaf of leaves) {
      for (const { tile, bytes } of edge.push(leaf)) {
        await tiles.ensure(tile, bytes);
        became.push(tile);
      }
    }
  }
  for (const { tile, bytes } of edge.partialTiles()) await tiles.ensure(tile, bytes);
  return became;
}

/** Goes through all hash tiles again from the store alone, to name the first that differs. @throws PublishedFileDiffers */
export async function compareTiles(size: number, tiles: PublishedTiles, store: EntrySource): Promise<void> {
  const edge = RightEdge.empty();
  await growTiles(
    edge,
    size,
    {
      ensure: (tile, bytes) => (tile.level === 'entries' ? NOWHERE.ensure(tile, bytes) : tiles.compare(tile, bytes)),
    },
    store,
  );
}

async function readEntries(store: EntrySource, from: number, to: number): Promise<Uint8Array[]> {
  const entries = await store.entries(from, to);
  if (entries.length !== to - from)
    throw new Bug(`the store gave \`${entries.length}\` of the entries ${from} to ${to}`);
  return entries;
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
