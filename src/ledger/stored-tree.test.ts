import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedTree } from './stored-tree.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash, rootOf, verifyConsistency } from './tree.ts';

const entries = Array.from({ length: 70_000 }, (_, n) => Buffer.from(`entry ${n}`));
const leaves = entries.map(leafHash);
const store = { entries: async (from: number, to: number) => entries.slice(from, to) };

function rootAt(size: number): Buffer {
  return rootOf(appendLeaves(EMPTY_FRONTIER, leaves.slice(0, size)));
}

test('a tree of entries alone has the root of its frontier, and proves each smaller tree and no other', async () => {
  // Around the edges of tiles: 256, 512, and 65,536, where a third level begins.
  for (const size of [1, 2, 255, 256, 257, 600, 65_536, 70_000]) {
    const tree = await storedTree(size, store);
    assert(tree.root.equals(rootAt(size)), String(size));
    for (const first of [1, 2, 255, 256, 257, 512, 599, 65_535, 65_536, 69_999].filter((n) => n <= size)) {
      const proof = await tree.consistency(first, size);
      const claim = { first, firstRoot: rootAt(first), second: size, secondRoot: tree.root, proof };
      assert(verifyConsistency(claim), `${first} in ${size}`);
      assert(!verifyConsistency({ ...claim, firstRoot: rootAt(first - 1) }), `another of ${first} in ${size}`);
    }
  }
});
