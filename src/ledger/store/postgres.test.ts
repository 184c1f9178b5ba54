import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import { type Database, openDatabase } from '../../server/database/database.ts';
import { storeContract } from './contract.ts';
import { type Batch, FencedOut, type LedgerStore, NotCommitted, UnknownCommit } from './port.ts';
import { openPostgresStore } from './postgres.ts';
import { type PostgresAddress, StartRefused } from './postgres-connection.ts';
import { proxyTo } from './postgres-proxy.ts';

const data = mkdtempSync(join(tmpdir(), 'remit-store-'));
const quiet = { info: () => {}, warn: () => {} };
let database: Database;
let admin: Client;
let databases = 0;

before(async () => {
  database = await openDatabase({ dataFolder: data, log: quiet });
  admin = await connected(database.address);
});

after(async () => {
  await admin?.end();
  await database?.stop();
  rmSync(data, { recursive: true, force: true });
});

storeContract('postgres', async () => {
  const address = await emptyDatabase();
  const handles: LedgerStore[] = [];
  const reopen = async () => {
    const handle = await openPostgresStore(address, { alone: false });
    handles.push(handle);
    return handle;
  };
  const release = async () => {
    for (const handle of handles) await handle.close();
    await admin.query(`drop database ${address.database}`);
  };
  return { store: await reopen(), reopen, release };
});

describe('an append that goes wrong', () => {
  test('a session that is ended before the commit: not committed, and the next append goes on', async () => {
    const { store, epoch, address } = await claimedStore();
    await store.append(batchOf(epoch, 0));
    const holder = await connected(address);
    await holder.query('begin');
    await holder.query('select from ledger for update');
    const appended = assert.rejects(store.append(batchOf(epoch, 1)), NotCommitted);
    await endWaiting(address);
    await appended;
    await holder.query('rollback');
    await store.append(batchOf(epoch, 1));
    assert.equal(await store.size(), 2);
    assert.equal((await store.entries(0, 10)).length, 2);
    await Promise.all([holder.end(), store.close()]);
  });

  for (const { fault, persisted } of [
    { fault: 'swallow-commit', persisted: 0 },
    { fault: 'swallow-answer', persisted: 1 },
  ] as const) {
    test(`a connection lost after the commit was sent (${fault}): unknown, and nothing more until a restart`, async () => {
      const { address, epoch, store: direct } = await claimedStore();
      const proxy = await proxyTo(address, fault);
      const store = await openPostgresStore({ ...address, host: proxy.folder }, { alone: false });
      proxy.arm();
      await assert.rejects(store.append(batchOf(epoch, 0)), UnknownCommit);
      await assert.rejects(store.append(batchOf(epoch, persisted)), UnknownCommit);
      await until(async () => (await busySessions(address)) === 0);
      assert.equal(await direct.size(), persisted);
      assert.equal((await direct.entries(0, 9)).length, persisted);
      assert.equal((await direct.openings(0, 9)).length, persisted * 2);
      await direct.append(batchOf(epoch, persisted));
      await Promise.all([store.close(), direct.close(), proxy.close()]);
    });
  }

  test('a connection lost between statements and commit: not committed', async () => {
    const { address, epoch, store: direct } = await claimedStore();
    const proxy = await proxyTo(address, 'cut-first-answer');
    const store = await openPostgresStore({ ...address, host: proxy.folder }, { alone: false });
    await store.append(batchOf(epoch, 0));
    proxy.arm();
    await assert.rejects(store.append(batchOf(epoch, 1)), NotCommitted);
    await store.append(batchOf(epoch, 1));
    assert.equal(await direct.size(), 2);
    await Promise.all([store.close(), direct.close(), proxy.close()]);
  });

  test('the server says that the disk is full: not committed, said plainly', async () => {
    const { store, epoch, address } = await claimedStore();
    await raising(address, '53100', 'before insert on openings for each statement');
    await assert.rejects(store.append(batchOf(epoch, 0)), (error: Error) => {
      assert.ok(error instanceof NotCommitted);
      assert.match(error.message, /the disk is full/);
      return true;
    });
    assert.deepEqual([await store.size(), (await store.entries(0, 9)).length], [0, 0]);
    await store.close();
  });

  test('an error that only the commit meets: not committed, and the handle goes on', async () => {
    const { store, epoch, address } = await claimedStore();
    await raising(address, '23514', 'after insert on entries deferrable initially deferred for each row');
    await assert.rejects(store.append(batchOf(epoch, 0)), NotCommitted);
    await sql(address, 'drop trigger fault on entries');
    await store.append(batchOf(epoch, 0));
    assert.equal(await store.size(), 1);
    await store.close();
  });

  test('an error of a class that a committed server may send: unknown', async () => {
    const { store, epoch, address } = await claimedStore();
    await raising(address, '57P01', 'after insert on entries deferrable initially deferred for each row');
    await assert.rejects(store.append(batchOf(epoch, 0)), UnknownCommit);
    await store.close();
  });

  test('a commit that was not waited for on the standby: unknown, though the server calls it committed', async () => {
    const { store, epoch, address } = await claimedStore();
    await setCluster('synchronous_standby_names', `'nobody'`);
    try {
      const appended = assert.rejects(store.append(batchOf(epoch, 0)), UnknownCommit);
      const waiting = `select pg_cancel_backend(pid) from pg_stat_activity where datname = $1 and wait_event = 'SyncRep'`;
      await until(async () => (await admin.query(waiting, [address.database])).rowCount === 1);
      await appended;
    } finally {
      await setCluster('synchronous_standby_names', `''`);
    }
    await store.close();
  });
});

