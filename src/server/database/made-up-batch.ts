import type { Batch } from '../../ledger/store/port.ts';

/** For the tests: a batch of `count` entries of 700 bytes with one opening each, and a frontier that is no tree's. */
export function batchOf(epoch: number, first: number, count: number): Batch {
  const indices = Array.from({ length: count }, (_, i) => first + i);
  const bytes = new Uint8Array(700).fill(7);
  return {
    epoch,
    first,
    entries: indices.map(() => bytes),
    openings: indices.map((index) => ({ index, group: 'person', key: 'person/a', nonce: bytes, box: bytes })),
    changes: [{ slice: 'a', id: 'b', row: { first } }],
    documents: [],
    frontier: { size: first + count, hashes: [bytes.slice(0, 32)] },
  };
}
