import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { Bug } from '../base/assert.ts';
import { RightEdge } from './edge.ts';
import {
  appendLeaves,
  consistencyProof,
  EMPTY_FRONTIER,
  EMPTY_ROOT,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts';

/** The inputs of the test vectors of Certificate Transparency, and the roots of their first n. */
const CT_INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const CT_ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const leaves = Array.from({ length: 600 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));

/** MTH exactly as RFC 6962 §2.1 writes it. */
function naiveRoot(from: number, to: number): Buffer {
  if (to === from) return createHash('sha256').digest();
  if (to - from === 1) return leaves[from] ?? Buffer.alloc(0);
  let split = 1;
  while (split * 2 < to - from) split *= 2;
  return nodeHash(naiveRoot(from, from + split), naiveRoot(from + split, to));
}

const read = (level: number, index: number): Buffer => naiveRoot(index * 2 ** level, (index + 1) * 2 ** level);
const frontierOf = (size: number) => appendLeaves(EMPTY_FRONTIER, leaves.slice(0, size));

describe('the tree', () => {
  test('has the roots of the Certificate Transparency vectors', () => {
    assert.equal(EMPTY_ROOT.toString('hex'), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    let frontier = EMPTY_FRONTIER;
    for (const [i, input] of CT_INPUTS.entries()) {
      frontier = appendLeaves(frontier, [leafHash(Buffer.from(input, 'hex'))]);
      assert.equal(rootOf(frontier).toString('hex'), CT_ROOTS[i]);
    }
  });

  test('frontier and edge give the root of RFC 6962 at every size', () => {
    const edge = RightEdge.empty();
    for (let size = 0; size <= leaves.length; size++) {
      if (size < 40 || size % 37 === 0 || Math.abs(size - 256) < 3 || Math.abs(size - 512) < 3) {
        const root = naiveRoot(0, size).toString('hex');
        assert.equal(rootOf(frontierOf(size)).toString('hex'), root, `size ${size}`);
        assert.equal(edge.root().toString('hex'), root, `edge of size ${size}`);
      }
      const leaf = leaves[size];
      if (leaf) edge.push(leaf);
    }
  });

  test('appending in any pieces gives the same frontier', () => {
    const whole = frontierOf(500);
    let pieces = EMPTY_FRONTIER;
    for (let at = 0, step = 1; at < 500; at += step, step = Math.min(step * 2, 500 - at)) {
      pieces = appendLeaves(pieces, leaves.slice(at, at + step));
    }
    assert.deepEqual(pieces, whole);
  });

  test('a frontier of the wrong shape, or a hash of another length, is a bug', () => {
    assert.throws(() => rootOf({ size: 3, hashes: [EMPTY_ROOT] }), Bug);
    assert.throws(() => rootOf({ size: 1, hashes: [EMPTY_ROOT.subarray(1)] }), Bug);
    assert.throws(() => appendLeaves(EMPTY_FRONTIER, [Buffer.alloc(33)]), Bug);
    assert.throws(() => nodeHash(EMPTY_ROOT, Buffer.alloc(31)), Bug);
  });
});

describe('proofs', () => {
  test('every leaf of trees up to 40 is proven, and no changed proof is', async () => {
    for (let size = 1; size <= 40; size++) {
      const root = naiveRoot(0, size);
      for (let index = 0; index < size; index++) {
        const leaf = leaves[index] ?? EMPTY_ROOT;
        const path = await inclusionProof(read, index, size);
        assert.ok(verifyInclusion({ index, size, leaf, root, path }), `${index} of ${size}`);
        assert.ok(!verifyInclusion({ index, size, leaf: EMPTY_ROOT, root, path }));
        assert.ok(!verifyInclusion({ index, size, leaf, root: EMPTY_ROOT, path }));
        assert.ok(!verifyInclusion({ index, size, leaf, root, path: [...path, EMPTY_ROOT] }));
        if (path.length > 0) assert.ok(!verifyInclusion({ index, size, leaf, root, path: path.slice(1) }));
        assert.ok(!verifyInclusion({ index: index + size, size, leaf, root, path }));
      }
    }
  });

  test('every pair of sizes up to 40 is consistent, and no changed proof is', async () => {
    for (let second = 0; second <= 40; second++) {
      for (let first = 0; first <= second; first++) {
        const [firstRoot, secondRoot] = [naiveRoot(0, first), naiveRoot(0, second)];
        const proof = await consistencyProof(read, first, second);
        const claim = { first, firstRoot, second, secondRoot, proof };
        assert.ok(verifyConsistency(claim), `${first} in ${second}`);
        const wrong = Buffer.alloc(32, 7);
        assert.ok(!verifyConsistency({ ...claim, firstRoot: wrong }));
        if (first > 0) assert.ok(!verifyConsistency({ ...claim, secondRoot: wrong }));
        assert.ok(!verifyConsistency({ ...claim, proof: [...proof, wrong] }));
        for (const i of proof.keys()) {
          assert.ok(!verifyConsistency({ ...claim, proof: proof.with(i, wrong) }), `${first} in ${second}, hash ${i}`);
          assert.ok(!verifyConsistency({ ...claim, proof: proof.toSpliced(i, 1) }));
        }
      }
    }
  });

  test('hostile sizes and hashes of other lengths are no proof, and end', () => {
    const hash = Buffer.alloc(32);
    for (const size of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.ok(!verifyConsistency({ first: size, firstRoot: hash, second: 9, secondRoot: hash, proof: [hash] }));
      assert.ok(!verifyConsistency({ first: 1, firstRoot: hash, second: size, secondRoot: hash, proof: [hash] }));
      assert.ok(!verifyInclusion({ index: size, size: 9, leaf: hash, root: hash, path: [] }));
      assert.ok(!verifyInclusion({ index: 0, size, leaf: hash, root: hash, path: [] }));
    }
    const short = Buffer.alloc(31);
    assert.ok(!verifyConsistency({ first: 1, firstRoot: hash, second: 2, secondRoot: hash, proof: [short] }));
    assert.ok(!verifyInclusion({ index: 0, size: 2, leaf: hash, root: hash, path: [short] }));
    const big = 2 ** 53 - 1;
    assert.ok(
      !verifyConsistency({
        first: big - 1,
        firstRoot: hash,
        second: big,
        secondRoot: hash,
        proof: Array(60).fill(hash),
      }),
    );
  });

  test('sizes beyond 32 and 49 bits are split exactly', async () => {
    const asked: [number, number][] = [];
    const recording = (level: number, index: number): Buffer => {
      asked.push([level, index]);
      return EMPTY_ROOT;
    };
    await consistencyProof(recording, 2 ** 50 - 1, 2 ** 50);
    for (const [level, index] of asked) assert.ok((index + 1) * 2 ** level <= 2 ** 50, `${level}/${index}`);
    asked.length = 0;
    await inclusionProof(recording, 0, 2 ** 50 - 1);
    for (const [level, index] of asked) assert.ok((index + 1) * 2 ** level <= 2 ** 50 - 1, `${level}/${index}`);
  });
});
