/** A check of what is under the seals of an export that goes on where an earlier one stopped. */
import { equalBytes, hex } from './bytes.ts';
import { sha256 } from './hash.ts';
import { Keeping } from './keeping.ts';
import {
  type KeptSeals,
  keptSealsBytesMax,
  readKeptSeals,
  SealsKey,
  type SealsOf,
  writeKeptSeals,
} from './kept-seals.ts';
import { openingsAfter } from './known.ts';
import { rootText } from './note.ts';
import { type Keys, openingsBytesMax } from './openings.ts';
import { type Fault, isFault } from './report.ts';
import { type ResumingOptions, resumeOf } from './resuming.ts';
import type { Source } from './source.ts';
import { openingsPath, tileWidth } from './tiles.ts';

/** Tiles after which the place is kept at first: 4,096 entries are opened again at most. */
export const sealsEveryTiles = 16;
/**
 * What is kept grows with the log, and is written whole: so later only each time that the check came further by this part of its way. Of all that is
 * written then, so many times what is there at the end, little is felt; and what is opened again is no more than this part.
 */
const partOfWay = 32;

export interface ResumingSealsOptions extends ResumingOptions {
  /** The export. */
  readonly source: Source;
  /** `export.json`. */
  readonly header: Uint8Array;
  readonly keys: { readonly keys: Keys; readonly ledger: string };
  readonly person: string | undefined;
}

export class ResumingSeals {
  readonly #keeping: Keeping;
  readonly #options: ResumingSealsOptions;
  readonly #of: SealsOf;
  readonly #key: SealsKey;
  #lastTiles = 0;

  constructor(options: ResumingSealsOptions) {
    const { signed, header, person = null, keys, primitives } = options;
    const { size, root } = signed.checkpoint;
    this.#keeping = new Keeping(options.store);
    this.#options = options;
    const exported = hex(sha256(primitives, header));
    this.#of = { ...resumeOf(options), export: exported, size, root: rootText(root), person };
    this.#key = new SealsKey(keys, primitives);
  }

  get warnings(): readonly string[] {
    return this.#keeping.warnings;
  }

  /** The place to go on from; `undefined` for the beginning. A fault for a file that is not of this check. */
  async start(): Promise<KeptSeals | undefined | Fault> {
    const { signed, primitives } = this.#options;
    const keeping = this.#keeping;
    const bytes = await keeping.read(keptSealsBytesMax(this.#of.size));
    if (bytes === undefined || isFault(bytes)) return bytes;
    const kept = readKeptSeals(bytes, this.#of, this.#key, primitives);
    if (isFault(kept)) return await keeping.ofOtherKey(kept, kept.otherKey, signed);
    if (!(await this.#areOpenings(kept))) {
      return keeping.beganAnew('is of other openings than those that are there');
    }
    this.#lastTiles = kept.tiles;
    const said = `what ${kept.tiles * tileWidth} entries hold under their seals was checked before, by ${keeping.name}; the tree is checked whole`;
    keeping.warnings.push(said);
    return kept;
  }

  /** Whether the openings in front of the place are those that were checked, byte for byte. */
  async #areOpenings({ tiles, known }: KeptSeals): Promise<boolean> {
    const { source, primitives } = this.#options;
    let openings: Uint8Array = new Uint8Array(known.openings.length);
    for (let n = 0; n < tiles; n++) {
      const read = await source.read(openingsPath(n), openingsBytesMax);
      if (read.kind !== 'bytes') return false;
      openings = openingsAfter(openings, read.bytes, primitives);
    }
    return equalBytes(openings, known.openings);
  }

  isDue(tiles: number): boolean {
    const { everyTiles = sealsEveryTiles } = this.#options;
    return tiles - this.#lastTiles >= Math.max(everyTiles, Math.floor(this.#lastTiles / partOfWay));
  }

  /** Keeps the place. */
  async keep(kept: KeptSeals): Promise<void> {
    this.#lastTiles = kept.tiles;
    await this.#keeping.write(() => writeKeptSeals(this.#of, kept, this.#key));
  }

  /** What was said with the help of the file is not said before it was found without it. */
  again(): void {
    this.#lastTiles = 0;
    this.#keeping.beganAnew('led to a fault');
  }

  /** The check is done, and was good. */
  async done(): Promise<void> {
    await this.#keeping.remove();
  }
}
