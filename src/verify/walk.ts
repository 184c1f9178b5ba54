/**
 * The published tree (formats.md §9, step 3): every entry tile, every hash tile, the root. One tile after the other,
 * in memory that does not grow with the log.
 */
import { Accounts, type Completed, type Found, hashTileBytesMax, hashTileFault, readFinding } from './accounts.ts';
import { EntryReader } from './entry.ts';
import { hashBytes, type Primitives } from './hash.ts';
import type { Checkpoint } from './note.ts';
import { type Counts, type Finding, type Findings, isFault } from './report.ts';
import type { Place } from './resume.ts';
import type { Source } from './source.ts';
import { entryTileBytesMax, entryTilePath, type Frame, frameAt, hashTilePath, tileWidth } from './tiles.ts';

/** An entry tile as it was read. A frame is `undefined` when its entry is not good, or could not be found. */
export interface EntryTile {
  readonly n: number;
  readonly width: number;
  readonly bytes: Uint8Array;
  readonly frames: readonly (Frame | undefined)[];
}

export interface Keep {
  /** Whether the place behind so many tiles is wanted. */
  readonly isDue: (tiles: number) => boolean;
  readonly place: (place: Place) => Promise<void>;
}

export interface WalkOptions {
  /** The ledger folder (the one with `checkpoint`). */
  readonly ledger: Source;
  /** What stands before paths in findings. */
  readonly prefix: string;
  readonly checkpoint: Checkpoint;
  readonly primitives: Primitives;
  /** Sizes smaller than the checkpoint's at which the root, and the time of the entry that came next, are wanted. */
  readonly sizes: readonly number[];
  readonly counts: Counts;
  readonly findings: Findings;
  /** Goes on from a place behind full tiles. */
  readonly start?: Place | undefined;
  /** Where the place is kept, behind full tiles, while nothing is wrong. */
  readonly keep?: Keep | undefined;
  /** Gets each entry tile after its check. */
  readonly onTile: (tile: EntryTile) => Promise<void>;
}

export interface Walked {
  /** Of the last good entry. */
  readonly lastRecorded: number | undefined;
  /** The roots at the sizes asked for, recomputed; there when the present root is confirmed. */
  readonly roots: ReadonlyMap<number, Uint8Array>;
  /** When the entries at these indices were recorded. */
  readonly recorded: ReadonlyMap<number, number>;
}

/** Checks all tiles up to the checkpoint's size. Faults go to `findings`. */
export async function walkTree(options: WalkOptions): Promise<Walked> {
  const walk = new Walk(options);
  const roots = await walk.run();
  return { lastRecorded: walk.lastRecorded, roots, recorded: walk.recorded };
}

class Walk {
  lastRecorded: number | undefined;
  readonly recorded: Map<number, number>;
  readonly #options: WalkOptions;
  readonly #reader: EntryReader;
  readonly #accounts: Accounts;
  /** Leaf hashes of the tile in hand, by its entries. */
  readonly #mine = new Uint8Array(tileWidth * hashBytes);

  constructor(options: WalkOptions) {
    this.#options = options;
    this.#reader = new EntryReader(options.checkpoint.origin);
    this.#accounts = new Accounts(options.primitives, options.sizes, options.start);
    this.recorded = new Map(options.start?.recorded);
    this.lastRecorded = options.start?.lastRecorded;
    options.counts.entries += (options.start?.tiles ?? 0) * tileWidth;
  }

  /** The roots at the sizes asked for. */
  async run(): Promise<ReadonlyMap<number, Uint8Array>> {
    const { checkpoint, prefix, findings } = this.#options;
    const { size } = checkpoint;
    let told: Uint8Array = this.#mine;
    const first = this.#options.start?.tiles ?? 0;
    let next = first * tileWidth < size ? this.#readPair(first) : undefined;
    for (let n = first; next !== undefined; n++) {
      const found = await next;
      next = (n + 1) * tileWidth < size ? this.#readPair(n + 1) : undefined;
      const hashes = await this.#tile(n, widthOf(n, size), found);
      if (hashes === undefined) {
        await next;
        return new Map();
      }
      told = hashes;
      await this.#keep(n + 1);
    }
    await this.#compare(this.#accounts.open());
    const last: [Uint8Array, Uint8Array] = [this.#mine, told];
    return this.#accounts.judge(checkpoint, `${prefix}checkpoint`, size % tileWidth, last, findings);
  }

  /** Keeps the place behind so many tiles: only full ones, for a partial one is another when the ledger has grown. */
  async #keep(tiles: number): Promise<void> {
    const { keep, findings, checkpoint } = this.#options;
    if (keep === undefined || tiles * tileWidth > checkpoint.size || !keep.isDue(tiles)) return;
    const clean = findings.total === 0 ? this.#accounts.clean() : undefined;
    const { lastRecorded, recorded } = this;
    if (clean !== undefined) await keep.place({ tiles, ...clean, lastRecorded, recorded });
  }

