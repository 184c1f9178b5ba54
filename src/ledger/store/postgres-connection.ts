import { types as builtInTypes, type ClientConfig, DatabaseError } from 'pg';

/** How to reach a database, as the driver `pg` takes it: a connection string, or a socket folder and a user. */
export type PostgresAddress = Pick<
  ClientConfig,
  'connectionString' | 'host' | 'port' | 'user' | 'password' | 'database' | 'ssl'
>;

/**
 * The room cannot start, and says why in one sentence that is meant for a person: it is shown without a stack.
 * `cause` keeps what lies behind.
 */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** The oldest server the statements are written for, as `server_version_num` counts. */
const SERVER_VERSION_MIN = 150_000;

/** Milliseconds a connection may take to be made. */
const CONNECT_MS = 10_000;

/** The settings without which a commit that was acknowledged may be lost in a power cut or a failover. */
const DURABLE: Readonly<Record<string, readonly string[]>> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_apply'],
};

const INT8 = 20;

/** The driver's config for an address: numbers for `bigint`, a bounded connect, and a dead peer is noticed. */
export function clientConfig(address: PostgresAddress): ClientConfig {
  return {
    ...address,
    application_name: 'remit',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types: { getTypeParser },
  };
}

/** Counts and times stay below 2^53; the driver would give `bigint` as text. */
const getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  oid === INT8 && format !== 'binary'
    ? Number
    : builtInTypes.getTypeParser(oid, format as 'text')) as typeof builtInTypes.getTypeParser;

/** Whatever can be asked: a client, a pool. */
type Asked = { query(text: string): Promise<{ rows: Record<string, unknown>[] }> };

/**
 * Refuses a server that is too old, read-only, or would lose what it acknowledged.
 * Asked again at each new connection of the writer, for a failover may lead to another server.
 * @throws StartRefused
 */
export async function checkServer(client: Asked): Promise<void> {
  const { rows } = await client.query(
    `select name, setting from pg_settings where name in
      ('server_version', 'server_version_num', 'in_hot_standby', 'default_transaction_read_only',
       'fsync', 'full_page_writes', 'synchronous_commit')`,
  );
  const settings = new Map(rows.map((row) => [String(row.name), String(row.setting)]));
  if (Number(settings.get('server_version_num')) < SERVER_VERSION_MIN) {
    throw new StartRefused(
      `the database is PostgreSQL ${settings.get('server_version')}: the room needs version 15 or later`,
    );
  }
  if (settings.get('in_hot_standby') === 'on' || settings.get('default_transaction_read_only') === 'on') {
    throw new StartRefused('the database is read-only, a standby perhaps: the room needs the primary server');
  }
  for (const [name, wanted] of Object.entries(DURABLE)) {
    const setting = settings.get(name);
    if (setting === undefined || !wanted.includes(setting)) {
      throw new StartRefused(
        `the database has \`${name}\` set to \`${setting}\`: it could lose entries that were acknowledged, so set it to \`on\``,
      );
    }
  }
}

/** Where a database is, without its password. */
export function addressInWords(address: PostgresAddress): string {
  if (address.connectionString === undefined) return `\`${address.host ?? 'localhost'}\``;
  try {
    const url = new URL(address.connectionString);
    const host = url.searchParams.get('host') ?? (url.host || 'localhost');
    return `\`${host}${url.pathname}\``;
  } catch {
    return 'the address given';
  }
}

/** In one sentence why a database could not be reached; `where` names it without its password. */
export function connectionRefused(error: unknown, where: string): StartRefused {
  if (error instanceof StartRefused) return error;
  return new StartRefused(`the database at ${where} ${reason(error)}`, { cause: error });
}

const BY_SQLSTATE: Readonly<Record<string, string>> = {
  '28P01': 'refuses the password',
  '28000': 'refuses the user',
  '3D000': 'has no such database',
  '42501': 'does not give its user the right to create tables',
  '53100': 'cannot write: the disk is full',
  '53300': 'has no connection left',
  '57P03': 'is starting up or shutting down: try again in a moment',
};

const BY_ERRNO: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'does not answer: no server is listening there',
  ENOENT: 'does not answer: there is no such socket',
  ENOTFOUND: 'is not found: its host name is not known',
  EAI_AGAIN: 'is not found: the name service does not answer',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ETIMEDOUT: 'does not answer in time',
  EACCES: 'may not be used by this user',
};

function reason(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0]);
  const code = errorCode(error);
  if (error instanceof DatabaseError) return BY_SQLSTATE[code] ?? `refuses: ${error.message}`;
  if (error instanceof Error && /timeout expired/.test(error.message)) return 'does not answer in time';
  if (error instanceof Error && /password must be a string/i.test(error.message)) return 'wants a password';
  if (error instanceof Error && /terminated unexpectedly/.test(error.message)) return 'closed the connection';
  return BY_ERRNO[code] ?? `cannot be used: ${error instanceof Error ? error.message : String(error)}`;
}

/** SQLSTATE of a server's answer, or errno of the system, or nothing. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Whether the database says that there is no room left (53100, or the system’s ENOSPC). */
export function isDiskFull(error: unknown): boolean {
  const code = errorCode(error);
  return code === '53100' || code === 'ENOSPC';
}
