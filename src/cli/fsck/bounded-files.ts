import { LIMITS } from '../../base/limits.ts';
import type { FilePort } from '../../ledger/files/port.ts';
import { LOG_FOLDER } from '../../ledger/published-tiles.ts';
import { TILE_WIDTH } from '../../ledger/tiles.ts';
import { HASH_BYTES } from '../../ledger/tree.ts';
import type { RoomFolders } from '../../server/folders.ts';
import { DOCUMENT_BYTES_MAX } from '../transfer/read-documents.ts';

/** Keys, seeds and the guard: a few lines each. */
const SECRET_BYTES_MAX = 65_536;
/** A policy; a checkpoint with all cosignatures is smaller. */
const SMALL_BYTES_MAX = 131_072;
const HASH_TILE_BYTES_MAX = TILE_WIDTH * HASH_BYTES;
const ENTRY_TILE_BYTES_MAX = TILE_WIDTH * (LIMITS.entryBytes + 2);

/** The folders of a room as a check reads them. */
export type CheckedFolders = { readonly [Name in keyof RoomFolders]: FilePort };

/**
 * The same folders, of which no file is read that is larger than one of its kind can be: somebody may have put there what fills the memory. It reads as an
 * empty one, which is not what belongs there either.
 */
export function boundedFolders({ keys, signer, actors, public: published }: CheckedFolders): CheckedFolders {
  return {
    keys: bounded(keys, () => SECRET_BYTES_MAX),
    signer: bounded(signer, () => SECRET_BYTES_MAX),
    actors: bounded(actors, () => SECRET_BYTES_MAX),
    public: bounded(published, publishedBytesMax),
  };
}

function publishedBytesMax(path: string): number {
  if (path.startsWith(`${LOG_FOLDER}/tile/entries/`)) return ENTRY_TILE_BYTES_MAX;
  if (path.startsWith(`${LOG_FOLDER}/tile/`)) return HASH_TILE_BYTES_MAX;
  return path.startsWith('sets/') ? DOCUMENT_BYTES_MAX : SMALL_BYTES_MAX;
}

function bounded(files: FilePort, bytesMax: (path: string) => number): FilePort {
  return {
    read: (path) => files.read(path, bytesMax(path)),
    list: (folder) => files.list(folder),
    write: (path, bytes) => files.write(path, bytes),
    rename: (from, to) => files.rename(from, to),
    remove: (path) => files.remove(path),
    sync: (path) => files.sync(path),
    syncFolder: (path) => files.syncFolder(path),
  };
}
