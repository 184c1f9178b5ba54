import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from './node.ts';
import { leafHash, verifyConsistency, verifyInclusion } from './proofs.ts';
import * as merkle from './testing/merkle.ts';
import { entryTilePath, frameAt, hashTilePath, openingsPath } from './tiles.ts';
import { Tower } from './tree.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const entries = Array.from({ length: 40 }, (_, i) => Buffer.from(`entry ${i}`));
const leaves = entries.map(merkle.leafHash);

test('tree: the vectors of Certificate Transparency (RFC 6962 reference implementation)', () => {
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  const hashes = Buffer.concat(inputs.map((input) => leafHash(Buffer.from(input, 'hex'), nodePrimitives)));
  for (const [size, root] of roots.entries()) assert.equal(hex(new Tower(nodePrimitives).root(hashes, size)), root);
});

test('tree: a tower of tiles has the root and the tiles of the tree, at every width', () => {
  const many = Array.from({ length: 700 }, (_, i) => merkle.digest(`leaf ${i}`));
  const tower = new Tower(nodePrimitives);
  for (let n = 0; n < 3; n++) {
    const tile = Buffer.concat(many.slice(n * 256, n * 256 + 256));
    for (let width = 0; width <= Math.min(255, 700 - n * 256); width += 51) {
      assert.equal(hex(tower.root(tile, width)), hex(merkle.treeRoot(many.slice(0, n * 256 + width))));
    }
    if (n < 2) assert.deepEqual(tower.add(tile), []);
  }
  const copy = tower.clone(nodePrimitives);
  const [open] = copy.open();
  assert.equal(copy.open().length, 1);
  assert.deepEqual([open?.level, open?.n, open?.width], [1, 0, 2]);
  assert.equal(hex(open?.hashes.subarray(32) ?? Buffer.alloc(0)), hex(merkle.treeRoot(many.slice(256, 512))));
});

test('tree: 256 full tiles complete a tile of level 1, and begin level 2', () => {
  const tower = new Tower(nodePrimitives);
  const leaf = Buffer.concat(Array.from({ length: 256 }, (_, i) => merkle.digest(`${i}`)));
  for (let n = 0; n < 255; n++) assert.deepEqual(tower.add(leaf), []);
  const [full, ...rest] = tower.add(leaf);
  assert.equal(rest.length, 0);
  assert.deepEqual([full?.level, full?.n, full?.width], [1, 0, 256]);
  assert.deepEqual(
    tower.open().map(({ level, n, width }) => [level, n, width]),
    [[2, 0, 1]],
  );
  assert.deepEqual(tower.add(leaf), []);
  assert.deepEqual(
    tower.open().map(({ level, n, width }) => [level, n, width]),
    [
      [1, 1, 1],
      [2, 0, 1],
    ],
  );
});

test('proofs: inclusion holds for each entry of each size, and for no other', () => {
  for (let size = 1; size <= leaves.length; size++) {
    const tree = leaves.slice(0, size);
    const root = merkle.treeRoot(tree);
    for (let index = 0; index < size; index++) {
      const proof = merkle.inclusionProof(index, tree);
      const leaf = leafHash(entries[index] as Buffer, nodePrimitives);
      const check = (i = index, s = size, p: Uint8Array[] = proof, r: Uint8Array = root, l: Uint8Array = leaf) =>
        verifyInclusion(nodePrimitives, l, i, s, p, r);
      assert.equal(check(), true);
      assert.equal(check(index, size, [...proof, Buffer.alloc(32)]), false);
      assert.equal(check(index, size, proof, Buffer.alloc(32)), false);
      assert.equal(check(index, size, proof, root, Buffer.alloc(32)), false);
      if (proof.length > 0) {
        assert.equal(check(index, size, proof.slice(1)), false);
        assert.equal(check(index, size, [Buffer.alloc(32), ...proof.slice(1)]), false);
        for (const length of [31, 33]) {
          assert.equal(
            check(index, size, [
              Buffer.concat([proof[0] ?? Buffer.alloc(0), Buffer.alloc(1)]).subarray(0, length),
              ...proof.slice(1),
            ]),
            false,
          );
        }
        assert.equal(check((index + 1) % size), false);
      }
      for (const wrong of [-1, 0.5, size, Number.NaN, 2 ** 53]) assert.equal(check(wrong), false);
    }
  }
});

