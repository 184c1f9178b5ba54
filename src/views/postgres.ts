import {
  CompiledQuery,
  type DatabaseConnection,
  type ExpressionBuilder,
  Kysely,
  PostgresDialect,
  type RawBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { type ClientConfig, Pool } from 'pg';
import { FILLER_KIND } from '../terms/act-kinds.ts';
import type { ShownSlice } from '../terms/api/matters.ts';
import { VERDICT_KINDS } from '../terms/reports.ts';
import type { ActsRow } from './acts-row.ts';
import { pastOf, type Viewer } from './audience.ts';
import type { Folded } from './folded.ts';
import {
  type ActsFilter,
  type ActsRequest,
  type ActsView,
  type MattersRequest,
  type PageRequest,
  RowsRefused,
  type SeenMatter,
  ViewBusy,
} from './port.ts';
import { NAME, prepareTables, type Tables } from './postgres-tables.ts';
import { knownActs, visibleActs, visibleRecords, visibleVersions } from './postgres-visible.ts';
import { replaceFolded, writeFolded } from './postgres-writes.ts';
import { Turns } from './turns.ts';
import { type AskedWord, idWords } from './words.ts';

const READERS_MAX = 3;
/** Of one person; a page of the console asks for some ten things at once. */
const READS = { atOnce: 2, waiting: 32 };
/** As the driver says that no connection came free in time. */
const NO_CONNECTION = 'timeout exceeded when trying to connect';
/** SQLSTATE of a statement that was given up. */
const GIVEN_UP = '57014';
/** SQLSTATE classes of errors that lie in what is written: data exception, integrity constraint, limit of the program (PostgreSQL, appendix A). */
const OF_ROWS = /^(22|23|54)[0-9A-Z]{3}$/;
const SESSION = [
  // A view may lose its end in a crash: it is folded again from where its cursor stands. So the ledger's commits need not wait for this one.
  'set synchronous_commit = off',
  // A statement that takes longer is given up: no reader holds up the others.
  "set statement_timeout = '15s'",
];

/**
 * Opens the view in the ledger's own database.
 * @param config of the driver, with `bigint` read as numbers
 */
export async function openPostgresActsView(
  config: ClientConfig,
  options: { readonly warn?: (message: string) => void } = {},
): Promise<ActsView> {
  const connect = (max: number): Kysely<Tables> => {
    const pool = new Pool({ ...config, max });
    pool.on('error', (error) => options.warn?.(`a connection of the views is lost: ${error.message}`));
    // Said once connected, not on connecting: poolers refuse to be told more of a session than its user and database.
    const onCreateConnection = async (connection: DatabaseConnection): Promise<void> => {
      for (const setting of SESSION) await connection.executeQuery(CompiledQuery.raw(setting));
    };
    return new Kysely<Tables>({ dialect: new PostgresDialect({ pool, onCreateConnection }) });
  };
  // However many read, what is entered comes into the view.
  const follower = connect(1);
  try {
    await prepareTables(follower);
  } catch (error) {
    await follower.destroy();
    throw error;
  }
  return new PostgresActsView(follower, connect(READERS_MAX));
}

/** The view in whatever tables these connections find by their bare names, which are there and of this version; it is for the caller to end them. */
export function viewIn(db: Kysely<Tables>): ActsView {
  return new PostgresActsView(db, db);
}

type Condition = RawBuilder<SqlBool>;

class PostgresActsView implements ActsView {
  readonly #follower: Kysely<Tables>;
  readonly #readers: Kysely<Tables>;
  readonly #turns = new Turns(READS);

  constructor(follower: Kysely<Tables>, readers: Kysely<Tables>) {
    this.#follower = follower;
    this.#readers = readers;
  }

  async cursor(): Promise<number> {
    const { next } = await this.#follower
      .selectFrom('view_cursors')
      .select('next')
      .where('name', '=', NAME)
      .executeTakeFirstOrThrow();
    return next;
  }

  async append(entries: readonly Folded[]): Promise<void> {
    const first = entries[0]?.row;
    if (first === undefined) return;
    try {
      await writeFolded(this.#follower, first.index, entries);
    } catch (error) {
      const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
      if (typeof code !== 'string' || !OF_ROWS.test(code)) throw error;
      throw new RowsRefused(`${String(message)} (${code})`, { cause: error });
    }
  }

  async replace(entries: readonly Folded[]): Promise<void> {
    if (entries.length > 0) await replaceFolded(this.#follower, entries);
  }

  async clear(): Promise<void> {
    await this.#follower.transaction().execute(async (db) => {
      await sql`truncate acts_view, matters_view, matter_versions`.execute(db);
      await db.updateTable('view_cursors').set({ next: 0 }).where('name', '=', NAME).execute();
    });
  }

  async page(viewer: Viewer, { after, limit }: PageRequest): Promise<ActsRow[]> {
    if (after !== undefined) return await this.#acts(viewer, [sql`"index" > ${after}`, NO_FILLER], 'asc', limit);
    return (await this.#acts(viewer, [NO_FILLER], 'desc', limit)).reverse();
  }

  async acts(viewer: Viewer, request: ActsRequest): Promise<ActsRow[]> {
    const { order, past, limit, words } = request;
    if (words?.length === 0) return [];
    const wanted = filters(viewer, request);
    if (past !== undefined) wanted.push(order === 'asc' ? sql`"index" > ${past}` : sql`"index" < ${past}`);
    return await this.#acts(viewer, wanted, order, limit);
  }

  async act(viewer: Viewer, index: number): Promise<ActsRow | undefined> {
    return (await this.#acts(viewer, [sql`"index" = ${index}`], 'asc', 1))[0];
  }

  async actsAt(viewer: Viewer, indexes: readonly number[]): Promise<ActsRow[]> {
    return await this.#acts(viewer, [sql`"index" = any(${[...indexes]}::bigint[])`], 'asc', indexes.length);
  }

  async actsOf(
    viewer: Viewer,
    matters: readonly string[],
    kinds: readonly string[],
    limit: number,
  ): Promise<ActsRow[]> {
    const wanted = [
      sql<SqlBool>`matter = any(${[...matters]}::text[])`,
      sql<SqlBool>`kind = any(${[...kinds]}::text[])`,
    ];
    return await this.#acts(viewer, wanted, 'asc', limit);
  }

  async corrections(viewer: Viewer, index: number, limit: number): Promise<ActsRow[]> {
    return await this.#acts(viewer, [sql`corrects = ${index}`], 'asc', limit);
  }

  async follows(viewer: Viewer, index: number, limit: number): Promise<ActsRow[]> {
    return await this.#acts(viewer, [sql`cause = ${index}`], 'asc', limit);
  }

  async matters(viewer: Viewer, { slice, ids, open, past, limit }: MattersRequest): Promise<SeenMatter[]> {
    const wanted = [sql<SqlBool>`m.slice = ${slice}`];
    if (ids !== undefined) wanted.push(sql`m.id = any(${[...ids]}::text[])`);
    // A record that is over may have been open for who sees it only as it was.
    const whenOpen =
      pastOf(viewer) === null ? sql<SqlBool>`(m.open or m.mixed) and last.open` : sql<SqlBool>`last.open`;
    if (open !== undefined) wanted.push(open ? whenOpen : sql`not last.open`);
    if (past !== undefined) {
      wanted.push(sql`m.opened <= ${past.opened} and (m.opened < ${past.opened} or m.id > ${past.id})`);
    }
    return await this.#matters(viewer, wanted, limit);
  }

  async matter(viewer: Viewer, slice: ShownSlice, id: string): Promise<SeenMatter | undefined> {
    return (await this.#matters(viewer, [sql`m.slice = ${slice} and m.id = ${id}`], 1))[0];
  }

  async history(viewer: Viewer, slice: ShownSlice, id: string, limit: number): Promise<ActsRow[]> {
    const theirs = sql`select "index" from matter_versions where slice = ${slice} and id = ${id}
      union select "index" from acts_view where matter = ${id}`;
    return await this.#acts(viewer, [sql`"index" in (${theirs})`], 'asc', limit);
  }

  async searchMatters(viewer: Viewer, words: readonly AskedWord[], limit: number): Promise<SeenMatter[]> {
    if (words.length === 0) return [];
    const found = [sql<SqlBool>`m.words @@ ${beginning(words)}::tsquery`, sql<SqlBool>`first."index" = m.opened`];
    return await this.#matters(viewer, found, limit);
  }

  async close(): Promise<void> {
    await Promise.all([this.#follower.destroy(), this.#readers.destroy()]);
  }

  /** @throws ViewBusy where too much is being read, by this viewer or by all */
  async #read<Rows>({ person }: Viewer, read: () => Promise<Rows>): Promise<Rows> {
    try {
      return await this.#turns.take(person ?? '', read);
    } catch (error) {
      const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
      if (message !== NO_CONNECTION && code !== GIVEN_UP) throw error;
      throw new ViewBusy('more is being read than the database answers', { cause: error });
    }
  }

  async #acts(viewer: Viewer, wanted: readonly Condition[], order: 'asc' | 'desc', limit: number): Promise<ActsRow[]> {
    const visible = (build: ExpressionBuilder<Tables, 'acts_view'>) => build.and([visibleActs(viewer), ...wanted]);
    const rows = await this.#read(viewer, () =>
      this.#readers.selectFrom('acts_view').select('row').where(visible).orderBy('index', order).limit(limit).execute(),
    );
    return rows.map(({ row }) => row);
  }

  /** Each record with the first and the last of its versions that the viewer may see (port.ts). */
  async #matters(viewer: Viewer, wanted: readonly Condition[], limit: number): Promise<SeenMatter[]> {
    const versions = sql`matter_versions v where v.slice = m.slice and v.id = m.id and ${visibleVersions(viewer)}`;
    const query = sql<MatterFound>`
      select m.slice, m.id, m.opened, m.text, last.open, last.row, opening.row as first, changing.row as changed
      from matters_view m
      cross join lateral (select v."index" from ${versions} order by v."index" limit 1) first
      cross join lateral (select v."index", v.open, v.row from ${versions} order by v."index" desc limit 1) last
      join acts_view opening on opening."index" = first."index"
      join acts_view changing on changing."index" = last."index"
      where ${visibleRecords(viewer)} and ${sql.join(wanted, sql` and `)}
      order by m.opened desc, m.id, m.slice limit ${limit}`;
    const { rows } = await this.#read(viewer, () => query.execute(this.#readers));
    return rows.map(seenMatter);
  }
}

type MatterFound = {
  readonly slice: ShownSlice;
  readonly id: string;
  readonly opened: number;
  readonly text: string;
  readonly open: boolean;
  readonly row: object;
  readonly first: ActsRow;
  readonly changed: ActsRow;
};

function seenMatter({ slice, id, opened, text, open, row, first, changed }: MatterFound): SeenMatter {
  const openingSeen = first.index === opened;
  return {
    slice,
    id,
    open,
    row,
    text: openingSeen ? text : '',
    first,
    openingSeen,
    last: changed,
    position: { opened, id },
  };
}

/** As `isReport` has it (src/terms/reports.ts), in the language of the database. */
const REPORT = sql<SqlBool>`coalesce("row" ->> 'form', case when kind = any(${[...VERDICT_KINDS]}::text[]) then 'report' end, '') = 'report'`;

const NO_FILLER = sql<SqlBool>`kind <> ${FILLER_KIND}`;

function filters(viewer: Viewer, wanted: ActsFilter): Condition[] {
  const { words, kind, matter, person, agency, room, outcome, report, from, until } = wanted;
  const found: Condition[] = [];
  if (words !== undefined) found.push(sql`words @@ ${beginning(words)}::tsquery`);
  found.push(kind === undefined ? NO_FILLER : sql`kind = ${kind}`);
  if (matter !== undefined) found.push(sql`matter = ${matter}`);
  if (person !== undefined) {
    found.push(sql`person = ${person} and ${knownActs(viewer)}`);
  }
  if (agency !== undefined) found.push(sql`agency = ${agency}`);
  if (room !== undefined) found.push(sql`room = ${room}`);
  if (outcome !== undefined) found.push(sql`outcome = ${outcome}`);
  if (report !== undefined) found.push(report === 'yes' ? sql`(${REPORT})` : sql`not (${REPORT})`);
  if (from !== undefined) found.push(sql`"at" >= ${from}`);
  if (until !== undefined) found.push(sql`"at" < ${until}`);
  return found;
}

/** Words are letters and digits only, and ids have no letter that means anything (words.ts), so that quoting them is all it takes. */
function beginning(words: readonly AskedWord[]): string {
  return words
    .map(({ begin, ids }) => `(${[`'${begin}':*`, ...idWords(ids).map((id) => `'${id}'`)].join(' | ')})`)
    .join(' & ');
}
