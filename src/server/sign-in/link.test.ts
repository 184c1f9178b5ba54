import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { DAY, HOUR } from '../../base/clock.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { buildHttpServer, type HttpServer } from '../http/http-server.ts';
import type { OpenRoom } from '../room.ts';
import { IDLE_MS, SESSION_MS } from '../sessions/sessions.ts';
import { actOf, signOn, TestMachine } from '../testing/test-room.ts';
import { linkFor, openSignIn, type SignIn } from './sign-in.ts';
import { TestBrowser, tokenOfPath } from './testing/browser.ts';

let machine: TestMachine;
let room: OpenRoom;
let signIn: SignIn;
let http: HttpServer;
const unforeseen: unknown[] = [];

before(async () => {
  machine = new TestMachine();
  room = await machine.open();
  signIn = await openSignIn({ room, clock: machine.clock, random: seededRandom(7).bytes, database: 'memory' });
  http = await buildHttpServer(room, {
    wallNow: () => machine.clock.wallNow(),
    unforeseen: (error) => unforeseen.push(error),
    signIn,
  });
});

after(async () => {
  await http.close();
  await signIn.close();
  await room.stop();
  assert.deepEqual(unforeseen, []);
});

async function byLink(person: string, desk: string | null = null): Promise<TestBrowser> {
  const browser = new TestBrowser(http.app);
  const { path } = await linkFor(signIn, person, desk);
  const answer = await browser.signIn('/api/sign-in/link', { token: tokenOfPath(path) });
  assert.equal(answer.statusCode, 200, answer.body);
  return browser;
}

describe('a one-time link', () => {
  test('signs its person in, once, and says what the records know of them', async () => {
    const { path } = await linkFor(signIn, 'ga-lead', 'guest-a-room.liaison');
    assert.match(path, /^\/console\/#link=[A-Za-z0-9_-]{43}$/);
    const browser = new TestBrowser(http.app);
    const answer = await browser.signIn('/api/sign-in/link', { token: tokenOfPath(path) });
    assert.equal(answer.statusCode, 200);
    assert.equal(browser.me?.person, 'ga-lead');
    assert.equal(browser.me?.method, 'link');
    assert.equal(browser.me?.wantsDesk, 'guest-a-room.liaison');
    assert.equal(browser.me?.agency.standing, 'guest');
    assert.equal(browser.me?.admitted, false, 'no mandate of theirs is in force yet');
    const cookie = String(answer.headers['set-cookie']);
    assert.match(cookie, /^remit=[A-Za-z0-9_-]{43}; Max-Age=57600; Path=\/; HttpOnly; SameSite=Strict$/);
    assert.equal(answer.body.includes(cookie.slice(6, 49)), false, 'the secret is in the cookie only');
    const session = await browser.ask('GET', '/api/session');
    assert.deepEqual(session.json().me, browser.me);
    const again = await new TestBrowser(http.app).signIn('/api/sign-in/link', { token: tokenOfPath(path) });
    assert.equal(again.statusCode, 401);
    assert.equal(again.headers['set-cookie'], undefined);
  });

  test('is good for nobody when it has expired, is made up, or is of somebody who is not enrolled', async () => {
    const { path, expires } = await linkFor(signIn, 'duty-b', null);
    assert.equal(expires > machine.clock.wallNow() + DAY - HOUR, true);
    machine.clock.advance(DAY);
    const ghost = await linkFor(signIn, 'ghost-nobody', null);
    const refused: string[] = [];
    for (const token of [tokenOfPath(path), tokenOfPath(ghost.path), 'A'.repeat(43), 'x'.repeat(16)]) {
      const answer = await new TestBrowser(http.app).signIn('/api/sign-in/link', { token });
      assert.equal(answer.statusCode, 401);
      refused.push(answer.body);
    }
    assert.equal(new Set(refused).size, 1, 'nobody learns what was wrong');
  });

  test('two that come at once with the same link: one comes in', async () => {
    const { path } = await linkFor(signIn, 'duty-b', null);
    const answers = await Promise.all(
      [1, 2, 3].map(() => new TestBrowser(http.app).signIn('/api/sign-in/link', { token: tokenOfPath(path) })),
    );
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 401, 401]);
  });

  test('hostile bodies are problems', async () => {
    for (const payload of [
      '{"token":',
      '[]',
      'null',
      { token: 7 },
      { token: 'short' },
      { token: 'x'.repeat(129) },
      { token: 'x'.repeat(43), person: 'duty-a' },
      { token: { $ne: null } },
    ]) {
      const answer = await new TestBrowser(http.app).ask('POST', '/api/sign-in/link', payload, {
        'content-type': 'application/json',
      });
      assert.equal(answer.statusCode, 400, JSON.stringify(payload));
      assert.match(String(answer.headers['content-type']), /problem\+json/);
    }
  });
});

