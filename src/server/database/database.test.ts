import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, test } from 'node:test';
import { Client } from 'pg';
import { NotCommitted, UnknownCommit } from '../../ledger/store/port.ts';
import { openPostgresStore } from '../../ledger/store/postgres.ts';
import { type PostgresAddress, StartRefused } from '../../ledger/store/postgres-connection.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { openDatabase } from './database.ts';
import { type EmbeddedDatabase, openEmbedded } from './embedded.ts';
import { batchOf } from './made-up-batch.ts';
import { isRunning } from './processes.ts';

const log = { info: () => {}, warn: () => {} };
const root = mkdtempSync(join(tmpdir(), 'remit-database-'));
const data = join(root, 'room');
/** What is open at the moment: also a test that fails leaves no server behind. */
let open: EmbeddedDatabase | undefined;

after(async () => {
  await open?.stop();
  rmSync(root, { recursive: true, force: true });
});

// One cluster lives through all of this, in order: each test begins with what the one before left.
describe('the embedded database', { concurrency: 1 }, () => {
  test('a first start that is killed half-way leaves nothing that the next trips over', async () => {
    const room = startRoom(data);
    await until(() => existsSync(data) && readdirSync(data).some((name) => name.startsWith('postgres.new-')));
    room.kill('SIGKILL');
    await once(room, 'exit');
    mkdirSync(join(data, 'postgres.new-planted', 'base'), { recursive: true });
    assert.equal(existsSync(join(data, 'postgres')), false);
    open = await openEmbedded({ dataFolder: data, log });
    assert.equal(open.came, 'made');
    assert.deepEqual(
      readdirSync(data).filter((name) => name.includes('new-')),
      [],
    );
  });

  test('it listens on a socket in a folder of ours only, and waits for the disk', async () => {
    const { address } = opened();
    assert.equal(statSync(address.host ?? '').mode & 0o777, 0o700);
    const settings = [
      'listen_addresses',
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'wal_recycle',
      'lc_collate',
    ];
    const wanted = ['', 'on', 'on', 'on', 'off'];
    for (const [i, value] of wanted.entries()) assert.equal(await show(address, settings[i] ?? ''), value);
    const text = 'select datcollate, pg_encoding_to_char(encoding) as encoding from pg_database';
    const rows = await query(address, `${text} where datname = current_database()`);
    assert.deepEqual(rows, [{ datcollate: 'C', encoding: 'UTF8' }]);
  });

  test('it stops, and is found again', async () => {
    const { pid, address } = opened();
    await query(address, 'create table kept as select 42 as answer');
    await opened().stop();
    assert.equal(isRunning(pid), false);
    open = await openEmbedded({ dataFolder: data, log });
    assert.equal(open.came, 'found');
    assert.deepEqual(await query(open.address, 'select answer from kept'), [{ answer: 42 }]);
    await open.stop();
  });

  test('left running by a killed room it is adopted, watched and stopped', async () => {
    const room = startRoom(data);
    const { address } = await lastLine(room);
    assert.throws(
      () => lockDataFolder(data),
      refusedWith(`another room (process ${room.pid}) is running on the data folder`),
    );
    const before = await serverPid(address);
    room.kill('SIGKILL');
    await once(room, 'exit');
    lockDataFolder(data).release();
    open = await openEmbedded({ dataFolder: data, log });
    assert.deepEqual([open.came, open.pid], ['adopted', before]);
    assert.deepEqual(await query(open.address, 'select answer from kept'), [{ answer: 42 }]);
    await open.stop();
    assert.equal(isRunning(before), false);
  });

  test('killed while the room appends, it says so once; what was acknowledged is there after the restart', async () => {
    const ends: string[] = [];
    open = await openEmbedded({ dataFolder: data, log, onExit: (sentence) => ends.push(sentence) });
    const before = await openPostgresStore(open.address);
    const epoch = await before.claimWriter();
    let acknowledged = 0;
    const failure = await (async () => {
      for (;;) {
        await before.append(batchOf(epoch, acknowledged, 10));
        acknowledged += 10;
        if (acknowledged === 200) setImmediate(() => process.kill(opened().pid, 'SIGKILL'));
      }
    })().catch((error: unknown) => error);
    assert.ok(failure instanceof NotCommitted || failure instanceof UnknownCommit, String(failure));
    await before.close();
    await until(() => ends.length > 0);
    assert.match(ends.join(), /^the database ended \(SIGKILL\); the next start goes on/);

    open = await openEmbedded({ dataFolder: data, log });
    assert.equal(open.came, 'found');
    const next = await openPostgresStore(open.address);
    const size = await next.size();
    assert.ok(size === acknowledged || (failure instanceof UnknownCommit && size === acknowledged + 10), `${size}`);
    assert.equal((await next.entries(0, 10_000)).length, size);
    assert.equal((await next.openings(0, 10_000)).length, size);
    assert.equal((await next.load()).frontier.size, size);
    assert.equal(await next.claimWriter(), epoch + 1);
    await next.append(batchOf(epoch + 1, size, 10));
    await next.close();
    await open.stop();
  });

  test('a leftover `postmaster.pid` with the number of some other program keeps nobody from starting', async (t) => {
    // Not this very process: a server does not mind the number of its own parent.
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'inherit'] });
    t.after(() => other.kill());
    const cluster = join(data, 'postgres');
    writeFileSync(join(cluster, 'postmaster.pid'), `${other.pid}\n${cluster}\n1\n5432\n/nowhere\n\n`);
    open = await openEmbedded({ dataFolder: data, log });
    assert.equal(open.came, 'found');
    await open.stop();
  });

  test('as root without user namespaces it runs as another user, and later as before', async (t) => {
    if (process.getuid?.() !== 0) return t.skip('this machine does not run the tests as root');
    const otherUser = () => openEmbedded({ dataFolder: data, log, skip: ['user-namespace'] });
    await assert.rejects(otherUser, refusedWith(`as another user it cannot reach \`${data}\``));
    chmodSync(root, 0o711);
    open = await otherUser();
    assert.notEqual(statSync(join(data, 'postgres')).uid, 0);
    assert.notEqual(statSync(`/proc/${open.pid}`).uid, 0);
    assert.deepEqual(await query(open.address, 'select answer from kept'), [{ answer: 42 }]);
    const again = await openEmbedded({ dataFolder: data, log });
    assert.deepEqual([again.came, again.pid], ['adopted', open.pid]);
    await open.stop();
    open = await openEmbedded({ dataFolder: data, log });
    assert.deepEqual(await query(open.address, 'select answer from kept'), [{ answer: 42 }]);
    await open.stop();
    const none = openEmbedded({ dataFolder: data, log, skip: ['user-namespace', 'other-user'] });
    await assert.rejects(none, refusedWith('the database does not run as root'));
  });

  test('a data folder with a long path has its socket elsewhere; its log names no values', async () => {
    const long = join(root, 'x'.repeat(120));
    open = await openEmbedded({ dataFolder: long, log });
    assert.ok((open.address.host ?? '').length < 85);
    await query(open.address, 'create table secret (name text unique)');
    const twice = query(open.address, `insert into secret values ('o-brien'), ('o-brien')`);
    await assert.rejects(twice, /duplicate key/);
    await open.stop();
    assert.doesNotMatch(readFileSync(join(long, 'postgres.log'), 'utf8'), /o-brien/);
    rmSync(open.address.host ?? '', { recursive: true, force: true });
  });

  test('a data folder that is a file is refused', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    await assert.rejects(
      openEmbedded({ dataFolder: file, log }),
      refusedWith(`the data folder \`${file}\` is not a folder`),
    );
    assert.throws(() => lockDataFolder(file), refusedWith(`the data folder \`${file}\` is not a folder`));
  });
});

