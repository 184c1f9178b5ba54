import { Client } from 'pg';
import { clientConfig, errorCode, type PostgresAddress } from './postgres-connection.ts';

/** Tables whose rows are never changed, or hold ciphertext only: what is left of a removed row says nothing once its key is destroyed. */
const CLOSED_TABLES = ['entries', 'openings'];
const INSUFFICIENT_PRIVILEGE = '42501';

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
    for (const { name } of rows) await client.query(`vacuum (full, analyze) ${name}`);
    const left: string[] = [];
    const may = async (statement: string, otherwise: string) => {
      try {
        await client.query(statement);
      } catch (error) {
        if (errorCode(error) !== INSUFFICIENT_PRIVILEGE) throw error;
        left.push(otherwise);
      }
    };
    await may('vacuum (full) pg_catalog.pg_statistic', 'samples in pg_statistic: have its owner run VACUUM FULL');
    const log = 'the log of the server (WAL): have its operator switch it and make a checkpoint';
    await may('select pg_switch_wal()', log);
    await may('checkpoint', log);
    return [...new Set(left)];
  } finally {
    await client.end().catch(() => {});
  }
}
