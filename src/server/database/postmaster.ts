import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';
import { commandLine, isRunning, startTicks, visibleProcesses } from './processes.ts';

/** What a running server says of itself in `postmaster.pid` (src/include/utils/pidfile.h). */
export type Postmaster = { readonly pid: number; readonly socketFolder: string };

/** How long helpers of a killed server may take to notice that it is gone. */
const HELPERS_WAIT_MS = 20_000;
const LOOK_MS = 20;
/** Beside the socket; holds the same number as `postmaster.pid` and is asked in the same way. */
const SOCKET_LOCK = '.s.PGSQL.5432.lock';

/**
 * The server that runs on a cluster, or null. What a killed server left is dealt with: its helpers are waited for, for
 * two servers on one cluster destroy it, and a `postmaster.pid` whose number now belongs to some other program is removed, for
 * the server would take that program for another server.
 * @throws StartRefused where helpers of a killed server do not end
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const found = readPidFile(cluster);
  if (found && isRunning(found.pid) && isPostgres(found.pid)) return found;
  const until = performance.now() + HELPERS_WAIT_MS;
  for (let left = helpersOf(cluster); left.length > 0; left = helpersOf(cluster)) {
    if (performance.now() > until) {
      throw new StartRefused(`processes of a killed database are still running (${left.join(', ')}): end them first`);
    }
    await wait(LOOK_MS);
  }
  // Where the number is free the file stays: the server then also asks the shared memory that the file names. A number that is not free
  // is another program's by now, or still that of the killed server, whose parent has not looked yet: the server would give up on both.
  if (found && startTicks(found.pid) !== null) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    if (found.socketFolder !== '') rmSync(join(found.socketFolder, SOCKET_LOCK), { force: true });
  }
  return null;
}

/** Shown in the title of each process of a cluster, so that they are known by it. */
export function clusterName(cluster: string): string {
  return `remit-${createHash('sha256').update(realpathSync(cluster)).digest('hex').slice(0, 16)}`;
}

function readPidFile(cluster: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  return Number.isSafeInteger(pid) && pid > 0 ? { pid, socketFolder: lines[4] ?? '' } : null;
}

/** Without `/proc` every running process passes; the server then decides by itself. */
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  const [program = ''] = commandLine(pid);
  return program.startsWith('postgres:') || basename(program) === 'postgres';
}

function helpersOf(cluster: string): number[] {
  let name: string;
  try {
    name = clusterName(cluster);
  } catch {
    return []; // there is no cluster yet
  }
  return visibleProcesses().filter(
    (pid) => isPostgres(pid) && commandLine(pid).some((word) => word.includes(name)) && isRunning(pid),
  );
}
