import { type Generated, type Kysely, sql } from 'kysely';
import type { ActsRow } from './acts-row.ts';

/** Raised when rows get another form: the view is then folded again from the first entry. */
export const VERSION = 10;
/** The view's line among the cursors. */
export const NAME = 'acts';

export type Tables = {
  readonly acts_view: {
    readonly index: number;
    readonly at: number;
    readonly recorded: number;
    readonly kind: string;
    readonly outcome: string;
    readonly agency: string;
    readonly person: string | null;
    readonly activity: string;
    readonly place: string | null;
    readonly matter: string | null;
    readonly room: string | null;
    readonly cause: number | null;
    readonly corrects: number | null;
    readonly labels: string[];
    readonly words: string;
    readonly row: ActsRow;
  };
  /** Records, one row each: what lists are cut by. What is shown stands in the versions. */
  readonly matters_view: {
    readonly slice: string;
    readonly id: string;
    /** Index of the entry that opened it. */
    readonly opened: number;
    readonly open: boolean;
    /** Its entries are not all for the same audience: what is open then depends on who asks. */
    readonly mixed: boolean;
    readonly labels: string[];
    readonly words: string;
    readonly text: string;
  };
  /** A record as each of its entries left it, with the labels of that entry. */
  readonly matter_versions: {
    readonly slice: string;
    readonly id: string;
    readonly index: number;
    readonly open: boolean;
    readonly labels: string[];
    readonly row: object;
  };
  readonly view_cursors: { readonly name: string; readonly version: number; readonly next: Generated<number> };
};

/** Tables of another version are dropped, to be folded again. They are no part of the ledger's migrations. */
export async function prepareTables(db: Kysely<Tables>): Promise<void> {
  await db.transaction().execute(async (tables) => {
    await tables.schema
      .createTable('view_cursors')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('next', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    const found = await tables.selectFrom('view_cursors').select('version').where('name', '=', NAME).executeTakeFirst();
    if (found?.version === VERSION) return;
    for (const table of ['acts_view', 'matters_view', 'matter_versions']) {
      await tables.schema.dropTable(table).ifExists().execute();
    }
    await createActs(tables);
    await createMatters(tables);
    await tables.deleteFrom('view_cursors').where('name', '=', NAME).execute();
    await tables.insertInto('view_cursors').values({ name: NAME, version: VERSION, next: 0 }).execute();
  });
}

const text = sql`text collate "C"`;
const labels = sql`text[]`;
const words = sql`tsvector`;

async function createActs(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('acts_view')
    .addColumn('index', 'bigint', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('recorded', 'bigint', (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('outcome', text, (column) => column.notNull())
    .addColumn('agency', text, (column) => column.notNull())
    .addColumn('person', text)
    .addColumn('activity', text, (column) => column.notNull())
    .addColumn('place', text)
    .addColumn('matter', text)
    .addColumn('room', text)
    .addColumn('cause', 'bigint')
    .addColumn('corrects', 'bigint')
    .addColumn('labels', labels, (column) => column.notNull())
    .addColumn('words', words, (column) => column.notNull())
    // `json`, not `jsonb`: the row comes back as it was folded, member for member.
    .addColumn('row', 'json', (column) => column.notNull())
    .execute();
  await sql`create index acts_view_matter on acts_view (matter, "index")`.execute(db);
  await sql`create index acts_view_person on acts_view (person, "index")`.execute(db);
  await sql`create index acts_view_kind on acts_view (kind, "index")`.execute(db);
  await sql`create index acts_view_at on acts_view ("at")`.execute(db);
  await sql`create index acts_view_cause on acts_view (cause, "index") where cause is not null`.execute(db);
  await sql`create index acts_view_corrects on acts_view (corrects, "index") where corrects is not null`.execute(db);
  await sql`create index acts_view_labels on acts_view using gin (labels)`.execute(db);
  await sql`create index acts_view_words on acts_view using gin (words)`.execute(db);
}

async function createMatters(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('matters_view')
    .addColumn('slice', text, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('opened', 'bigint', (column) => column.notNull())
    .addColumn('open', 'boolean', (column) => column.notNull())
    .addColumn('mixed', 'boolean', (column) => column.notNull())
    .addColumn('labels', labels, (column) => column.notNull())
    .addColumn('words', words, (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('matters_view_pkey', ['slice', 'id'])
    .execute();
  await sql`create index matters_view_opened on matters_view (slice, opened desc, id)`.execute(db);
  await sql`create index matters_view_open on matters_view (slice, opened desc, id) where open or mixed`.execute(db);
  await sql`create index matters_view_words on matters_view using gin (words)`.execute(db);
  await db.schema
    .createTable('matter_versions')
    .addColumn('slice', text, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('index', 'bigint', (column) => column.notNull())
    .addColumn('open', 'boolean', (column) => column.notNull())
    .addColumn('labels', labels, (column) => column.notNull())
    .addColumn('row', 'json', (column) => column.notNull())
    .addPrimaryKeyConstraint('matter_versions_pkey', ['slice', 'id', 'index'])
    .execute();
}
