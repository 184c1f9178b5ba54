import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Client } from 'pg';
import { openEmbedded } from './embedded.ts';
import { isRunning } from './processes.ts';

const data = mkdtempSync(join(tmpdir(), 'remit-recovering-'));
const log = { info: () => {}, warn: () => {} };
/** The longest that ending may take; a fast shutdown that hangs is given up after thirty seconds. */
const SOON_MS = 15_000;

after(() => rmSync(data, { recursive: true, force: true }));

test('a server that recovers from the death of one of its processes is ended at once, and the next start goes on', async () => {
  for (let time = 0; time < 4; time++) {
    const database = await openEmbedded({ dataFolder: data, log });
    const client = new Client(database.address);
    const lost = new Promise<void>((resolve) => client.once('error', () => resolve()));
    await client.connect();
    await client.query('create table if not exists written (time int)');
    await client.query('insert into written values ($1)', [time]);
    const { rows } = await client.query('select pg_backend_pid() as pid, count(*)::int as count from written');
    assert.equal(rows[0].count, time + 1);
    process.kill(rows[0].pid, 'SIGKILL');
    await lost;
    // Until the others are gone and recovery has begun: that is when a shutdown was seen to hang.
    const reinitializing = () =>
      /reinitializing\s(?!.*ready to accept)/s.test(readFileSync(join(data, 'postgres.log'), 'utf8'));
    for (const until = performance.now() + SOON_MS; !reinitializing() && performance.now() < until; ) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const began = performance.now();
    await database.stop();
    assert.ok(!isRunning(database.pid));
    assert.ok(performance.now() - began < SOON_MS, 'it ends soon');
  }
});
