import { type Generated, Kysely, PostgresDialect, sql } from 'kysely';
import { type ClientConfig, Pool } from 'pg';
import type { ActsRow } from './acts-row.ts';
import { labelsOfEntry, labelsOfViewer, type Viewer } from './audience.ts';
import type { ActsView, PageRequest } from './port.ts';

/** Raised when rows get another form: the view is then folded again from the first entry. */
const VERSION = 1;

const READERS_MAX = 3;
const NAME = 'acts';

type Tables = {
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
    readonly labels: string[];
    readonly row: ActsRow;
  };
  readonly view_cursors: { readonly name: string; readonly version: number; readonly next: Generated<number> };
};

/**
 * Opens the view of acts in the ledger's own database. Its tables are no part of the ledger's migrations: what has another version is
 * dropped and folded again.
 * @param config of the driver, with `bigint` read as numbers
 */
export async function openPostgresActsView(
  config: ClientConfig,
  options: { readonly warn?: (message: string) => void } = {},
): Promise<ActsView> {
  const pool = new Pool({ ...config, max: READERS_MAX });
  pool.on('error', (error) => options.warn?.(`a connection of the views is lost: ${error.message}`));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await prepareTables(db);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return new PostgresActsView(db);
}

class PostgresActsView implements ActsView {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async cursor(): Promise<number> {
    const { next } = await this.#db
      .selectFrom('view_cursors')
      .select('next')
      .where('name', '=', NAME)
      .executeTakeFirstOrThrow();
    return next;
  }

  async append(rows: readonly ActsRow[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    await this.#db.transaction().execute(async (db) => {
      // The cursor decides: a follower that was overtaken changes nothing.
      const moved = await db
        .updateTable('view_cursors')
        .set({ next: first.index + rows.length })
        .where('name', '=', NAME)
        .where('next', '=', first.index)
        .executeTakeFirst();
      if (moved.numUpdatedRows !== 1n) throw new Error(`row ${first.index} does not continue the view`);
      await db.insertInto('acts_view').columns(COLUMNS).expression(rowsOfJson(rows)).execute();
    });
  }

  async clear(): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      await sql`truncate acts_view`.execute(db);
      await db.updateTable('view_cursors').set({ next: 0 }).where('name', '=', NAME).execute();
    });
  }

  async page(viewer: Viewer, { after, limit }: PageRequest): Promise<ActsRow[]> {
    const labels = labelsOfViewer(viewer);
    const visible = this.#db
      .selectFrom('acts_view')
      .select('row')
      .where(sql<boolean>`labels && ${labels}::text[]`)
      .limit(limit);
    if (after !== undefined) {
      const rows = await visible.where('index', '>', after).orderBy('index', 'asc').execute();
      return rows.map(({ row }) => row);
    }
    const rows = await visible.orderBy('index', 'desc').execute();
    return rows.map(({ row }) => row).reverse();
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }
}

const COLUMNS = [
  'index',
  'at',
  'recorded',
  'kind',
  'outcome',
  'agency',
  'person',
  'activity',
  'place',
  'matter',
  'labels',
  'row',
] as const;

/** One parameter for all rows, so that a batch of any size is one statement. */
function rowsOfJson(rows: readonly ActsRow[]) {
  const values = JSON.stringify(rows.map((row) => ({ ...row, labels: labelsOfEntry(row), row })));
  return sql`select "index", "at", recorded, kind, outcome, agency, person, activity, place, matter, labels, row
    from json_to_recordset(${values}::json) as rows ("index" bigint, "at" bigint, recorded bigint, kind text, outcome text,
      agency text, person text, activity text, place text, matter text, labels text[], row json)` as never;
}

async function prepareTables(db: Kysely<Tables>): Promise<void> {
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
    await tables.schema.dropTable('acts_view').ifExists().execute();
    await createActsView(tables);
    await tables.deleteFrom('view_cursors').where('name', '=', NAME).execute();
    await tables.insertInto('view_cursors').values({ name: NAME, version: VERSION, next: 0 }).execute();
  });
}

async function createActsView(db: Kysely<Tables>): Promise<void> {
  const text = sql`text collate "C"`;
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
    .addColumn('labels', sql`text[]`, (column) => column.notNull())
    // `json`, not `jsonb`: the row comes back as it was folded, member for member.
    .addColumn('row', 'json', (column) => column.notNull())
    .execute();
  await sql`create index acts_view_matter on acts_view (matter, "index")`.execute(db);
}
