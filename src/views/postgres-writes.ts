import { sql, type Transaction } from 'kysely';
import { labelsOfAudience, labelsOfEntry } from './audience.ts';
import type { Folded } from './folded.ts';
import type { Tables } from './postgres-tables.ts';

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

/** Writes acts and records of a batch. One parameter for all rows of a table, so that a batch of any size is a handful of statements. */
export async function writeFolded(db: Transaction<Tables>, entries: readonly Folded[]): Promise<void> {
  const acts = entries.map(({ row, words, corrects }) => {
    const { index, at, recorded, kind, outcome, agency, person, activity, place, matter, room, cause } = row;
    const columns = { index, at, recorded, kind, outcome, agency, person, activity, place, matter, room, cause };
    return { ...columns, corrects, labels: labelsOfEntry(row), words, row };
  });
  await sql`insert into acts_view ("index", "at", recorded, kind, outcome, agency, person, activity, place, matter, room, cause,
      corrects, labels, words, row)
    select "index", "at", recorded, kind, outcome, agency, person, activity, place, matter, room, cause,
      corrects, labels, array_to_tsvector(words), row
    from json_to_recordset(${JSON.stringify(acts)}::json) as rows ("index" bigint, "at" bigint, recorded bigint, kind text,
      outcome text, agency text, person text, activity text, place text, matter text, room text, cause bigint,
      corrects bigint, labels text[], words text[], row json)`.execute(db);
  const changed = changedMatters(entries);
  if (changed.length > 0) await writeMatters(db, changed);
}

async function writeMatters(db: Transaction<Tables>, changed: readonly ChangedMatter[]): Promise<void> {
  const gone = JSON.stringify(changed.filter(({ fresh }) => fresh).map(({ slice, id }) => ({ slice, id })));
  if (gone !== '[]') {
    for (const table of [sql`matters_view`, sql`matter_versions`]) {
      await sql`delete from ${table} as kept using json_to_recordset(${gone}::json) as gone (slice text, id text)
        where kept.slice = gone.slice and kept.id = gone.id`.execute(db);
    }
  }
  const versions = changed.flatMap(({ slice, id, versions }) => versions.map((version) => ({ slice, id, ...version })));
  const heads = changed
    .filter((matter) => matter.versions.length > 0)
    .map(({ versions, fresh: _fresh, ...head }) => ({ ...head, open: versions.at(-1)?.open ?? false }));
  await sql`insert into matter_versions (slice, id, "index", open, labels, row)
    select slice, id, "index", open, labels, row from json_to_recordset(${JSON.stringify(versions)}::json)
      as rows (slice text, id text, "index" bigint, open boolean, labels text[], row json)`.execute(db);
  await sql`insert into matters_view (slice, id, opened, open, mixed, labels, words, text)
    select slice, id, opened, open, mixed, labels, array_to_tsvector(words), text
    from json_to_recordset(${JSON.stringify(heads)}::json) as rows (slice text, id text, opened bigint, open boolean,
      mixed boolean, labels text[], words text[], text text)
    on conflict (slice, id) do update set
      open = excluded.open,
      mixed = matters_view.mixed or excluded.mixed
        or not (matters_view.labels @> excluded.labels and matters_view.labels <@ excluded.labels),
      labels = array(select distinct unnest(matters_view.labels || excluded.labels))`.execute(db);
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
