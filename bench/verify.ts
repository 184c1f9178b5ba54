import { hash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RightEdge } from '../src/ledger/edge.ts';
import { checkpointText, encodeVkey, publicKeyOf, SEED_BYTES, signNote } from '../src/ledger/note.ts';
import { encodeEntryTile, TILE_WIDTH, type Tile, tilePath } from '../src/ledger/tiles.ts';
import { leafHash } from '../src/ledger/tree.ts';
import { folderSource } from '../src/verify/folder.ts';
import { nodePrimitives } from '../src/verify/node.ts';
import { verifyLedger } from '../src/verify/verify.ts';
import type { Measured, Size } from './measured.ts';
import { temporaryFolder } from './room.ts';
import { BENCH_ORIGIN, shapedEntry } from './shaped-entries.ts';
import { median, secondsOf } from './statistics.ts';

const SIZES = {
  full: { rounds: 5, entries: 200_000 },
  short: { rounds: 5, entries: 20_000 },
  tiny: { rounds: 1, entries: 300 },
};

/** Seconds in which the independent checker goes through a published ledger, tree mode, from disk. */
export async function verify(size: Size): Promise<Measured[]> {
  const { rounds, entries: count } = SIZES[size];
  const folder = await temporaryFolder();
  try {
    const entries = await writeLedger(folder.path, count);
    const pairs: [number, number][] = [];
    for (let n = 0; n < rounds; n++) {
      pairs.push([await secondsOf(() => verifyOnce(folder.path, count)), await secondsOf(() => hashAlone(entries))]);
    }
    const ratio = median(pairs.map(([mine, bare]) => mine / bare));
    return [
      {
        name: 'verify',
        value: median(pairs.map(([mine]) => mine)),
        unit: 's',
        against: 'hashing the same leaves and nodes alone, from memory',
        againstValue: median(pairs.map(([, bare]) => bare)),
        ratio,
        samples: rounds,
        batch: count,
        bytes: entries[0]?.length ?? 0,
        target: 'at most 2 times',
        met: ratio <= 2,
        note: `${count} entries, tree mode, from the disk's cache; medians of ${rounds} rounds`,
      },
    ];
  } finally {
    await folder.remove();
  }
}

async function verifyOnce(folder: string, count: number): Promise<void> {
  const report = await verifyLedger(folderSource(folder), { primitives: nodePrimitives });
  if (report.status !== 'OK' || report.counts.entries !== count) {
    throw new Error(`the ledger of the benchmark is ${report.status}: ${report.findings[0]?.message}`);
  }
}

/** What no verifier can leave out: a hash for each leaf and each node, in the fastest form that Node has. */
function hashAlone(entries: readonly Buffer[]): void {
  const leaf = Buffer.alloc(65_536);
  const node = Buffer.alloc(65, 1);
  let row = entries.map((entry) => {
    entry.copy(leaf, 1);
    return hash('sha256', leaf.subarray(0, entry.length + 1), 'latin1' as 'binary');
  });
  while (row.length > 1) {
    const above: string[] = [];
    for (let n = 0; n + 1 < row.length; n += 2) {
      node.write(row[n] ?? '', 1, 'latin1');
      node.write(row[n + 1] ?? '', 33, 'latin1');
      above.push(hash('sha256', node, 'latin1' as 'binary'));
    }
    if (row.length % 2 === 1) above.push(row.at(-1) ?? '');
    row = above;
  }
}

/** Publishes made-up entries as the publisher does, but without a database and without waiting for the disk. */
async function writeLedger(root: string, count: number): Promise<Buffer[]> {
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
  return entries;
}

async function placed(root: string, path: string, content: string | Buffer): Promise<void> {
  const file = join(root, 'ledger', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
