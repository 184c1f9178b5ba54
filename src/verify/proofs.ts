/** Proofs that need no tiles: RFC 6962 §2.1.1 and §2.1.2, by the algorithms of RFC 9162 §2.1.3.2 and §2.1.4.2. */
import { equalBytes } from './bytes.ts';
import { hashBytes, type Primitives, sha256 } from './hash.ts';
import { NodeHasher } from './tree.ts';

/** The leaf hash of an entry's bytes, `H(0x00 ‖ entry)`. */
export function leafHash(entry: Uint8Array, primitives: Primitives): Uint8Array {
  const leaf = new Uint8Array(1 + entry.length);
  leaf.set(entry, 1);
  return sha256(primitives, leaf);
}

/**
 * Whether `proof` shows that the entry with the leaf hash `leaf` stands at `index` in the tree of `size` entries
 * with the root `root`. False for whatever is malformed: hashes that are not 32 bytes, numbers out of range.
 */
export function verifyInclusion(
  primitives: Primitives,
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  const above = aboveWith(primitives);
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = above(sibling, hash);
      // Climb past the levels on which this node has no right sibling.
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = above(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equalBytes(hash, root);
}

/**
 * Whether `proof` shows that the tree of `oldSize` entries with the root `oldRoot` is the beginning of the tree of
 * `newSize` with `newRoot`. The empty tree is the beginning of every tree, by an empty proof.
 */
export function verifyConsistency(
  primitives: Primitives,
  oldSize: number,
  newSize: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
): boolean {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) return false;
  if (![oldRoot, newRoot, ...proof].every(isHash)) return false;
  if (oldSize === newSize) return proof.length === 0 && equalBytes(oldRoot, newRoot);
  if (oldSize === 0) {
    return proof.length === 0 && equalBytes(oldRoot, new NodeHasher(primitives).empty());
  }
  const above = aboveWith(primitives);
  let at = oldSize - 1;
  let last = newSize - 1;
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  // A perfect old tree is its own first node, and is not repeated in the proof.
  const path = at === 0 ? [oldRoot, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) return false;
  let before = first;
  let now = first;
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      before = above(sibling, before);
      now = above(sibling, now);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      now = above(now, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equalBytes(before, oldRoot) && equalBytes(now, newRoot);
}

function aboveWith(primitives: Primitives): (left: Uint8Array, right: Uint8Array) => Uint8Array {
  const hasher = new NodeHasher(primitives);
  return (left, right) => {
    const out = new Uint8Array(hashBytes);
    hasher.node(left, right, out, 0);
    return out;
  };
}

/** Not `>> 1`: sizes go beyond 2^31. */
function half(value: number): number {
  return Math.floor(value / 2);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === hashBytes;
}
