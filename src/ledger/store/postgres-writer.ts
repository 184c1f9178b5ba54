import { Client, DatabaseError, type QueryResult } from 'pg';
import { SECOND } from '../../base/clock.ts';
import { type Batch, FencedOut, NotCommitted, type Opening, UnknownCommit } from './port.ts';
import { batchStatements, LOCK_LEDGER, rewrapBoxes, type Statement } from './postgres-batch.ts';
import {
  checkServer,
  clientConfig,
  connectionRefused,
  errorCode,
  isDiskFull,
  type PostgresAddress,
  StartRefused,
} from './postgres-connection.ts';

/** Key of the session lock of the database that says "a room runs here": the letters `remit`. */
const ROOM_LOCK = 0x72_65_6d_69_74;

/** A batch that has no answer by then is given up, with its connection; a synchronous standby may take its time. */
const ANSWER_MS = 60 * SECOND;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Classes of errors with which a server refuses to commit: a constraint, a conflict, the state of the transaction, a value, an
 * exception of a trigger. After COMMIT was sent any other error leaves it open, also a full disk: a server that cannot write
 * its log ends in a panic, and what of the log it had written by then its recovery takes for committed.
 */
const REFUSING_CLASSES = ['22', '23', '25', '40', 'P0'];

export type WriterOptions = {
  /** False lets several writers claim at the same time, each fencing out the one before: the tests of fencing. */
  readonly alone: boolean;
  /** How long a claim waits for the lock of a room before, in milliseconds: its server may just be noticing that it died. */
  readonly claimWaitMs: number;
  readonly warn: (message: string) => void;
};

/**
 * The one connection that writes. It is made anew after a loss, without raising the epoch: the epoch in the database
 * decides who may write, the session lock only spares people a second room started by mistake.
 */
