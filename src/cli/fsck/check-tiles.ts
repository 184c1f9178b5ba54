import { UNFINISHED_SUFFIX } from '../../ledger/files/durable.ts';
import type { FilePort } from '../../ledger/files/port.ts';
import { LOG_FOLDER, pathOf } from '../../ledger/published-tiles.ts';
import { encodeEntryTile, TILE_WIDTH, type Tile } from '../../ledger/tiles.ts';
import { HASH_BYTES } from '../../ledger/tree.ts';
import type { Findings } from './findings.ts';
import { canPutAside } from './stray.ts';
import type { TileEar } from './walk-entries.ts';

type Level = Tile['level'];

const TILE_FOLDER = `${LOG_FOLDER}/tile`;
const LEVEL = /^(?:entries|0|[1-9][0-9]?)$/;
/** Groups of three digits, all but the last with a leading `x`; then the width of a partial tile. */
const PLACE = /^((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/**
 * Every tile that lies in the published folder, against what the entries of the database give: full ones, partial ones of any size, and those that
 * the checkpoint promises and that are not there.
 */
export class TileCheck implements TileEar {
  readonly #files: FilePort;
  readonly #findings: Findings;
  /** Entries that the checkpoint promises. */
  readonly #published: number;
  /** Widths that lie there, by level and index. */
  readonly #lying = new Map<string, Set<number>>();
  /** Paths that are wrong or have no place: what `--mend` moves away. */
  readonly wrong: string[] = [];

  private constructor(files: FilePort, published: number, findings: Findings) {
    this.#files = files;
    this.#published = published;
    this.#findings = findings;
  }

  /** Looks which tiles there are. @param published entries in the checkpoint that stands, 0 where none does */
  static async open(files: FilePort, published: number, findings: Findings): Promise<TileCheck> {
    const check = new TileCheck(files, published, findings);
    for (const level of await files.list(TILE_FOLDER)) {
      if (LEVEL.test(level)) await check.#list(level, '');
      else await check.#stray(`${TILE_FOLDER}/${level}`);
    }
    return check;
  }

  async entries(index: number, entries: readonly Uint8Array[]): Promise<void> {
    await this.#tile('entries', index, entries.length, (width) => encodeEntryTile(entries.slice(0, width)));
  }

  async hashes(level: number, index: number, bytes: Buffer): Promise<void> {
    await this.#tile(level, index, bytes.length / HASH_BYTES, (width) => bytes.subarray(0, width * HASH_BYTES));
  }

  /** After the last entry: what lies there and was of no tile of this tree. */
  async end(): Promise<void> {
    for (const [name, widths] of this.#lying) {
      const [level = '', index = ''] = name.split(' ');
      for (const width of widths) await this.#stray(pathOf({ level: levelOf(level), index: Number(index), width }));
    }
  }

  async #tile(level: Level, index: number, width: number, bytesOf: (width: number) => Buffer): Promise<void> {
    const name = `${level} ${index}`;
    const lying = this.#lying.get(name) ?? new Set<number>();
    const promised = promisedWidth(level, index, this.#published);
    if (promised > 0 && !lying.has(promised)) {
      const path = pathOf({ level, index, width: promised });
      this.#findings.addMendable('published', `public/${path}`, 'the checkpoint promises this tile, and it is missing');
    }
    for (const one of lying) {
      if (one > width) continue;
      lying.delete(one);
      const path = pathOf({ level, index, width: one });
      const found = await this.#files.read(path);
      if (found === undefined || Buffer.compare(found, bytesOf(one)) === 0) continue;
      this.wrong.push(path);
      this.#findings.addMendable('published', `public/${path}`, 'it is not the tile that the entries give');
    }
    if (lying.size === 0) this.#lying.delete(name);
  }

  async #list(level: string, below: string): Promise<void> {
    const folder = `${TILE_FOLDER}/${level}${below === '' ? '' : `/${below}`}`;
    for (const name of await this.#files.list(folder)) {
      // What a cut left half written: nobody reads it, and the next writing overwrites it.
      if (name.endsWith(UNFINISHED_SUFFIX)) continue;
      const place = below === '' ? name : `${below}/${name}`;
      if (/^x[0-9]{3}$/.test(name) || /^[0-9]{3}\.p$/.test(name)) await this.#list(level, place);
      else await this.#place(level, place);
    }
  }

  async #place(level: string, place: string): Promise<void> {
    const [, number = '', width] = PLACE.exec(place) ?? [];
    const tile = {
      level: levelOf(level),
      index: Number(number.replaceAll(/[x/]/g, '')),
      width: Number(width ?? TILE_WIDTH),
    };
    const path = `${TILE_FOLDER}/${level}/${place}`;
    if (number === '' || tile.width > TILE_WIDTH || pathOf(tile) !== path) {
      await this.#stray(path);
      return;
    }
    const name = `${level} ${tile.index}`;
    this.#lying.set(name, (this.#lying.get(name) ?? new Set()).add(tile.width));
  }

  async #stray(path: string): Promise<void> {
    const [place, message] = [`public/${path}`, 'it is no tile of this ledger'] as const;
    if (!(await canPutAside(this.#files, path))) {
      this.#findings.addForPerson('published', place, message);
      return;
    }
    this.wrong.push(path);
    this.#findings.addMendable('published', place, message);
  }
}

function levelOf(level: string): Level {
  return level === 'entries' ? 'entries' : Number(level);
}

/** How wide the tile of this place is in a tree of so many entries; 0 where it has none. */
function promisedWidth(level: Level, index: number, size: number): number {
  const span = level === 'entries' ? 1 : TILE_WIDTH ** level;
  const hashes = Math.floor(size / span);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}
