import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from 'pg';
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

test('what was kept before enrolments were noted opens nothing any more, and what is kept since does', async () => {
  const config = clientConfig(database.address);
  await (await openPostgresSignInStore(config)).close();
  const client = new Client(config);
  await client.connect();
  try {
    // As the version before left it.
    await client.query("delete from sign_in_migrations where name >= '0002'");
    await client.query('alter table sessions drop column came_in');
    for (const table of ['sessions', 'sign_in_links', 'accounts', 'passkeys']) {
      await client.query(`alter table ${table} drop column enrolment`);
    }
    await client.query(
      "insert into accounts (person, salt, hash, memory, passes, parallelism) values ('before', 'c2FsdA', 'aGFzaA', 64, 1, 1)",
    );
    const store = await openPostgresSignInStore(config);
    assert.equal(await store.password('before'), undefined);
    const session = sessionOf({ id: '4'.repeat(64), person: 'since' });
    await store.addSession(session);
    assert.deepEqual(await store.session(session.id), session);
    await store.close();
  } finally {
    await client.end();
  }
});
