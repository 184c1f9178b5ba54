/**
 * Two accounts of one tree: by the bytes of the entries, and by the level-0 hash tiles. They are the same until a tile
 * on which they disagree; the one that gives the root in the checkpoint tells which files are at fault.
 */
import { equalBytes, firstDifference } from './bytes.ts';
import { hashBytes, type Primitives } from './hash.ts';
import { type Checkpoint, rootText } from './note.ts';
import { type Finding, type Findings, findingsMax } from './report.ts';
import type { Place } from './resume.ts';
import type { Read } from './source.ts';
import { type Frame, tileWidth } from './tiles.ts';
import { type Tile, Tower } from './tree.ts';

/** A file as it was read. `whole`: of just the width wanted; else a full tile of which only the beginning counts. */
export interface Found {
  readonly read: Read;
  readonly file: string;
  readonly whole: boolean;
}

/** A tile that both accounts complete: they have the same tiles, with the same hashes or others. */
export interface Completed {
  readonly tile: Tile;
  readonly byTiles: Uint8Array;
}

/** An entry whose hash is not the one in the level-0 tile. */
interface Disagreement {
  readonly index: number;
  readonly entryFile: string;
  readonly entryOffset: number;
  readonly hashFile: string;
  readonly hashOffset: number;
}

interface Account {
  readonly tower: Tower;
  /** The roots at the sizes that were asked for, by size. */
  readonly roots: Map<number, Uint8Array>;
  /** Hash tiles above level 0 that this account does not agree with. */
  readonly faults: Finding[];
  faultsTotal: number;
}

export class Accounts {
  readonly #primitives: Primitives;
  readonly #sizes: readonly number[];
  readonly #byEntries: Account;
  #byTiles: Account | undefined;
  readonly #disagreements: Disagreement[] = [];
  #disagreementsTotal = 0;

  /** `sizes`: the roots at these sizes are kept on the way. `start`: goes on from there. */
  constructor(primitives: Primitives, sizes: readonly number[], start?: Place | undefined) {
    this.#primitives = primitives;
    this.#sizes = sizes;
    const tower = start === undefined ? new Tower(primitives) : Tower.from(primitives, start.tiles, start.frontier);
    this.#byEntries = { tower, roots: new Map(start?.roots), faults: [], faultsTotal: 0 };
  }

  /** What to go on from, as long as there is one account and it agrees with every tile. */
  clean(): Pick<Place, 'frontier' | 'roots'> | undefined {
    const { tower, roots, faultsTotal } = this.#byEntries;
    return this.#byTiles === undefined && faultsTotal === 0 ? { frontier: tower.frontier(), roots } : undefined;
  }

