import { toBase64url } from '../../base/base64url.ts';
import { canonicalJson } from '../../base/json.ts';
import { RightEdge } from '../../ledger/edge.ts';
import { placeFile, syncFoldersOf } from '../../ledger/files/durable.ts';
import type { FilePort } from '../../ledger/files/port.ts';
import { growTiles } from '../../ledger/growth.ts';
import { type KeyLink, linkNote } from '../../ledger/key-link.ts';
import type { NoteVerifier } from '../../ledger/note.ts';
import { CHECKPOINT, keyOf, linkFile, linksTo, type Published, VKEY, vkeyText } from '../../ledger/published-files.ts';
import { PublishedTiles } from '../../ledger/published-tiles.ts';
import { keysOfLedger } from '../../ledger/signing/port.ts';
import type { LedgerIdentity, LedgerStore, Opening } from '../../ledger/store/port.ts';
import { TILE_WIDTH } from '../../ledger/tiles.ts';

/** What an export is made of: a store, and the checkpoint that stands for all of it. */
export type ExportSource = {
  readonly identity: LedgerIdentity;
  readonly store: Pick<LedgerStore, 'entries' | 'openings'>;
  /** Mandate sets and mandate documents, by id. */
  readonly documents: ReadonlyMap<string, string>;
  /** Ids among the documents that are mandate sets. */
  readonly sets: ReadonlySet<string>;
  readonly published: Published;
  /** What witnesses have to do with it: `witnessed` and `policy`, where they are published. */
  readonly witnessing: ReadonlyMap<string, Uint8Array>;
  readonly verifier: NoteVerifier;
  /** How one key of the ledger came after the other, oldest first. */
  readonly links: readonly KeyLink[];
};

/** Where things of an export lie beside the published files (docs/formats.md §7). */
export const EXPORT_FILE = 'export.json';
export const CHECKPOINT_FILE = CHECKPOINT;
export const VKEY_FILE = VKEY;
export const SETS_FOLDER = 'sets';
/** The checked mandate documents that were put in force: what the ledger needs to go on, beside the sets that say what was decided by. */
export const DOCUMENTS_FOLDER = 'documents';

/** Where the openings of a leaf tile stand in an export (docs/formats.md §7). */
export function openingsFile(tile: number): string {
  return `openings/${String(tile).padStart(9, '0')}.jsonl`;
}

/**
 * Writes an export into an empty folder, all of it synced. The tiles are made from the store again and must give the root of
 * the checkpoint, so an export is never of something else than what was published.
 */
export async function writeExport(files: FilePort, source: ExportSource): Promise<void> {
  const { identity, store, documents, sets, published, witnessing, verifier, links } = source;
  const { size, root } = published;
  const edge = RightEdge.empty();
  const tiles = new PublishedTiles(files);
  await growTiles(edge, size, tiles, store);
  if (!edge.root().equals(root)) throw new Error('the entries of the database do not give the published tree');
  await tiles.sync();
  const written: string[] = [];
  const write = async (path: string, content: string | Uint8Array) => {
    await placeFile(files, path, typeof content === 'string' ? Buffer.from(content, 'utf8') : content);
    written.push(path);
  };
  for (let first = 0; first < size; first += TILE_WIDTH) {
    const openings = await store.openings(first, Math.min(size, first + TILE_WIDTH));
    const last = Math.min(size, first + TILE_WIDTH);
    await write(openingsFile(first / TILE_WIDTH), openingLines(first, last, openings));
  }
  for (const [id, text] of documents) {
    await write(`${sets.has(id) ? SETS_FOLDER : DOCUMENTS_FOLDER}/${id}.json`, text);
  }
  const key = keyOf(keysOfLedger(verifier, links), published) ?? verifier;
  for (const [n, link] of linksTo(key, links).entries()) await write(linkFile(n + 1), linkNote(link));
  await write(VKEY_FILE, vkeyText(key));
  await write(CHECKPOINT_FILE, published.note);
  for (const [path, bytes] of witnessing) await write(path, bytes);
  const summary = {
    ledger: identity.origin,
    mode: identity.mode,
    recorded: await lastRecorded(store, size),
    root: Buffer.from(root).toString('base64'),
    size,
    v: 1,
  };
  await write(EXPORT_FILE, canonicalJson(summary));
  await syncFoldersOf(files, written);
}

/** An export says how far it goes, not when it was made: the same ledger gives the same bytes. */
async function lastRecorded(store: Pick<LedgerStore, 'entries'>, size: number): Promise<number> {
  const [bytes] = await store.entries(size - 1, size);
  return (JSON.parse(Buffer.from(bytes ?? []).toString('utf8')) as { recorded: number }).recorded;
}

/** One line an entry, in order; an entry without openings has a line all the same. */
function openingLines(first: number, last: number, openings: readonly Opening[]): string {
  const byIndex = Map.groupBy(openings, ({ index }) => index);
  let lines = '';
  for (let index = first; index < last; index++) {
    const groups = (byIndex.get(index) ?? []).map(({ group, key, nonce, box }) => ({
      box: toBase64url(box),
      group,
      key,
      nonce: toBase64url(nonce),
    }));
    lines += `${canonicalJson({ groups, index })}\n`;
  }
  return lines;
}
