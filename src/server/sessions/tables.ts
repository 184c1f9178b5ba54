import { type Kysely, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Session } from './session.ts';
import type { KeptAssertion } from './store.ts';

/** The tables of sessions and credentials, as Kysely types them. Times are wall clock milliseconds. */
export type SignInTables = {
  readonly sessions: {
    readonly id: string;
    readonly person: string;
    readonly agency: string;
    readonly component: string;
    readonly admitted: boolean;
    readonly enrolment: number;
    readonly method: Session['method'];
    readonly came_in: number;
    readonly made: number;
    readonly seen: number;
    readonly expires: number;
    readonly wants_desk: string | null;
    readonly provider: string | null;
    readonly subject: string | null;
    readonly sid: string | null;
  };
  readonly sign_in_links: {
    readonly id: string;
    readonly person: string;
    readonly enrolment: number;
    readonly desk: string | null;
    readonly expires: number;
  };
  readonly accounts: {
    readonly person: string;
    readonly enrolment: number;
    readonly salt: string;
    readonly hash: string;
    readonly memory: number;
    readonly passes: number;
    readonly parallelism: number;
  };
  readonly passkeys: {
    readonly id: string;
    readonly person: string;
    readonly enrolment: number;
    readonly public_key: string;
    readonly counter: number;
    readonly label: string;
    readonly made: number;
  };
  readonly assertions: KeptAssertion;
  readonly ceremonies: { readonly id: string; readonly content: string; readonly expires: number };
};

/**
 * Makes the tables, or brings them up to date. They are the server's own: they lie in the ledger's database, and neither its migrations nor its
 * exports know of them. Safe to run from several processes at once.
 */
export async function migrateSignIn(db: Kysely<SignInTables>): Promise<void> {
  const provider: MigrationProvider = { getMigrations: async () => MIGRATIONS };
  const migrator = new Migrator({
    db,
    provider,
    migrationTableName: 'sign_in_migrations',
    migrationLockTableName: 'sign_in_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

const TEXT = sql`text collate "C"`;

/** In order of name. A migration that was released is never edited: what it made is out there. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-sessions': {
    async up(db: Kysely<unknown>): Promise<void> {
      await createSessions(db);
      await createCredentials(db);
    },
  },
  '0002-enrolments': {
    async up(db: Kysely<unknown>): Promise<void> {
      await addEnrolments(db);
    },
  },
};

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('id', TEXT, (column) => column.primaryKey())
    .addColumn('person', TEXT, (column) => column.notNull())
    .addColumn('agency', TEXT, (column) => column.notNull())
    .addColumn('component', TEXT, (column) => column.notNull())
    .addColumn('admitted', 'boolean', (column) => column.notNull())
    .addColumn('method', TEXT, (column) => column.notNull())
    .addColumn('made', 'bigint', (column) => column.notNull())
    .addColumn('seen', 'bigint', (column) => column.notNull())
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .addColumn('wants_desk', TEXT)
    .addColumn('provider', TEXT)
    .addColumn('subject', TEXT)
    .addColumn('sid', TEXT)
    .execute();
  await db.schema.createIndex('sessions_provider').on('sessions').columns(['provider', 'subject']).execute();
  await db.schema.createIndex('sessions_person').on('sessions').columns(['person', 'made']).execute();
  await db.schema
    .createTable('sign_in_links')
    .addColumn('id', TEXT, (column) => column.primaryKey())
    .addColumn('person', TEXT, (column) => column.notNull())
    .addColumn('desk', TEXT)
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('sign_in_links_person').on('sign_in_links').columns(['person', 'expires']).execute();
  await db.schema
    .createTable('ceremonies')
    .addColumn('id', TEXT, (column) => column.primaryKey())
    .addColumn('content', TEXT, (column) => column.notNull())
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('ceremonies_expires').on('ceremonies').column('expires').execute();
}

async function createCredentials(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('person', TEXT, (column) => column.primaryKey())
    .addColumn('salt', TEXT, (column) => column.notNull())
    .addColumn('hash', TEXT, (column) => column.notNull())
    .addColumn('memory', 'integer', (column) => column.notNull())
    .addColumn('passes', 'integer', (column) => column.notNull())
    .addColumn('parallelism', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('passkeys')
    .addColumn('id', TEXT, (column) => column.primaryKey())
    .addColumn('person', TEXT, (column) => column.notNull())
    .addColumn('public_key', TEXT, (column) => column.notNull())
    .addColumn('counter', 'bigint', (column) => column.notNull())
    .addColumn('label', TEXT, (column) => column.notNull())
    .addColumn('made', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('passkeys_person').on('passkeys').column('person').execute();
  await db.schema
    .createTable('assertions')
    .addColumn('digest', TEXT, (column) => column.primaryKey())
    .addColumn('act', TEXT, (column) => column.notNull())
    .addColumn('entry', 'bigint')
    .addColumn('credential', TEXT, (column) => column.notNull())
    .addColumn('assertion', TEXT, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('assertions_entry').on('assertions').column('entry').execute();
}

/** Of what was kept before, nobody can say under which enrolment it was made: it opens nothing any more. */
async function addEnrolments(db: Kysely<unknown>): Promise<void> {
  for (const table of ['sessions', 'sign_in_links', 'accounts', 'passkeys']) {
    await sql`delete from ${sql.table(table)}`.execute(db);
    await db.schema
      .alterTable(table)
      .addColumn('enrolment', 'bigint', (column) => column.notNull())
      .execute();
  }
  await db.schema
    .alterTable('sessions')
    .addColumn('came_in', 'bigint', (column) => column.notNull())
    .execute();
}
