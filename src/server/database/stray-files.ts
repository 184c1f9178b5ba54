import { readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { clientConfig, type PostgresAddress } from '../../ledger/store/postgres-connection.ts';

/** A file of a table or index, as PostgreSQL names it: its number, the fork and the segment ("Database File Layout" of its manual). */
const RELATION_FILE = /^([0-9]+)(?:_(?:fsm|vm|init))?(?:\.[0-9]+)?$/;

/**
 * Removes the files of this database that belong to no table: a server that is killed while it writes a table anew leaves the half that was written, for
 * ever, with everything in it that is erased later. PostgreSQL never looks for such files itself.
 *
 * INVARIANT: nobody but this connection is at work in the database; whoever writes a table anew has a file that belongs to no table yet.
 * @param address of a server that has just started, or recovered, and that nobody else has entered
 * @param cluster its folder
 * @returns how many files went
 */
export async function removeStrayFiles(address: PostgresAddress, cluster: string): Promise<number> {
  const client = new Client(clientConfig(address));
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ readonly database: string; readonly nodes: readonly string[] }>(
      `select (select oid::text from pg_database where datname = current_database()) as database,
        array(select pg_relation_filenode(oid)::text from pg_class where pg_relation_filenode(oid) is not null) as nodes`,
    );
    const [{ database, nodes }] = rows as [(typeof rows)[number]];
    const folder = join(cluster, 'base', database);
    const known = new Set(nodes);
    const stray = readdirSync(folder).filter((name) => {
      const [, node] = RELATION_FILE.exec(name) ?? [];
      return node !== undefined && !known.has(node);
    });
    for (const name of stray) rmSync(join(folder, name), { force: true });
    if (stray.length > 0) await syncFolder(folder);
    return stray.length;
  } finally {
    await client.end().catch(() => {});
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
