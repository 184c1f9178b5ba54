import { type Kysely, sql } from 'kysely';
import { labelsOfAudience, labelsOfEntry } from './audience.ts';
import type { Folded } from './folded.ts';
import { NAME, type Tables } from './postgres-tables.ts';

type Version = {
  readonly index: number;
  readonly open: boolean;
  readonly labels: readonly string[];
  readonly row: object;
};

/** What a batch makes of one record. */
type ChangedMatter = {
  readonly slice: string;
  readonly id: string;
  /** It was removed in the batch, so what was there before counts no more. */
  fresh: boolean;
  opened: number;
  text: string;
  words: readonly string[];
  mixed: boolean;
  labels: readonly string[];
  versions: Version[];
};

/**
 * Writes a batch and moves the cursor behind it, in one transaction; in one statement, where no record was removed: each round trip costs the room's
 * thread more than the rows do. One parameter for all rows of a table, so that a batch of any size is the same statement.
 * @throws Error where the cursor does not stand at the batch's first entry: a follower that was overtaken changes nothing
 */
export async function writeFolded(db: Kysely<Tables>, first: number, entries: readonly Folded[]): Promise<void> {
  const changed = changedMatters(entries);
  const gone = changed.filter(({ fresh }) => fresh).map(({ slice, id }) => ({ slice, id }));
  if (gone.length === 0) return await writeRows(db, first, entries, changed);
  await db.transaction().execute(async (transaction) => {
    for (const table of [sql`matters_view`, sql`matter_versions`]) {
      await sql`delete from ${table} as kept using json_to_recordset(${JSON.stringify(gone)}::json) as gone (slice text, id text)
        where kept.slice = gone.slice and kept.id = gone.id`.execute(transaction);
    }
    await writeRows(transaction, first, entries, changed);
  });
}

/** Puts rows in the place of those of the same entries, and removes every record that one of those entries had set, in one transaction. */
export async function replaceFolded(db: Kysely<Tables>, entries: readonly Folded[]): Promise<void> {
  const indexes = entries.map(({ row }) => row.index);
  await db.transaction().execute(async (transaction) => {
    await sql`delete from matters_view as kept using matter_versions as version
      where version."index" = any (${indexes}::bigint[]) and kept.slice = version.slice and kept.id = version.id`.execute(
      transaction,
    );
    await sql`delete from matter_versions as kept using matter_versions as version
      where version."index" = any (${indexes}::bigint[]) and kept.slice = version.slice and kept.id = version.id`.execute(
      transaction,
    );
    await sql`update acts_view as kept set "at" = fresh."at", recorded = fresh.recorded, kind = fresh.kind, outcome = fresh.outcome,
        agency = fresh.agency, person = fresh.person, activity = fresh.activity, place = fresh.place, matter = fresh.matter,
        room = fresh.room, cause = fresh.cause, corrects = fresh.corrects, labels = fresh.labels,
        words = array_to_tsvector(fresh.words), row = fresh.row
      from json_to_recordset(${JSON.stringify(entries.map(columnsOf))}::json) as fresh ("index" bigint, "at" bigint,
        recorded bigint, kind text, outcome text, agency text, person text, activity text, place text, matter text, room text,
        cause bigint, corrects bigint, labels text[], words text[], row json)
      where kept."index" = fresh."index"`.execute(transaction);
  });
}

function columnsOf({ row, words, corrects }: Folded) {
  const { index, at, recorded, kind, outcome, agency, person, activity, place, matter, room, cause } = row;
  const columns = { index, at, recorded, kind, outcome, agency, person, activity, place, matter, room, cause };
  return { ...columns, corrects, labels: labelsOfEntry(row), words, row };
}

async function writeRows(
  db: Kysely<Tables>,
  first: number,
  entries: readonly Folded[],
  changed: readonly ChangedMatter[],
): Promise<void> {
  const acts = entries.map(columnsOf);
  const versions = changed.flatMap(({ slice, id, versions }) => versions.map((version) => ({ slice, id, ...version })));
  const heads = changed
    .filter((matter) => matter.versions.length > 0)
    .map(({ versions, fresh: _fresh, ...head }) => ({ ...head, open: versions.at(-1)?.open ?? false }));
  const { rows } = await sql<{ readonly moved: number }>`
    with moved as (
      update view_cursors set next = ${first + entries.length} where name = ${NAME} and next = ${first} returning name
    ), acts as (
      insert into acts_view ("index", "at", recorded, kind, outcome, agency, person, activity, place, matter, room, cause,
        corrects, labels, words, row)
      select "index", "at", recorded, kind, outcome, agency, person, activity, place, matter, room, cause,
        corrects, labels, array_to_tsvector(words), row
      from moved, json_to_recordset(${JSON.stringify(acts)}::json) as rows ("index" bigint, "at" bigint, recorded bigint,
        kind text, outcome text, agency text, person text, activity text, place text, matter text, room text, cause bigint,
        corrects bigint, labels text[], words text[], row json)
    ), versions as (
      insert into matter_versions (slice, id, "index", open, labels, row)
      select slice, id, "index", open, labels, row
      from moved, json_to_recordset(${JSON.stringify(versions)}::json) as rows (slice text, id text, "index" bigint,
        open boolean, labels text[], row json)
    ), heads as (
      insert into matters_view (slice, id, opened, open, mixed, labels, words, text)
      select slice, id, opened, open, mixed, labels, array_to_tsvector(words), text
      from moved, json_to_recordset(${JSON.stringify(heads)}::json) as rows (slice text, id text, opened bigint, open boolean,
        mixed boolean, labels text[], words text[], text text)
      on conflict (slice, id) do update set
        open = excluded.open,
        mixed = matters_view.mixed or excluded.mixed
          or not (matters_view.labels @> excluded.labels and matters_view.labels <@ excluded.labels),
        labels = array(select distinct unnest(matters_view.labels || excluded.labels))
    )
    select count(*)::int as moved from moved`.execute(db);
  if (rows[0]?.moved !== 1) throw new Error(`row ${first} does not continue the view`);
}

/** The records that a batch sets, each once. */
function changedMatters(entries: readonly Folded[]): ChangedMatter[] {
  const changed = new Map<string, ChangedMatter>();
  for (const { row: entry, matters } of entries) {
    const { index } = entry;
    const audience = labelsOfAudience(entry);
    for (const { slice, id, row, open, text, words } of matters) {
      const key = `${slice} ${id}`;
      const begun = {
        slice,
        id,
        fresh: false,
        opened: index,
        text,
        words,
        mixed: false,
        labels: audience,
        versions: [],
      };
      let matter: ChangedMatter = changed.get(key) ?? begun;
      if (row === null) matter = { ...begun, fresh: true };
      else if (matter.versions.length === 0) matter = { ...begun, fresh: matter.fresh };
      changed.set(key, matter);
      if (row === null) continue;
      if (matter.versions.at(-1)?.index === index) matter.versions.pop();
      matter.versions.push({ index, open, labels: labelsOfEntry(entry), row });
      const union = [...new Set([...matter.labels, ...audience])];
      if (union.length !== matter.labels.length || union.length !== audience.length) matter.mixed = true;
      matter.labels = union;
    }
  }
  return [...changed.values()];
}
