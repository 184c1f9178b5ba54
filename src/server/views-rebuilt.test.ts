import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import { playOnRoom } from '../exercise/on-room.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import { openPostgresStore } from '../ledger/store/postgres.ts';
import { clientConfig } from '../ledger/store/postgres-connection.ts';
import type { Act } from '../terms/act.ts';
import type { Answer } from '../terms/answer.ts';
import type { ActsView } from '../views/port.ts';
import { openPostgresActsView } from '../views/postgres.ts';
import { type ComparedTable, checkedViews } from './checked-views.ts';
import { type Database, openDatabase } from './database/database.ts';
import type { OpenRoom } from './room.ts';
import { actOf, harbour, signOn, TestMachine } from './testing/test-room.ts';

const CANARY = 'canarytitle';

const folder = mkdtempSync(join(tmpdir(), 'remit-rebuilt-'));
const machine = new TestMachine();
let database: Database;
let store: LedgerStore;
let view: ActsView;
let room: OpenRoom;

before(async () => {
  const scenario = await harbour();
  database = await openDatabase({ dataFolder: folder, log: { info: () => {}, warn: () => {} } });
  store = await openPostgresStore(database.address);
  view = await openPostgresActsView(clientConfig(database.address));
  room = await machine.open({ store, view });
  await playOnRoom(room, store, scenario);
  await sit('watch-a', 'harbour-room.watch');
  await sit('ga-lead', 'embassy-a-room.lead');
  await sit('privacy-a', 'host-room.data-protection');
});

