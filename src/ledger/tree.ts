import { assert } from '../base/assert.ts';
import { sha256 } from '../base/digest.ts';
import type { Frontier } from './store/port.ts';

/** Every hash of the tree has exactly this many bytes (SHA-256). */
export const HASH_BYTES = 32;

/** The root of the tree without entries: `H("")` (RFC 6962 §2.1). */
export const EMPTY_ROOT: Buffer = sha256(Buffer.alloc(0));

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] };

/** Gives the hash over leaves `index · 2^level` to `(index + 1) · 2^level`, a complete subtree. */
export type HashReader = (level: number, index: number) => Uint8Array | Promise<Uint8Array>;

/** `H(0x00 ‖ entry)`. */
export function leafHash(entry: Uint8Array): Buffer {
  const input = Buffer.allocUnsafe(entry.length + 1);
  input[0] = 0x00;
  input.set(entry, 1);
  return sha256(input);
}

const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES, 0x01);

/** `H(0x01 ‖ left ‖ right)`. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  checkHash(left);
  checkHash(right);
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return sha256(nodeInput);
}

/** The frontier after more leaves. O(leaves + log size). */
export function appendLeaves(frontier: Frontier, leaves: readonly Uint8Array[]): Frontier {
  checkFrontier(frontier);
  const hashes = [...frontier.hashes];
  let { size } = frontier;
  for (const leaf of leaves) {
    checkHash(leaf);
    let carried: Uint8Array = leaf;
    // As in adding one to a binary number: each one bit at the end is a complete subtree that the carry merges with.
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = hashes.pop();
      assert(left, 'a frontier has a hash for each one bit of its size');
      carried = nodeHash(left, carried);
    }
    hashes.push(carried);
    size += 1;
  }
  return { size, hashes };
}

/** The root of the tree that ends in this frontier. */
export function rootOf(frontier: Frontier): Buffer {
  checkFrontier(frontier);
  let root: Uint8Array | undefined;
  for (const left of frontier.hashes.toReversed()) root = root === undefined ? left : nodeHash(left, root);
  return root === undefined ? EMPTY_ROOT : Buffer.from(root);
}

/** The path from leaf `index` to the root of the tree of `size`, leaf's sibling first (RFC 6962 §2.1.1). */
export async function inclusionProof(read: HashReader, index: number, size: number): Promise<Uint8Array[]> {
  assert(Number.isSafeInteger(size) && index >= 0 && index < size, `leaf \`${index}\` is in the tree of ${size}`);
  const path: Uint8Array[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push(await rangeHash(read, middle, to));
      to = middle;
    } else {
      path.push(await rangeHash(read, from, middle));
      from = middle;
    }
  }
  return path.reverse();
}

/** The proof that the tree of size `first` is a prefix of the tree of size `second` (RFC 6962 §2.1.2). */
export async function consistencyProof(read: HashReader, first: number, second: number): Promise<Uint8Array[]> {
  assert(Number.isSafeInteger(second) && first >= 0 && first <= second, `\`${first}\` is not over ${second}`);
  if (first === 0 || first === second) return [];
  const proof: Uint8Array[] = [];
  let [from, to] = [0, second];
  // INVARIANT: from < first <= to; the subtree over [from, to) holds the right edge of the old tree.
  while (first !== to) {
    const middle = from + splitOf(to - from);
    if (first <= middle) {
      proof.push(await rangeHash(read, middle, to));
      to = middle;
    } else {
      proof.push(await rangeHash(read, from, middle));
      from = middle;
    }
  }
  if (from > 0) proof.push(await rangeHash(read, from, to));
  return proof.reverse();
}

/** Whether the path leads from the leaf to the root (RFC 9162 §2.1.3.2). Takes untrusted input. */
export function verifyInclusion(claim: {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
  readonly path: readonly Uint8Array[];
}): boolean {
  const { index, size, leaf, root, path } = claim;
  if (!isSize(size) || !isSize(index) || index >= size || ![leaf, root, ...path].every(isHash)) return false;
  let [node, last] = [index, size - 1];
  let at = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      at = nodeHash(sibling, at);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else {
      at = nodeHash(at, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(at, root);
}

/** Whether the old tree is a prefix of the new one (RFC 9162 §2.1.4.2). Takes untrusted input. */
export function verifyConsistency(claim: {
  readonly first: number;
  readonly firstRoot: Uint8Array;
  readonly second: number;
  readonly secondRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean {
  const { first, firstRoot, second, secondRoot, proof } = claim;
  if (!isSize(first) || !isSize(second) || first > second) return false;
  if (![firstRoot, secondRoot, ...proof].every(isHash)) return false;
  if (first === second) return proof.length === 0 && equal(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0 && equal(firstRoot, EMPTY_ROOT);
  let [node, last] = [first - 1, second - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  // Where the old tree is complete, its root begins the path and is left out of the proof.
  const path = node === 0 ? [firstRoot, ...proof] : proof;
  let [old, now] = [path[0], path[0]];
  if (old === undefined || now === undefined) return false;
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      old = nodeHash(sibling, old);
      now = nodeHash(sibling, now);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else {
      now = nodeHash(now, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(old, firstRoot) && equal(now, secondRoot);
}

/** Whether these are exactly 32 bytes. */
export function isHash(bytes: Uint8Array): boolean {
  return bytes instanceof Uint8Array && bytes.length === HASH_BYTES;
}

/** MTH over leaves `from` to `to`, where `from` is where a left subtree of RFC 6962 may begin. */
async function rangeHash(read: HashReader, from: number, to: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let start = from;
  for (let size = to - from; size > 0; ) {
    let [level, leaves] = [0, 1];
    for (; leaves * 2 <= size; leaves *= 2) level += 1;
    const piece = await read(level, start / leaves);
    checkHash(piece);
    pieces.push(piece);
    start += leaves;
    size -= leaves;
  }
  let root: Uint8Array | undefined;
  for (const left of pieces.reverse()) root = root === undefined ? left : nodeHash(left, root);
  assert(root, 'a range holds leaves');
  return root;
}

/** The largest power of two below `size` (RFC 6962 §2.1), for `size` > 1. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Sizes may be beyond 32 bits, so no shifts. */
function half(n: number): number {
  return Math.floor(n / 2);
}

function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function checkHash(bytes: Uint8Array): void {
  assert(isHash(bytes), `a hash has ${HASH_BYTES} bytes, not \`${bytes.length}\``);
}

function checkFrontier(frontier: Frontier): void {
  const { size, hashes } = frontier;
  assert(isSize(size), `\`${size}\` is a size`);
  let ones = 0;
  for (let rest = size; rest > 0; rest = half(rest)) ones += rest % 2;
  assert(
    hashes.length === ones && hashes.every(isHash),
    `a frontier of size ${size} has ${ones} hashes of ${HASH_BYTES} bytes`,
  );
}
