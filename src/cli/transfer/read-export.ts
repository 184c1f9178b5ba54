import * as z from 'zod';
import { sha256 } from '../../base/digest.ts';
import { IndexSet } from '../../base/index-set.ts';
import { LIMITS } from '../../base/limits.ts';
import { type HashTile, RightEdge } from '../../ledger/edge.ts';
import { encodeVkey, parseCheckpoint, parseNote, verifyNote } from '../../ledger/note.ts';
import { pathOf } from '../../ledger/published-tiles.ts';
import type { SubjectKeys } from '../../ledger/seal.ts';
import type { SignerPort } from '../../ledger/signing/port.ts';
import type { Opening } from '../../ledger/store/port.ts';
import { decodeEntryTile, TILE_WIDTH, type Tile } from '../../ledger/tiles.ts';
import { leafHash } from '../../ledger/tree.ts';
import { unsealEntry } from '../../ledger/unseal.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import type { ErasureRow } from '../../matters/erasures/rows.ts';
import type { Mode } from '../../terms/act.ts';
import type { RowChange } from '../../terms/entry.ts';
import { type Progress, SILENT } from '../progress.ts';
import { EventDocuments } from './event-documents.ts';
import { CHECKPOINT_FILE, EXPORT_FILE, openingsFile, VKEY_FILE } from './export-folder.ts';
import type { ExportFiles } from './export-source.ts';
import { openingsOf } from './opening-lines.ts';
import { NamedDocuments } from './read-documents.ts';
import { RebuiltState } from './rebuilt-state.ts';
import { TransferRefused } from './refused.ts';
import { keysOf, type Secrets } from './secrets.ts';
import { signerOfExport } from './signer-of-export.ts';
import { StatedFacts } from './stated-facts.ts';

const SMALL_BYTES_MAX = 65_536;
const ENTRY_TILE_BYTES_MAX = TILE_WIDTH * (LIMITS.entryBytes + 2);
const OPENINGS_BYTES_MAX = 64 * 1024 * 1024;

const Summary = z.strictObject({
  ledger: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\s+]+$/),
  mode: z.enum(['exercise', 'live']),
  recorded: z.int().min(0),
  root: z.string().max(64),
  size: z.int().min(1),
  v: z.literal(1),
});

/** An export of which every byte that will be taken was checked. */
export type CheckedExport = {
  readonly origin: string;
  readonly mode: Mode;
  readonly size: number;
  readonly root: Buffer;
  /** The signed checkpoint, as published. */
  readonly note: string;
  /** Wall clock of the first entry, ms. */
  readonly created: number;
  readonly rows: readonly RowChange[];
  readonly documents: readonly { readonly id: string; readonly text: string }[];
  /** Ids of the documents that are mandate sets. */
  readonly sets: ReadonlySet<string>;
  /** Reads tile `n` again, and refuses it where it is not what was checked. */
  tile(n: number): Promise<ExportTile>;
};

export type ExportTile = { readonly entries: readonly Uint8Array[]; readonly openings: readonly Opening[] };

/**
 * Checks a whole export against the secrets that go with it: the checkpoint's signature, each tile byte for byte, each disclosure against
 * the digests that were logged, each mandate set and document against its id and the entry that put it in force, the facts of each decision against the words of its set; and folds the state of decisions. Nothing is written.
 *
 * A published folder with the openings beside it is as good as an export: what `export.json` says stands in the checkpoint, and mandate documents are those
 * of the event, or stand in the entries that drafted them.
 * @throws TransferRefused naming the file or entry
 */
export async function readExport(
  files: ExportFiles,
  secrets: Secrets,
  options: ReadingOptions = {},
): Promise<CheckedExport> {
  return await new ExportReading(files, secrets, options).read();
}

export type ReadingOptions = {
  /** The event that the ledger is of, for documents that do not lie in the folder. */
  readonly scenario?: Scenario | undefined;
  /** The signer that is a process of its own, where the secrets are without one. */
  readonly outside?: SignerPort | undefined;
  readonly progress?: Progress;
};