describe('a database named by DATABASE_URL', { concurrency: 1 }, () => {
  const url = (user: string, host = opened().address.host) =>
    `postgres://${user}@localhost/postgres?host=${encodeURIComponent(host ?? '')}`;
  const openUrl = (databaseUrl: string) => openDatabase({ dataFolder: root, databaseUrl, log });

  test('is used, and left running', async () => {
    open = await openEmbedded({ dataFolder: data, log });
    const database = await openUrl(url('remit'));
    assert.equal(database.kind, 'external');
    const store = await openPostgresStore(database.address);
    assert.ok((await store.size()) > 0);
    await store.close();
    await database.stop();
    assert.equal(isRunning(open.pid), true);
  });

  test('is refused in one sentence where it cannot be used, without its password', async () => {
    const { address } = opened();
    const rules = join(data, 'postgres', 'pg_hba.conf');
    writeFileSync(rules, `local all guarded scram-sha-256\n${readFileSync(rules, 'utf8')}`);
    await query(address, `create role guarded login password 'right'; select pg_reload_conf()`);
    await query(address, `create role reader login; alter role reader set default_transaction_read_only = on`);
    const socket = `\`${address.host}/postgres\``;
    for (const [wrong, sentence] of [
      [url('guarded:wrong-secret'), `the database at ${socket} refuses the password`],
      [url('guarded'), `the database at ${socket} wants a password`],
      [url('stranger'), `the database at ${socket} refuses the user`],
      [url('remit').replace('/postgres?', '/missing?'), 'has no such database'],
      [url('reader'), 'the database is read-only, a standby perhaps: the room needs the primary server'],
      [url('remit', '/nowhere'), 'the database at `/nowhere/postgres` does not answer: there is no such socket'],
      ['postgres://remit:wrong-secret@127.0.0.1:1/x', 'the database at `127.0.0.1:1/x` does not answer: no server'],
    ] as const) {
      await assert.rejects(openUrl(wrong), (error: Error) => {
        assert.doesNotMatch(error.message, /wrong-secret|\n/);
        return refusedWith(sentence)(error);
      });
    }
    await (await openUrl(url('guarded:right'))).stop();
    await open?.stop();
  });
});

function opened(): EmbeddedDatabase {
  assert.ok(open, 'the test before opened it');
  return open;
}

function startRoom(folder: string): ChildProcess {
  const room = join(import.meta.dirname, 'testing/room-process.ts');
  return spawn(process.execPath, [room, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The line with the address, which comes last. */
async function lastLine(room: ChildProcess): Promise<{ address: PostgresAddress }> {
  assert.ok(room.stdout);
  for await (const line of createInterface({ input: room.stdout })) {
    const said = JSON.parse(line);
    if (said.address) return said;
  }
  throw new Error('the room ended without opening its database');
}

async function query(address: PostgresAddress, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(address);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function show(address: PostgresAddress, name: string): Promise<unknown> {
  return (await query(address, `select current_setting('${name}') as value`))[0]?.value;
}

/** The parent of a session's process is the server. */
async function serverPid(address: PostgresAddress): Promise<number> {
  const folder = String(await show(address, 'data_directory'));
  return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function refusedWith(sentence: string) {
  return (error: unknown) => {
    assert.ok(error instanceof StartRefused, error instanceof Error ? error.stack : String(error));
    assert.ok(error.message.includes(sentence), error.message);
    return true;
  };
}

/** Asks again until it holds, for ten seconds at most: a test that fails must also end. */
async function until(holds: () => boolean): Promise<void> {
  const last = performance.now() + 10_000;
  while (!holds()) {
    assert.ok(performance.now() < last, `${holds} does not come true`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
