import type { Client } from 'pg';

/** The tables of the view, each with what its rows are called by, in order. */
export const TABLES = {
  acts_view: ['index'],
  matters_view: ['slice', 'id'],
  matter_versions: ['slice', 'id', 'index'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type TableName = keyof typeof TABLES;

/** What a database may put in any order, or give in a form of its own. */
const COLUMNS: Readonly<Record<TableName, string>> = {
  acts_view: `"index", "at", recorded, kind, outcome, agency, person, activity, place, matter, room, cause, corrects, labels, words::text as words, row`,
  matters_view: 'slice, id, opened, open, mixed, labels, words::text as words, text',
  matter_versions: 'slice, id, "index", open, labels, row',
};

/** Rows that are in memory at once. */
const ROWS_AT_ONCE = 256;

/** One row: its name among the rows of its table, and each of its columns as text that is the same for the same content. */
export type TableRow = {
  readonly key: readonly (string | number)[];
  readonly columns: ReadonlyMap<string, string>;
};

/**
 * Gives the rows of a table in the order of their names, some hundred in memory at a time. In a transaction of the caller's.
 * @param quoted the table as it is called on this connection
 * @param leavesOut members of the column `row` that are not to be looked at
 */
export async function* tableRows(
  client: Client,
  table: TableName,
  quoted: string,
  leavesOut: readonly string[],
): AsyncGenerator<TableRow> {
  const key: readonly string[] = TABLES[table];
  const cursor = `"rows of ${quoted.replaceAll('"', '')}"`;
  const order = key.map((column) => `"${column}"`).join(', ');
  await client.query(
    `declare ${cursor} no scroll cursor for select ${COLUMNS[table]} from ${quoted} order by ${order}`,
  );
  for (;;) {
    const { rows } = await client.query<Record<string, unknown>>(`fetch ${ROWS_AT_ONCE} from ${cursor}`);
    for (const row of rows) {
      const columns = new Map(
        Object.entries(row).map(([name, value]) => [name, columnText(name, value, leavesOut)] as const),
      );
      yield { key: key.map((column) => row[column] as string | number), columns };
    }
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query(`close ${cursor}`);
}

/** Before, together or after, as the database puts them: numbers by size, ids by their bytes (collation C). */
export function compareKeys(one: TableRow['key'], other: TableRow['key']): number {
  for (const [n, part] of one.entries()) {
    const beside = other[n] ?? '';
    const order =
      typeof part === 'number' && typeof beside === 'number'
        ? part - beside
        : Buffer.compare(Buffer.from(String(part)), Buffer.from(String(beside)));
    if (order !== 0) return order;
  }
  return 0;
}

function columnText(name: string, value: unknown, leavesOut: readonly string[]): string {
  // A set: in which order a label came to a record is nobody's matter.
  if (name === 'labels' && Array.isArray(value)) return JSON.stringify([...value].sort());
  if (name !== 'row') return JSON.stringify(value);
  const kept = Object.entries(value as object).filter(([member]) => !leavesOut.includes(member));
  return JSON.stringify(Object.fromEntries(kept), inOrder);
}

/** An entry has its members in one order in memory, and in another as it is read from the store. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