describe('one room on a database', () => {
  test('a second is refused while the first runs, and may claim when its session is gone', async () => {
    const address = await emptyDatabase();
    const first = await openPostgresStore(address);
    const second = await openPostgresStore(address, { claimWaitMs: 100 });
    const epoch = await first.claimWriter();
    await assert.rejects(second.claimWriter(), refusedWith(/^another room is running on this database/));
    await first.append(batchOf(epoch, 0));
    await first.close();
    assert.equal(await second.claimWriter(), epoch + 1);
    await second.close();
  });

  test('the lock of a session that is just ending is waited for', async () => {
    const address = await emptyDatabase();
    const first = await openPostgresStore(address);
    const second = await openPostgresStore(address, { claimWaitMs: 30_000 });
    const epoch = await first.claimWriter();
    const claimed = second.claimWriter();
    await until(async () => (await waiting(address)).length === 1);
    await first.close();
    assert.equal(await claimed, epoch + 1);
    await second.close();
  });

  test('a writer whose session was ended while another claimed is fenced out, although it connects again', async () => {
    const address = await emptyDatabase();
    const first = await openPostgresStore(address);
    const epoch = await first.claimWriter();
    await first.append(batchOf(epoch, 0));
    const holding = `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = $1)`;
    assert.equal((await admin.query(holding, [address.database])).rowCount, 1);
    const second = await openPostgresStore(address);
    const newer = await second.claimWriter();
    // Noticing the loss may cost an attempt; what may never happen is an append.
    await first.append(batchOf(epoch, 1)).catch((error) => assert.ok(!(error instanceof UnknownCommit), error));
    await assert.rejects(first.append(batchOf(epoch, 1)), FencedOut);
    await second.append(batchOf(newer, 1));
    await Promise.all([first.close(), second.close()]);
  });
});

describe('a server that is refused', () => {
  test('a database that does not wait for the disk', async () => {
    const address = await emptyDatabase();
    await admin.query(`alter database ${address.database} set synchronous_commit = off`);
    await assert.rejects(openPostgresStore(address), refusedWith(/has `synchronous_commit` set to `off`/));
  });
});

function refusedWith(sentence: RegExp) {
  return (error: Error) => {
    assert.ok(error instanceof StartRefused, error.stack);
    assert.match(error.message, sentence);
    return true;
  };
}

async function claimedStore() {
  const address = await emptyDatabase();
  const store = await openPostgresStore(address, { alone: false });
  return { address, store, epoch: await store.claimWriter() };
}

async function emptyDatabase(): Promise<PostgresAddress> {
  databases += 1;
  await admin.query(`create database ledger_${databases}`);
  return { ...database.address, database: `ledger_${databases}` };
}

async function connected(address: PostgresAddress): Promise<Client> {
  const client = new Client(address);
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function sql(address: PostgresAddress, text: string): Promise<void> {
  const client = await connected(address);
  await client.query(text);
  await client.end();
}

/** From now on the event `when` ends in an error of that SQLSTATE. */
async function raising(address: PostgresAddress, sqlstate: string, when: string): Promise<void> {
  const kind = when.includes('deferrable') ? 'constraint trigger' : 'trigger';
  await sql(
    address,
    `create function fail() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '${sqlstate}'; end $$;
     create ${kind} fault ${when} execute function fail()`,
  );
}

async function setCluster(name: string, value: string): Promise<void> {
  await admin.query(`alter system set ${name} = ${value}`);
  await admin.query('select pg_reload_conf()');
  const wanted = value.slice(1, -1);
  await until(async () => (await admin.query(`show ${name}`)).rows[0][name] === wanted);
}

async function waiting(address: PostgresAddress): Promise<number[]> {
  const text = `select pid from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`;
  return (await admin.query(text, [address.database])).rows.map((row) => row.pid);
}

async function endWaiting(address: PostgresAddress): Promise<void> {
  await until(async () => (await waiting(address)).length === 1);
  for (const pid of await waiting(address)) await admin.query('select pg_terminate_backend($1)', [pid]);
}

async function busySessions(address: PostgresAddress): Promise<number> {
  const text = `select from pg_stat_activity where datname = $1 and state <> 'idle'`;
  return (await admin.query(text, [address.database])).rowCount ?? 0;
}

/** Asks again until it holds, for ten seconds at most: a test that fails must also end. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const last = performance.now() + 10_000;
  while (!(await holds())) {
    assert.ok(performance.now() < last, `${holds} does not come true`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function batchOf(epoch: number, first: number): Batch {
  const opening = { index: first, key: 'decision/1', nonce: new Uint8Array(12), box: new Uint8Array(40) };
  return {
    epoch,
    first,
    entries: [Uint8Array.of(first)],
    openings: [
      { ...opening, group: 'decision' },
      { ...opening, group: 'person' },
    ],
    changes: [{ slice: 'requests', id: 'REQ-a-1', row: { last: first } }],
    documents: [{ id: 'd', text: 'a document' }],
    frontier: { size: first + 1, hashes: [new Uint8Array(32)] },
  };
}
