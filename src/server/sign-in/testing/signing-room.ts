import assert from 'node:assert/strict';
import { seededRandom } from '../../../base/seeded-random.ts';
import type { ActsView } from '../../../views/port.ts';
import { buildHttpServer, type HttpServer } from '../../http/http-server.ts';
import type { OpenRoom } from '../../room.ts';
import { actOf, TestMachine } from '../../testing/test-room.ts';
import { openSignIn, type SignIn, type SignInOptions } from '../sign-in.ts';
import { TestBrowser, tokenOfPath } from './browser.ts';

/** A cost at which tests go fast. */
const CHEAP = { memory: 64, passes: 1, parallelism: 1 };

/** A room with its HTTP side and ways in, all in memory. */
export class SigningRoom {
  readonly machine: TestMachine;
  readonly room: OpenRoom;
  readonly signIn: SignIn;
  readonly http: HttpServer;
  readonly unforeseen: unknown[];

  private constructor(parts: Omit<SigningRoom, 'browser' | 'byLink' | 'remove' | 'close'>) {
    this.machine = parts.machine;
    this.room = parts.room;
    this.signIn = parts.signIn;
    this.http = parts.http;
    this.unforeseen = parts.unforeseen;
  }

  static async open(
    options: Partial<SignInOptions> & {
      readonly hosts?: readonly string[];
      readonly proxies?: readonly string[];
      readonly view?: ActsView;
    } = {},
  ): Promise<SigningRoom> {
    const { hosts = [], proxies = [], view, ...changed } = options;
    const machine = new TestMachine();
    if (view !== undefined) machine.view = view;
    const room = await machine.open();
    const unforeseen: unknown[] = [];
    const signIn = await openSignIn({
      room,
      clock: machine.clock,
      random: seededRandom(21).bytes,
      database: 'memory',
      passwordCost: CHEAP,
      warn: (message) => unforeseen.push(message),
      ...changed,
    });
    const http = await buildHttpServer(room, {
      wallNow: () => machine.clock.wallNow(),
      unforeseen: (error) => unforeseen.push(error),
      signIn,
      hosts,
      proxies,
    });
    return new SigningRoom({ machine, room, signIn, http, unforeseen });
  }

  browser(host?: string): TestBrowser {
    return new TestBrowser(this.http.app, host);
  }

  async byLink(person: string, host?: string): Promise<TestBrowser> {
    const browser = this.browser(host);
    const { path } = await this.signIn.links.make(person, null);
    const answer = await browser.signIn('/api/sign-in/link', { token: tokenOfPath(path) });
    assert.equal(answer.statusCode, 200, answer.body);
    return browser;
  }

  async remove(agency: string, person: string): Promise<void> {
    const detail = { person, reason: 'recalled' };
    const act = actOf(this.room, `registrar:${agency}`, { kind: 'roster.remove', id: `remove-${person}`, detail });
    const answer = await this.room.door.submit(act);
    assert.equal('outcome' in answer && answer.outcome, 'permitted', JSON.stringify(answer));
  }

  async close(): Promise<void> {
    await this.http.close();
    await this.signIn.close();
    await this.room.stop();
    assert.deepEqual(this.unforeseen, []);
    assert.deepEqual(this.machine.fatal, []);
  }
}
