import { Client, type ClientConfig } from 'pg';
import type { FollowedEntry } from './acts-row.ts';
import { foldEntry } from './folded.ts';
import { NAME, VERSION } from './postgres-tables.ts';

/** How many rows the tables of the view have. */
export type ViewCounts = {
  /** Index of the next entry to fold. */
  readonly next: number;
  readonly acts: number;
  readonly matters: number;
  readonly versions: number;
  /** Acts that are not of an entry before the cursor, and records without a version or versions without a record. */
  readonly astray: number;
};

const TABLES = `select to_regclass('view_cursors') is not null and to_regclass('acts_view') is not null
  and to_regclass('matters_view') is not null and to_regclass('matter_versions') is not null as there`;
const COUNTS = `select c.next,
    (select count(*) from acts_view) as acts,
    (select count(*) from matters_view) as matters,
    (select count(*) from matter_versions) as versions,
    (select count(*) from acts_view where "index" >= c.next or "index" < 0)
    + (select count(*) from matters_view m where not exists (
        select from matter_versions v where v.slice = m.slice and v.id = m.id))
    + (select count(*) from matter_versions v where not exists (
        select from matters_view m where m.slice = v.slice and m.id = v.id)) as astray
  from view_cursors c where c.name = $1 and c.version = $2`;

/**
 * Counts without changing anything; undefined where there are no tables of this version: the next start folds them from the first entry.
 * @param config of the driver, with `bigint` read as numbers
 */
export async function viewCounts(config: ClientConfig): Promise<ViewCounts | undefined> {
  const client = new Client(config);
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ readonly there: boolean }>(TABLES);
    if (tables[0]?.there !== true) return undefined;
    const { rows } = await client.query<ViewCounts>(COUNTS, [NAME, VERSION]);
    return rows[0];
  } finally {
    await client.end();
  }
}

/** Why an entry cannot be folded into the view; undefined where it can. */
export function whyNotShown(entry: FollowedEntry): string | undefined {
  try {
    foldEntry(entry, () => []);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
