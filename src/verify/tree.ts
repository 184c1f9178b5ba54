/**
 * The Merkle tree (RFC 6962 §2.1, formats.md §5), grown from its leaves in memory that is logarithmic in its size:
 * one open tile of at most 256 hashes for each level of tiles.
 */
import { hashBytes, type Primitives, sha256 } from './hash.ts';
import { tileWidth } from './tiles.ts';

/** A tile that is complete, or the last one of its level. `hashes` has `width` × 32 bytes. */
export interface Tile {
  readonly level: number;
  readonly n: number;
  readonly width: number;
  readonly hashes: Uint8Array;
}

interface Level {
  readonly hashes: Uint8Array;
  /** Hashes in the open tile. */
  width: number;
  /** Number of the open tile. */
  n: number;
}

/** Grows tile by tile. Level 0 is the caller's: it hands in the leaf hashes of one tile after the other. */
export class Tower {
  readonly #hasher: NodeHasher;
  /** The open tiles of level 1 and up. */
  readonly #levels: Level[] = [];

  constructor(primitives: Primitives) {
    this.#hasher = new NodeHasher(primitives);
  }

  /** Adds the 256 leaf hashes in `leaves`, and returns the tiles of higher levels that this completes. */
  add(leaves: Uint8Array): Tile[] {
    const full: Tile[] = [];
    let below = leaves;
    for (let i = 0; ; i++) {
      let level = this.#levels[i];
      if (level === undefined) {
        level = { hashes: new Uint8Array(tileWidth * hashBytes), width: 0, n: 0 };
        this.#levels[i] = level;
      }
      this.#hasher.tileRoot(below, level.hashes, level.width * hashBytes);
      level.width++;
      if (level.width < tileWidth) return full;
      full.push({ level: i + 1, n: level.n, width: tileWidth, hashes: level.hashes.slice() });
      level.width = 0;
      level.n++;
      below = level.hashes;
    }
  }

  /** The hashes of the open tiles of level 1 and up, with the empty ones between them: copies. */
  frontier(): Uint8Array[] {
    return this.#levels.map(({ hashes, width }) => hashes.slice(0, width * hashBytes));
  }

  /** A tower after `tiles` full tiles, with that frontier. */
  static from(primitives: Primitives, tiles: number, frontier: readonly Uint8Array[]): Tower {
    const tower = new Tower(primitives);
    let below = tiles;
    for (const known of frontier) {
      const hashes = new Uint8Array(tileWidth * hashBytes);
      hashes.set(known);
      const n = Math.floor(below / tileWidth);
      tower.#levels.push({ hashes, width: known.length / hashBytes, n });
      below = n;
    }
    return tower;
  }

  /** The open tiles of level 1 and up: the partial ones of a tree that ends here. */
  open(): Tile[] {
    return this.#levels.flatMap(({ hashes, width, n }, i) =>
      width === 0 ? [] : [{ level: i + 1, n, width, hashes: hashes.slice(0, width * hashBytes) }],
    );
  }

  /** The root of the tree of all tiles added and the first `width` (at most 256) of the leaf hashes in `leaves`. */
  root(leaves: Uint8Array, width: number): Uint8Array {
    const range = new CompactRange(this.#hasher);
    for (let i = this.#levels.length - 1; i >= 0; i--) {
      const level = this.#levels[i] as Level;
      for (let k = 0; k < level.width; k++) range.add(hashAt(level.hashes, k), 8 * (i + 1));
    }
    for (let k = 0; k < width; k++) range.add(hashAt(leaves, k), 0);
    return range.root();
  }

  /** A tower that has the same leaves so far. */
  clone(primitives: Primitives): Tower {
    const other = new Tower(primitives);
    for (const { hashes, width, n } of this.#levels) {
      other.#levels.push({ hashes: hashes.slice(), width, n });
    }
    return other;
  }
}

/** Node hashes, `H(0x01 ‖ left ‖ right)`, without an allocation for each. */
export class NodeHasher {
  readonly #primitives: Primitives;
  /** 128 pairs of hashes, each with its 0x01 before it, and a view of each. */
  readonly #pairs = new Uint8Array((tileWidth / 2) * pairBytes);
  readonly #views: Uint8Array[] = [];

  constructor(primitives: Primitives) {
    this.#primitives = primitives;
    for (let at = 0; at < this.#pairs.length; at += pairBytes) {
      this.#pairs[at] = 1;
      this.#views.push(this.#pairs.subarray(at, at + pairBytes));
    }
  }

  /** Writes the hash above the two hashes `left` and `right` (32 bytes each) into `out` at `offset`. */
  node(left: Uint8Array, right: Uint8Array, out: Uint8Array, offset: number): void {
    this.#pairs.set(left, 1);
    this.#pairs.set(right, 1 + hashBytes);
    this.#primitives.sha256Into(this.#views[0] as Uint8Array, out, offset);
  }

  /** Writes the root of a full tile, 256 hashes in `hashes`, into `out` at `offset`. */
  tileRoot(hashes: Uint8Array, out: Uint8Array, offset: number): void {
    const pairs = this.#pairs;
    for (let pair = 0; pair < tileWidth / 2; pair++) {
      const from = pair * 2 * hashBytes;
      pairs.set(hashes.subarray(from, from + 2 * hashBytes), pair * pairBytes + 1);
    }
    // Hash i of a row goes into pair i >> 1 of the next: never ahead of the pair being read.
    for (let width = tileWidth / 2; width > 1; width /= 2) {
      for (let i = 0; i < width; i++) {
        const to = (i >> 1) * pairBytes + 1 + (i & 1) * hashBytes;
        this.#primitives.sha256Into(this.#views[i] as Uint8Array, pairs, to);
      }
    }
    this.#primitives.sha256Into(this.#views[0] as Uint8Array, out, offset);
  }

  /** The root of the empty tree, `H("")`. */
  empty(): Uint8Array {
    return sha256(this.#primitives, new Uint8Array(0));
  }
}

const pairBytes = 1 + 2 * hashBytes;

/** The perfect subtrees of a tree from left to right, each with its height; neighbours are never of one height. */
class CompactRange {
  readonly #hasher: NodeHasher;
  readonly #parts: { hash: Uint8Array; height: number }[] = [];

  constructor(hasher: NodeHasher) {
    this.#hasher = hasher;
  }

  /** Adds a perfect subtree, not higher than the last one. */
  add(hash: Uint8Array, height: number): void {
    const parts = this.#parts;
    let part = { hash, height };
    for (let last = parts.at(-1); last?.height === part.height; last = parts.at(-1)) {
      parts.pop();
      part = { hash: this.#above(last.hash, part.hash), height: part.height + 1 };
    }
    parts.push(part);
  }

  root(): Uint8Array {
    const parts = [...this.#parts];
    // A copy: a single part is a view of a tile that goes on growing.
    let root: Uint8Array = parts.pop()?.hash.slice() ?? this.#hasher.empty();
    for (let left = parts.pop(); left !== undefined; left = parts.pop()) {
      root = this.#above(left.hash, root);
    }
    return root;
  }

  #above(left: Uint8Array, right: Uint8Array): Uint8Array {
    const out = new Uint8Array(hashBytes);
    this.#hasher.node(left, right, out, 0);
    return out;
  }
}

/** The `k`-th hash in `hashes`, a view. */
export function hashAt(hashes: Uint8Array, k: number): Uint8Array {
  return hashes.subarray(k * hashBytes, (k + 1) * hashBytes);
}
