import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';
import { type DatabaseFolders, refusedFolder, syncFolder } from './folders.ts';
import type { Programs } from './programs.ts';
import { giveTo, type RunAs } from './unprivileged.ts';

/** The database user and database of an embedded cluster. */
export const CLUSTER_USER = 'remit';
export const CLUSTER_DATABASE = 'postgres';

const DRAFT_PREFIX = 'postgres.new-';
const DRAFT_TRIES = 50;
const DRAFT_PAUSE_MS = 20;

/**
 * Makes the cluster where there is none. It is made whole under another name and then renamed: what an interrupted first
 * start left is removed by the next. The caller holds the lock of the data folder.
 * @throws StartRefused where the disk is full, the folder cannot be used, or initdb fails otherwise
 */
export async function ensureCluster(
  folders: DatabaseFolders,
  programs: Programs,
  runAs: RunAs,
): Promise<'made' | 'found'> {
  await removeDrafts(folders.data);
  if (existsSync(join(folders.cluster, 'PG_VERSION'))) return 'found';
  if (existsSync(folders.cluster)) {
    throw new StartRefused(`\`${folders.cluster}\` is there and holds no database: move it away`);
  }
  const draft = join(folders.data, `${DRAFT_PREFIX}${randomBytes(6).toString('hex')}`);
  try {
    mkdirSync(draft, { mode: 0o700 });
    giveTo(runAs.owner, draft);
    await initialise(draft, programs, runAs);
    renameSync(draft, folders.cluster);
    syncFolder(folders.data);
  } catch (error) {
    await removeDrafts(folders.data);
    throw refusedFolder(error, folders.data);
  }
  return 'made';
}

/**
 * What the programs see of our environment: nothing that would change what they do (`PGDATA`, `PGOPTIONS`, `LANG`, …), and
 * English messages, for we look for some of them.
 */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH, SystemRoot } = process.env;
  return {
    ...(PATH === undefined ? {} : { PATH }),
    ...(LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}

/**
 * Removes what interrupted first starts left. An initdb that outlived its killed parent may still be writing there, and fails
 * soon; when it then removes its own files meanwhile, `rmSync` meets one that is gone and takes the folder for gone too: so
 * it is looked at again. What outlives all tries does no harm, and is removed by the next start.
 */
async function removeDrafts(data: string): Promise<void> {
  for (let tries = 0; tries < DRAFT_TRIES; tries++) {
    const drafts = readdirSync(data).filter((entry) => entry.startsWith(DRAFT_PREFIX));
    if (drafts.length === 0) return;
    if (tries > 0) await sleep(DRAFT_PAUSE_MS);
    for (const name of drafts) rmSync(join(data, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

async function initialise(folder: string, programs: Programs, runAs: RunAs): Promise<void> {
  const args = ['-D', folder, '-U', CLUSTER_USER, '--encoding=UTF8', '--locale=C', '--auth=trust', '--no-instructions'];
  const [command = '', ...rest] = [...runAs.prefix, programs.initdb, ...args];
  const { code, output } = await run(command, rest, runAs);
  if (code === 0) return;
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    throw new StartRefused(`the disk is full: no database can be made in \`${folder}\``);
  }
  throw new StartRefused(`the database could not be made: ${lastLine(output)}`);
}

function run(command: string, args: string[], runAs: RunAs): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...runAs.ids,
      cwd: '/',
      env: programEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-20_000);
      });
    }
    child.on('error', (error) => resolve({ code: null, output: `${output}\n${error.message}` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** The last line that names an error, or simply the last. */
function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return (lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.at(-1) ?? 'it said nothing').trim();
}
