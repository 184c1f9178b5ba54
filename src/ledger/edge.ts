import { assert } from '../base/assert.ts';
import type { Frontier } from './store/port.ts';
import { TILE_LEVELS, TILE_WIDTH, type Tile } from './tiles.ts';
import { appendLeaves, EMPTY_FRONTIER, rootOf } from './tree.ts';

/** A hash tile and its bytes. */
export type HashTile = { readonly tile: Tile; readonly bytes: Buffer };

/**
 * The tiles at the right edge of the tree, one a level, each with less than 256 hashes: what the next tiles grow from.
 * At most 8 KiB a level, and a level for each 256-fold of the size.
 */
export class RightEdge {
  /** Hashes of the unfinished tile of each level. */
  readonly #levels: Uint8Array[][];
  #size: number;

  private constructor(levels: Uint8Array[][], size: number) {
    this.#levels = levels;
    this.#size = size;
  }

  static empty(): RightEdge {
    return new RightEdge([], 0);
  }

  get size(): number {
    return this.#size;
  }

  /** A copy to grow, so that a growth that fails leaves this one as it was. */
  clone(): RightEdge {
    return new RightEdge(
      this.#levels.map((hashes) => [...hashes]),
      this.#size,
    );
  }

  /** Adds a leaf; returns the tiles that it completed, lowest level first. */
  push(leaf: Uint8Array): HashTile[] {
    const full: HashTile[] = [];
    let carried = leaf;
    for (let level = 0; ; level++) {
      this.#levels[level] ??= [];
      const hashes = this.#levels[level] ?? [];
      hashes.push(carried);
      if (hashes.length < TILE_WIDTH) break;
      const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
      full.push({ tile: { level, index, width: TILE_WIDTH }, bytes: Buffer.concat(hashes) });
      carried = subtreeRoot(hashes);
      this.#levels[level] = [];
    }
    this.#size += 1;
    return full;
  }

  /** The unfinished tiles, lowest level first. */
  partialTiles(): HashTile[] {
    return this.#levels.flatMap((hashes, level) => {
      if (hashes.length === 0) return [];
      const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
      return [{ tile: { level, index, width: hashes.length }, bytes: Buffer.concat(hashes) }];
    });
  }

  /** The root of the whole tree. */
  root(): Buffer {
    const hashes = this.#levels.toReversed().flatMap((level) => appendLeaves(EMPTY_FRONTIER, level).hashes);
    return rootOf({ size: this.#size, hashes } satisfies Frontier);
  }

  /** The hash of a complete subtree that lies in an unfinished tile; undefined where it lies in a full one. */
  node(level: number, index: number): Uint8Array | undefined {
    const place = placeOfNode(level, index);
    const hashes = this.#levels[place.tile.level] ?? [];
    const edge = Math.floor(this.#size / TILE_WIDTH ** (place.tile.level + 1));
    if (place.tile.index < edge) return undefined;
    const covered = hashes.slice(place.from, place.to);
    assert(
      place.tile.index === edge && covered.length === place.to - place.from,
      `node ${level}/${index} is in the tree`,
    );
    return subtreeRoot(covered);
  }
}

/** Which full tile holds a node of the tree, and between which of its hashes. */
export function placeOfNode(
  level: number,
  index: number,
): { readonly tile: Tile & { readonly level: number }; readonly from: number; readonly to: number } {
  const above = level % TILE_LEVELS;
  const first = index * 2 ** above;
  const from = first % TILE_WIDTH;
  const tile = {
    level: (level - above) / TILE_LEVELS,
    index: Math.floor(first / TILE_WIDTH),
    width: TILE_WIDTH,
  };
  return { tile, from, to: from + 2 ** above };
}

/** The root of a complete subtree over a power of two of hashes. */
export function subtreeRoot(hashes: readonly Uint8Array[]): Uint8Array {
  const { hashes: roots } = appendLeaves(EMPTY_FRONTIER, hashes);
  const [root] = roots;
  assert(root && roots.length === 1, 'a complete subtree has a power of two of leaves');
  return root;
}
