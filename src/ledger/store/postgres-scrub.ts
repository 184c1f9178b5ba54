import { Client } from 'pg';
import { clientConfig, errorCode, type PostgresAddress } from './postgres-connection.ts';

/** Tables whose rows are never changed, or hold ciphertext only: what is left of a removed row says nothing once its key is destroyed. */
const CLOSED_TABLES = ['entries', 'openings'];
const INSUFFICIENT_PRIVILEGE = '42501';
/** A server that was killed while it wrote a table anew leaves what it had written in a file of no table, with what is erased later. */
const NO_STRAY_FILES = `
  select true as left from (select 'base/' || oid as folder from pg_database where datname = current_database()) as own,
    pg_ls_dir(folder) as name
  where name ~ '^[0-9]+(_(fsm|vm|init))?([.][0-9]+)?$' and (pg_stat_file(folder || '/' || name, true)).size > 0
    and not exists (select from pg_class where pg_relation_filenode(oid) = substring(name from '^[0-9]+')::oid)
  limit 1`;
const STRAY =
  'files of the database that belong to no table, as a crash leaves them: the next start of an embedded server removes them; of another server, have its operator look';

/**
 * Leaves no trace, in the files of the database, of rows that were changed or removed: every table that holds something in clear is written anew, with
 * what the planner had sampled of it; then the server goes on to a new segment of its log and forgets those before. An embedded server does not recycle
 * them (`wal_recycle`); what archives and standbys of another server keep is for its operator.
 * @returns what may not be done here, each in a sentence for the operator
 */
export async function scrubTables(address: PostgresAddress): Promise<readonly string[]> {
  const client = new Client(clientConfig(address));
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ readonly name: string }>(
      `select quote_ident(relname) as name from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> all ($1::text[]) order by relname`,
      [CLOSED_TABLES],
    );
    const left: string[] = [];
    const may = async (statement: string, otherwise: string) => {
      try {
        const { rows: found } = await client.query<{ readonly left: boolean }>(statement);
        if (found.some((one) => one.left)) left.push(otherwise);
      } catch (error) {
        if (errorCode(error) !== INSUFFICIENT_PRIVILEGE) throw error;
        left.push(otherwise);
      }
    };
    const samples = 'samples in pg_statistic: have its owner run VACUUM FULL';
    for (const { name } of rows) {
      // Of a table that has no rows any more the samples would stay as they were.
      await may(`delete from pg_catalog.pg_statistic where starelid = '${name}'::regclass`, samples);
      await client.query(`vacuum (full, analyze) ${name}`);
    }
    await may('vacuum (full) pg_catalog.pg_statistic', samples);
    const log = 'the log of the server (WAL): have its operator switch it and make a checkpoint';
    await may('select pg_switch_wal()', log);
    await may('checkpoint', log);
    await may(NO_STRAY_FILES, STRAY);
    return [...new Set(left)];
  } finally {
    await client.end().catch(() => {});
  }
}
