import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client, type ClientConfig } from 'pg';
import { systemClock } from '../base/clock.ts';
import { clientConfig } from '../ledger/store/postgres-connection.ts';
import { type Database, openDatabase } from '../server/database/database.ts';
import type { ActsRow } from './acts-row.ts';
import { Follower } from './follower.ts';
import { MemoryActsView } from './memory.ts';
import type { ActsView } from './port.ts';
import { openPostgresActsView } from './postgres.ts';
import { actsViewContract } from './testing/contract.ts';
import { HOSTILE, hostileEntries, LEDGER, storeOf } from './testing/entries.ts';
import { everythingOf, randomEntries } from './testing/random-entries.ts';
import { AUDIENCES, foldedAt, rowAt, VIEWERS } from './testing/rows.ts';
import { UNREADABLE } from './unreadable.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-views-'));
let database: Database;
let config: ClientConfig;
const open: ActsView[] = [];

before(async () => {
  database = await openDatabase({ dataFolder: folder, log: { info: () => {}, warn: () => {} } });
  config = clientConfig(database.address);
});

after(async () => {
  for (const view of open) await view.close();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(): Promise<ActsView> {
  // Each has connections of its own, and the database of one room serves few.
  while (open.length > 2) await open.shift()?.close();
  const view = await openPostgresActsView(config);
  open.push(view);
  return view;
}

describe('in PostgreSQL', { concurrency: 1 }, () => {
  actsViewContract('in PostgreSQL', async () => {
    const view = await opened();
    await view.clear();
    return view;
  });

  test('it is found again after a restart', async () => {
    const view = await opened();
    await view.clear();
    await view.append([foldedAt(rowAt(0, AUDIENCES.everyone)), foldedAt(rowAt(1, AUDIENCES.everyone))]);
    const again = await opened();
    assert.equal(await again.cursor(), 2);
    assert.equal((await again.page(VIEWERS.guestB, { limit: 5 })).length, 2);
  });

  test('whatever happens to records, it answers every viewer as the view in memory does', async () => {
    // Of the first, two records of one id and of different kinds are opened by the same entry: their order was left open once.
    for (const seed of [1, Number(process.env.SEED ?? Date.now() % 1_000_000)]) {
      console.log(`seed ${seed}`);
      const entries = randomEntries(seed, 240);
      const view = await opened();
      await view.clear();
      const memory = new MemoryActsView();
      for (let from = 0; from < entries.length; from += 37) {
        await view.append(entries.slice(from, from + 37));
        await memory.append(entries.slice(from, from + 37));
      }
      for (const viewer of Object.values(VIEWERS)) {
        assert.deepEqual(await everythingOf(view, viewer), await everythingOf(memory, viewer), JSON.stringify(viewer));
      }
    }
  });

  test('a ledger with entries that it cannot hold as they are is opened all the same, and shown whole but for them', async () => {
    const entries = hostileEntries();
    const view = await opened();
    await view.clear();
    const said: string[] = [];
    const applied: ActsRow[] = [];
    const follower = await Follower.open({
      ...(await storeOf(entries)),
      name: 'acts',
      view,
      ledger: LEDGER,
      clock: systemClock,
      touches: () => [],
      size: HOSTILE.size,
      applied: (rows) => applied.push(...rows),
      warn: (message) => said.push(message),
      fatal: (error) => assert.fail(String(error)),
    });
    assert.deepEqual([follower.next, follower.lag], [HOSTILE.size, 0]);
    const rows = await view.page(VIEWERS.oversight, { limit: 9 });
    assert.deepEqual(rows, applied, 'who follows is shown what the tables hold');
    assert.deepEqual(
      rows.map(({ summary }) => summary),
      ['line 0', 'host-minister: x\ufffdy', 'line 2', UNREADABLE, 'line 4'],
    );
    const statement = await view.matter(VIEWERS.guestB, 'statements', 'STAT-1');
    const shown = statement?.row as { source?: string } | undefined;
    assert.deepEqual([statement?.text, shown?.source], ['x\ufffdy', 'a\ufffdb']);
    assert.equal(said.length, 2, said.join('\n'));
    assert.match(said[0] ?? '', /^ENTRY 1 IS SHOWN WITH .*\(22P05\)/);
    assert.match(said[1] ?? '', /^ENTRY 3 IS SHOWN AS UNREADABLE.*\(54000\)/);
    await follower.rebuild();
    assert.deepEqual(await view.page(VIEWERS.oversight, { limit: 9 }), rows, 'folded again, it is the same');
  });

  test('however much one person reads, the view moves on, and they have two reads at a time', async () => {
    const view = await opened();
    await view.clear();
    const client = new Client(config);
    await client.connect();
    await client.query('begin');
    await client.query('lock table acts_view in access exclusive mode');
    const reads = Array.from({ length: 100 }, () => view.page(VIEWERS.guestB, { limit: 5 }));
    const answered = reads.map((read) =>
      read.then(
        () => 'read',
        (error) => (error as Error).name,
      ),
    );
    const kept = new Promise<string>((resolve) => setTimeout(() => resolve('kept waiting'), 3_000).unref());
    assert.equal(await Promise.race([view.cursor(), kept]), 0, 'the follower has a connection of its own');
    const late = await Promise.all(answered.slice(34).map((read) => Promise.race([read, kept])));
    assert.deepEqual([...new Set(late)], ['ViewBusy']);
    const other = new Client(config);
    await other.connect();
    try {
      assert.equal(await waitingFor(other, 2), 2, 'two of theirs are under way');
    } finally {
      await client.query('rollback');
    }
    await Promise.all([client.end(), other.end()]);
    assert.deepEqual([...new Set(await Promise.all(answered.slice(0, 34)))], ['read']);
    assert.deepEqual(await view.page(VIEWERS.guestB, { limit: 5 }), [], 'and their next read is answered');
  });

  test('of another version, it begins anew', async () => {
    const client = new Client(config);
    await client.connect();
    await client.query(`update view_cursors set version = 0 where name = 'acts'`);
    await client.end();
    const view = await opened();
    assert.equal(await view.cursor(), 0);
    assert.deepEqual(await view.page(VIEWERS.oversight, { limit: 5 }), []);
  });
});

/** How many reads wait for the lock, once so many do, or after some seconds however many do: a connection may be under way yet. */
async function waitingFor(client: Client, wanted: number): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%acts_view%'`,
    );
    const n = rows[0]?.n ?? 0;
    if (n >= wanted || tries === 200) return n;
    await client.query('select pg_sleep(0.05)');
  }
}
