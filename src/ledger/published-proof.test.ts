import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RightEdge } from './edge.ts';
import { MemoryFiles } from './files/memory.ts';
import { PublishedTree, publishedProof } from './published-proof.ts';
import { pathOf } from './published-tiles.ts';
import { inclusionProof, leafHash, verifyConsistency, verifyInclusion } from './tree.ts';

const leaves = Array.from({ length: 70_000 }, (_, n) => leafHash(Buffer.from(`entry ${n}`)));

/** Tiles as a ledger of this size has them published, and its root. */
async function published(size: number): Promise<{ files: MemoryFiles; root: Buffer }> {
  const files = new MemoryFiles();
  const edge = RightEdge.empty();
  for (const leaf of leaves.slice(0, size))
    for (const { tile, bytes } of edge.push(leaf)) await files.write(pathOf(tile), bytes);
  for (const { tile, bytes } of edge.partialTiles()) await files.write(pathOf(tile), bytes);
  return { files, root: edge.root() };
}

for (const size of [1, 2, 255, 256, 257, 1_000, 65_536, 65_537, 69_999]) {
  test(`every kind of entry is proved out of the tiles of ${size}`, async () => {
    const { files, root } = await published(size);
    const tree = new PublishedTree(files);
    const reader = tree.hashes(size);
    const indexes = [0, 1, size >> 1, size - 257, size - 256, size - 2, size - 1].filter((n) => n >= 0 && n < size);
    // Twice: what was kept gives the same.
    for (const index of [...indexes, ...indexes]) {
      const path = await inclusionProof(reader, index, size);
      assert.equal(verifyInclusion({ index, size, leaf: leaves[index] as Buffer, root, path }), true, `${index}`);
    }
  });
}

test('one tree proves in each size that was published, while tiles fill up', async () => {
  const files = new MemoryFiles();
  const tree = new PublishedTree(files);
  const edge = RightEdge.empty();
  for (const [n, leaf] of leaves.slice(0, 600).entries()) {
    for (const { tile, bytes } of edge.push(leaf)) await files.write(pathOf(tile), bytes);
    for (const { tile, bytes } of edge.partialTiles()) await files.write(pathOf(tile), bytes);
    const size = n + 1;
    for (const index of [0, n >> 1, n]) {
      const path = await inclusionProof(tree.hashes(size), index, size);
      assert(
        verifyInclusion({ index, size, leaf: leaves[index] as Buffer, root: edge.root(), path }),
        `${index} in ${size}`,
      );
    }
  }
});

test('consistency between any two sizes, from the files of the larger', async () => {
  const { files, root } = await published(66_000);
  for (const first of [1, 255, 256, 300, 65_536, 65_999]) {
    const old = (await published(first)).root;
    const proof = await publishedProof(files, first, 66_000);
    assert(verifyConsistency({ first, second: 66_000, firstRoot: old, secondRoot: root, proof }), `${first}`);
  }
});

test('a tile that is missing, cut off or too long is named', async () => {
  for (const change of [
    undefined,
    (bytes: Uint8Array) => bytes.slice(0, -1),
    (bytes: Uint8Array) => Buffer.concat([bytes, bytes]),
  ]) {
    const { files } = await published(1_000);
    const path = pathOf({ level: 0, index: 1, width: 256 });
    const bytes = (await files.read(path)) as Uint8Array;
    if (change === undefined) await files.remove(path);
    else await files.write(path, change(bytes));
    const reader = new PublishedTree(files).hashes(1_000);
    await assert.rejects(
      async () => await inclusionProof(reader, 300, 1_000),
      /`ledger\/tile\/0\/001` is missing or broken/,
    );
  }
});
