import { Kysely, PostgresDialect } from 'kysely';
import { Client, type ClientConfig } from 'pg';
import type { ActsView } from './port.ts';
import { viewIn } from './postgres.ts';
import { NAME, type Tables, VERSION } from './postgres-tables.ts';
import { TABLES, type TableName } from './table-rows.ts';

/** Tables of the view that only one connection sees, beside those that are shown. */
export type ApartView = {
  /** The view in those tables: what is folded into it is shown to nobody. */
  readonly view: ActsView;
  /** The one connection that sees both. */
  readonly client: Client;
  /** How the tables that are shown are called there, quoted. */
  readonly shown: Readonly<Record<TableName, string>>;
  close(): Promise<void>;
};

/**
 * Makes empty tables of the view's form, for one connection and as long as it lasts; they lie on the disk of the database, not in memory, and nothing is left
 * of them. Undefined where no tables are shown.
 *
 * INVARIANT: nothing that is written here reaches the tables that are shown: there is one connection, it finds no others by their bare names, and once it is
 * lost no other takes its place.
 * @param config of the driver, with `bigint` read as numbers
 */
export async function openApart(config: ClientConfig): Promise<ApartView | undefined> {
  const client = new Client(config);
  client.on('error', () => {});
  await client.connect();
  try {
    const shown = await shownTables(client);
    if (shown === undefined) {
      await client.end();
      return undefined;
    }
    for (const [table, key] of Object.entries(TABLES)) {
      await client.query(`create temp table ${table} (like ${shown[table as TableName]})`);
      await client.query(`alter table pg_temp.${table} add primary key (${key.map((column) => `"${column}"`)})`);
    }
    await client.query('create temp table view_cursors (name text primary key, version integer, next bigint)');
    await client.query('set search_path to pg_temp');
    await client.query('insert into view_cursors values ($1, $2, 0)', [NAME, VERSION]);
    return { view: viewIn(overOne(client)), client, shown, close: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function shownTables(client: Client): Promise<ApartView['shown'] | undefined> {
  const names = Object.keys(TABLES) as TableName[];
  const { rows } = await client.query<{ readonly name: TableName; readonly quoted: string }>(
    `select c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted
      from unnest($1::text[]) as wanted join pg_class c on c.oid = to_regclass(wanted) join pg_namespace n on n.oid = c.relnamespace`,
    [names],
  );
  if (rows.length < names.length) return undefined;
  return Object.fromEntries(rows.map(({ name, quoted }) => [name, quoted])) as ApartView['shown'];
}

/** The query builder on this connection alone. */
function overOne(client: Client): Kysely<Tables> {
  const only = {
    query: client.query.bind(client),
    release: () => {},
  } as unknown as Awaited<ReturnType<OnePool['connect']>>;
  const pool: OnePool = { options: {}, connect: async () => only, end: async () => {} };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

type OnePool = Exclude<ConstructorParameters<typeof PostgresDialect>[0]['pool'], () => unknown>;