describe('a session', () => {
  let browser: TestBrowser;
  beforeEach(async () => {
    browser = await byLink('duty-a');
  });

  const me = async (of = browser) => (await of.ask('GET', '/api/session')).json().me;

  test('is another one at each sign-in, and the one before ends with it (fixation)', async () => {
    const planted = browser.cookie;
    const { path } = await linkFor(signIn, 'duty-b', null);
    const answer = await browser.signIn('/api/sign-in/link', { token: tokenOfPath(path) });
    assert.equal(answer.statusCode, 200);
    assert.notEqual(browser.cookie, planted);
    assert.equal((await me()).person, 'duty-b');
    const attacker = new TestBrowser(http.app);
    attacker.cookie = planted;
    assert.equal(await me(attacker), null);
    attacker.cookie = `remit=${'A'.repeat(43)}`;
    const { path: second } = await linkFor(signIn, 'duty-b', null);
    const made = attacker.cookie;
    await attacker.signIn('/api/sign-in/link', { token: tokenOfPath(second) });
    assert.notEqual(attacker.cookie, made, 'a secret that a browser brings along is never taken up');
  });

  test('is not in the table under its secret', async () => {
    const secret = browser.cookie?.slice('remit='.length) ?? '';
    assert.equal(await signIn.store.session(secret), undefined);
    const other = new TestBrowser(http.app);
    const { id } = (await signIn.sessions.of(secret))?.session ?? { id: '' };
    assert.match(id, /^[0-9a-f]{64}$/);
    other.cookie = `remit=${id}`;
    assert.equal(await me(other), null, 'who reads the table cannot use it');
  });

  test('ends when its person signs out, and with all others when everywhere', async () => {
    const elsewhere = await byLink('duty-a');
    const gone = await browser.ask('DELETE', '/api/session');
    assert.equal(gone.statusCode, 204);
    assert.match(String(gone.headers['set-cookie']), /^remit=; Max-Age=0;/);
    assert.equal(await me(), null);
    assert.equal((await me(elsewhere)).person, 'duty-a');
    const third = await byLink('duty-a');
    assert.equal((await third.ask('DELETE', '/api/session?everywhere=true')).statusCode, 204);
    assert.equal(await me(elsewhere), null);
  });

  test('ends by itself: when nobody asked for long, and at the end of the longest shift', async () => {
    machine.clock.advance(IDLE_MS - HOUR);
    assert.equal((await me()).person, 'duty-a');
    machine.clock.advance(IDLE_MS - HOUR);
    assert.equal((await me()).person, 'duty-a', 'it was used meanwhile');
    machine.clock.advance(IDLE_MS + 1);
    assert.equal(await me(), null);
    const used = await byLink('duty-a');
    for (let passed = 0; passed < SESSION_MS - HOUR; passed += HOUR) {
      assert.equal((await me(used)).person, 'duty-a');
      machine.clock.advance(HOUR);
    }
    machine.clock.advance(HOUR);
    assert.equal(await me(used), null, 'however much it is used');
  });

  test('of a person who held another’s desk shows who sits there', async () => {
    const free = async () => (await me()).desks.map(({ id, free: is }: { id: string; free: boolean }) => [id, is]);
    assert.deepEqual(await free(), [['host-room.duty', true]]);
    await signOn(room, 'duty-b', 'host-room.duty');
    assert.deepEqual(await free(), [['host-room.duty', false]]);
    assert.equal((await me()).desk, null);
    await room.door.submit(
      actOf(room, 'duty-b', { kind: 'desk.sign-off', desk: 'host-room.duty', id: 'sign-off-duty-b' }),
    );
    await signOn(room, 'duty-a', 'host-room.duty');
    const now = await me();
    assert.equal(now.desk.id, 'host-room.duty');
    assert.equal(now.role.id, 'duty-officer');
  });
});
