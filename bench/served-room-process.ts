// The process of the room that a benchmark measures over HTTP: database, room, sessions and HTTP as `main.ts` wires them. Started by served-room.ts, which
// asks it for numbers of this process.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { systemClock } from '../src/base/clock.ts';
import { State } from '../src/desk/state.ts';
import { openPostgresStore } from '../src/ledger/store/postgres.ts';
import { clientConfig } from '../src/ledger/store/postgres-connection.ts';
import { apiScope } from '../src/server/api/api.ts';
import { builtConsole } from '../src/server/console/build.ts';
import { openFolders } from '../src/server/folders.ts';
import { buildHttpServer, type HttpOptions } from '../src/server/http/http-server.ts';
import { type OpenRoom, openRoom } from '../src/server/room.ts';
import { steppedTime } from '../src/server/room-time.ts';
import { linkFor, openSignIn, type SignIn } from '../src/server/sign-in/sign-in.ts';
import type { ActsView } from '../src/views/port.ts';
import { openPostgresActsView } from '../src/views/postgres.ts';
import { Load } from './load.ts';
import { openBenchDatabase, readBenchScenario } from './room.ts';
import { manyDesks, opensAfter, takeFurtherSeats, takeSeats } from './seating.ts';
import type { Asked, Given, Question } from './served-room.ts';

/** Log lines that are on their way through the door at once, where a log is filled. */
const FILLING = 256;
/** Everybody comes in from one address here, and within a minute. */
const LIMITS = {
  tries: 1_000_000,
  requestsOfPerson: 1_000_000,
  requestsWithoutSession: 1_000_000,
  requestsOfAddress: 1e9,
  actsOfPerson: 1e9,
};

process.once('message', (options: { readonly desks: number; readonly console: boolean }) => void serve(options));

async function serve(options: { readonly desks: number; readonly console: boolean }): Promise<void> {
  const { scenario, seating, further, people } = manyDesks(await readBenchScenario(), options.desks);
  const database = await openBenchDatabase();
  const warn = (message: string) => console.error(`room: ${message}`);
  const store = await openPostgresStore(database.address, { warn });
  const view = await openPostgresActsView(clientConfig(database.address), { warn });
  timeFolds(view);
  const room = await openRoom({
    store,
    view,
    folders: await openFolders(join(database.folder, 'data')),
    scenario,
    mode: 'exercise',
    clock: systemClock,
    roomTime: steppedTime(),
    random: randomBytes,
    log: { info: () => {}, warn },
    fatal(sentence, error) {
      console.error(sentence, error);
      process.exit(1);
    },
  });
  await room.waitUntil(opensAfter(seating));
  const seats = { scenario, origin: room.origin, now: room.roomNow, door: room.door };
  await takeSeats(seats, seating);
  await takeFurtherSeats(seats, further);
  // From here on it goes with the clock on the wall.
  room.exerciseTime?.direct({ paused: false, pace: 1 });
  room.letClockRun();
  const signIn = await openSignIn({
    room,
    clock: systemClock,
    random: randomBytes,
    database: 'memory',
    limits: LIMITS,
    warn,
  });
  const http = await buildHttpServer(room, {
    wallNow: systemClock.wallNow,
    signIn,
    console: options.console ? await builtConsole({ log: { info: console.error } }) : undefined,
    mount: emptyPost,
    unforeseen: (error) => console.error(error),
  });
  const port = await http.listen(0);
  const close = async () => {
    await http.close();
    await signIn.close();
    await room.stop();
    await view.close();
    await store.close();
    await database.stop();
    process.disconnect();
  };
  process.on('message', async ({ id, question }: { readonly id: number; readonly question: Question }) => {
    try {
      if (question.ask === 'stop') await close();
      else process.send?.({ id, answer: await answer(room, signIn, question) });
    } catch (error) {
      process.send?.({ id, error: String(error) });
    }
  });
  // Whoever measures is gone: nobody would stop the database.
  process.on('disconnect', () => void (process.exitCode === undefined && close().catch(() => process.exit(1))));
  const roomNow = room.roomNow();
  process.send?.({
    id: 0,
    answer: { port, origin: room.origin, people, roomNow, wall: Date.now() } satisfies Given['served'],
  });
}

/** What every POST costs here: the same hooks, a body that is validated, an answer that is written by its schema, and nothing done. */
const emptyPost: NonNullable<HttpOptions['mount']> = async (app) => {
  await app.register(async (scope) => {
    apiScope(scope).post(
      '/bench/empty',
      {
        config: { audience: 'operator' },
        schema: {
          hide: true,
          body: z.strictObject({ text: z.string().min(1).max(200), count: z.int().min(0) }),
          response: { 200: z.object({ count: z.int() }) },
        },
      },
      async ({ body: { count } }) => ({ count }),
    );
  });
};

async function answer(room: OpenRoom, signIn: SignIn, question: Asked): Promise<Given[keyof Given]> {
  switch (question.ask) {
    case 'cpu':
      await settled(room);
      return process.cpuUsage();
    case 'heap':
      return heap();
    case 'records':
      return records(room);
    case 'folds':
      return { ...folds };
    case 'link':
      return (await linkFor(signIn, question.person, null)).path;
    case 'metrics':
      return await room.metrics.registry.metrics();
    case 'fill':
      return await fill(room, question.lines);
  }
}

/** Everything that was acknowledged is in the view and in a checkpoint, so that its work is done. */
async function settled(room: OpenRoom): Promise<void> {
  while (room.views.follower.lag > 0 || room.includedSize() < room.size()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Transactions of the view so far, and the milliseconds they took. */
const folds = { count: 0, ms: 0 };

function timeFolds(view: ActsView): void {
  const append = view.append.bind(view);
  view.append = async (entries) => {
    const started = performance.now();
    await append(entries);
    folds.count += 1;
    folds.ms += performance.now() - started;
  };
}

/** Bytes on the heap after a collection that was forced. */
function heap(): number {
  if (globalThis.gc === undefined) throw new RangeError('the process was started without --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/** Bytes that a copy of the records takes that are kept in memory: the door's and the readers', which share their rows. */
function records({ state, readable }: OpenRoom): number {
  const before = heap();
  const copies = structuredClone([state.dump(), readable.state.dump()]).map((rows) => {
    const copy = new State();
    copy.apply(rows);
    return copy;
  });
  const bytes = heap() - before;
  // Read after the measurement, so that no collection takes the copies before it.
  if (copies.some((copy) => copy.get('ledger', 'ledger') === undefined)) throw new Error('the copy is none');
  return bytes;
}

/** Enters so many log lines through the door. Returns how many entries there are. */
async function fill(room: OpenRoom, lines: number): Promise<number> {
  const { origin, door, directory } = room;
  const load = await Load.prepare({ scenario: directory.scenario, origin, door, now: room.roomNow });
  for (let done = 0; done < lines; done += FILLING) {
    const acts = load.lines(Math.min(FILLING, lines - done));
    for (const answered of await Promise.all(acts.map(({ wire }) => door.submit(wire)))) {
      if (!('outcome' in answered) || answered.outcome !== 'permitted') throw new Error(JSON.stringify(answered));
    }
  }
  await settled(room);
  return room.size();
}
