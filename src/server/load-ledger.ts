import type { EventDirectory } from '../desk/directory.ts';
import { SetBook, TextAltered } from '../desk/set-book.ts';
import type { Stamp } from '../desk/stamp.ts';
import { State } from '../desk/state.ts';
import type { SubjectKeys } from '../ledger/seal.ts';
import type { LedgerStore, Snapshot } from '../ledger/store/port.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash, rootOf } from '../ledger/tree.ts';
import { disclosuresOf, unsealEntry } from '../ledger/unseal.ts';
import type { ActRow } from '../matters/ledger/rows.ts';
import type { EntryFields, RowChange } from '../terms/entry.ts';
import type { FollowedEntry } from '../views/acts-row.ts';

/** Ledgers up to this size are hashed again at every start (about 2 µs an entry); larger ones are checked as they are published. */
const RECOMPUTED_MAX = 65_536;
const READ_AT_ONCE = 4_096;

/** The state of decisions as it was committed. */
export function stateOf(snapshot: Pick<Snapshot, 'rows'>): State {
  const state = new State();
  state.apply(snapshot.rows.toSorted(byOrderOfEntry));
  return state;
}

/** The acts that can still be sent again are forgotten oldest first, so they are loaded in the order in which they were entered. */
function byOrderOfEntry(a: RowChange, b: RowChange): number {
  if (a.slice === 'acts' && b.slice === 'acts') {
    const [one, other] = [(a.row as ActRow).answer, (b.row as ActRow).answer];
    return one.at - other.at || one.index - other.index;
  }
  const [one, other] = [`${a.slice}/${a.id}`, `${b.slice}/${b.id}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The mandate sets and documents that were kept. @throws StartRefused where one of them was altered; it names it */
export function setBookOf(directory: EventDirectory, { documents }: Pick<Snapshot, 'documents'>): SetBook {
  try {
    return new SetBook(directory, documents);
  } catch (error) {
    if (!(error instanceof TextAltered)) throw error;
    throw new StartRefused(`${error.message}; somebody changed the database: put back its newest backup`, {
      cause: error,
    });
  }
}

/** Times of the last entry; undefined where there is none. @throws StartRefused where it cannot be read */
export async function lastStamp(
  store: Pick<LedgerStore, 'entries' | 'openings'>,
  size: number,
  ledger: string,
  keys: SubjectKeys,
): Promise<Stamp | undefined> {
  if (size === 0) return undefined;
  const index = size - 1;
  const [bytes] = await store.entries(index, size);
  const openings = await store.openings(index, size);
  const entry = bytes === undefined ? undefined : unsealEntry({ bytes, index, openings, ledger, keys });
  if (entry === undefined) throw new StartRefused(`the database lacks entry ${index}, the last it says it has`);
  if (entry.state === 'damaged') throw new StartRefused(`the database is damaged: ${entry.why}`);
  const { at } = entry.fields;
  if (at === undefined) {
    throw new StartRefused(
      `the last entry, ${index}, cannot be opened: restore the folder \`keys\` of the data folder`,
    );
  }
  return { at, recorded: entry.recorded };
}

type EntryStore = Pick<LedgerStore, 'entries' | 'openings'>;

/**
 * Reads single entries of the store for those who may see them; undefined where there is none of the index.
 * @throws StartRefused where the store is damaged
 */
export function entryReader(
  store: EntryStore,
  ledger: string,
  keys: SubjectKeys,
): (index: number) => Promise<FollowedEntry | undefined> {
  return async (index) => (await readEntry(store, index, ledger, keys))?.entry;
}

/** An entry as it is logged, with what opens of it. */
export type SealedEntry = FollowedEntry & {
  readonly bytes: Uint8Array;
  readonly disclosures: ReadonlyMap<keyof EntryFields, string>;
};

/**
 * The same with their bytes and disclosures, for receipts.
 * @throws StartRefused where the store is damaged
 */
export function sealedReader(
  store: EntryStore,
  ledger: string,
  keys: SubjectKeys,
): (index: number) => Promise<SealedEntry | undefined> {
  return async (index) => {
    const read = await readEntry(store, index, ledger, keys);
    if (read === undefined) return undefined;
    const { entry, bytes, openings } = read;
    return { ...entry, bytes, disclosures: disclosuresOf(openings, ledger, keys) };
  };
}

async function readEntry(store: EntryStore, index: number, ledger: string, keys: SubjectKeys) {
  const [bytes] = await store.entries(index, index + 1);
  if (bytes === undefined) return undefined;
  const openings = await store.openings(index, index + 1);
  const unsealed = unsealEntry({ bytes, index, openings, ledger, keys });
  if (unsealed.state === 'damaged') throw new StartRefused(`the database is damaged: ${unsealed.why}`);
  const entry: FollowedEntry = { index, recorded: unsealed.recorded, fields: unsealed.fields };
  return { entry, bytes, openings };
}

/** Hashes the entries again and compares with the tree that the writer kept. @throws StartRefused where they differ */
export async function checkFrontier(
  store: Pick<LedgerStore, 'entries'>,
  snapshot: Pick<Snapshot, 'frontier'>,
): Promise<void> {
  const { frontier } = snapshot;
  if (frontier.size > RECOMPUTED_MAX) return;
  let tree = EMPTY_FRONTIER;
  for (let from = 0; from < frontier.size; from += READ_AT_ONCE) {
    const entries = await store.entries(from, Math.min(frontier.size, from + READ_AT_ONCE));
    tree = appendLeaves(tree, entries.map(leafHash));
  }
  if (tree.size === frontier.size && rootOf(tree).equals(rootOf(frontier))) return;
  throw new StartRefused(
    'the entries in the database do not give the tree that was kept with them: somebody changed the database; put back its newest backup',
  );
}
