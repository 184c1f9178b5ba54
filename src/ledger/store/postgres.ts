import { Kysely, PostgresDialect, type Selectable } from 'kysely';
import { Pool } from 'pg';
import { assert } from '../../base/assert.ts';
import { SECOND } from '../../base/clock.ts';
import { migrate, type Tables } from './migrations.ts';
import type { Batch, LedgerIdentity, LedgerStore, Opening, Snapshot } from './port.ts';
import {
  addressInWords,
  checkServer,
  clientConfig,
  connectionRefused,
  type PostgresAddress,
} from './postgres-connection.ts';
import { scrubTables } from './postgres-scrub.ts';
import { PostgresWriter, type WriterOptions } from './postgres-writer.ts';

/** Entries one call may ask for (port.ts). */
const RANGE_MAX = 65_536;

const CLAIM_WAIT_MS = 5 * SECOND;

/** Connections for reading; the writer has one of its own. */
const READERS_MAX = 4;

/**
 * Opens the ledger in a PostgreSQL of version 15 or later and brings its tables up to date.
 *
 * The store is trusted for order and for what it acknowledged, not for truth: who can write to the database can rewrite
 * it, which the checkpoints and the signer's guard then show. A thief of the database reads the state of decisions, and
 * nothing of the entries before: their openings are closed by keys that are kept elsewhere.
 *
 * @throws StartRefused with one sentence for a person: unreachable, too old, read-only, or not durable
 */
export async function openPostgresStore(
  address: PostgresAddress,
  options: Partial<WriterOptions> = {},
): Promise<LedgerStore> {
  const warn = options.warn ?? (() => {});
  const pool = new Pool({ ...clientConfig(address), max: READERS_MAX });
  // Without a listener, the loss of an idle connection would end the process.
  pool.on('error', (error) => warn(`a reading connection to the database is lost: ${error.message}`));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await checkServer(pool);
    await migrate(db);
  } catch (error) {
    await pool.end();
    throw connectionRefused(error, addressInWords(address));
  }
  return new PostgresStore(
    db,
    address,
    new PostgresWriter(address, { alone: true, claimWaitMs: CLAIM_WAIT_MS, ...options, warn }),
  );
}

class PostgresStore implements LedgerStore {
  readonly #db: Kysely<Tables>;
  readonly #address: PostgresAddress;
  readonly #writer: PostgresWriter;

  constructor(db: Kysely<Tables>, address: PostgresAddress, writer: PostgresWriter) {
    this.#db = db;
    this.#address = address;
    this.#writer = writer;
  }

  async create(identity: LedgerIdentity): Promise<void> {
    const { numUpdatedRows } = await this.#db
      .updateTable('ledger')
      .set({ origin: identity.origin, mode: identity.mode, created: identity.created })
      .where('origin', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) throw new Error('the database holds a ledger already');
  }

  claimWriter(): Promise<number> {
    return this.#writer.claim();
  }

  append(batch: Batch): Promise<void> {
    return this.#writer.append(batch);
  }

  load(): Promise<Snapshot> {
    // Repeatable read: all four queries see the same moment, also while a writer commits.
    const moment = this.#db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
    return moment.execute(async (db) => {
      const ledger = await db.selectFrom('ledger').selectAll().executeTakeFirstOrThrow();
      const rows = await db.selectFrom('state').select(['slice', 'id', 'row']).execute();
      const documents = await db.selectFrom('documents').select(['id', 'text']).execute();
      return {
        identity: identityOf(ledger),
        frontier: { size: ledger.size, hashes: ledger.frontier },
        rows,
        documents: new Map(documents.map(({ id, text }) => [id, text])),
      };
    });
  }

  async entries(from: number, to: number): Promise<Uint8Array[]> {
    checkRange(from, to);
    const rows = await this.#db
      .selectFrom('entries')
      .select('bytes')
      .where('index', '>=', from)
      .where('index', '<', to)
      .orderBy('index')
      .execute();
    return rows.map((row) => row.bytes);
  }

  async openings(from: number, to: number): Promise<Opening[]> {
    checkRange(from, to);
    const rows = await this.#db
      .selectFrom('openings')
      .selectAll()
      .where('index', '>=', from)
      .where('index', '<', to)
      .orderBy('index')
      .orderBy('entry_group')
      .execute();
    return rows.map(openingOf);
  }

  async boxesUnder(key: string, from: number, limit: number): Promise<Opening[]> {
    const rows = await this.#db
      .selectFrom('openings')
      .selectAll()
      .where('index', '>=', from)
      .where('key_id', '=', key)
      .orderBy('index')
      .orderBy('entry_group')
      .limit(limit)
      .execute();
    return rows.map(openingOf);
  }

  async keyIds(): Promise<string[]> {
    const rows = await this.#db.selectFrom('openings').select('key_id').distinct().execute();
    return rows.map(({ key_id }) => key_id);
  }

  rewrap(epoch: number, old: string, boxes: readonly Opening[]): Promise<void> {
    return this.#writer.rewrap(epoch, old, boxes);
  }

  scrub(): Promise<readonly string[]> {
    return this.#writer.alone(() => scrubTables(this.#address));
  }

  async size(): Promise<number> {
    const { size } = await this.#db.selectFrom('ledger').select('size').executeTakeFirstOrThrow();
    return size;
  }

  async close(): Promise<void> {
    await this.#writer.close();
    await this.#db.destroy();
  }
}

function openingOf({ index, entry_group, key_id, nonce, box }: Tables['openings']): Opening {
  return { index, group: entry_group, key: key_id, nonce, box };
}

function identityOf(ledger: Pick<Selectable<Tables['ledger']>, 'origin' | 'mode' | 'created'>): LedgerIdentity | null {
  const { origin, mode, created } = ledger;
  return origin === null || mode === null || created === null ? null : { origin, mode, created };
}

function checkRange(from: number, to: number): void {
  assert(
    Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && to - from <= RANGE_MAX,
    `a range of the ledger has at most ${RANGE_MAX} entries, not ${from} to ${to}`,
  );
}
