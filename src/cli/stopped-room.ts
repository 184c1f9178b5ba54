import type { LedgerStore } from '../ledger/store/port.ts';
import { openPostgresStore } from '../ledger/store/postgres.ts';
import type { PostgresAddress } from '../ledger/store/postgres-connection.ts';
import { lockDataFolder } from '../server/database/data-folder-lock.ts';
import { openDatabase } from '../server/database/database.ts';
import { isForeseen, sentenceOf } from '../server/fatal.ts';
import { openFolders, type RoomFolders } from '../server/folders.ts';
import { CommandEnds, EXIT, type Io } from './command.ts';
import { TransferRefused } from './transfer/refused.ts';

/** The data folder of a room that does not run, opened for a command. */
export type StoppedRoom = {
  readonly store: LedgerStore;
  readonly folders: RoomFolders;
  /** Where its database answers meanwhile. */
  readonly address: PostgresAddress;
};

/**
 * Opens database and folders while no room runs on them, and closes all of it afterwards. The lock of the data folder decides: a
 * command and a room never work on one ledger at the same time.
 */
export async function withStoppedRoom<T>(
  place: { readonly dataFolder: string; readonly databaseUrl: string | undefined },
  { err }: Io,
  work: (room: StoppedRoom) => Promise<T>,
): Promise<T> {
  const lock = lockDataFolder(place.dataFolder);
  try {
    const log = { info: () => {}, warn: (message: string) => err(`remit: ${message}\n`) };
    const database = await openDatabase({ ...place, log });
    try {
      const store = await openPostgresStore(database.address, { warn: log.warn });
      try {
        return await work({ store, folders: await openFolders(place.dataFolder), address: database.address });
      } finally {
        await store.close();
      }
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}

/** Turns what was foreseen into the end of the command, in one sentence. */
export async function inOneSentence<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TransferRefused) {
      throw new CommandEnds(error.what === 'unreadable' ? EXIT.unreadable : EXIT.failed, error.message, {
        cause: error,
      });
    }
    if (isForeseen(error)) throw new CommandEnds(EXIT.failed, sentenceOf(error), { cause: error });
    throw error;
  }
}
