import { RightEdge } from '../../ledger/edge.ts';
import type { SubjectKeys } from '../../ledger/seal.ts';
import type { LedgerStore, Opening } from '../../ledger/store/port.ts';
import { TILE_WIDTH } from '../../ledger/tiles.ts';
import { EMPTY_ROOT, leafHash } from '../../ledger/tree.ts';
import { type UnsealedEntry, unsealEntry } from '../../ledger/unseal.ts';
import type { ErasureRow } from '../../matters/erasures/rows.ts';
import type { EntryFields, RowChange } from '../../terms/entry.ts';
import type { Progress } from '../progress.ts';
import { NamedDocuments } from '../transfer/read-documents.ts';
import { RebuiltState } from '../transfer/rebuilt-state.ts';
import type { Findings } from './findings.ts';

/** Told of each tile of the tree as the entries give it, the last of each level with less than all of its width. */
export type TileEar = {
  entries(index: number, entries: readonly Uint8Array[]): Promise<void>;
  hashes(level: number, index: number, bytes: Buffer): Promise<void>;
};

export type WalkPorts = {
  readonly store: Pick<LedgerStore, 'entries' | 'openings'>;
  /** Entries that the database says it has. */
  readonly size: number;
  /** The ledger's origin. */
  readonly ledger: string;
  /** Undefined where the keys cannot be opened: then nothing is said of what is closed. */
  readonly keys: SubjectKeys | undefined;
  /** Sizes of which the root is wanted. */
  readonly rootsAt: ReadonlySet<number>;
  readonly tiles: TileEar;
  /** Told of each entry that can be read; gives why it cannot be shown. */
  readonly shown: (index: number, recorded: number, fields: Partial<EntryFields>) => string | undefined;
  readonly findings: Findings;
  readonly progress: Progress;
};

/** How many entries there are, by how much of them can be read. */
export type OpeningCounts = {
  readonly open: number;
  /** Erased: a later entry says so. */
  readonly erased: number;
  /** Closed, and nothing says why. */
  readonly closed: number;
};

const READ_AT_ONCE = 4 * TILE_WIDTH;

/** Goes through all entries once: bytes, tree, openings, and what they fold to. */
export class EntryWalk {
  readonly #ports: WalkPorts;
  readonly #edge = RightEdge.empty();
  readonly #closed = new Map<number, string>();
  readonly #roots = new Map<number, Buffer>([[0, EMPTY_ROOT]]);
  readonly rebuilt = new RebuiltState();
  readonly named = new NamedDocuments();
  #open = 0;
  #erased = 0;
  #unread = 0;
  /** Room time of the last entry that says it, ms. */
  lastAt: number | undefined;

  readonly #erasedEntries = new Set<number>();

  constructor(ports: WalkPorts) {
    this.#ports = ports;
  }

