import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { seededRandom } from '../../base/seeded-random.ts';
import { exerciseKey } from '../../desk/keys.ts';
import type { Act } from '../../terms/act.ts';
import { requireAudience } from '../http/route-audience.ts';
import type { OpenRoom } from '../room.ts';
import { openSignIn, type SignIn } from '../sign-in/sign-in.ts';
import { TEST_HOST, TestBrowser } from '../sign-in/testing/browser.ts';
import { actOf, signOn, TestMachine } from '../testing/test-room.ts';
import { csrfToken } from './cookie.ts';
import { guardRequests } from './guard.ts';
import type { Session } from './session.ts';
import type { EndedSessions } from './sessions.ts';
import { beginByLink } from './testing/begin-by-link.ts';

let machine: TestMachine;
let room: OpenRoom;
let signIn: SignIn;
let app: FastifyInstance;
let acts = 0;

/** A server with one route of each audience, so that only the guard is between them and a request. */
async function guarded(of: SignIn | undefined): Promise<FastifyInstance> {
  const server = Fastify();
  requireAudience(server);
  await guardRequests(server, of);
  for (const audience of ['signed-in', 'overseer', 'director', 'anyone'] as const) {
    server.get(`/api/${audience}`, { config: { audience } }, async ({ signedIn }) => ({
      who: signedIn?.person.id ?? null,
    }));
    server.post(`/api/${audience}`, { config: { audience } }, async ({ signedIn }) => ({
      who: signedIn?.person.id ?? null,
    }));
  }
  server.get('/elsewhere', { config: { audience: 'anyone' } }, async ({ signedIn }) => ({ who: signedIn }));
  return server;
}

before(async () => {
  machine = new TestMachine();
  room = await machine.open();
  const random = seededRandom(11).bytes;
  signIn = await openSignIn({ room, clock: machine.clock, random, database: 'memory' });
  app = await guarded(signIn);
  await signOn(room, 'commander-a', 'host-room.commander');
  await signOn(room, 'director-a', 'host-room.director');
  await enforce('guest-a');
});

after(async () => {
  await app.close();
  await signIn.close();
  await room.stop();
});

async function enforce(mandate: string): Promise<void> {
  await command('mandate.enforce', { mandate, version: 1, reason: 'checked' });
}

async function command(kind: 'mandate.enforce' | 'mandate.suspend', detail: Record<string, string | number>) {
  acts += 1;
  const act = actOf(room, 'commander-a', { kind, desk: 'host-room.commander', id: `command-${acts}`, detail });
  const answer = await room.door.submit(act);
  assert.equal('outcome' in answer && answer.outcome, 'permitted', JSON.stringify(answer));
}

async function registrar(agency: string, kind: 'roster.enrol' | 'roster.remove', detail: Act['detail']) {
  acts += 1;
  const answer = await room.door.submit(actOf(room, `registrar:${agency}`, { kind, id: `registrar-${acts}`, detail }));
  assert.equal('outcome' in answer && answer.outcome, 'permitted', JSON.stringify(answer));
}

async function come(person: string, server = app): Promise<TestBrowser & { session: Session }> {
  const begun = await beginByLink(signIn, person);
  assert.ok(begun);
  const browser = new TestBrowser(server);
  browser.cookie = `remit=${begun.secret}`;
  browser.csrf = csrfToken(begun.secret);
  return Object.assign(browser, { session: begun.session });
}

const status = async (browser: TestBrowser, url = '/api/signed-in') => (await browser.ask('GET', url)).statusCode;

describe('whom a route serves', () => {
  test('without a session nobody is served but by what is for anyone', async () => {
    const nobody = new TestBrowser(app);
    for (const audience of ['signed-in', 'overseer', 'director']) {
      for (const method of ['GET', 'POST'] as const) {
        const answer = await nobody.ask(method, `/api/${audience}`);
        assert.equal(answer.statusCode, 401, `${method} ${audience}`);
        assert.equal(answer.json().code, 'not-signed-in');
      }
    }
    assert.deepEqual((await nobody.ask('GET', '/api/anyone')).json(), { who: null });
    assert.equal((await nobody.ask('GET', '/elsewhere')).statusCode, 200);
  });

  test('a server without sessions refuses what needs one, whatever is shown', async () => {
    const bare = await guarded(undefined);
    const browser = await come('duty-a', bare);
    assert.equal(await status(browser), 401);
    assert.equal((await browser.ask('POST', '/api/director')).statusCode, 401);
    assert.equal(await status(browser, '/api/anyone'), 200);
    await bare.close();
  });

  test('each is served by what is theirs: the desk decides, not the role alone', async () => {
    const duty = await come('duty-a');
    const director = await come('director-a');
    assert.deepEqual((await duty.ask('GET', '/api/signed-in')).json(), { who: 'duty-a' });
    assert.deepEqual((await duty.ask('GET', '/api/anyone')).json(), { who: 'duty-a' });
    assert.equal(await status(duty, '/api/overseer'), 403);
    assert.equal(await status(duty, '/api/director'), 403);
    assert.equal(await status(director, '/api/director'), 200);
    assert.equal(await status(director, '/api/overseer'), 403);
    const detail = { kind: 'desk.sign-off', desk: 'host-room.director', id: 'director-off' } as const;
    await room.door.submit(actOf(room, 'director-a', detail));
    assert.equal(await status(director, '/api/director'), 403);
  });

  test('a role that a guest’s registrar gave directs nothing and oversees nothing', async () => {
    const { publicKey } = exerciseKey('harbour-summit', 'ga-officer-a');
    const person = {
      id: 'ga-officer-a',
      agency: 'guest-a-protection',
      component: 'guest-a-protection.close-protection',
      roles: ['exercise-director', 'data-protection-officer'],
      publicKey,
    };
    await registrar('guest-a-protection', 'roster.enrol', { person });
    const browser = await come('ga-officer-a');
    assert.equal(await status(browser, '/api/director'), 403);
    assert.equal(await status(browser, '/api/overseer'), 403);
  });
});

