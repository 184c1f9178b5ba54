import { assert } from '../../base/assert.ts';
import { TILE_WIDTH, type Tile } from '../tiles.ts';

/** The tiles that the tree of size `to` has and that of size `from` has not: full ones, then partial, by level. */
export function* tilesOfGrowth(from: number, to: number): Generator<Tile> {
  assert(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from <= to, `${from} grows to ${to}`);
  yield* tilesOfLevel('entries', from, to);
  let [before, after] = [from, to];
  for (let level = 0; after > 0; level++) {
    yield* tilesOfLevel(level, before, after);
    before = Math.floor(before / TILE_WIDTH);
    after = Math.floor(after / TILE_WIDTH);
  }
}

function* tilesOfLevel(level: Tile['level'], before: number, after: number): Generator<Tile> {
  if (before === after) return;
  const full = Math.floor(after / TILE_WIDTH);
  for (let index = Math.floor(before / TILE_WIDTH); index < full; index++) yield { level, index, width: TILE_WIDTH };
  const width = after % TILE_WIDTH;
  if (width > 0) yield { level, index: full, width };
}
