import assert from 'node:assert/strict';
import { seededRandom } from '../../../base/seeded-random.ts';
import type { Scenario } from '../../../mandates/scenario.ts';
import type { Act } from '../../../terms/act.ts';
import type { Answer } from '../../../terms/answer.ts';
import { buildHttpServer, type HttpServer } from '../../http/http-server.ts';
import type { OpenRoom } from '../../room.ts';
import { linkFor, openSignIn, type SignIn } from '../../sign-in/sign-in.ts';
import { TestBrowser, tokenOfPath } from '../../sign-in/testing/browser.ts';
import { actOf, signOn, TestMachine } from '../../testing/test-room.ts';

/** By day, with all mandates of the harbour in force. */
const OPENS = Date.parse('2026-09-15T06:00:00Z');

const AT_WORK = [
  ['duty-a', 'host-room.duty'],
  ['loggist-a', 'host-room.loggist'],
  ['police-a', 'harbour-room.field'],
  ['gb-support-a', 'harbour-room.support-b'],
  ['gb-liaison', 'host-room.liaison-b'],
  ['ga-lead', 'embassy-a-room.lead'],
  ['ga-officer-a', 'embassy-a-room.detail'],
] as const;

/** The harbour at work with its HTTP side: guests' mandates in force, the usual people at their desks, and browsers that are signed in. */
export class SignedRoom {
  readonly machine: TestMachine;
  readonly room: OpenRoom;
  readonly signIn: SignIn;
  readonly http: HttpServer;
  readonly unforeseen: unknown[];
  /** What live events call back on. */
  readonly tick: () => void;
  readonly #desks = new Map<string, string>();
  #acts = 0;

  private constructor(parts: Pick<SignedRoom, 'machine' | 'room' | 'signIn' | 'http' | 'unforeseen' | 'tick'>) {
    this.machine = parts.machine;
    this.room = parts.room;
    this.signIn = parts.signIn;
    this.http = parts.http;
    this.unforeseen = parts.unforeseen;
    this.tick = parts.tick;
  }

  static async open(scenario?: Scenario): Promise<SignedRoom> {
    const machine = new TestMachine();
    const room = await machine.open(scenario === undefined ? {} : { scenario });
    await room.waitUntil(OPENS);
    const signed = await SignedRoom.around(machine, room);
    await signed.sit('commander-a', 'host-room.commander');
    for (const mandate of ['guest-a', 'guest-b', 'organiser']) {
      await signed.permitted('commander-a', {
        kind: 'mandate.enforce',
        detail: { mandate, version: 1, reason: 'agreed' },
      });
    }
    for (const [person, desk] of AT_WORK) await signed.sit(person, desk);
    return signed;
  }

  /** Any room with its HTTP side; nobody sits anywhere yet. */
  static async around(machine: TestMachine, room: OpenRoom): Promise<SignedRoom> {
    const signIn = await openSignIn({ room, clock: machine.clock, random: seededRandom(7).bytes, database: 'memory' });
    const unforeseen: unknown[] = [];
    const calls: (() => void)[] = [];
    const http = await buildHttpServer(room, {
      wallNow: () => machine.clock.wallNow(),
      unforeseen: (error) => unforeseen.push(error),
      signIn,
      every: (_ms, call) => {
        calls.push(call);
        return () => calls.splice(calls.indexOf(call), 1);
      },
    });
    const tick = () => {
      for (const call of calls) call();
    };
    return new SignedRoom({ machine, room, signIn, http, unforeseen, tick });
  }

  /** Takes a desk. */
  async sit(person: string, desk: string): Promise<void> {
    await signOn(this.room, person, desk);
    this.#desks.set(person, desk);
  }

  /** An act of somebody from their desk, as it comes out. */
  async enter(person: string, changed: Partial<Act>): Promise<Answer> {
    const desk = this.#desks.get(person) ?? null;
    this.#acts += 1;
    const place = desk === null ? 'elsewhere' : (this.room.directory.room(desk.split('.')[0] ?? '')?.place ?? '');
    const id = `signed-room-${String(this.#acts).padStart(6, '0')}`;
    const answer = await this.room.door.submit(actOf(this.room, person, { id, desk, place, ...changed }));
    if ('refused' in answer) assert.fail(`turned away: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The same, which must be permitted. */
  async permitted(person: string, changed: Partial<Act>): Promise<Answer> {
    const answer = await this.enter(person, changed);
    assert.equal(answer.outcome, 'permitted', JSON.stringify(answer));
    return answer;
  }

  /** A line in the log. */
  async line(person: string, text: string): Promise<Answer> {
    return await this.permitted(person, { kind: 'log.line', detail: { text } });
  }

  /** A browser in which somebody is signed in by a one-time link. */
  async browser(person: string): Promise<TestBrowser> {
    const browser = new TestBrowser(this.http.app);
    const { path } = await linkFor(this.signIn, person, null);
    const answer = await browser.signIn('/api/sign-in/link', { token: tokenOfPath(path) });
    assert.equal(answer.statusCode, 200, answer.body);
    return browser;
  }

  /** Resolves once everything that was entered is in the view. */
  async viewed(): Promise<void> {
    assert(await this.room.views.follower.reached(this.room.size() - 1, 5_000), 'the view keeps up');
  }

  async close(): Promise<void> {
    await this.http.close();
    await this.signIn.close();
    await this.room.stop();
    assert.deepEqual(this.unforeseen, []);
    assert.deepEqual(this.machine.fatal, []);
  }
}