describe('requests that others make a browser send', () => {
  test('without the token, or with that of another session, nothing changes', async () => {
    const [mine, others] = [await come('duty-a'), await come('duty-a')];
    assert.equal((await mine.ask('POST', '/api/signed-in')).statusCode, 200);
    for (const token of [undefined, '', 'x', others.csrf, `${mine.csrf}x`, mine.cookie?.slice('remit='.length)]) {
      const answer = await mine.ask('POST', '/api/signed-in', undefined, { 'x-csrf-token': token });
      assert.equal(answer.statusCode, 403, String(token));
      assert.equal(answer.json().code, 'csrf');
    }
    assert.equal((await mine.ask('POST', '/api/anyone', undefined, { 'x-csrf-token': undefined })).statusCode, 200);
  });

  test('of another origin, or of none that can be named, they are refused even with all secrets', async () => {
    const mine = await come('duty-a');
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `https://${TEST_HOST}` },
      { origin: 'http://127.0.0.1:1' },
      { origin: `http://${TEST_HOST}.evil.example` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', origin: undefined },
    ];
    for (const headers of foreign) {
      for (const url of ['/api/signed-in', '/api/anyone']) {
        const answer = await mine.ask('POST', url, undefined, headers);
        assert.equal(answer.statusCode, 403, `${url} ${JSON.stringify(headers)}`);
        assert.equal(answer.json().code, 'cross-origin');
      }
    }
    const program = { origin: undefined, 'sec-fetch-site': undefined };
    assert.equal((await mine.ask('POST', '/api/signed-in', undefined, program)).statusCode, 200);
  });

  test('reading from another site’s page is refused, from a typed address not', async () => {
    const mine = await come('duty-a');
    for (const site of ['cross-site', 'same-site']) {
      const answer = await mine.ask('GET', '/api/signed-in', undefined, { 'sec-fetch-site': site });
      assert.equal(answer.statusCode, 403);
    }
    assert.equal((await mine.ask('GET', '/api/signed-in', undefined, { 'sec-fetch-site': 'none' })).statusCode, 200);
  });

  test('cookies that are cut, doubled, of another name or of another session open nothing', async () => {
    const mine = await come('duty-a');
    const secret = mine.cookie?.slice('remit='.length) ?? '';
    for (const cookie of [
      `remit=${secret.slice(0, -1)}`,
      `remit=${secret}; remit=${secret}`,
      `remit=${secret}A`,
      `Remit=${secret}`,
      `__Host-remit=${secret}`,
      `remit="${secret}"`,
      'remit=',
      'remit',
      `x=remit=${secret}`,
      `${'a=b; '.repeat(1_000)}`,
    ]) {
      const answer = await mine.ask('GET', '/api/signed-in', undefined, { cookie });
      assert.equal(answer.statusCode, 401, cookie.slice(0, 60));
    }
    const answer = await mine.ask('GET', '/api/signed-in', undefined, { cookie: `other=1; remit=${secret}; more=2` });
    assert.equal(answer.statusCode, 200);
  });
});