export class PostgresWriter {
  readonly #address: PostgresAddress;
  readonly #options: WriterOptions;
  #client: Client | null = null;
  #claimed = false;
  #doubt: UnknownCommit | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(address: PostgresAddress, options: WriterOptions) {
    this.#address = address;
    this.#options = options;
  }

  /** One transaction; see {@link LedgerStore.append}. Calls take turns. */
  append(batch: Batch): Promise<void> {
    return this.#inTurn(() => this.#transact(batchStatements(batch), (locked) => refusal(locked, batch)));
  }

  /** One transaction; see {@link LedgerStore.rewrap}. It takes its turn with the appends. */
  rewrap(epoch: number, old: string, boxes: readonly Opening[]): Promise<void> {
    return this.#inTurn(() => this.#transact([rewrapBoxes(old, boxes)], (locked) => fencedOut(locked, epoch)));
  }

  /** Work with which no transaction of this writer is open. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(work);
  }

  /**
   * Raises the epoch and returns it.
   * @throws StartRefused where another room runs on this database
   */
  claim(): Promise<number> {
    return this.#inTurn(async () => {
      const client = await this.#connected();
      if (this.#options.alone) await takeRoomLock(client, this.#options.claimWaitMs);
      const { rows } = await client.query('update ledger set writer_epoch = writer_epoch + 1 returning writer_epoch');
      this.#claimed = true;
      return Number(rows[0].writer_epoch);
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      const client = this.#client;
      this.#client = null;
      await client?.end();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #transact(statements: readonly Statement[], refused: Refused): Promise<void> {
    // INVARIANT: after a doubtful commit nothing more is written until a restart has read what is there.
    if (this.#doubt) throw new UnknownCommit(this.#doubt.message, { cause: this.#doubt });
    const client = await this.#connected().catch((error: unknown) => {
      throw notCommitted(error);
    });
    const deadline = setTimeout(() => client.connection.stream.destroy(), ANSWER_MS);
    try {
      await this.#write(client, [LOCK_LEDGER, ...statements], refused);
      await this.#commit(client);
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Everything but the commit, in one round trip: the statements are pipelined, and none is believed before all are answered. */
  async #write(client: Client, statements: readonly Statement[], refused: Refused): Promise<void> {
    const { stream } = client.connection;
    // They leave in one write: each of them wakes the server's process and costs this thread more than the statement does.
    stream.cork();
    const sent = [
      client.query('begin isolation level read committed read write'),
      ...statements.map((statement) => client.query(statement)),
    ];
    stream.uncork();
    const [begun, locked, ...written] = await Promise.allSettled(sent);
    const failed = [begun, locked, ...written].find((answer) => answer?.status === 'rejected');
    const said = locked?.status === 'fulfilled' ? refused(locked.value) : undefined;
    if (!said && !failed) return;
    await client.query('rollback').catch(() => this.#drop(client));
    throw said ?? notCommitted(failed?.reason);
  }

  async #commit(client: Client): Promise<void> {
    if (client !== this.#client) throw notCommitted(new Error('the connection was lost before the commit'));
    const warnings: Error[] = [];
    const heed = (notice: { code?: string | undefined; message?: string | undefined }) => {
      if (notice.code !== '00000') warnings.push(new Error(notice.message));
    };
    client.on('notice', heed);
    try {
      const { command } = await client.query('commit');
      if (command !== 'COMMIT') throw notCommitted(new Error(`the server answered ${command} to the commit`));
      // "canceling wait for synchronous replication": committed here, and perhaps nowhere else.
      if (warnings[0]) throw this.#inDoubt(warnings[0]);
    } catch (error) {
      if (error instanceof NotCommitted || error instanceof UnknownCommit) throw error;
      const sqlClass = error instanceof DatabaseError ? errorCode(error).slice(0, 2) : '';
      if (REFUSING_CLASSES.includes(sqlClass)) throw notCommitted(error);
      throw this.#inDoubt(error);
    } finally {
      client.off('notice', heed);
    }
  }

  #inDoubt(cause: unknown): UnknownCommit {
    this.#doubt = new UnknownCommit(`nobody knows whether the batch was committed: ${reason(cause)}`, {
      cause,
    });
    return this.#doubt;
  }

  async #connected(): Promise<Client> {
    if (this.#client) return this.#client;
    const client = new Client({ ...clientConfig(this.#address), pipeline: true });
    // Without a listener, the loss of an idle connection would end the process.
    client.on('error', (error) => {
      if (this.#client === client)
        this.#options.warn(`the writer's connection to the database is lost: ${said(error)}`);
      this.#drop(client);
    });
    client.on('end', () => this.#drop(client));
    try {
      await client.connect();
      await checkServer(client);
      // Perhaps the server holds the lock for our own lost session still. The epoch guards the ledger either way.
      if (this.#claimed && this.#options.alone) await client.query(`select pg_try_advisory_lock(${ROOM_LOCK})`);
    } catch (error) {
      this.#drop(client);
      throw error;
    }
    this.#client = client;
    return client;
  }

  #drop(client: Client): void {
    if (this.#client === client) this.#client = null;
    client.connection.stream.destroy();
  }
}

/** Waits a little for a lock that a room before may have left to a session that is just ending. */
async function takeRoomLock(client: Client, waitMs: number): Promise<void> {
  await client.query(`set lock_timeout = ${waitMs}`);
  try {
    await client.query(`select pg_advisory_lock(${ROOM_LOCK})`);
  } catch (error) {
    if (errorCode(error) !== LOCK_NOT_AVAILABLE) throw connectionRefused(error, 'its address');
    throw new StartRefused('another room is running on this database: end that one first', { cause: error });
  } finally {
    await client.query('reset lock_timeout').catch(() => {});
  }
}

type Refused = (locked: QueryResult) => FencedOut | NotCommitted | undefined;

/** What the locked row says against a writer of this epoch. */
function fencedOut(locked: QueryResult, epoch: number): FencedOut | NotCommitted | undefined {
  const row = locked.rows[0];
  if (!row) return new NotCommitted('the database holds no ledger row');
  if (row.writer_epoch === epoch) return undefined;
  return new FencedOut(`the writer of epoch ${epoch} is fenced out: epoch ${row.writer_epoch} has taken over`);
}

/** What it says against the batch, if anything. The epoch comes first: a fenced writer's size means nothing. */
function refusal(locked: QueryResult, batch: Batch): FencedOut | NotCommitted | undefined {
  const fenced = fencedOut(locked, batch.epoch);
  if (fenced !== undefined) return fenced;
  const row = locked.rows[0];
  if (row.size !== batch.first) {
    return new NotCommitted(`the batch begins at ${batch.first}, and the ledger holds ${row.size} entries`);
  }
  return undefined;
}

function notCommitted(cause: unknown): NotCommitted {
  return new NotCommitted(`the batch was not committed: ${reason(cause)}`, { cause });
}

function reason(cause: unknown): string {
  return isDiskFull(cause) ? `the disk is full: ${said(cause)}` : said(cause);
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
