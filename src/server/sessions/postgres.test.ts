import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { clientConfig } from '../../ledger/store/postgres-connection.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { openPostgresSignInStore } from './postgres.ts';
import { sessionOf, signInStoreContract } from './testing/contract.ts';

const data = mkdtempSync(join(tmpdir(), 'remit-sessions-'));
let database: Database;

before(async () => {
  database = await openDatabase({ dataFolder: data, log: { info: () => {}, warn: () => {} } });
});

after(async () => {
  await database?.stop();
  rmSync(data, { recursive: true, force: true });
});

signInStoreContract('postgres', () => openPostgresSignInStore(clientConfig(database.address)));

test('two processes may open it at once, and a session outlives the one that began it', async () => {
  const config = clientConfig(database.address);
  const [one, other] = await Promise.all([openPostgresSignInStore(config), openPostgresSignInStore(config)]);
  const session = sessionOf({ id: '5'.repeat(64), person: 'both' });
  await one.addSession(session);
  await one.close();
  assert.deepEqual(await other.session(session.id), session);
  await other.close();
});