  /** Notes the entries of tile `n` whose hashes in `mine` are not those in `told`; from the first on there are two accounts. */
  disagree(
    n: number,
    [told, mine]: [Uint8Array, Uint8Array],
    frames: readonly Frame[],
    [entryFile, hashFile]: [string, string],
  ): void {
    if (firstDifference(told, mine, told.length) < 0) return;
    if (this.#byTiles === undefined) {
      const { tower, roots, faults, faultsTotal } = this.#byEntries;
      const copy = tower.clone(this.#primitives);
      this.#byTiles = { tower: copy, roots: new Map(roots), faults: [...faults], faultsTotal };
    }
    for (let k = 0; k * hashBytes < told.length; k++) {
      const hashOffset = k * hashBytes;
      const [theirs, ours] = [told.subarray(hashOffset), mine.subarray(hashOffset)];
      if (firstDifference(theirs, ours, hashBytes) < 0) continue;
      this.#disagreementsTotal++;
      if (this.#disagreements.length >= findingsMax) continue;
      const index = n * tileWidth + k;
      const entryOffset = frames[k]?.start ?? 0;
      this.#disagreements.push({ index, entryFile, entryOffset, hashFile, hashOffset });
    }
  }

  /** Takes in tile `n`, of `width` leaf hashes by the entries (`mine`) and by the tiles. Gives what it completes above. */
  add(n: number, width: number, mine: Uint8Array, byTiles: Uint8Array): Completed[] {
    for (const size of this.#sizes) {
      const part = size - n * tileWidth;
      if (part < 0 || part >= width) continue;
      this.#byEntries.roots.set(size, this.#byEntries.tower.root(mine, part));
      this.#byTiles?.roots.set(size, this.#byTiles.tower.root(byTiles, part));
    }
    if (width < tileWidth) return [];
    return pair(this.#byEntries.tower.add(mine), this.#byTiles?.tower.add(byTiles));
  }

  /** The partial tiles above level 0 of a tree that ends here. */
  open(): Completed[] {
    return pair(this.#byEntries.tower.open(), this.#byTiles?.tower.open());
  }

  /** Compares the published tile above level 0 in `found` with both accounts. */
  compare(found: Found, { tile, byTiles }: Completed): void {
    addFault(this.#byEntries, compareTile(found, tile.width, tile.hashes));
    if (this.#byTiles) addFault(this.#byTiles, compareTile(found, tile.width, byTiles));
  }

  /**
   * Says which files are at fault. `mine` and `byTiles` are the `width` leaf hashes of a last tile that is not full.
   * Gives the roots at the sizes asked for, by the account that the checkpoint confirms.
   */
  judge(
    checkpoint: Checkpoint,
    checkpointFile: string,
    width: number,
    [mine, told]: [Uint8Array, Uint8Array],
    findings: Findings,
  ): ReadonlyMap<number, Uint8Array> {
    const root = this.#byEntries.tower.root(mine, width);
    const byTiles = this.#byTiles;
    if (equalBytes(root, checkpoint.root)) {
      this.#blame(this.#byEntries, findings, hashFinding);
      return this.#byEntries.roots;
    }
    if (byTiles && equalBytes(byTiles.tower.root(told, width), checkpoint.root)) {
      this.#blame(byTiles, findings, (found) => leafFinding(found, 'which the root confirms'));
      return byTiles.roots;
    }
    const message = `the root of the entries is \`${rootText(root)}\`, but the checkpoint says \`${rootText(checkpoint.root)}\``;
    findings.add({ code: 'root', message, file: checkpointFile });
    this.#blame(this.#byEntries, findings, (found) => leafFinding(found, 'and neither gives the root'));
    return new Map();
  }

  #blame(account: Account, findings: Findings, say: (found: Disagreement) => Finding): void {
    for (const found of this.#disagreements) findings.add(say(found));
    findings.total += this.#disagreementsTotal - this.#disagreements.length;
    for (const fault of account.faults) findings.add(fault);
    findings.total += account.faultsTotal - account.faults.length;
  }
}

export const hashTileBytesMax = tileWidth * hashBytes;

/** What is wrong with the length of a hash tile, if anything: hashes have exactly 32 bytes. */
export function hashTileFault({ read, file, whole }: Found, width: number): Finding | undefined {
  if (read.kind !== 'bytes') return readFinding(read, file, hashTileBytesMax);
  const wanted = whole ? width : tileWidth;
  if (read.bytes.length === wanted * hashBytes) return undefined;
  const message = `\`${file}\` has ${read.bytes.length} bytes, not ${wanted} hashes of ${hashBytes}`;
  return { code: 'hash-tile', message, file, offset: 0 };
}

/** The finding for a file that could not be had. */
export function readFinding(read: Exclude<Read, { kind: 'bytes' }>, file: string, bytesMax: number): Finding {
  if (read.kind === 'missing') return { code: 'missing', message: `\`${file}\` is missing`, file };
  if (read.kind === 'too-long') {
    const message = `\`${file}\` is longer than ${bytesMax} bytes`;
    return { code: 'too-long', message, file, offset: bytesMax };
  }
  return { code: 'unreadable', message: `cannot read \`${file}\`: ${read.reason}`, file };
}

/** What is wrong with a hash tile whose first hashes have to be `hashes`. */
function compareTile(found: Found, width: number, hashes: Uint8Array): Finding | undefined {
  const fault = hashTileFault(found, width);
  if (fault !== undefined || found.read.kind !== 'bytes') return fault;
  const at = firstDifference(found.read.bytes, hashes, hashes.length);
  if (at < 0) return undefined;
  const message = `\`${found.file}\` at byte offset ${at}: differs from the hash of the tile below it`;
  return { code: 'hash-tile', message, file: found.file, offset: at };
}

function pair(byEntries: Tile[], byTiles: Tile[] | undefined): Completed[] {
  return byEntries.map((tile, i) => ({ tile, byTiles: byTiles?.[i]?.hashes ?? tile.hashes }));
}

function addFault(account: Account, fault: Finding | undefined): void {
  if (fault === undefined) return;
  account.faultsTotal++;
  if (account.faults.length < findingsMax) account.faults.push(fault);
}

function hashFinding({ index, entryFile, hashFile, hashOffset }: Disagreement): Finding {
  const message = `\`${hashFile}\` at byte offset ${hashOffset}: the hash of entry ${index} differs from that of its bytes in \`${entryFile}\`, which the root confirms`;
  return { code: 'hash-tile', message, file: hashFile, offset: hashOffset };
}

function leafFinding(found: Disagreement, end: string): Finding {
  const { index, entryFile, entryOffset, hashFile, hashOffset } = found;
  const message = `entry ${index} in \`${entryFile}\` at byte offset ${entryOffset}: hash differs from the one in \`${hashFile}\` at byte offset ${hashOffset}, ${end}`;
  return { code: 'leaf', message, file: entryFile, offset: entryOffset };
}
