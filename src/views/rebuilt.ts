import { createHash, type Hash } from 'node:crypto';
import type { Client, ClientConfig } from 'pg';
import { openApart } from './apart.ts';
import { Follower, type FollowerPorts } from './follower.ts';
import { compareKeys, TABLES, type TableName, type TableRow, tableRows } from './table-rows.ts';

/** The rows of one table: how many, and the SHA-256 (hex) over all of them in order. */
export type TableDigest = { readonly rows: number; readonly hash: string };

/** A row that is not what the ledger gives. */
export type WrongRow = {
  /** As `index`, `slice/id` or `slice/id/index`. */
  readonly name: string;
  /** `missing`: the ledger gives it; `stray`: it does not; or the columns that differ. Never what stands in them. */
  readonly what: 'missing' | 'stray' | readonly string[];
};

/** A table as it is shown, beside the same made from the ledger. */
export type ComparedTable = {
  readonly table: TableName;
  readonly shown: TableDigest;
  readonly rebuilt: TableDigest;
  /** How many rows differ, and the first of them. */
  readonly wrong: number;
  readonly first: WrongRow | undefined;
};

export type RebuiltPorts = Pick<FollowerPorts, 'store' | 'ledger' | 'keys' | 'touches'> & {
  /** Entries that the tables which are shown hold: so many are folded. */
  readonly next: number;
  /** Whether `touches` knows the commitments; where not, what acts touch is not compared. */
  readonly knowsCommitments: boolean;
  readonly progress: (done: number, of: number) => void;
};

/**
 * Folds the ledger anew, into tables that nobody else sees, and compares each row of what is shown with them. Changes nothing. In memory are some
 * hundred entries or rows at a time. Undefined where no tables are shown.
 * @param config of the driver, with `bigint` read as numbers
 */
export async function compareRebuilt(config: ClientConfig, ports: RebuiltPorts): Promise<ComparedTable[] | undefined> {
  const apart = await openApart(config);
  if (apart === undefined) return undefined;
  const { view, client, shown } = apart;
  try {
    await foldAll(view, ports);
    const leavesOut = ports.knowsCommitments ? [] : ['touches'];
    await client.query('begin transaction isolation level repeatable read, read only');
    const compared: ComparedTable[] = [];
    for (const table of Object.keys(TABLES) as TableName[]) {
      compared.push(await compareTable(client, table, { shown: shown[table], leavesOut }));
    }
    await client.query('commit');
    return compared;
  } finally {
    await apart.close();
  }
}

/** Folds the first `next` entries into a view that is empty. @throws UnreadableEntry */
export async function foldAll(
  view: FollowerPorts['view'],
  { store, ledger, keys, touches, next, progress }: Omit<RebuiltPorts, 'knowsCommitments'>,
): Promise<void> {
  const follower = await Follower.open({
    name: 'acts',
    view,
    store,
    ledger,
    keys,
    touches,
    clock: { monotonicNow: () => 0 },
    size: next,
    applied: (rows) => progress((rows.at(-1)?.index ?? -1) + 1, next),
    // What is shown as unreadable is told of by whoever reads the entries.
    warn: () => {},
    fatal: (error) => {
      throw error;
    },
  });
  await follower.stop();
}

async function compareTable(
  client: Client,
  table: TableName,
  { shown, leavesOut }: { readonly shown: string; readonly leavesOut: readonly string[] },
): Promise<ComparedTable> {
  const sides = [new Side(), new Side()] as const;
  const [left, right] = [
    tableRows(client, table, shown, leavesOut),
    tableRows(client, table, `pg_temp.${table}`, leavesOut),
  ];
  let [one, other] = [await sides[0].next(left), await sides[1].next(right)];
  let wrong = 0;
  let first: WrongRow | undefined;
  const note = (row: TableRow, what: WrongRow['what']): void => {
    wrong += 1;
    first ??= { name: row.key.join('/'), what };
  };
  while (one !== undefined || other !== undefined) {
    const order = one === undefined ? 1 : other === undefined ? -1 : compareKeys(one.key, other.key);
    if (one !== undefined && order < 0) note(one, 'stray');
    else if (other !== undefined && order > 0) note(other, 'missing');
    else if (one !== undefined && other !== undefined) {
      const differing = differingColumns(one, other);
      if (differing.length > 0) note(one, differing);
    }
    if (order <= 0) one = await sides[0].next(left);
    if (order >= 0) other = await sides[1].next(right);
  }
  return { table, shown: sides[0].digest(), rebuilt: sides[1].digest(), wrong, first };
}

/** Hashes the rows of one side as they go by. */
class Side {
  readonly #hash: Hash = createHash('sha256');
  #rows = 0;

  async next(rows: AsyncGenerator<TableRow>): Promise<TableRow | undefined> {
    const { value, done } = await rows.next();
    if (done === true) return undefined;
    this.#rows += 1;
    this.#hash.update(`${JSON.stringify([...value.columns])}\n`);
    return value;
  }

  digest(): TableDigest {
    return { rows: this.#rows, hash: this.#hash.digest('hex') };
  }
}

function differingColumns(one: TableRow, other: TableRow): string[] {
  return [...other.columns].flatMap(([name, text]) => (one.columns.get(name) === text ? [] : [name]));
}
