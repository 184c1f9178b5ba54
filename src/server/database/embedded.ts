import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { SECOND } from '../../base/clock.ts';
import {
  clientConfig,
  connectionRefused,
  errorCode,
  type PostgresAddress,
  StartRefused,
} from '../../ledger/store/postgres-connection.ts';
import { CLUSTER_DATABASE, CLUSTER_USER, ensureCluster, programEnvironment } from './cluster.ts';
import { type DatabaseFolders, databaseFolders, refusedFolder, socketFolder } from './folders.ts';
import { clusterName, findPostmaster, type Postmaster } from './postmaster.ts';
import { isRunning } from './processes.ts';
import { copyPrograms, findPrograms, type Programs, packageFolder } from './programs.ts';
import { STOP_MS, stopServer } from './stop-server.ts';
import { removeStrayFiles } from './stray-files.ts';
import { findRunAs, giveTo, type RunAs } from './unprivileged.ts';

export type EmbeddedOptions = {
  readonly dataFolder: string;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** Called once with one sentence when the server ends without {@link EmbeddedDatabase.stop}. */
  readonly onExit?: ((sentence: string) => void) | undefined;
  /** Ways of running as root that are not tried; for tests. */
  readonly skip?: readonly RunAs['way'][] | undefined;
};

export type EmbeddedDatabase = {
  readonly address: PostgresAddress;
  /** Process number of the server. */
  readonly pid: number;
  readonly came: 'made' | 'found' | 'adopted';
  /** Ends the server and waits for it; connections that are open then are closed by it. */
  stop(): Promise<void>;
};

const GONE = 'the database ended while it was starting';

const LOOK_MS = 20;
const WATCH_MS = 500;
const SLOW_START_MS = 5 * SECOND;
/** A server that recovers says so; one that says nothing for this long is none. */
const MUTE_MS = 60 * SECOND;
const LOG_BYTES_MAX = 10_000_000;

/**
 * Starts PostgreSQL on `<data folder>/postgres`, or adopts the one that a killed room left running there. It listens on a
 * socket only, in a folder of mode 0700: entering the folder is the authentication. The caller holds the folder's lock.
 * @throws StartRefused with one sentence for a person
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folders = databaseFolders(resolve(options.dataFolder));
  try {
    mkdirSync(folders.data, { recursive: true, mode: 0o700 });
    // One that ends before it answers leaves helpers and its file behind: it is looked for again until nothing of it is left.
    for (let left = await findPostmaster(folders.cluster); left; left = await findPostmaster(folders.cluster)) {
      const adopted = await adopt(left, folders, options);
      if (adopted) return adopted;
    }
    return await start(folders, options);
  } catch (error) {
    throw refusedFolder(error, folders.data);
  }
}

async function start(folders: DatabaseFolders, options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const runAs = findRunAs(options.skip);
  const programs = usablePrograms(folders, runAs);
  const came = await ensureCluster(folders, programs, runAs);
  giveTo(runAs.owner, folders.cluster);
  const socket = socketFolder(folders.data);
  giveTo(runAs.owner, socket);
  const logFrom = openLog(folders.logFile);
  const server = spawnServer(folders, programs, runAs, socket);
  const { pid } = server;
  if (pid === undefined) throw new StartRefused(`the database's program \`${programs.postgres}\` cannot be run`);
  const address = addressOf(socket);
  const exit = new Promise<string>((done) => {
    server.once('exit', (code, signal) => done(exitSentence(folders, logFrom, signal ?? '', `code ${code}`)));
  });
  const failed = await answers(address, folders, () => isRunning(pid), options.log);
  if (failed !== null) throw new StartRefused(failed === GONE ? await exit : failed);
  const stray = await removeStrayFiles(address, folders.cluster);
  if (stray > 0) options.log.info(`${stray} files that a crash of the database had left without a table were removed`);
  return watched({ address, pid, came }, exit, options);
}

/** A server that still ends or does not answer as ours is waited for; null where it is gone by then. */
async function adopt(
  left: Postmaster,
  folders: DatabaseFolders,
  options: EmbeddedOptions,
): Promise<EmbeddedDatabase | null> {
  const { pid } = left;
  const address = addressOf(left.socketFolder);
  // A room that was killed while its server would not end leaves it like that: nobody gets in, and nobody would ever end it.
  const endBy = performance.now() + STOP_MS;
  const refused = (error: unknown) => {
    const ends = error instanceof Error && /shutting down/.test(error.message);
    if (ends && performance.now() > endBy && isRunning(pid)) process.kill(pid, 'SIGQUIT');
  };
  const failed = await answers(address, folders, () => isRunning(pid), options.log, refused);
  if (failed !== null) {
    if (failed === GONE) return null;
    throw new StartRefused(failed);
  }
  options.log.info(`the database was still running (process ${pid}) and is used as it is`);
  const logFrom = openLog(folders.logFile);
  const exit = new Promise<string>((done) => {
    const watch = setInterval(() => {
      if (isRunning(pid)) return;
      clearInterval(watch);
      done(exitSentence(folders, logFrom, '', 'of itself'));
    }, WATCH_MS).unref();
  });
  return watched({ address, pid, came: 'adopted' }, exit, options);
}

function watched(
  database: Omit<EmbeddedDatabase, 'stop'>,
  exit: Promise<string>,
  options: EmbeddedOptions,
): EmbeddedDatabase {
  let stopping = false;
  exit.then((sentence) => {
    if (!stopping) options.onExit?.(sentence);
  });
  return {
    ...database,
    stop: async () => {
      stopping = true;
      await stopServer(database, options.log);
    },
  };
}

