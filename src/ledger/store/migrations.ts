import { type Generated, type Kysely, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';

/** The tables of the ledger, as Kysely types them. `bigint` columns are read as numbers (postgres-connection.ts). */
export type Tables = {
  /** One row: who this ledger is, who may write, and the tree so far. */
  readonly ledger: {
    readonly single: Generated<true>;
    readonly origin: string | null;
    readonly mode: 'exercise' | 'live' | null;
    readonly created: number | null;
    readonly writer_epoch: number;
    readonly size: number;
    readonly frontier: Buffer[];
  };
  /** The exact logged bytes. */
  readonly entries: { readonly index: number; readonly bytes: Buffer };
  /** Encrypted disclosures (docs/formats.md §3). */
  readonly openings: {
    readonly index: number;
    readonly entry_group: 'decision' | 'person';
    readonly key_id: string;
    readonly nonce: Buffer;
    readonly box: Buffer;
  };
  /** The state of decisions, one row a matter. */
  readonly state: { readonly slice: string; readonly id: string; readonly row: object };
  /** Content-addressed texts. */
  readonly documents: { readonly id: string; readonly text: string };
};

/**
 * Brings the tables up to date. Safe to run from several processes at once: the migrator holds a lock of the database.
 * @throws Error of the migration that failed; nothing of it is kept, for each run is one transaction
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const provider: MigrationProvider = { getMigrations: async () => MIGRATIONS };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}

/** In order of name. A migration that was released is never edited: what it made is out there. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-ledger': { up: createLedger },
};

async function createLedger(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('ledger')
    .addColumn('single', 'boolean', (column) => column.primaryKey().defaultTo(true).check(sql`single`))
    .addColumn('origin', 'text')
    .addColumn('mode', 'text')
    .addColumn('created', 'bigint')
    .addColumn('writer_epoch', 'bigint', (column) => column.notNull())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('frontier', sql`bytea[]`, (column) => column.notNull())
    .execute();
  await db.insertInto('ledger').values({ writer_epoch: 0, size: 0, frontier: sql`'{}'` }).execute();
  await db.schema
    .createTable('entries')
    .addColumn('index', 'bigint', (column) => column.primaryKey())
    .addColumn('bytes', 'bytea', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('openings')
    .addColumn('index', 'bigint', (column) => column.notNull())
    .addColumn('entry_group', sql`text collate "C"`, (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('nonce', 'bytea', (column) => column.notNull())
    .addColumn('box', 'bytea', (column) => column.notNull())
    .addPrimaryKeyConstraint('openings_pkey', ['index', 'entry_group'])
    .execute();
  // Ciphertext does not compress, and digests hardly do: trying costs time at each append.
  await sql`alter table openings alter column box set storage external`.execute(db);
  await sql`alter table entries alter column bytes set storage external`.execute(db);
  await db.schema
    .createTable('state')
    .addColumn('slice', sql`text collate "C"`, (column) => column.notNull())
    .addColumn('id', sql`text collate "C"`, (column) => column.notNull())
    // `json`, not `jsonb`: the text comes back as it was written, with its order and its numbers.
    .addColumn('row', 'json', (column) => column.notNull())
    .addPrimaryKeyConstraint('state_pkey', ['slice', 'id'])
    .execute();
  await db.schema
    .createTable('documents')
    .addColumn('id', sql`text collate "C"`, (column) => column.primaryKey())
    .addColumn('text', 'text', (column) => column.notNull())
    .execute();
}
