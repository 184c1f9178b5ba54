import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';

/**
 * How the database's programs are run: PostgreSQL refuses root. `prefix` goes before the command; `ids` are the user and
 * group to run as, and `owner` the one who must own its files, where we are root and can give them away.
 */
export type RunAs = {
  readonly way: 'as-we-are' | 'user-namespace' | 'other-user';
  readonly prefix: readonly string[];
  readonly ids: { readonly uid: number; readonly gid: number } | null;
  readonly owner: { readonly uid: number; readonly gid: number } | null;
};

const NAMESPACE = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];

/** Linux' number for "nobody", where the list of users does not know the name. */
const NOBODY = 65_534;

/**
 * As root the database runs in a user namespace in which root is called 1000 (its files stay root's), or where that is not
 * permitted, as in many containers, as the user `postgres` or `nobody`. `skip` leaves ways out, for tests.
 * @throws StartRefused where neither is possible
 */
export function findRunAs(skip: readonly RunAs['way'][] = []): RunAs {
  if (process.getuid?.() !== 0) return { way: 'as-we-are', prefix: [], ids: null, owner: null };
  if (!skip.includes('user-namespace') && succeeds(spawnSync(NAMESPACE[0] ?? '', [...NAMESPACE.slice(1), 'true']))) {
    return { way: 'user-namespace', prefix: NAMESPACE, ids: null, owner: { uid: 0, gid: 0 } };
  }
  const ids = userNamed('postgres') ?? userNamed('nobody') ?? { uid: NOBODY, gid: NOBODY };
  if (!skip.includes('other-user') && succeeds(spawnSync('true', { ...ids }))) {
    return { way: 'other-user', prefix: [], ids, owner: ids };
  }
  throw new StartRefused(
    'the database does not run as root, and this system lets root become no other user: start the room as an ordinary user, or name a database in DATABASE_URL',
  );
}

/** Gives a folder and all in it to the owner that the database needs, where that is somebody else now. */
export function giveTo(owner: RunAs['owner'], path: string): void {
  if (owner === null) return;
  const found = lstatSync(path);
  if (found.uid !== owner.uid) giveAllTo(owner, path, found.isDirectory());
}

function giveAllTo(owner: { uid: number; gid: number }, path: string, isFolder: boolean): void {
  if (isFolder) {
    for (const item of readdirSync(path, { withFileTypes: true })) {
      if (!item.isSymbolicLink()) giveAllTo(owner, join(path, item.name), item.isDirectory());
    }
  }
  // The folder itself comes last: interrupted half-way, the next start finds the old owner there and does all of it again.
  chownSync(path, owner.uid, owner.gid);
}

function succeeds(result: { status: number | null }): boolean {
  return result.status === 0;
}

function userNamed(name: string): { uid: number; gid: number } | undefined {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((user) => user.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    return uid && gid && uid !== '0' ? { uid: Number(uid), gid: Number(gid) } : undefined;
  } catch {
    return undefined;
  }
}
