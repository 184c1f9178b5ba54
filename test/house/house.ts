// The whole server in memory, with everything mounted as `npm start` mounts it, on an exercise that was played up to a step. For tests that
// look at all routes, and for browsers.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { systemClock } from '../../src/base/clock.ts';
import { exerciseKey } from '../../src/desk/keys.ts';
import { playOnRoom } from '../../src/exercise/on-room.ts';
import type { Scenario } from '../../src/mandates/scenario.ts';
import { type ExerciseRoom, openMemoryRoom } from '../../src/server/exercise-room.ts';
import { buildHttpServer, type HttpServer } from '../../src/server/http/http-server.ts';
import type { OpenRoom } from '../../src/server/room.ts';
import { type RoomTimeFactory, steppedTime } from '../../src/server/room-time.ts';
import { loadScenario } from '../../src/server/scenario-folder.ts';
import { linkFor, openSignIn, type SignIn } from '../../src/server/sign-in/sign-in.ts';
import type { Act } from '../../src/terms/act.ts';
import type { Answer } from '../../src/terms/answer.ts';
import type { Me } from '../../src/terms/api/session.ts';

export type House = {
  readonly scenario: Scenario;
  readonly room: OpenRoom;
  readonly signIn: SignIn;
  readonly http: HttpServer;
  /** Errors that nobody foresaw; a test ends with none. */
  readonly unforeseen: unknown[];
  /** Signs a person in by a one-time link, as a browser does. */
  enter(person: string, desk?: string): Promise<Visitor>;
  /** Somebody without a session. */
  readonly stranger: Visitor;
  /** Signs an act as a person of the exercise and sends it through the door; it must be recorded. */
  act(person: string, changed: Partial<Act>): Promise<Answer>;
  close(): Promise<void>;
};

/** One browser: its cookie and token go with every request. */
export type Visitor = {
  readonly me: Me | null;
  ask(url: string, options?: InjectOptions): Promise<Reply>;
  send(method: 'POST' | 'DELETE', url: string, body?: object): Promise<Reply>;
};
export type Reply = Awaited<ReturnType<HttpServer['app']['inject']>>;

const HOST = '127.0.0.1:0';

export type HouseOptions = {
  readonly scenario?: string;
  /** Acts of the script that are played before anybody comes in. */
  readonly acts?: number;
  readonly roomTime?: RoomTimeFactory;
  readonly limits?: Parameters<typeof openSignIn>[0]['limits'];
  /** Where `sign-in.yaml` lies; without it agencies have no providers of their own. */
  readonly dataFolder?: string;
  readonly mount?: (parts: ExerciseRoom) => Promise<Partial<Parameters<typeof buildHttpServer>[1]>>;
};

/** Opens the server in memory; its clock stands where the last act was played, unless another is given. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const { acts = 0, roomTime = steppedTime() } = options;
  const scenario = await loadScenario(options.scenario ?? 'milano-cortina-2026', 'exercise');
  const parts = await openMemoryRoom({ scenario, roomTime });
  const { room, store } = parts;
  if (acts > 0) await playSome(room, store, scenario, acts);
  const unforeseen: unknown[] = [];
  const signIn = await openSignIn({
    room,
    clock: systemClock,
    random: randomBytes,
    database: 'memory',
    ...(options.dataFolder === undefined ? {} : { dataFolder: options.dataFolder }),
    // A test asks more in a minute than a person does; the limits have tests of their own.
    limits: {
      requestsOfPerson: 1e9,
      requestsWithoutSession: 1e9,
      requestsOfAddress: 1e9,
      tries: 1e9,
      questionsOfPerson: 1e9,
      decisionsOfPerson: 1e9,
      receiptsOfPerson: 1e9,
      actsOfPerson: 1e9,
      ...options.limits,
    },
  });
  const http = await buildHttpServer(room, {
    wallNow: systemClock.wallNow,
    signIn,
    unforeseen: (error) => unforeseen.push(error),
    ...(await options.mount?.(parts)),
  });
  const house: House = {
    scenario,
    room,
    signIn,
    http,
    unforeseen,
    stranger: visitor(http, '', null),
    async enter(person, desk) {
      const { path } = await linkFor(signIn, person, desk ?? null);
      const token = path.slice(path.indexOf('=') + 1);
      const entered = await visitor(http, '', null).send('POST', '/api/sign-in/link', { token });
      assert.equal(entered.statusCode, 200, `${person} comes in: ${entered.body}`);
      const cookie = entered.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      const { me } = (await visitor(http, cookie, null).ask('/api/session')).json<{ me: Me | null }>();
      assert(me !== null, `${person} is known after signing in`);
      return visitor(http, cookie, me);
    },
    async act(person, changed) {
      const answer = await room.door.submit(signedActOf(room, scenario, person, changed));
      assert(!('refused' in answer), JSON.stringify(answer));
      return answer;
    },
    async close() {
      await http.close();
      await signIn.close();
      await room.stop();
      assert.deepEqual(unforeseen, []);
    },
  };
  return house;
}

/** An act of a person of the exercise, with what a test does not care about filled in: their desk, its place, now. */
export function signedActOf(room: OpenRoom, scenario: Scenario, person: string, changed: Partial<Act>) {
  const kind = changed.kind ?? 'log.line';
  const { desk } = room.readable.actor(person, room.directory, room.roomNow());
  const seat = desk === null ? undefined : room.directory.desk(desk);
  const act: Act = {
    v: 1,
    id: `house-${randomBytes(10).toString('hex')}`,
    ledger: room.origin,
    mode: room.mode,
    kind,
    form: 'proposal',
    actor: person,
    desk,
    activity: kind,
    purpose: 'room-duty',
    place:
      (seat === undefined ? undefined : room.directory.room(seat.room)?.place) ??
      scenario.vocabulary.rooms[0]?.place ??
      '',
    deedAt: room.roomNow(),
    signedAt: room.roomNow(),
    detail: {},
    ...changed,
  };
  return exerciseKey(scenario.id, person).sign(act);
}

async function playSome(room: OpenRoom, store: ExerciseRoom['store'], scenario: Scenario, acts: number): Promise<void> {
  const enough = new AbortController();
  let played = 0;
  await playOnRoom(room, store, scenario, {
    signal: enough.signal,
    log: () => {
      played += 1;
      if (played >= acts) enough.abort();
    },
  });
}

function visitor(http: HttpServer, cookie: string, me: Me | null): Visitor {
  const ask = async (url: string, options: InjectOptions = {}) => {
    const headers = { host: HOST, ...(cookie === '' ? {} : { cookie }), ...options.headers };
    return await http.app.inject({ method: 'GET', url, ...options, headers });
  };
  return {
    me,
    ask,
    async send(method, url, body) {
      const headers = { 'x-csrf-token': me?.csrf ?? '', origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' };
      return await ask(url, { method, headers, ...(body === undefined ? {} : { payload: body }) });
    },
  };
}