  /** Reads to the end, or to where the database ends. What it cannot read at all is thrown. */
  async run(): Promise<void> {
    const { store, size, findings, progress, tiles } = this.#ports;
    for (let from = 0; from < size; from = this.#edge.size) {
      const to = Math.min(size, from + READ_AT_ONCE);
      const entries = await store.entries(from, to);
      const openings = Map.groupBy(await store.openings(from, to), ({ index }) => index);
      for (const [n, bytes] of entries.entries()) await this.#take(from + n, bytes, openings.get(from + n) ?? []);
      await this.#entryTiles(from, entries);
      progress(this.#edge.size, size);
      if (entries.length === to - from) continue;
      findings.add('entries', 'entries', `an entry between ${from} and ${to} is missing: only a backup has it`);
      break;
    }
    for (const { tile, bytes } of this.#edge.partialTiles()) await tiles.hashes(Number(tile.level), tile.index, bytes);
    await this.#beyond();
    await this.#boxesBack();
    for (const [index, what] of this.#closed) {
      findings.add(
        'openings',
        `openings/${index}`,
        `${what}, and no later entry erases it: restore its key or a backup`,
      );
    }
  }

  /** The root of the tree of so many entries, of those that were asked for and are there. */
  root(size: number): Buffer | undefined {
    return size === this.#edge.size ? this.#edge.root() : this.#roots.get(size);
  }

  /** Entries that were read. */
  get size(): number {
    return this.#edge.size;
  }

  /** Could all be read that no later entry erased? Only then does the fold say what the state must be. */
  get isWhole(): boolean {
    return this.#unread === 0 && this.#closed.size === 0 && this.#edge.size === this.#ports.size;
  }

  get counts(): OpeningCounts {
    return { open: this.#open, erased: this.#erased, closed: this.#closed.size };
  }

  async #take(index: number, bytes: Uint8Array, openings: readonly Opening[]): Promise<void> {
    const { tiles, rootsAt, keys, ledger, findings } = this.#ports;
    for (const { tile, bytes: hashes } of this.#edge.push(leafHash(bytes))) {
      await tiles.hashes(Number(tile.level), tile.index, hashes);
    }
    if (rootsAt.has(index + 1)) this.#roots.set(index + 1, this.#edge.root());
    if (keys === undefined) {
      this.#unread += 1;
      return;
    }
    const entry = unsealEntry({ bytes, index, openings, ledger, keys });
    if (entry.state !== 'damaged') return this.#read(index, entry);
    this.#unread += 1;
    findings.add('openings', `openings/${index}`, `${entry.why}: somebody, or the disk, changed the database`);
  }

  #read(index: number, entry: Exclude<UnsealedEntry, { state: 'damaged' }>): void {
    const { shown, findings } = this.#ports;
    const { fields, recorded } = entry;
    if (entry.state === 'open') this.#open += 1;
    else if (entry.closed.includes('decision')) this.#closed.set(index, `entry ${index} is closed (decision)`);
    else this.#closed.set(index, `entry ${index} is closed (person)`);
    const { kind, changes = [], at } = fields;
    for (const erased of kind === 'record.erase' ? changes.flatMap(erasedBy) : []) {
      this.#erasedEntries.add(erased);
      if (this.#closed.get(erased)?.endsWith('(person)') !== true) continue;
      this.#closed.delete(erased);
      this.#erased += 1;
    }
    this.lastAt = at ?? this.lastAt;
    this.rebuilt.add(index, recorded, fields);
    this.named.add(changes);
    const why = shown(index, recorded, fields);
    if (why !== undefined) findings.add('views', `entries/${index}`, `it cannot be shown: ${why}`);
  }

  async #entryTiles(from: number, entries: readonly Uint8Array[]): Promise<void> {
    for (let first = 0; first < entries.length; first += TILE_WIDTH) {
      await this.#ports.tiles.entries((from + first) / TILE_WIDTH, entries.slice(first, first + TILE_WIDTH));
    }
  }

  /** The boxes of people at erased entries are removed with the commit that erases them: one that is there came from an older copy. */
  async #boxesBack(): Promise<void> {
    const { store, findings } = this.#ports;
    for (const index of this.#erasedEntries) {
      const boxes = await store.openings(index, index + 1);
      if (!boxes.some(({ group }) => group === 'person')) continue;
      const told = 'it closes what is personal in an entry that was erased, and came back from an older copy';
      findings.add('openings', `openings/${index}`, `${told}: remove it from the database`);
    }
  }

  /** Rows behind the end that the database states: a transaction writes all or nothing, so somebody put them there. */
  async #beyond(): Promise<void> {
    const { store, size, findings } = this.#ports;
    const [entries, openings] = [
      await store.entries(size, size + TILE_WIDTH),
      await store.openings(size, size + TILE_WIDTH),
    ];
    if (entries.length > 0) findings.add('entries', `entries/${size}`, `there are entries after the last, ${size - 1}`);
    for (const { index } of openings.slice(0, 1)) {
      findings.add('openings', `openings/${index}`, 'it is of an entry that is not there');
    }
  }
}

function erasedBy({ slice, row }: RowChange): readonly number[] {
  return slice === 'erasures' && row !== null ? (row as ErasureRow).entries : [];
}
