import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';
import { refusedFolder } from './folders.ts';
import { bootId, isRunning, startTicks } from './processes.ts';

/** Held until {@link DataFolderLock.release}, or until the process ends in whatever way. */
export type DataFolderLock = { readonly release: () => void };

/** What the lock file says of its holder; `started` and `boot` are null where the system has no `/proc`. */
type Holder = { readonly pid: number; readonly started: string | null; readonly boot: string | null };

const NAME = 'room.lock';

/** How often a lock that changes under our hands is looked at again. */
const TRIES = 10;

/**
 * Takes a data folder for this process: keys, signer's guard and tiles have one writer. The folder is made where it is
 * missing. A lock whose holder has ended (also by kill -9 or a power cut) is taken over. Processes on other machines, or in
 * containers with process numbers of their own, are not seen: the database's own lock and the epoch guard the ledger there.
 * @throws StartRefused where another process holds it, or the folder cannot be written
 */
export function lockDataFolder(folder: string): DataFolderLock {
  const path = join(folder, NAME);
  const mine: Holder = { pid: process.pid, started: startTicks(process.pid), boot: bootId() };
  const content = `${JSON.stringify({ ...mine, nonce: randomBytes(8).toString('hex') })}\n`;
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(draft, content, { mode: 0o600 });
    takePath(path, draft, folder);
  } catch (error) {
    throw refusedFolder(error, folder);
  } finally {
    if (existsSync(draft)) rmSync(draft);
  }
  return {
    release: () => {
      if (textOf(path) === content) rmSync(path, { force: true });
    },
  };
}

/** Links the whole file to its name in one step: nobody ever sees a lock that is half written. */
function takePath(path: string, draft: string, folder: string): void {
  for (let i = 0; i < TRIES; i++) {
    try {
      linkSync(draft, path);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const held = textOf(path);
    if (held === null) continue;
    const holder = parse(held);
    if (holder && isHolding(holder)) {
      throw new StartRefused(`another room (process ${holder.pid}) is running on the data folder \`${folder}\``);
    }
    removeStale(path, draft, held);
  }
  throw new StartRefused(`the lock of the data folder \`${folder}\` keeps changing: start one room at a time`);
}

/**
 * Takes away a lock whose holder has ended. Between reading and renaming another process may have done the same and
 * locked: then what was renamed is not what was read, and is put back.
 */
function removeStale(path: string, draft: string, read: string): void {
  const aside = `${draft}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return; // gone already
  }
  try {
    if (textOf(aside) !== read) linkSync(aside, path);
  } catch (error) {
    // A third has locked in that instant. Whoever lost it so is kept from the ledger by the database's lock and the epoch.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function isHolding(holder: Holder): boolean {
  if (holder.boot !== bootId() || !isRunning(holder.pid)) return false;
  return holder.started === startTicks(holder.pid);
}

/** null for what a power cut may leave: an empty file, or zeros. */
function parse(text: string): Holder | null {
  try {
    const { pid, started, boot } = JSON.parse(text);
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, started, boot } : null;
  } catch {
    return null;
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
