/** The tree of RFC 6962 §2.1 in its own words, slow and plain: what the checker's is compared with. */
import { createHash } from 'node:crypto';

export function digest(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

export function leafHash(entry: Buffer): Buffer {
  return createHash('sha256').update('\0').update(entry).digest();
}

export function nodeHash(left: Buffer = Buffer.alloc(0), right: Buffer = Buffer.alloc(0)): Buffer {
  return createHash('sha256').update('\x01').update(left).update(right).digest();
}

/** RFC 6962 §2.1, as it stands there. */
export function treeRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length < 2) return leaves[0] ?? digest('');
  const k = largestPowerBelow(leaves.length);
  return nodeHash(treeRoot(leaves.slice(0, k)), treeRoot(leaves.slice(k)));
}

/** RFC 6962 §2.1.1, as it stands there. */
export function inclusionProof(m: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length < 2) return [];
  const k = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k ? [...inclusionProof(m, left), treeRoot(right)] : [...inclusionProof(m - k, right), treeRoot(left)];
}

/** RFC 6962 §2.1.2, as it stands there. */
export function consistencyProof(m: number, leaves: readonly Buffer[], whole = true): Buffer[] {
  if (m === leaves.length) return whole ? [] : [treeRoot(leaves)];
  const k = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k
    ? [...consistencyProof(m, left, whole), treeRoot(right)]
    : [...consistencyProof(m - k, right, false), treeRoot(left)];
}

function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