after(async () => {
  await room.stop();
  await view.close();
  await store.close();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** At this desk, unless the script left them there. */
async function sit(person: string, desk: string): Promise<void> {
  const open = [...room.state.values('shifts')].filter(({ until }) => until === null);
  if (!open.some((shift) => shift.person === person && shift.desk === desk)) await signOn(room, person, desk);
}

async function act(person: string, changed: Partial<Act>): Promise<Answer> {
  const answer = await room.door.submit(actOf(room, person, changed));
  if ('refused' in answer) assert.fail(JSON.stringify(answer));
  assert.equal(answer.outcome, 'permitted', JSON.stringify([changed, answer]));
  return answer;
}

async function compared(knowsCommitments = true): Promise<readonly ComparedTable[]> {
  const next = room.size();
  assert(await room.views.follower.reached(next - 1, 10_000), 'the view keeps up');
  const told: number[] = [];
  const tables = await checkedViews(database.address).compare({
    store,
    ledger: room.origin,
    keys: room.keys,
    next,
    touches: knowsCommitments ? room.touches : undefined,
    progress: (done) => told.push(done),
  });
  assert.equal(told.at(-1), next, 'all of the ledger is folded');
  return tables ?? assert.fail('there are no tables');
}

/** Every table is what the ledger gives, and none is empty; says how many rows, and the hash of each. */
async function assertEqual(when: string): Promise<readonly ComparedTable[]> {
  const tables = await compared();
  for (const { table, shown, rebuilt, wrong, first } of tables) {
    console.log(`${when}: ${table.padEnd(15)} ${shown.rows} rows ${shown.hash}`);
    assert(shown.rows > 0, table);
    assert.deepEqual({ shown, wrong, first }, { shown: rebuilt, wrong: 0, first: undefined }, `${when}: ${table}`);
  }
  assert.deepEqual(
    tables.map(({ table }) => table),
    ['acts_view', 'matters_view', 'matter_versions'],
  );
  assert.equal(tables[0]?.shown.rows, room.size());
  return tables;
}

async function rebuild(): Promise<void> {
  const { origin: ledger, keys, touches } = room;
  await checkedViews(database.address).rebuild({ store, ledger, keys, next: room.size(), touches, progress: () => {} });
}

async function asked(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client(clientConfig(database.address));
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** How many rows of the tables that are shown hold what was to be erased. */
async function heldRows(): Promise<number> {
  const [found] = await asked(
    `select (select count(*) from acts_view a where a::text like $1) + (select count(*) from matters_view m where m::text like $1)
      + (select count(*) from matter_versions v where v::text like $1) as n`,
    [`%${CANARY}%`],
  );
  return Number(found?.n);
}

/** Erases, and waits until the keys are destroyed. */
async function erase(detail: object): Promise<void> {
  const finished = new Promise<void>((resolve) => {
    const stop = room.onViewed((rows) => {
      if (!rows.some(({ kind }) => kind === 'erasure.finish')) return;
      stop();
      resolve();
    });
  });
  const common = { basis: 'request', reason: 'whom it names asked for it' };
  await act('privacy-a', { kind: 'record.erase', desk: 'host-room.data-protection', detail: { ...detail, ...common } });
  await finished;
}

describe('tables folded anew are those that are shown', { concurrency: 1 }, () => {
  test('after a load, after an erasure that is finished, and after a recall', async () => {
    const watch = { desk: 'harbour-room.watch', place: 'summit-quay' };
    const lead = { desk: 'embassy-a-room.lead', place: 'embassy-a' };
    const { index: entry } = await act('ga-lead', { ...lead, detail: { text: `${CANARY} of a guest` } });
    const detail = {
      title: `${CANARY} of the host`,
      category: 'maritime',
      gravity: 'minor',
      text: 'somebody was named',
    };
    const { matter: incident = '' } = await act('watch-a', { ...watch, kind: 'incident.open', detail });
    await act('watch-a', { ...watch, kind: 'incident.close', detail: { incident, reason: 'it is over' } });
    const loaded = await assertEqual('after a load');
    assert((await heldRows()) >= 4, 'lines and records say it');

    for (const named of [{ entry }, { record: incident }]) await erase(named);
    assert.equal(await heldRows(), 0);
    const erased = await assertEqual('after erasure');
    assert.notEqual(erased[1]?.shown.hash, loaded[1]?.shown.hash);

    const release = [...room.state.values('releases')].find(({ recalled }) => recalled === null);
    assert(release !== undefined, 'the script leaves a release');
    const recall = { release: release.id, reason: 'the source withdrew it' };
    await act('ga-lead', { ...lead, kind: 'item.recall', purpose: 'event-security', detail: recall });
    const recalled = await assertEqual('after recall');
    assert.notEqual(recalled[2]?.shown.hash, erased[2]?.shown.hash);
  });

  test('a row that is changed, missing or stray is named by its place, never by what it says, and all are made again', async () => {
    const [line] = await asked(`select "index" from acts_view where kind = 'log.line' order by 1 limit 1`);
    const index = Number(line?.index);
    const [record] = await asked(`select slice, id, "index" from matter_versions order by 1, 2, 3 limit 1`);
    const faults: readonly [string, string, ComparedTable['first']][] = [
      [
        `update acts_view set labels = labels || '{everyone}' where "index" = ${index}`,
        'acts_view',
        { name: `${index}`, what: ['labels'] },
      ],
      [
        `update acts_view set words = array_to_tsvector('{${CANARY}}') where "index" = ${index}`,
        'acts_view',
        { name: `${index}`, what: ['words'] },
      ],
      [
        `insert into matters_view values ('incidents', 'INC-77', 3, false, false, '{host}', '', 'the ${CANARY} that was erased')`,
        'matters_view',
        { name: 'incidents/INC-77', what: 'stray' },
      ],
      [
        `delete from matter_versions where (slice, id, "index") = ('${record?.slice}', '${record?.id}', ${record?.index})`,
        'matter_versions',
        { name: `${record?.slice}/${record?.id}/${record?.index}`, what: 'missing' },
      ],
    ];
    for (const [fault, table, first] of faults) {
      await asked(fault);
      const found = (await compared()).find((one) => one.table === table);
      assert.deepEqual(found?.first, first, fault);
      assert.equal(found?.wrong, 1);
      assert.notEqual(found?.shown.hash, found?.rebuilt.hash);
      await rebuild();
      await assertEqual('made again');
    }
    assert.equal(await heldRows(), 0);
  });

  test('which commitments an act touches is compared only by who knows them', async () => {
    const changed = await asked(
      `update acts_view set row = replace(row::text, '"touches":[]', '"touches":["K99"]')::json where "index" = 20 returning "index"`,
    );
    assert.equal(changed.length, 1);
    const first = { name: '20', what: ['row'] };
    assert.deepEqual((await compared())[0]?.first, first);
    assert.equal((await compared(false))[0]?.first, undefined);
    await rebuild();
    await assertEqual('made again');
  });

  test('comparing leaves nothing behind, and writes nothing where it reads', async () => {
    const { rows: before } = (await assertEqual('before'))[0]?.shown ?? { rows: 0 };
    const [left] = await asked(`select count(*)::int as n from pg_class where relname = 'acts_view'`);
    assert.deepEqual([left?.n, before], [1, room.size()]);
  });
});
