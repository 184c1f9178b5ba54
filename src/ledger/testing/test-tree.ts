import { appendLeaves, consistencyProof, EMPTY_FRONTIER, type HashReader, leafHash, rootOf } from '../tree.ts';

/** A little tree of its own, of forty leaves: sizes, roots and proofs. Two of different salt share no leaf. */
export function treeOf(salt: string) {
  const leaves = Array.from({ length: 40 }, (_, i) => leafHash(Buffer.from(`${salt} ${i}`)));
  const rootAt = (from: number, to: number) => rootOf(appendLeaves(EMPTY_FRONTIER, leaves.slice(from, to)));
  const read: HashReader = (level, index) => rootAt(index * 2 ** level, (index + 1) * 2 ** level);
  return {
    root: (size: number) => rootAt(0, size),
    at: async (size: number, from: number) => ({
      size,
      root: rootAt(0, size),
      proof: await consistencyProof(read, from, size),
    }),
    proof: (from: number, to: number) => consistencyProof(read, from, to),
  };
}
