import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Client } from 'pg';
import { scrubTables } from '../../ledger/store/postgres-scrub.ts';
import { openEmbedded } from './embedded.ts';

const data = mkdtempSync(join(tmpdir(), 'remit-stray-'));
const base = join(data, 'postgres', 'base');
const said: string[] = [];
const log = { info: (message: string) => void said.push(message), warn: () => {} };

after(() => rmSync(data, { recursive: true, force: true }));

/** Files below the databases that hold this text. */
function holding(text: string): string[] {
  const names = readdirSync(base, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return names
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(text));
}

async function connected<T>(
  address: Awaited<ReturnType<typeof openEmbedded>>['address'],
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client(address);
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

test('what a killed server had written of a table anew is gone with the next start, and until then whoever erases is told', async () => {
  const first = await openEmbedded({ dataFolder: data, log });
  await connected(first.address, async (client) => {
    await client.query('create table shown (text text)');
    await client.query(`insert into shown select 'CANARY-' || repeat('x', 500) from generate_series(1, 50)`);
    // Half written anew, and on the disk, as a `vacuum full` is that does not come to its end.
    await client.query('begin');
    await client.query('create table half as select * from shown');
    await client.query('checkpoint');
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const lost = once(client, 'error');
    process.kill(rows[0].pid, 'SIGKILL');
    await lost;
  });
  await first.stop();
  assert.ok(holding('CANARY').length >= 2, 'the table, and the half that nobody knows of');

  // Another one, of a server that started before there was anybody to look.
  const second = await openEmbedded({ dataFolder: data, log });
  assert.equal(holding('CANARY').length, 1, 'the table alone');
  assert.match(said.join('\n'), /^\d+ files that a crash of the database had left without a table were removed$/m);
  const [table = ''] = holding('CANARY');
  for (const name of ['4000000001', '4000000001.1', '4000000002_fsm'])
    writeFileSync(join(table, '..', name), 'CANARY of no table');
  writeFileSync(join(table, '..', 'notes'), 'of somebody else');
  const left = await scrubTables(second.address);
  assert.match(left.join(), /files of the database that belong to no table/);
  await connected(second.address, async (client) => {
    const { rows } = await client.query('select count(*)::int as count from shown');
    assert.equal(rows[0].count, 50);
    await client.query('delete from shown');
  });
  await second.stop();

  said.length = 0;
  const third = await openEmbedded({ dataFolder: data, log });
  assert.deepEqual(said, ['3 files that a crash of the database had left without a table were removed']);
  assert.ok(readdirSync(join(table, '..')).includes('notes'), 'what is no file of a table stays');
  assert.deepEqual(await scrubTables(third.address), []);
  assert.deepEqual(holding('CANARY'), []);
  await third.stop();
  said.length = 0;
  await (await openEmbedded({ dataFolder: data, log })).stop();
  assert.deepEqual(said, [], 'nothing is removed where nothing is stray');
});
