import { createHash } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, lstatSync, mkdirSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode, StartRefused } from '../../ledger/store/postgres-connection.ts';

/** Where things of the embedded database lie under the data folder. */
export type DatabaseFolders = {
  readonly data: string;
  readonly cluster: string;
  readonly logFile: string;
  /** A copy of the programs, where those of the package cannot be used as they are. */
  readonly programs: string;
};

/** The folders that an embedded database uses below a data folder, by name. */
export function databaseFolders(data: string): DatabaseFolders {
  return {
    data,
    cluster: join(data, 'postgres'),
    logFile: join(data, 'postgres.log'),
    programs: join(data, 'postgres.programs'),
  };
}

/** The longest folder that leaves room for `/.s.PGSQL.5432.lock` in the 107 bytes of a socket's address (unix(7)). */
const SOCKET_FOLDER_BYTES_MAX = 85;

/**
 * The folder of the socket, 0700: who can enter it is let into the database, so it must be ours. Under the data folder where
 * its path is short enough, else under the system's folder for temporary files, named by a hash of the data folder.
 * @throws StartRefused where somebody else made that folder before us
 */
export function socketFolder(data: string): string {
  const near = join(data, 'socket');
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 16);
  const short = Buffer.byteLength(near) <= SOCKET_FOLDER_BYTES_MAX;
  const folder = short ? near : join(tmpdir(), `remit-${process.getuid?.() ?? 0}-${hash}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const ours = process.getuid === undefined || process.getuid() === 0 || found.uid === process.getuid();
  if (!found.isDirectory() || !ours || (!short && (found.mode & 0o022) !== 0)) {
    throw new StartRefused(`the folder \`${folder}\` for the database's socket belongs to somebody else: remove it`);
  }
  chmodSync(folder, 0o700);
  return folder;
}

/** Makes the names in a folder durable: a rename is one only after this. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** In one sentence why a folder cannot be used. */
export function refusedFolder(error: unknown, folder: string): unknown {
  const options = { cause: error };
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartRefused(`the disk is full: \`${folder}\` cannot be written`, options);
    case 'EACCES':
    case 'EPERM':
      return new StartRefused(`the data folder \`${folder}\` cannot be written by this user`, options);
    case 'EROFS':
      return new StartRefused(`the data folder \`${folder}\` is on a disk that is mounted read-only`, options);
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartRefused(`the data folder \`${folder}\` is not a folder`, options);
    default:
      return error;
  }
}
