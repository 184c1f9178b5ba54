import { StrangeFile } from '../../ledger/files/node.ts';
import type { FilePort } from '../../ledger/files/port.ts';
import type { Snapshot } from '../../ledger/store/port.ts';
import { rootOf } from '../../ledger/tree.ts';
import type { LedgerRow } from '../../matters/ledger/rows.ts';
import { type CheckedViews, checkedViews, whyEntryIsNotShown } from '../../server/checked-views.ts';
import { statedLinks } from '../../server/ledger-keys.ts';
import { CommandEnds, EXIT } from '../command.ts';
import { type Progress, SILENT } from '../progress.ts';
import type { StoppedRoom } from '../stopped-room.ts';
import { boundedFolders, type CheckedFolders } from './bounded-files.ts';
import { checkActors, checkDestroyed, checkedKeys, checkedSigner } from './check-keys.ts';
import { PublishedCheck } from './check-published.ts';
import { checkDocuments, checkState } from './check-state.ts';
import { TileCheck } from './check-tiles.ts';
import { checkViews, type ViewsCheck } from './check-views.ts';
import type { EventOf } from './event.ts';
import { Findings } from './findings.ts';
import { EntryWalk, type OpeningCounts } from './walk-entries.ts';

/** What a room is checked on: everything that it stands on, and nothing of it running. */
export type CheckedRoom = Pick<StoppedRoom, 'store' | 'folders'> & {
  readonly views: CheckedViews;
  readonly eventOf: EventOf;
};

/** What a check came to. */
export type RoomCheck = {
  readonly ledger: string | null;
  readonly size: number;
  readonly findings: Findings;
  readonly openings: OpeningCounts;
  /** Entries in the checkpoint that stands. */
  readonly published: number;
  /** Entries in the largest tree that is known to be signed. */
  readonly signed: number;
  readonly views: ViewsCheck;
  /** Paths below the published folder that are wrong and can be made again. */
  readonly wrong: readonly string[];
};

const NOTHING: Omit<RoomCheck, 'findings'> = {
  ledger: null,
  size: 0,
  openings: { open: 0, erased: 0, closed: 0 },
  published: 0,
  signed: 0,
  views: { acts: null, wrong: false, tables: [], folds: undefined },
  wrong: [],
};

/** A stopped room as {@link checkRoom} takes it. */
export function checkedRoom({ store, folders, address }: StoppedRoom, eventOf: EventOf): CheckedRoom {
  return { store, folders, views: checkedViews(address), eventOf };
}

/**
 * Checks a stopped room against itself: the database against its own tree, against the keys that open it, against what the entries fold to, and against
 * what is published and signed, and what is shown against the entries. Changes nothing. One entry after the other is held in memory, and the state of decisions.
 * @param progress of the entries that are read, and then of those that are folded for what is shown
 */
export async function checkRoom(room: CheckedRoom, ...progress: readonly [Progress, Progress?]): Promise<RoomCheck> {
  const findings = new Findings();
  try {
    return await check(room, findings, progress);
  } catch (error) {
    // It says itself what lies where, and what to do.
    if (error instanceof StrangeFile) throw error;
    const file = fileOf(error);
    if (file !== undefined) throw new CommandEnds(EXIT.failed, `${file}; nothing more was checked`, { cause: error });
    const code = (error as { readonly code?: unknown } | null)?.code;
    // Of the database (SQLSTATE), or of the disk under it (errno): a page that does not fit its sum, a file that is not there.
    if (typeof code !== 'string') throw error;
    findings.add('database', 'postgres', `it cannot be read: ${(error as Error).message} (${code}); restore a backup`);
    return { ...NOTHING, findings };
  }
}

/** What is wrong with a file of the folders that cannot be read, and what to do; undefined where the error is not of a file. */
function fileOf(error: unknown): string | undefined {
  for (const one of [error, error instanceof Error ? error.cause : undefined]) {
    const { code, path } = (one ?? {}) as { readonly code?: unknown; readonly path?: unknown };
    if (typeof code !== 'string' || typeof path !== 'string') continue;
    const todo = TO_DO[code] ?? 'move it away, or restore it from a backup';
    return `\`${path}\` cannot be read (${code}): ${todo}`;
  }
  return undefined;
}

const TO_DO: Readonly<Record<string, string>> = {
  EACCES: 'give it back to the user of the room',
  EPERM: 'give it back to the user of the room',
  EIO: 'its disk does not answer; restore it from a backup onto another',
  EMFILE: 'too many files are open; end other programs of this user, and check again',
};

async function check(
  room: CheckedRoom,
  findings: Findings,
  [progress, folding = SILENT]: readonly [Progress, Progress?],
): Promise<RoomCheck> {
  const { store } = room;
  const folders = boundedFolders(room.folders);
  const snapshot = await store.load();
  const { identity, frontier } = snapshot;
  if (identity === null) {
    findings.add('identity', 'ledger', (await isOfALedger(folders)) ? LOST : 'the database holds no ledger');
    return { ...NOTHING, findings };
  }
  const { origin } = identity;
  const keys = await checkedKeys(folders.keys, origin, findings);
  if (keys !== undefined) await checkDestroyed(store, keys, snapshot, findings);
  const signer = await checkedSigner(folders.signer, origin, findings);
  await checkActors(folders.actors, origin, genesisOf(snapshot), findings);
  const published = await PublishedCheck.open(folders.public, signer, statedLinks(snapshot), findings);
  const tiles = await TileCheck.open(folders.public, published.size, findings);
  const walk = new EntryWalk({
    store,
    size: frontier.size,
    ledger: origin,
    keys,
    rootsAt: published.sizes,
    tiles,
    shown: whyEntryIsNotShown,
    findings,
    progress,
  });
  await walk.run();
  await tiles.end();
  const root = walk.root(frontier.size);
  if (walk.size === frontier.size && root?.equals(rootOf(frontier)) !== true) {
    findings.add('entries', 'ledger/frontier', 'the entries do not give the tree that was kept with them');
  }
  await published.compare(walk, frontier.size, snapshot.documents);
  if (walk.isWhole) {
    checkState(snapshot, walk, findings);
    checkDocuments(snapshot, walk, findings);
  }
  const ledger = { snapshot, keys: walk.isWhole ? keys : undefined, progress: folding };
  const views = await checkViews(room, ledger, findings);
  return {
    ledger: origin,
    size: frontier.size,
    findings,
    openings: walk.counts,
    published: published.size,
    signed: Math.max(0, ...published.sizes),
    views,
    wrong: [...published.wrong, ...tiles.wrong],
  };
}

const LOST =
  'the database holds no ledger, but the folders beside it are of one: restore the database, or make it again from an export with `remit import`';

async function isOfALedger({ keys, signer, public: published }: CheckedFolders): Promise<boolean> {
  const places: readonly (readonly [FilePort, string])[] = [
    [keys, 'master'],
    [signer, 'key'],
    [published, 'ledger/checkpoint'],
  ];
  const found = await Promise.all(places.map(([files, path]) => files.read(path)));
  return found.some((bytes) => bytes !== undefined);
}

function genesisOf({ rows }: Snapshot): LedgerRow | undefined {
  return rows.find(({ slice, id }) => slice === 'ledger' && id === 'ledger')?.row as LedgerRow | undefined;
}
