import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { systemClock } from '../src/base/clock.ts';
import { directoryOf } from '../src/desk/directory.ts';
import { Door } from '../src/desk/door.ts';
import { exerciseKey } from '../src/desk/keys.ts';
import { SetBook } from '../src/desk/set-book.ts';
import { exerciseClock, Stamper } from '../src/desk/stamp.ts';
import { State } from '../src/desk/state.ts';
import { roomTimer } from '../src/desk/timer.ts';
import { NodeFiles } from '../src/ledger/files/node.ts';
import { KeyRing } from '../src/ledger/keys.ts';
import type { Batch, LedgerStore } from '../src/ledger/store/port.ts';
import { openPostgresStore } from '../src/ledger/store/postgres.ts';
import { clientConfig, type PostgresAddress } from '../src/ledger/store/postgres-connection.ts';
import { EMPTY_FRONTIER } from '../src/ledger/tree.ts';
import type { Scenario } from '../src/mandates/scenario.ts';
import { readScenarioFolder } from '../src/scenarios/read.ts';
import { actorsOf, enrolRoster, enterGenesis, newOrigin } from '../src/server/create-ledger.ts';
import { openDatabase } from '../src/server/database/database.ts';
import { TIMER } from '../src/terms/act-kinds.ts';
import { opensAfter, seatingOf, takeSeats } from './seating.ts';

/** A folder of its own under the system's temporary one, and how to remove it. */
export type TemporaryFolder = { readonly path: string; remove(): Promise<void> };

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'remit-bench-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** The embedded PostgreSQL with its durable settings, in a temporary folder. */
export type BenchDatabase = {
  readonly folder: string;
  readonly address: PostgresAddress;
  /** An empty database beside the first, in the same cluster. */
  another(name: string): Promise<PostgresAddress>;
  stop(): Promise<void>;
};

export async function openBenchDatabase(): Promise<BenchDatabase> {
  const folder = await temporaryFolder();
  const log = { info: () => {}, warn: (message: string) => console.error(`database: ${message}`) };
  const { address, stop } = await openDatabase({ dataFolder: folder.path, log });
  return {
    folder: folder.path,
    address,
    async another(name) {
      const client = new Client(clientConfig(address));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return { ...address, database: name };
    },
    async stop() {
      await stop();
      await folder.remove();
    },
  };
}

/** A room as the server wires it, without followers and publication: the line from a signed act to its commit. */
export type BenchRoom = {
  readonly scenario: Scenario;
  readonly origin: string;
  readonly door: Door;
  readonly keys: KeyRing;
  /** Room time, ms. */
  now(): number;
  /** Sends in an act off the wire. @throws Error where it was not recorded as something that takes effect */
  submit(wire: Buffer): Promise<void>;
  /** What is committed from here on goes to this listener too. */
  record(batch: ((batch: Batch) => void) | undefined): void;
  close(): Promise<void>;
};

const SCENARIO = 'milano-cortina-2026';

/** Opens a new ledger in the database, enrols the roster, puts the mandates in force and lets everybody take their desk. */
export async function openBenchRoom(database: BenchDatabase): Promise<BenchRoom> {
  const scenario = await readBenchScenario();
  const seating = seatingOf(scenario);
  const opensAt = opensAfter(seating);
  const origin = newOrigin(scenario.id, 'exercise', randomBytes);
  const store = await openPostgresStore(database.address);
  const files = await NodeFiles.open(join(database.folder, 'keys'), { secret: true });
  const ring = await KeyRing.create({ files, ledger: origin, random: randomBytes });
  await store.create({ origin, mode: 'exercise', created: systemClock.wallNow() });
  const state = new State();
  const clock = exerciseClock(systemClock, opensAt, 1);
  const directory = directoryOf(scenario, 'exercise');
  let listener: ((batch: Batch) => void) | undefined;
  const door = new Door({
    room: { directory, sets: new SetBook(directory) },
    origin,
    store: recording(store, (batch) => listener?.(batch)),
    epoch: await store.claimWriter(),
    keys: ring,
    stamper: new Stamper(systemClock, clock, { at: opensAt, recorded: 0 }),
    timer: roomTimer(exerciseKey(scenario.id, TIMER), origin, 'exercise'),
    random: randomBytes,
    state,
    frontier: EMPTY_FRONTIER,
    fatal: (error) => {
      throw error;
    },
  });
  const keys = new Map(actorsOf(scenario, 'exercise').map((actor) => [actor, exerciseKey(scenario.id, actor)]));
  const creation = {
    scenario,
    mode: 'exercise' as const,
    origin,
    keys,
    door,
    state,
    random: randomBytes,
    at: opensAt,
  };
  await enterGenesis(creation);
  await enrolRoster(creation);
  const room: BenchRoom = {
    scenario,
    origin,
    door,
    keys: ring,
    now: () => clock.now(),
    async submit(wire) {
      const answer = await door.submit(wire);
      const taken = 'outcome' in answer && (answer.outcome === 'permitted' || answer.outcome === 'needs-approval');
      if (!taken) throw new Error(`an act of the load came out as ${JSON.stringify(answer)}`);
    },
    record: (heard) => {
      listener = heard;
    },
    async close() {
      await door.stop();
      await store.close();
    },
  };
  await takeSeats(room, seating);
  return room;
}

export async function readBenchScenario(): Promise<Scenario> {
  const read = await readScenarioFolder(fileURLToPath(new URL(`../scenarios/${SCENARIO}`, import.meta.url)));
  if (!read.ok) throw new Error(`the scenario \`${SCENARIO}\` is not in order`);
  return read.scenario;
}

function recording(store: LedgerStore, heard: (batch: Batch) => void): LedgerStore {
  return {
    create: (identity) => store.create(identity),
    claimWriter: () => store.claimWriter(),
    load: () => store.load(),
    async append(batch) {
      await store.append(batch);
      heard(batch);
    },
    entries: (from, to) => store.entries(from, to),
    openings: (from, to) => store.openings(from, to),
    keyIds: () => store.keyIds(),
    boxesUnder: (key, from, limit) => store.boxesUnder(key, from, limit),
    rewrap: (epoch, old, boxes) => store.rewrap(epoch, old, boxes),
    scrub: () => store.scrub(),
    size: () => store.size(),
    close: () => store.close(),
  };
}
