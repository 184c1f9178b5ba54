import assert from 'node:assert/strict';
import { createHash, verify } from 'node:crypto';
import type { Clock } from '../../src/base/clock.ts';
import { seededRandom } from '../../src/base/seeded-random.ts';
import { ed25519PublicKey } from '../../src/desk/keys.ts';
import { ExerciseRun } from '../../src/exercise/run.ts';
import { MemoryStore } from '../../src/ledger/store/memory.ts';
import type { Scenario } from '../../src/mandates/scenario.ts';
import { memoryFolders } from '../../src/server/exercise-room.ts';
import { buildHttpServer, type HttpServer } from '../../src/server/http/http-server.ts';
import { LiveHub } from '../../src/server/live/hub.ts';
import type { LiveSink } from '../../src/server/live/reader.ts';
import { type OpenRoom, openRoom } from '../../src/server/room.ts';
import { steppedTime } from '../../src/server/room-time.ts';
import { linkFor, openSignIn, type SignIn } from '../../src/server/sign-in/sign-in.ts';
import { TestBrowser, tokenOfPath } from '../../src/server/sign-in/testing/browser.ts';
import { actOf } from '../../src/server/testing/test-room.ts';
import type { SignedAct } from '../../src/terms/act.ts';
import { DUTY_OFFICER_ROLE } from '../../src/terms/act-kinds.ts';
import type { Answer } from '../../src/terms/answer.ts';
import type { EdgeRefusal } from '../../src/terms/refusal.ts';
import { MemoryActsView } from '../../src/views/memory.ts';

const WALL_START = Date.UTC(2026, 0, 1);

/** A clock that says how far the room's time is, and nothing of how often it was looked at. */
class WorldClock implements Clock {
  roomTime = 0;
  #first: number | undefined;

  moveTo(roomTime: number): void {
    this.#first ??= roomTime;
    this.roomTime = Math.max(this.roomTime, roomTime);
  }

  wallNow(): number {
    return WALL_START + this.monotonicNow();
  }

  monotonicNow(): number {
    return this.#first === undefined ? 0 : this.roomTime - this.#first;
  }
}

/** A room with its HTTP side and the streams of some people, on a clock and chance of its own. */
export class World {
  readonly room: OpenRoom;
  readonly store: MemoryStore;
  readonly http: HttpServer;
  /** What each observed person's stream was sent, all of it. */
  readonly streams = new Map<string, string[]>();
  readonly #signIn: SignIn;
  readonly #clock: WorldClock;
  readonly #faults: unknown[];
  #tick: () => void = () => {};
  #hub: LiveHub | undefined;
  #fillers = 0;

  private constructor(
    parts: Pick<World, 'room' | 'store' | 'http'> & { signIn: SignIn; clock: WorldClock; faults: unknown[] },
  ) {
    this.room = parts.room;
    this.store = parts.store;
    this.http = parts.http;
    this.#signIn = parts.signIn;
    this.#clock = parts.clock;
    this.#faults = parts.faults;
  }

  static async open(scenario: Scenario, observed: readonly string[]): Promise<World> {
    const clock = new WorldClock();
    const faults: unknown[] = [];
    const store = new MemoryStore();
    const room = await openRoom({
      store,
      view: new MemoryActsView(),
      folders: memoryFolders(),
      scenario,
      mode: 'exercise',
      clock,
      roomTime: steppedTime(clock),
      random: seededRandom(11).bytes,
      log: { info: () => {}, warn: (message) => faults.push(message) },
      fatal: (_sentence, error) => faults.push(error),
      verifySignature: async (message, key, signature) =>
        verify(null, Buffer.from(message, 'utf8'), ed25519PublicKey(key), signature),
    });
    clock.moveTo(room.roomNow());
    const signIn = await openSignIn({ room, clock, random: seededRandom(12).bytes, database: 'memory' });
    const wallNow = () => clock.wallNow();
    const nothing = () => undefined;
    const signal = AbortSignal.abort();
    // The exercise as it is asked about: the test plays it.
    const exercise = new ExerciseRun({
      ...{ room, store, scenario, signal },
      ...{ slowsForPeople: true, differs: nothing, say: nothing },
    });
    const http = await buildHttpServer(room, {
      wallNow,
      signIn,
      exercise,
      unforeseen: (error) => faults.push(error),
    });
    const world = new World({ room, store, http, signIn, clock, faults });
    await world.#follow(observed, wallNow);
    return world;
  }

  /** Lets the clock come to this room time, and what is due end. */
  async until(roomTime: number): Promise<void> {
    this.#clock.moveTo(roomTime);
    await this.room.waitUntil(roomTime);
    await this.#viewed();
  }

  async submit(signed: SignedAct): Promise<Answer | EdgeRefusal> {
    const answer = await this.room.door.submit(signed);
    await this.#viewed();
    return answer;
  }