  /** The two files of a tile, read ahead while the one before is checked. Entries, then hashes. */
  #readPair(n: number): Promise<[Found, Found]> {
    const width = widthOf(n, this.#options.checkpoint.size);
    return Promise.all([
      this.#read(entryTilePath(n, width), entryTilePath(n, tileWidth), entryTileBytesMax),
      this.#read(hashTilePath(0, n, width), hashTilePath(0, n, tileWidth), hashTileBytesMax),
    ]);
  }

  /** A full tile stands in for a partial one that is gone (C2SP tlog-tiles, "Partial Tiles"). */
  async #read(path: string, fullPath: string, bytesMax: number): Promise<Found> {
    const { ledger, prefix } = this.#options;
    const read = await ledger.read(path, bytesMax);
    if (read.kind === 'missing' && path !== fullPath) {
      const full = await ledger.read(fullPath, bytesMax);
      if (full.kind !== 'missing') return { read: full, file: prefix + fullPath, whole: false };
    }
    return { read, file: prefix + path, whole: true };
  }

  /** Checks one tile. Its hashes by the level-0 tile, or `undefined` when the tree cannot be followed further. */
  async #tile(n: number, width: number, found: [Found, Found]): Promise<Uint8Array | undefined> {
    const { findings, onTile } = this.#options;
    const [entries, hashTile] = found;
    const fault = hashTileFault(hashTile, width);
    if (fault !== undefined) findings.add(fault);
    const told =
      fault === undefined && hashTile.read.kind === 'bytes'
        ? hashTile.read.bytes.subarray(0, width * hashBytes)
        : undefined;
    const mine = this.#mine;
    const read = this.#entries(entries, n, width);
    const seen = read.seen.length;
    if (seen < width) {
      // Where the entries cannot be had the hash tile's word is taken: the finding is already there.
      if (told === undefined) return undefined;
      mine.set(told.subarray(seen * hashBytes), seen * hashBytes);
    }
    if (told !== undefined) {
      this.#accounts.disagree(n, [told, mine], read.seen, [entries.file, hashTile.file]);
    }
    const byTiles = told ?? mine;
    await this.#compare(this.#accounts.add(n, width, mine, byTiles));
    await onTile({ n, width, bytes: read.bytes, frames: read.good });
    return byTiles;
  }

  /** The framing and the entries of an entry tile; their leaf hashes go to `#mine`. */
  #entries({ read, file, whole }: Found, n: number, width: number) {
    const { findings, counts, primitives } = this.#options;
    const seen: Frame[] = [];
    const good: (Frame | undefined)[] = [];
    if (read.kind !== 'bytes') {
      findings.add(readFinding(read, file, entryTileBytesMax));
      return { bytes: new Uint8Array(0), seen, good };
    }
    const bytes = read.bytes;
    let at = 0;
    for (let k = 0; k < width; k++) {
      const index = n * tileWidth + k;
      const frame = frameAt(bytes, at);
      if (isFault(frame)) {
        findings.add(entryFinding('framing', index, file, at, frame.fault));
        return { bytes, seen, good };
      }
      const leaf = this.#reader.load(bytes, frame.start, frame.end);
      primitives.sha256Into(leaf, this.#mine, k * hashBytes);
      seen.push(frame);
      good.push(this.#entry(index, file, frame) ? frame : undefined);
      counts.entries++;
      at = frame.end;
    }
    if (whole && at !== bytes.length) {
      const message = `\`${file}\` at byte offset ${at}: ${bytes.length - at} bytes after the last entry`;
      findings.add({ code: 'framing', message, file, offset: at });
    }
    return { bytes, seen, good };
  }

  /** Checks the entry just loaded: formats.md §2, and time, which never goes back. */
  #entry(index: number, file: string, frame: Frame): boolean {
    const { findings } = this.#options;
    const checked = this.#reader.check();
    if (isFault(checked)) {
      const offset = frame.start + (checked.offset ?? 0);
      findings.add(entryFinding('entry', index, file, offset, checked.fault));
      return false;
    }
    const before = this.lastRecorded ?? 0;
    if (checked.recorded < before) {
      const fault = `recorded ${checked.recorded}, before the entry in front of it (${before})`;
      findings.add(entryFinding('recorded', index, file, frame.start, fault));
    }
    this.lastRecorded = checked.recorded;
    if (this.#options.sizes.includes(index)) this.recorded.set(index, checked.recorded);
    return true;
  }

  async #compare(completed: readonly Completed[]): Promise<void> {
    for (const both of completed) {
      const { level, n, width } = both.tile;
      const [path, fullPath] = [hashTilePath(level, n, width), hashTilePath(level, n, tileWidth)];
      this.#accounts.compare(await this.#read(path, fullPath, hashTileBytesMax), both);
    }
  }
}

function widthOf(n: number, size: number): number {
  return Math.min(tileWidth, size - n * tileWidth);
}

function entryFinding(
  code: 'framing' | 'entry' | 'recorded',
  index: number,
  file: string,
  offset: number,
  fault: string,
): Finding {
  const message = `entry ${index} in \`${file}\` at byte offset ${offset}: ${fault}`;
  return { code, message, file, offset };
}