/**
 * null once the server answers as that of this cluster, or the sentence why it never will; {@link GONE} where it ended. A server that recovers from a
 * crash may take minutes: it is waited for as long as it runs.
 */
async function answers(
  address: PostgresAddress,
  folders: DatabaseFolders,
  runs: () => boolean,
  log: EmbeddedOptions['log'],
  refused: (error: unknown) => void = () => {},
): Promise<string | null> {
  const slowAt = performance.now() + SLOW_START_MS;
  const muteAt = performance.now() + MUTE_MS;
  let said = false;
  for (;;) {
    const client = new Client(clientConfig(address));
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query(`select current_setting('cluster_name') as name`);
      const ours = rows[0]?.name === clusterName(folders.cluster);
      return ours ? null : `another database than ours answers at \`${address.host}\``;
    } catch (error) {
      refused(error);
      const code = errorCode(error);
      const early = ['ENOENT', 'ECONNREFUSED', '57P03', '57P01'].includes(code) || !code;
      const mute = code !== '57P03' && performance.now() > muteAt;
      if (!early || mute) return connectionRefused(error, `\`${address.host}\``).message;
    } finally {
      await client.end().catch(() => {});
    }
    if (!runs()) return GONE;
    if (!said && performance.now() > slowAt) {
      said = true;
      log.info(`the database is starting; after a crash it recovers first (\`${folders.logFile}\`)`);
    }
    await wait(LOOK_MS);
  }
}

/** In a session of its own, so that a Ctrl-C at the room's terminal does not end it before the room has written. */
function spawnServer(folders: DatabaseFolders, programs: Programs, runAs: RunAs, socket: string): ChildProcess {
  const settings = Object.entries(serverSettings(folders, socket)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const [command = '', ...args] = [...runAs.prefix, programs.postgres, '-D', folders.cluster, ...settings];
  const log = openSync(folders.logFile, 'a', 0o600);
  try {
    const server = spawn(command, args, {
      ...runAs.ids,
      cwd: '/',
      detached: true,
      env: programEnvironment(),
      stdio: ['ignore', log, log],
    });
    server.on('error', () => {}); // seen as a missing pid, or as an end
    server.unref();
    return server;
  } finally {
    closeSync(log);
  }
}

function serverSettings(folders: DatabaseFolders, socket: string): Record<string, string> {
  return {
    cluster_name: clusterName(folders.cluster),
    listen_addresses: '',
    unix_socket_directories: `"${socket.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '20',
    shared_buffers: '128MB',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    max_wal_size: '512MB',
    // What was erased must not live on in recycled segments.
    wal_recycle: 'off',
    // Writing a new segment full of zeros first stalls a commit for up to 70 ms (measured); fdatasync covers both ways.
    wal_init_zero: 'off',
    jit: 'off',
    // Without the helpers that read ahead: a shutdown during recovery was seen to hang on them (18.4).
    io_method: 'sync',
    max_parallel_workers_per_gather: '0',
    // The log names no persons: no statements, and no details with the values of a row.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
  };
}

/**
 * Programs that the user they will run as can reach: a copy under the data folder where that user cannot.
 * @throws StartRefused where that user reaches neither the programs nor the data folder
 */
function usablePrograms(folders: DatabaseFolders, runAs: RunAs): Programs {
  const found = findPrograms(folders.programs);
  if (runAs.way === 'as-we-are') return found;
  // Others may pass through the data folder to what they own in it; its files keep their own modes.
  if (runAs.way === 'other-user') chmodSync(folders.data, 0o711);
  if (runs(['test', '-x', folders.data], runAs)) {
    if (runs([found.postgres, '--version'], runAs)) return found;
    const copy = copyPrograms(packageFolder(), folders.programs);
    if (runs([copy.postgres, '--version'], runAs)) return copy;
  }
  throw new StartRefused(
    `the database does not run as root, and as another user it cannot reach \`${folders.data}\`: start the room as an ordinary user, or choose another data folder`,
  );
}

function runs(words: readonly string[], runAs: RunAs): boolean {
  const [command = '', ...args] = [...runAs.prefix, ...words];
  return spawnSync(command, args, { ...runAs.ids, cwd: '/', env: programEnvironment() }).status === 0;
}

function addressOf(socket: string): PostgresAddress {
  return { host: socket, port: 5432, user: CLUSTER_USER, database: CLUSTER_DATABASE };
}

/** Where the log now ends, in bytes. A log that has grown too long is put aside, replacing the one put aside before. */
function openLog(path: string): number {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes <= LOG_BYTES_MAX) return bytes;
  renameSync(path, `${path}.1`);
  return 0;
}

/** What the log says from a position on. The whole data folder may be gone by the time that a server's end is heard of. */
function readLog(path: string, from: number): string {
  return existsSync(path) ? readFileSync(path).subarray(from).toString('utf8') : '';
}

/** `signal` says why where there was one, else the server's own last words, else `otherwise`. */
function exitSentence(folders: DatabaseFolders, logFrom: number, signal: string, otherwise: string): string {
  const log = readLog(folders.logFile, logFrom);
  if (/No space left on device|Disk quota exceeded/.test(log)) {
    return `the disk is full: the database in \`${folders.cluster}\` ended`;
  }
  const fatal = log.split('\n').findLast((line) => /(FATAL|PANIC):/.test(line));
  const why = signal || fatal?.replace(/^.*(FATAL|PANIC): */, '') || otherwise;
  return `the database ended (${why}); the next start goes on from what it had committed. Its log: \`${folders.logFile}\``;
}
