import { Client } from 'pg';
import {
  addressInWords,
  checkServer,
  clientConfig,
  connectionRefused,
  type PostgresAddress,
} from '../../ledger/store/postgres-connection.ts';
import { type EmbeddedOptions, openEmbedded } from './embedded.ts';

export type DatabaseOptions = EmbeddedOptions & {
  /** `postgres://…`: a server that somebody else runs. Without it the room runs its own. */
  readonly databaseUrl?: string | undefined;
};

export type Database = {
  readonly kind: 'embedded' | 'external';
  /** For `openPostgresStore`, and for pools of others. */
  readonly address: PostgresAddress;
  /** Ends an embedded server; does nothing to one that somebody else runs. Close the store before. */
  stop(): Promise<void>;
};

/**
 * Opens the database of the room: the server named by `databaseUrl`, or an embedded one in the data folder. The caller
 * holds the lock of the data folder (data-folder-lock.ts).
 * @throws StartRefused with one sentence for a person, to be shown without a stack
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.databaseUrl !== undefined) return openExternal(options.databaseUrl);
  const { address, stop } = await openEmbedded(options);
  return { kind: 'embedded', address, stop };
}

async function openExternal(connectionString: string): Promise<Database> {
  const address = { connectionString };
  try {
    const client = new Client(clientConfig(address));
    client.on('error', () => {});
    try {
      await client.connect();
      await checkServer(client);
    } finally {
      await client.end();
    }
  } catch (error) {
    throw connectionRefused(error, addressInWords(address));
  }
  return { kind: 'external', address, stop: async () => {} };
}