class ExportReading {
  readonly #files: ExportFiles;
  readonly #secrets: Secrets;
  readonly #outside: SignerPort | undefined;
  readonly #keys: SubjectKeys;
  /** Of each tile, the digest of its entries and openings as they were checked. */
  readonly #digests: Buffer[] = [];
  readonly #rebuilt = new RebuiltState();
  readonly #named = new NamedDocuments();
  readonly #facts = new StatedFacts();
  readonly #event: EventDocuments;
  readonly #progress: Progress;
  /** Entries whose person box is closed, as far as no later entry says that they were erased. */
  readonly #closed = new Set<number>();
  /** Entries that have the box of a person. */
  readonly #boxed = new IndexSet();
  #created = 0;

  constructor(files: ExportFiles, secrets: Secrets, { scenario, outside, progress = SILENT }: ReadingOptions) {
    this.#event = new EventDocuments(scenario);
    this.#progress = progress;
    this.#files = files;
    this.#outside = outside;
    this.#secrets = secrets;
    this.#keys = keysOf(secrets);
  }

  async read(): Promise<CheckedExport> {
    const head = await this.#head();
    const { origin, size, root } = head;
    const edge = RightEdge.empty();
    for (let n = 0; n * TILE_WIDTH < size; n++) {
      const { bytes, lines, tile } = await this.#tile(n, size);
      this.#digests.push(digestOf(bytes, lines));
      for (const [k, entry] of tile.entries.entries()) this.#entry(n * TILE_WIDTH + k, entry, tile.openings, origin);
      for (const entry of tile.entries) await this.#compare(edge.push(leafHash(entry)));
      this.#progress(edge.size, size);
    }
    await this.#compare(edge.partialTiles());
    if (!edge.root().equals(root))
      throw new TransferRefused('the entries of the export do not give the root of its checkpoint');
    for (const index of this.#closed) throw closed(index, 'person');
    // Without the sets it was decided by, and the documents of what is in force, the ledger could not go on.
    const { sets, documents } = await this.#named.read(this.#files, (id) => this.#event.text(id));
    this.#facts.check(sets);
    return {
      ...head,
      created: this.#created,
      rows: this.#rebuilt.rows(),
      documents: [...sets, ...documents],
      sets: new Set(sets.map(({ id }) => id)),
      tile: async (n) => {
        const { bytes, lines, tile } = await this.#tile(n, size);
        if (this.#digests[n]?.equals(digestOf(bytes, lines)) !== true) {
          throw new TransferRefused(`the export changed while it was read, in tile ${n}`);
        }
        return tile;
      },
    };
  }

  /** The summary, the checkpoint and the secrets must speak of one ledger, and of one tree. */
  async #head(): Promise<Pick<CheckedExport, 'origin' | 'mode' | 'size' | 'root' | 'note'>> {
    const { ledger } = this.#secrets;
    const summary = await this.#summary();
    const origin = summary?.ledger ?? ledger;
    if (ledger !== origin)
      throw new TransferRefused(`the secrets are of the ledger \`${ledger}\`, the export is of \`${origin}\``);
    const { verifier, keys, guard } = await signerOfExport(this.#secrets, this.#outside);
    const vkey = (await this.#files.read(VKEY_FILE, SMALL_BYTES_MAX)).toString('utf8');
    if (!keys.some((key) => vkey === `${encodeVkey(key)}\n`)) {
      throw new TransferRefused(
        `\`${VKEY_FILE}\` is no verifier key of the signer${this.#outside === undefined ? ' in the secrets' : ''}`,
      );
    }
    const text = (await this.#files.read(CHECKPOINT_FILE, SMALL_BYTES_MAX)).toString('utf8');
    const note = parseNote(text);
    if (note === undefined || !verifyNote(note, verifier)) {
      throw new TransferRefused(`\`${CHECKPOINT_FILE}\` is not signed by the ledger's key`);
    }
    const checkpoint = parseCheckpoint(note.text);
    const root = Buffer.from(checkpoint?.root ?? []);
    const { size, root: stated } = summary ?? { size: checkpoint?.size ?? 0, root: root.toString('base64') };
    if (checkpoint?.origin !== origin || checkpoint.size !== size || root.toString('base64') !== stated) {
      throw new TransferRefused(`\`${EXPORT_FILE}\` and \`${CHECKPOINT_FILE}\` speak of different trees`);
    }
    const mode = summary?.mode ?? modeOf(origin);
    if (guard.size !== size || guard.root !== stated) {
      const who = this.#outside === undefined ? 'the secrets remember' : 'the signer remembers';
      throw new TransferRefused(
        `${who} a tree of ${guard.size} entries as signed last, and the export holds ${size}: they are not from one export; with an ` +
          'export older than what was signed, a second history would begin',
      );
    }
    return { origin, mode, size, root, note: text };
  }

  /** What an export says of itself; undefined in a published folder, which has none. */
  async #summary(): Promise<z.infer<typeof Summary> | undefined> {
    if (!(await this.#files.has(EXPORT_FILE))) return undefined;
    const summary = Summary.safeParse(parseJson(await this.#files.read(EXPORT_FILE, SMALL_BYTES_MAX)));
    if (!summary.success) throw new TransferRefused(`\`${EXPORT_FILE}\` is no summary of an export`);
    return summary.data;
  }

  async #tile(n: number, size: number): Promise<{ bytes: Buffer; lines: Buffer; tile: ExportTile }> {
    const first = n * TILE_WIDTH;
    const width = Math.min(TILE_WIDTH, size - first);
    const path = pathOf({ level: 'entries', index: n, width });
    const bytes = await this.#files.read(path, ENTRY_TILE_BYTES_MAX);
    const entries = decodeEntryTile(bytes, width);
    if (entries === undefined)
      throw new TransferRefused(`\`${path}\` does not hold ${width} entries: a length in it is wrong`);
    const lines = await this.#files.read(openingsFile(n), OPENINGS_BYTES_MAX);
    return { bytes, lines, tile: { entries, openings: openingsOf(lines, first, width, openingsFile(n)) } };
  }

  #entry(index: number, bytes: Uint8Array, openings: readonly Opening[], ledger: string): void {
    const own = openings.filter((opening) => opening.index === index);
    const entry = unsealEntry({ bytes, index, openings: own, ledger, keys: this.#keys });
    if (entry.state === 'damaged') throw new TransferRefused(entry.why);
    if (entry.state === 'closed' && entry.closed.includes('decision')) throw closed(index, 'decision');
    if (entry.state === 'closed') this.#closed.add(index);
    if (own.some(({ group }) => group === 'person')) this.#boxed.add(index);
    const { kind, changes = [], facts, set, atEntry } = entry.fields;
    for (const erased of kind === 'record.erase' ? changes.flatMap(erasedBy) : []) {
      // Whoever kept an older export with its secrets can put a box back beside the key that opened it: every digest fits.
      if (this.#boxed.has(erased))
        throw new TransferRefused(
          `entry ${erased} was erased by entry ${index}, and its openings still hold the box of a person: it was put back from before`,
        );
      this.#closed.delete(erased);
    }
    if (index === 0) this.#created = entry.recorded;
    this.#rebuilt.add(index, entry.recorded, entry.fields);
    this.#named.add(changes);
    this.#event.add(entry.fields);
    if (facts !== undefined && set !== undefined) this.#facts.add(index, { facts, set });
    if (atEntry !== undefined) this.#facts.add(index, atEntry);
  }

  async #compare(tiles: readonly HashTile[]): Promise<void> {
    for (const { tile, bytes } of tiles) await this.#compareOne(tile, bytes);
  }

  async #compareOne(tile: Tile, bytes: Buffer): Promise<void> {
    const path = pathOf(tile);
    const found = await this.#files.read(path, bytes.length);
    if (!found.equals(bytes)) throw new TransferRefused(`\`${path}\` is not the tile that the entries give`);
  }
}

/** The mode of a ledger, as the name of every one says it (docs/formats.md §6). @throws TransferRefused */
export function modeOf(origin: string): Mode {
  const [, mode] = /\.(exercise|live)\.remit\.example\/[0-9a-f]+$/.exec(origin) ?? [];
  if (mode === 'exercise' || mode === 'live') return mode;
  throw new TransferRefused(
    `the name of the ledger, \`${origin}\`, does not say its mode: an export with \`${EXPORT_FILE}\` does`,
  );
}

function closed(index: number, group: string): TransferRefused {
  return new TransferRefused(
    `entry ${index} is closed (${group}) and no later entry erases it: without its key the state of the room cannot be known`,
  );
}

function erasedBy({ slice, row }: RowChange): readonly number[] {
  return slice === 'erasures' && row !== null ? (row as ErasureRow).entries : [];
}

function digestOf(bytes: Buffer, lines: Buffer): Buffer {
  return Buffer.concat([sha256(bytes), sha256(lines)]);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
