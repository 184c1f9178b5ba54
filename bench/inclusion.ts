import { NodeFiles } from '../src/ledger/files/node.ts';
import { PublishedTree } from '../src/ledger/published-proof.ts';
import { inclusionProof, leafHash, verifyInclusion } from '../src/ledger/tree.ts';
import type { Measured, Size } from './measured.ts';
import { temporaryFolder } from './room.ts';
import { median, secondsOf } from './statistics.ts';
import { writeLedger } from './written-ledger.ts';

/** `recent`: among so many last entries they are drawn, as receipts are asked for. */
const SIZES = {
  full: { entries: 1_000_000, recent: 100_000, rounds: 20, proofs: 2_000 },
  short: { entries: 20_000, recent: 10_000, rounds: 10, proofs: 1_000 },
  tiny: { entries: 600, recent: 300, rounds: 1, proofs: 20 },
};
const MICROSECONDS = 1e6;
const TARGET_US = 100;

/** `inclusion`: making the proof of one entry out of published tiles, beside checking it. */
export async function inclusion(size: Size): Promise<Measured[]> {
  const { entries: count, recent, rounds, proofs } = SIZES[size];
  const folder = await temporaryFolder();
  try {
    const { entries, root } = await writeLedger(folder.path, count);
    const tree = new PublishedTree(await NodeFiles.open(folder.path));
    const reader = tree.hashes(count);
    const leaves = entries.map(leafHash);
    const drawn = () => Array.from({ length: proofs }, () => count - 1 - Math.floor(Math.random() * recent));
    const make = async (indexes: readonly number[]) => {
      const made: Uint8Array[][] = [];
      for (const index of indexes) made.push(await inclusionProof(reader, index, count));
      return made;
    };
    // The first proof in a tile reads it and makes its nodes: once for 256 entries.
    const firsts = Array.from({ length: Math.floor(recent / 256) }, (_, n) => count - 1 - n * 256);
    const first = (await secondsOf(() => make(firsts))) / firsts.length;
    const pairs: [number, number][] = [];
    for (let n = 0; n < rounds; n++) {
      const indexes = drawn();
      let paths: Uint8Array[][] = [];
      const making = await secondsOf(async () => {
        paths = await make(indexes);
      });
      const checking = await secondsOf(() => {
        for (const [k, index] of indexes.entries()) {
          const [leaf, path] = [leaves[index] ?? Buffer.alloc(0), paths[k] ?? []];
          if (!verifyInclusion({ index, size: count, leaf, root, path })) throw new Error(`no proof of ${index}`);
        }
      });
      pairs.push([making / proofs, checking / proofs]);
    }
    const value = median(pairs.map(([making]) => making)) * MICROSECONDS;
    return [
      {
        name: 'inclusion',
        value,
        unit: 'µs',
        against: 'checking the same proof',
        againstValue: median(pairs.map(([, checking]) => checking)) * MICROSECONDS,
        ratio: median(pairs.map(([making, checking]) => making / checking)),
        samples: rounds,
        batch: proofs,
        bytes: 32 * Math.ceil(Math.log2(count)),
        target: `at most ${TARGET_US} µs`,
        met: value <= TARGET_US,
        note: `a proof of one of the last ${recent} of ${count} entries, from published tiles; the first in each tile, which is read and hashed then, ${Math.round(first * MICROSECONDS)} µs`,
      },
    ];
  } finally {
    await folder.remove();
  }
}