  /** Live events go out. */
  tick(): void {
    this.#tick();
  }

  /** Acts of the host that nobody else sees, until the ledger has this size. */
  async fill(size: number): Promise<void> {
    const { room } = this;
    const { vocabulary, roster } = room.directory.scenario;
    const activity = vocabulary.activities[0]?.id ?? '';
    const duty = roster.find(({ agency, roles }) => {
      return room.directory.standing(agency) === 'host-authority' && roles.includes(DUTY_OFFICER_ROLE);
    });
    assert(duty !== undefined, 'somebody of the host fills');
    while (room.size() < size) {
      this.#fillers += 1;
      const n = this.#fillers;
      const text = `FILLERWORD number ${n}: ${createHash('sha256')
        .update(String(n))
        .digest('hex')
        .slice(0, n % 40)}`;
      const act =
        n % 3 === 0
          ? { kind: 'occurrence.report' as const, detail: { deed: { ...UNKNOWN, activity }, text } }
          : { kind: 'log.line' as const, detail: { text } };
      const answer = await this.submit(actOf(room, duty.id, { ...act, id: `filler-${n}`, form: 'report' }));
      assert(!('refused' in answer), JSON.stringify(answer));
    }
    assert.equal(room.size(), size, 'nothing was entered that was not there in the other world');
  }

  /** Resolves when all of the ledger is in a checkpoint, which comes by the clock of the machine. */
  async included(): Promise<void> {
    const { room } = this;
    if (room.includedSize() === room.size()) return;
    await new Promise<void>((resolve) => {
      const stop = room.onIncluded((size) => {
        if (size !== room.size()) return;
        stop();
        resolve();
      });
    });
  }

  async browser(person: string): Promise<TestBrowser> {
    const browser = new TestBrowser(this.http.app);
    const { path } = await linkFor(this.#signIn, person, null);
    const answer = await browser.signIn('/api/sign-in/link', { token: tokenOfPath(path) });
    assert.equal(answer.statusCode, 200, answer.body);
    return browser;
  }

  /** What somebody is sent at once who comes back to their stream having seen this entry. */
  async resumed(person: string, seen: number | 'unknown'): Promise<string> {
    const signedIn = this.#who(person);
    assert(signedIn !== undefined && this.#hub !== undefined, person);
    const sent: string[] = [];
    const end = () => {};
    const sink: LiveSink = { write: (text) => sent.push(text), waiting: 0, end, destroy: end };
    await this.#hub.add(sink, signedIn, seen);
    this.#hub.gone(sink);
    return sent.join('');
  }

  async close(): Promise<void> {
    this.#hub?.close();
    await this.http.close();
    await this.#signIn.close();
    await this.room.stop();
    assert.deepEqual(this.#faults, []);
  }

  /** One stream for each of these people, from the beginning. */
  async #follow(observed: readonly string[], wallNow: () => number): Promise<void> {
    const { room } = this;
    const who = (person: string) => this.#who(person);
    this.#hub = new LiveHub({
      // Checkpoints come by the clock of the machine and are public: whether one came is left out here.
      room: Object.create(room, {
        onIncluded: { value: () => () => {} },
        includedSize: { value: () => 0 },
        publishedAt: { value: () => null },
      }),
      sessions: { standing: ({ person }) => who(person) ?? 'removed', onEnded: () => () => {} },
      wallNow,
      every: (_ms, call) => {
        this.#tick = call;
        return () => {};
      },
      warn: (message) => this.#faults.push(message),
    });
    for (const person of observed) {
      const signedIn = who(person);
      const sent: string[] = [];
      this.streams.set(person, sent);
      const sink: LiveSink = {
        write: (text) => sent.push(text),
        waiting: 0,
        end: () => sent.push('(ended)'),
        destroy: () => sent.push('(destroyed)'),
      };
      if (signedIn !== undefined) await this.#hub.add(sink, signedIn, undefined);
    }
  }

  /** Somebody as a session of theirs says. */
  #who(person: string) {
    const { room } = this;
    const row = room.readable.person(person);
    if (row === undefined) return undefined;
    const { agency, component } = row;
    const times = { made: 0, seen: 0, expires: Number.MAX_SAFE_INTEGER };
    const session = {
      id: person,
      person,
      agency,
      component,
      admitted: false,
      enrolment: row.index,
      method: 'link',
      cameIn: times.made,
      wantsDesk: null,
      ...times,
    } as const;
    return { session, person: row, viewer: room.readable.viewer(row, room.directory, room.roomNow()) };
  }

  async #viewed(): Promise<void> {
    assert(await this.room.views.follower.reached(this.room.size() - 1, 10_000), 'the view keeps up');
  }
}

const UNKNOWN = { agency: 'unknown', component: 'unknown', role: 'unknown', purpose: 'unknown', place: 'unknown' };