test('proofs: consistency holds between all sizes, and for no other roots', () => {
  const roots = Array.from({ length: leaves.length + 1 }, (_, size) => merkle.treeRoot(leaves.slice(0, size)));
  for (let now = 0; now <= leaves.length; now++) {
    for (let old = 0; old <= now; old++) {
      const proof = old === 0 ? [] : merkle.consistencyProof(old, leaves.slice(0, now));
      const [before = Buffer.alloc(0), after = Buffer.alloc(0)] = [roots[old], roots[now]];
      const check = (p: Uint8Array[] = proof, b: Uint8Array = before, a: Uint8Array = after, o = old, n = now) =>
        verifyConsistency(nodePrimitives, o, n, p, b, a);
      assert.equal(check(), true, `${old} ${now}`);
      assert.equal(check([...proof, Buffer.alloc(32)]), false);
      assert.equal(check(proof, Buffer.alloc(32)), false);
      if (old > 0 || now === 0) assert.equal(check(proof, before, Buffer.alloc(32)), false);
      if (proof.length > 0) {
        assert.equal(check(proof.slice(1)), false);
        assert.equal(check([Buffer.alloc(31), ...proof.slice(1)]), false);
        assert.equal(check([...proof.slice(0, -1), Buffer.concat([proof.at(-1) ?? before, Buffer.alloc(1)])]), false);
      }
      assert.equal(check(proof, before, after, now + 1, now), false);
      assert.equal(check(proof, before.subarray(1), after), false);
    }
  }
});

test('proofs: a proof that is too short for the size is none, even where the hashes agree', () => {
  const [leaf = Buffer.alloc(0)] = leaves;
  assert.equal(verifyInclusion(nodePrimitives, leaf, 0, 1, [], leaf), true);
  assert.equal(verifyInclusion(nodePrimitives, leaf, 0, 2, [], leaf), false);
});

test('proofs: sizes beyond 2^32 do not wrap', () => {
  const sibling = Buffer.alloc(32, 1);
  const proof = Array.from({ length: 41 }, () => sibling);
  assert.equal(verifyInclusion(nodePrimitives, sibling, 0, 2 ** 40 + 1, proof.slice(0, 3), sibling), false);
  let hash: Uint8Array = sibling;
  for (const _ of proof) hash = merkle.digest(Buffer.concat([Buffer.from([1]), hash, sibling]));
  assert.equal(verifyInclusion(nodePrimitives, sibling, 0, 2 ** 41, proof, hash), true);
});

test('tiles: paths', () => {
  assert.equal(hashTilePath(0, 0, 256), 'tile/0/000');
  assert.equal(hashTilePath(1, 1_234_067, 1), 'tile/1/x001/x234/067.p/1');
  assert.equal(entryTilePath(1000, 256), 'tile/entries/x001/000');
  assert.equal(entryTilePath(999, 255), 'tile/entries/999.p/255');
  assert.equal(openingsPath(12), 'openings/000000012.jsonl');
});

test('tiles: lengths that lie', () => {
  const frame = (bytes: number[]) => frameAt(Buffer.from(bytes), 0);
  assert.deepEqual(frame([0, 2, 7, 7]), { at: 0, start: 2, end: 4 });
  for (const bytes of [[], [0]]) assert.match(JSON.stringify(frame(bytes)), /ends before the length/);
  assert.match(JSON.stringify(frame([0, 3, 7, 7])), /points beyond the end/);
  const long = Buffer.alloc(65_537, 255);
  assert.match(JSON.stringify(frameAt(long, 0)), /over 61440/);
});