describe('what ends a session', () => {
  const ended: { why: string; of: string[] }[] = [];
  let watched: Session[] = [];
  before(() => {
    signIn.sessions.onEnded(({ why, includes }: EndedSessions) => {
      const of = watched.filter(includes).map(({ person }) => person);
      if (of.length > 0) ended.push({ why, of });
    });
  });

  /** What was told within the turn of the commit that this brings about. */
  async function toldInTurn(watch: Session[], bring: () => Promise<void>): Promise<typeof ended> {
    watched = watch;
    ended.length = 0;
    const told: (typeof ended)[] = [];
    const stop = room.onCommitted(() => told.push([...ended]));
    await bring();
    stop();
    return told.at(-1) ?? [];
  }

  test('removing its person, in the turn of the commit; nothing of theirs lets them in again', async () => {
    const [browser, other] = [await come('gb-support-a'), await come('gb-liaison')];
    const link = await signIn.links.make('gb-support-a', null);
    const told = await toldInTurn([browser.session, other.session], () =>
      registrar('guest-b-police', 'roster.remove', { person: 'gb-support-a', reason: 'recalled' }),
    );
    assert.deepEqual(told, [{ why: 'removed', of: ['gb-support-a'] }]);
    assert.equal(await status(browser), 401);
    assert.equal(await status(other), 200);
    assert.equal(signIn.sessions.standing(browser.session), 'removed');
    assert.equal(await beginByLink(signIn, 'gb-support-a'), undefined);
    assert.equal(await signIn.links.use(link.path.split('=')[1] ?? ''), undefined);
  });

  test('another component, and a new key', async () => {
    const browser = await come('gb-branch');
    const person = {
      id: 'gb-branch',
      agency: 'guest-b-police',
      component: 'guest-b-police.criminal-branch',
      roles: ['support-officer'],
      publicKey: exerciseKey('harbour-summit', 'another-seed').publicKey,
    };
    const rekeyed = await toldInTurn([browser.session], () => registrar('guest-b-police', 'roster.enrol', { person }));
    assert.deepEqual(rekeyed, [{ why: 'enrolled-anew', of: ['gb-branch'] }]);
    assert.equal(await status(browser), 401);
    const since = await come('gb-branch');
    assert.equal(await status(since), 200);
    const moved = { ...person, component: 'guest-b-police.event-support' };
    const told = await toldInTurn([since.session], () =>
      registrar('guest-b-police', 'roster.enrol', { person: moved }),
    );
    assert.deepEqual(told, [{ why: 'component', of: ['gb-branch'] }]);
    assert.equal(await status(since), 401);
    assert.equal(await status(await come('gb-branch')), 200);
  });

  test('suspending the mandate that admitted its people, in that turn; they come in again, and again after it', async () => {
    const [guest, host, other] = [await come('ga-lead'), await come('duty-a'), await come('gb-liaison')];
    assert.equal(guest.session.admitted, true);
    const told = await toldInTurn([guest.session, host.session, other.session], () =>
      command('mandate.suspend', { mandate: 'guest-a', reason: 'looked into' }),
    );
    assert.deepEqual(told, [{ why: 'suspended', of: ['ga-lead'] }]);
    assert.equal(await status(guest), 401);
    assert.equal(await status(host), 200);
    assert.equal(await status(other), 200, 'who was not admitted anyway stays as they are');
    const reduced = await come('ga-lead');
    assert.equal(reduced.session.admitted, false);
    assert.equal(await status(reduced), 200, 'the emergency alert stays reachable');
    await enforce('guest-a');
    assert.equal(await status(guest), 401, 'a session that ended never stands again');
  });

  test('is found at each request, also where nobody told of it', async () => {
    const browser = await come('ga-lead');
    const rekeyed = await come('gb-liaison');
    for (const { session } of [browser, rekeyed]) assert.equal(typeof signIn.sessions.standing(session), 'object');
    signIn.sessions.close();
    const { id, agency, component, roles } = room.readable.person('gb-liaison') ?? assert.fail('nobody');
    const { publicKey } = exerciseKey('harbour-summit', 'a-third-seed');
    await registrar(agency, 'roster.enrol', { person: { id, agency, component, roles: [...roles], publicKey } });
    assert.equal(await status(rekeyed), 401);
    await command('mandate.suspend', { mandate: 'guest-a', reason: 'looked into' });
    assert.equal(await status(browser), 401);
    await enforce('guest-a');
    assert.equal(await status(browser), 401, 'it was taken out of the table');
  });
});

test('a person, by whatever sessions, or an address without one, that asks too much is pushed back with a time', async () => {
  const tight = await openSignIn({
    room,
    clock: machine.clock,
    random: seededRandom(12).bytes,
    database: 'memory',
    limits: { requestsOfPerson: 3, requestsWithoutSession: 2 },
  });
  const server = await guarded(tight);
  const begun = await beginByLink(tight, 'duty-a');
  const begunElsewhere = await beginByLink(tight, 'duty-a');
  const begunByAnother = await beginByLink(tight, 'commander-a');
  const [one, elsewhere, another, nobody] = Array.from({ length: 4 }, () => new TestBrowser(server));
  assert(one !== undefined && elsewhere !== undefined && another !== undefined && nobody !== undefined);
  one.cookie = `remit=${begun?.secret}`;
  elsewhere.cookie = `remit=${begunElsewhere?.secret}`;
  another.cookie = `remit=${begunByAnother?.secret}`;
  const statuses = async (browser: TestBrowser) => [
    await status(browser),
    await status(browser),
    await status(browser),
    await status(browser),
  ];
  assert.deepEqual(await statuses(one), [200, 200, 200, 429]);
  assert.equal(await status(elsewhere), 429, 'a further session of theirs gives no more');
  assert.equal(await status(another), 200);
  assert.deepEqual(await statuses(nobody), [401, 401, 429, 429]);
  const answer = await one.ask('GET', '/api/signed-in');
  assert.match(String(answer.headers['content-type']), /problem\+json/);
  assert.match(String(answer.headers['retry-after']), /^[1-9][0-9]?$/);
  await server.close();
  await tight.close();
});
