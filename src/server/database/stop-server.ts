import { Client } from 'pg';
import { SECOND } from '../../base/clock.ts';
import { clientConfig, type PostgresAddress } from '../../ledger/store/postgres-connection.ts';
import { ended, isRunning } from './processes.ts';

/** A fast shutdown writes everything out; after this long the server is ended at once, and recovers at its next start. */
export const STOP_MS = 30 * SECOND;

/**
 * SIGINT asks a server for a fast shutdown, SIGQUIT for an immediate one (postgres(1)), after which the next start recovers. A server
 * that is recovering is ended at once: asked for a fast shutdown it was seen to wait for its checkpointer for ever (18.4).
 */
export async function stopServer(
  { pid, address }: { readonly pid: number; readonly address: PostgresAddress },
  log: { warn(message: string): void },
): Promise<void> {
  const signals = (await isOpen(address)) ? (['SIGINT', 'SIGQUIT'] as const) : (['SIGQUIT'] as const);
  for (const signal of signals) {
    if (!isRunning(pid)) return;
    try {
      process.kill(pid, signal);
    } catch {
      // ended just now
    }
    if (await ended(pid, STOP_MS)) return;
    log.warn(`the database (process ${pid}) has not ended within ${STOP_MS / SECOND} s of ${signal}`);
  }
}

/** Whether the server lets somebody in at this moment. */
async function isOpen(address: PostgresAddress): Promise<boolean> {
  const client = new Client(clientConfig(address));
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
