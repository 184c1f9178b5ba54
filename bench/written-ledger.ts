import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RightEdge } from '../src/ledger/edge.ts';
import { checkpointText, encodeVkey, publicKeyOf, SEED_BYTES, signNote } from '../src/ledger/note.ts';
import { encodeEntryTile, TILE_WIDTH, type Tile, tilePath } from '../src/ledger/tiles.ts';
import { leafHash } from '../src/ledger/tree.ts';
import { BENCH_ORIGIN, shapedEntry } from './shaped-entries.ts';

/** Publishes made-up entries as the publisher does, but without a database and without waiting for the disk. */
export async function writeLedger(
  root: string,
  count: number,
): Promise<{ readonly entries: readonly Buffer[]; readonly root: Buffer }> {
  const entries = Array.from({ length: count }, (_, n) => shapedEntry(1_770_000_000_000 + n));
  const edge = RightEdge.empty();
  for (let first = 0; first < count; first += TILE_WIDTH) {
    const tile = entries.slice(first, first + TILE_WIDTH);
    const place: Tile = { level: 'entries', index: first / TILE_WIDTH, width: tile.length };
    await placed(root, tilePath(place), encodeEntryTile(tile));
    for (const entry of tile)
      for (const full of edge.push(leafHash(entry))) await placed(root, tilePath(full.tile), full.bytes);
  }
  for (const { tile, bytes } of edge.partialTiles()) await placed(root, tilePath(tile), bytes);
  const seed = randomBytes(SEED_BYTES);
  const text = checkpointText({ origin: BENCH_ORIGIN, size: count, root: edge.root() });
  await placed(root, 'checkpoint', `${text}\n${signNote(text, BENCH_ORIGIN, seed)}`);
  await placed(root, 'vkey', `${encodeVkey({ name: BENCH_ORIGIN, publicKey: publicKeyOf(seed) })}\n`);
  return { entries, root: edge.root() };
}

async function placed(root: string, path: string, content: string | Buffer): Promise<void> {
  const file = join(root, 'ledger', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
