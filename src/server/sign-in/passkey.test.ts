import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MINUTE } from '../../base/clock.ts';
import { exerciseKey } from '../../desk/keys.ts';
import { CEREMONY_MS } from './passkeys.ts';
import { signedFor } from './testing/account-signature.ts';
import { bytes, list, TestAuthenticator, type Wrong } from './testing/authenticator.ts';
import type { TestBrowser } from './testing/browser.ts';
import { SigningRoom } from './testing/signing-room.ts';

const HOST = 'localhost:0';
const ORIGIN = `http://${HOST}`;
const ADD = '/api/account/passkey';
const SIGN_IN = '/api/sign-in/passkey';
type Changed = Parameters<typeof signedFor>[3];

let signing: SigningRoom;
before(async () => {
  signing = await SigningRoom.open({ limits: { tries: 10_000 } });
});
after(async () => {
  await signing.close();
});

function signedPasskey(browser: TestBrowser, challenge: string, passkey: string, changed: Changed = {}) {
  return signedFor({ room: signing.room, browser }, 'first-passkey', { challenge, passkey }, changed);
}

async function add(browser: TestBrowser, key: TestAuthenticator, wrong: Wrong = {}, label = 'laptop') {
  const options = await browser.ask('POST', `${ADD}/options`);
  if (options.statusCode !== 200) return options;
  const byKey = signedPasskey(browser, options.json().challenge, key.id);
  return await browser.ask('POST', ADD, { label, created: key.create(options.json(), wrong), byKey });
}

async function use(key: TestAuthenticator, wrong: Wrong = {}, browser = signing.browser(HOST)) {
  const options = await browser.ask('POST', `${SIGN_IN}/options`);
  assert.equal(options.statusCode, 200, options.body);
  const { challenge, rpId, userVerification } = options.json();
  assert.deepEqual([rpId, userVerification], ['localhost', 'required']);
  const assertion = key.get(challenge, rpId, wrong);
  return { browser, assertion, answer: await browser.signIn(SIGN_IN, { assertion }) };
}

async function withKey(person: string, key: TestAuthenticator): Promise<TestBrowser> {
  const browser = await signing.byLink(person, HOST);
  const added = await add(browser, key);
  assert.equal(added.statusCode, 200, added.body);
  return browser;
}

for (const algorithm of ['ES256', 'Ed25519'] as const) {
  test(`a passkey (${algorithm}) is made, listed, and signs its person in without their name`, async () => {
    const person = algorithm === 'ES256' ? 'duty-a' : 'duty-b';
    const key = new TestAuthenticator(ORIGIN, algorithm, 1);
    const browser = await withKey(person, key);
    const listed = (await browser.ask('GET', '/api/account/passkeys')).json().passkeys;
    assert.deepEqual([listed.length, listed[0].id, listed[0].label], [1, key.id, 'laptop']);
    const { browser: other, answer } = await use(key);
    assert.equal(answer.statusCode, 200, answer.body);
    assert.deepEqual([other.me?.person, other.me?.method], [person, 'passkey']);
    assert.deepEqual(other.me?.passkeys, listed);
  });
}

describe('signing in by a passkey', () => {
  let key: TestAuthenticator;
  before(async () => {
    key = new TestAuthenticator(ORIGIN, 'ES256', 5);
    await withKey('commander-a', key);
  });

  test('everything that does not fit gives the same answer and no cookie', async () => {
    const bodies = new Set<string>();
    const wrongs: Wrong[] = [
      { origin: 'https://evil.example' },
      { origin: 'http://127.0.0.1:0' },
      { rpId: 'evil.example' },
      { type: 'webauthn.create' },
      { challenge: 'A'.repeat(43) },
      { crossOrigin: true },
      { flags: 0x01 },
      { flags: 0x04 },
      { flags: 0x00 },
      { counter: 5 },
      { counter: 0 },
      { userHandle: 'AAAA' },
    ];
    for (const wrong of wrongs) {
      const { answer } = await use(key, wrong);
      assert.equal(answer.statusCode, 401, JSON.stringify(wrong));
      assert.equal(answer.headers['set-cookie'], undefined);
      bodies.add(answer.body);
    }
    const { answer } = await use(new TestAuthenticator(ORIGIN));
    bodies.add(answer.body);
    assert.equal(bodies.size, 1);
    assert.equal((await use(key)).answer.statusCode, 200, 'the key itself still does');
  });

  test('an assertion is good once, its counter never goes back, and its signature is over all of it', async () => {
    const { assertion, answer } = await use(key);
    assert.equal(answer.statusCode, 200);
    assert.equal((await signing.browser(HOST).signIn(SIGN_IN, { assertion })).statusCode, 401);
    const counter = key.counter - 1;
    assert.equal((await use(key, { counter })).answer.statusCode, 401, 'a copy of the key that lags behind');
    for (const member of ['signature', 'authenticatorData'] as const) {
      const browser = signing.browser(HOST);
      const { challenge } = (await browser.ask('POST', `${SIGN_IN}/options`)).json();
      const { response, ...rest } = key.get(challenge, 'localhost');
      const cut = { ...rest, response: { ...response, [member]: response[member].slice(0, -8) } };
      assert.equal((await browser.signIn(SIGN_IN, { assertion: cut })).statusCode, 401, member);
    }
  });

  test('a challenge answers for what it was made, within its time', async () => {
    const late = signing.browser(HOST);
    const { challenge } = (await late.ask('POST', `${SIGN_IN}/options`)).json();
    signing.machine.clock.advance(CEREMONY_MS);
    assert.equal((await late.signIn(SIGN_IN, { assertion: key.get(challenge, 'localhost') })).statusCode, 401);
    const fresh = await signing.byLink('info-a', HOST);
    const options = (await fresh.ask('POST', `${ADD}/options`)).json();
    const assertion = key.get(options.challenge, 'localhost');
    assert.equal((await fresh.ask('POST', SIGN_IN, { assertion })).statusCode, 401, 'made for adding a passkey');
  });

  test('hostile bodies are problems', async () => {
    const deep = Buffer.from(`${'['.repeat(700)}${']'.repeat(700)}`).toString('base64url');
    const { assertion } = await use(key);
    for (const [body, wanted] of [
      [{}, 400],
      [{ assertion: null }, 400],
      [{ assertion: { ...assertion, id: '' } }, 400],
      [{ assertion: { ...assertion, id: 'x'.repeat(257) } }, 400],
      [{ assertion: { ...assertion, type: 'password' } }, 400],
      [{ assertion: { ...assertion, response: { ...assertion.response, clientDataJSON: deep } } }, 401],
      [{ assertion: { ...assertion, response: { ...assertion.response, clientDataJSON: 'bnVsbA' } } }, 401],
      [{ assertion: { ...assertion, response: { ...assertion.response, signature: 'x'.repeat(9_000) } } }, 400],
    ] as const) {
      assert.equal((await signing.browser(HOST).ask('POST', SIGN_IN, body)).statusCode, wanted, JSON.stringify(body));
    }
  });

  test('an address has no passkeys, and says so', async () => {
    const browser = await signing.byLink('duty-a');
    assert.equal((await browser.ask('GET', '/api/sign-in')).json().passkeys, false);
    assert.equal((await signing.browser(HOST).ask('GET', '/api/sign-in')).json().passkeys, true);
    for (const url of [`${SIGN_IN}/options`, `${ADD}/options`]) {
      const answer = await browser.ask('POST', url);
      assert.deepEqual([answer.statusCode, answer.json().code], [409, 'no-passkeys-here']);
    }
  });
});

describe('making and removing passkeys', () => {
  test('what was not made here, just now, by a key that made sure of its person is not kept', async () => {
    const wrongs: Wrong[] = [
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
      { type: 'webauthn.get' },
      { challenge: 'A'.repeat(43) },
      { crossOrigin: true },
      { flags: 0x41 },
      { flags: 0x44 },
      { format: 'packed', statement: [['x5c', list(bytes(Buffer.alloc(200)))]] },
      { format: 'fido-u2f' },
      { format: 'android-safetynet' },
      { format: 'none', statement: [['sig', bytes(Buffer.alloc(8))]] },
    ];
    const browser = await signing.byLink('watch-a', HOST);
    for (const wrong of wrongs) {
      const answer = await add(browser, new TestAuthenticator(ORIGIN), wrong);
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'passkey-wrong'], JSON.stringify(wrong));
    }
    assert.deepEqual((await browser.ask('GET', '/api/account/passkeys')).json(), { passkeys: [] });
  });

  test('a challenge is one session’s, and a passkey is one person’s', async () => {
    const [one, other] = [await signing.byLink('police-a', HOST), await signing.byLink('police-b', HOST)];
    const key = new TestAuthenticator(ORIGIN);
    const options = (await one.ask('POST', `${ADD}/options`)).json();
    const created = key.create(options);
    const byKey = signedPasskey(other, options.challenge, key.id);
    assert.equal((await other.ask('POST', ADD, { label: 'x', created, byKey })).json().code, 'passkey-wrong');
    assert.equal((await add(one, key)).statusCode, 200);
    assert.equal((await add(other, key)).statusCode, 403);
  });

  test('the first needs a fresh session; after it, only a passkey lets another in, or goes', async () => {
    const stale = await signing.byLink('venue-a', HOST);
    signing.machine.clock.advance(15 * MINUTE);
    const late = await add(stale, new TestAuthenticator(ORIGIN));
    assert.deepEqual([late.statusCode, late.json().code], [403, 'sign-in-again']);
    const key = new TestAuthenticator(ORIGIN);
    const browser = await withKey('venue-a', key);
    const second = await add(browser, new TestAuthenticator(ORIGIN));
    assert.deepEqual([second.statusCode, second.json().code], [403, 'passkey-wanted']);
    assert.equal((await browser.ask('DELETE', `${ADD}/${key.id}`)).statusCode, 403);
    const { browser: sure } = await use(key);
    assert.equal((await add(sure, new TestAuthenticator(ORIGIN), {}, 'phone')).statusCode, 200);
    assert.equal((await sure.ask('DELETE', `${ADD}/${'A'.repeat(43)}`)).statusCode, 404);
    assert.equal((await sure.ask('DELETE', `${ADD}/${key.id}`)).statusCode, 200);
    assert.equal((await use(key)).answer.statusCode, 401);
  });

  test('the first is signed for by the key that is enrolled of its person: whoever stole a link makes none', async () => {
    const thief = await signing.byLink('director-a', HOST);
    const key = new TestAuthenticator(ORIGIN);
    const send = async (by: (challenge: string) => object) => {
      const options = (await thief.ask('POST', `${ADD}/options`)).json();
      const answer = await thief.ask('POST', ADD, {
        label: 'x',
        created: key.create(options),
        ...by(options.challenge),
      });
      return [answer.statusCode, answer.json().code];
    };
    const { room } = signing;
    const scenario = room.directory.scenario.id;
    const own = (challenge: string, passkey = key.id, changed: Changed = {}) =>
      signedPasskey(thief, challenge, passkey, changed);
    const by = exerciseKey(scenario, 'duty-b');
    const elsewhere = await signing.byLink('director-a', HOST);
    const wrongs: ((challenge: string) => object)[] = [
      () => ({}),
      (challenge) => ({ byKey: own(challenge, key.id, { by }) }),
      (challenge) => ({ byKey: { ...own(challenge, key.id, { by }), key: own('').key } }),
      (challenge) => ({ byKey: own(challenge, key.id, { person: 'duty-b', by: exerciseKey(scenario, 'director-a') }) }),
      (challenge) => ({ byKey: own(challenge, key.id, { makes: 'first-password' }) }),
      (challenge) => ({ byKey: own(challenge, key.id, { ledger: 'other.exercise.remit.example/000000000000' }) }),
      (challenge) => ({ byKey: own(challenge, key.id, { mode: 'live' }) }),
      (challenge) => ({ byKey: own(challenge, key.id, { at: room.roomNow() - 11 * MINUTE }) }),
      (challenge) => ({ byKey: own(challenge, key.id, { at: room.roomNow() + 11 * MINUTE }) }),
      (challenge) => ({ byKey: own(challenge, key.id, { session: elsewhere.me?.csrf ?? '' }) }),
      () => ({ byKey: own('A'.repeat(43)) }),
      (challenge) => ({ byKey: own(challenge, 'A'.repeat(43)) }),
    ];
    for (const [n, wrong] of wrongs.entries()) assert.deepEqual(await send(wrong), [403, 'key-wanted'], `wrong ${n}`);
    assert.deepEqual((await thief.ask('GET', '/api/account/passkeys')).json(), { passkeys: [] });
    assert.deepEqual(await send((challenge) => ({ byKey: own(challenge) })), [200, undefined]);
    // Only a passkey lets the second in, and nothing more is wanted of that.
    const { browser } = await use(key);
    const second = new TestAuthenticator(ORIGIN);
    const created = second.create((await browser.ask('POST', `${ADD}/options`)).json());
    assert.equal((await browser.ask('POST', ADD, { label: 'phone', created })).statusCode, 200);
  });

  test('of two first passkeys at once the one signed for is kept, and the other is told', async () => {
    const [owner, thief] = [await signing.byLink('ga-lead', HOST), await signing.byLink('ga-lead', HOST)];
    const { store } = signing.signIn;
    const [key, other] = [new TestAuthenticator(ORIGIN), new TestAuthenticator(ORIGIN)];
    const options = (await thief.ask('POST', `${ADD}/options`)).json();
    // The owner's comes in once the thief's request is looked at, and was found to be a fresh session's.
    const takeCeremony = store.takeCeremony.bind(store);
    store.takeCeremony = async (id) => {
      store.takeCeremony = takeCeremony;
      assert.equal((await add(owner, key)).statusCode, 200);
      return await takeCeremony(id);
    };
    const answer = await thief.ask('POST', ADD, { label: 'x', created: other.create(options) });
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'key-wanted']);
    assert.deepEqual(
      (await store.passkeysOf('ga-lead')).map(({ id }) => id),
      [key.id],
    );
    assert.equal((await use(other)).answer.statusCode, 401);
  });

  test('of two first passkeys that are both signed for one is kept, and nobody takes away one that they did not see', async () => {
    const [one, two] = [await signing.byLink('ga-officer-a', HOST), await signing.byLink('ga-officer-a', HOST)];
    const keys = [new TestAuthenticator(ORIGIN), new TestAuthenticator(ORIGIN)] as const;
    const { store } = signing.signIn;
    const passkeysOf = store.passkeysOf.bind(store);
    const sent = [one, two].map(async (browser, n) => {
      const options = (await browser.ask('POST', `${ADD}/options`)).json();
      const [key] = n === 0 ? keys : [keys[1]];
      const byKey = signedPasskey(browser, options.challenge, key.id);
      return { key, body: { label: 'x', created: key.create(options), byKey } };
    });
    const [mine, theirs] = await Promise.all(sent);
    assert(mine !== undefined && theirs !== undefined);
    // Both have read that there is none before either writes.
    let waiting: (() => void) | undefined;
    store.passkeysOf = async (person) => {
      const found = await passkeysOf(person);
      if (waiting === undefined) await new Promise<void>((resolve) => (waiting = resolve));
      else waiting();
      return found;
    };
    const answers = await Promise.all([one.ask('POST', ADD, mine.body), two.ask('POST', ADD, theirs.body)]);
    store.passkeysOf = passkeysOf;
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409]);
    assert.equal(answers.find(({ statusCode }) => statusCode === 409)?.json().code, 'changed-meanwhile');
    const [kept] = await passkeysOf('ga-officer-a');
    assert.equal((await passkeysOf('ga-officer-a')).length, 1);
    store.passkeysOf = async () => [];
    const taken = await one.ask('DELETE', `${ADD}/${kept?.id}`);
    store.passkeysOf = passkeysOf;
    assert.equal(taken.statusCode, 404);
    assert.equal((await passkeysOf('ga-officer-a')).length, 1);
  });

  test('whose passkey is taken away while it signs in does not come in', async () => {
    const key = new TestAuthenticator(ORIGIN);
    await withKey('ga-envoy', key);
    const { store } = signing.signIn;
    const addSession = store.addSession.bind(store);
    store.addSession = async (...given) => {
      store.addSession = addSession;
      await addSession(...given);
      await store.removePasskey('ga-envoy', key.id);
    };
    assert.equal((await use(key)).answer.statusCode, 401);
    store.addSession = addSession;
  });

  test('a password is no way round: a link does not make the first one, and changing it makes no session of a passkey young again', async () => {
    const password = { next: 'seven herons on the south quay' };
    const key = new TestAuthenticator(ORIGIN);
    const linked = await withKey('loggist-a', key);
    const made = await linked.ask('POST', '/api/account/password', password);
    assert.deepEqual([made.statusCode, made.json().code], [403, 'passkey-wanted']);
    const { browser } = await use(key);
    assert.equal((await browser.ask('POST', '/api/account/password', password)).statusCode, 200);
    const { browser: later } = await use(key);
    signing.machine.clock.advance(15 * MINUTE);
    const change = { current: password.next, next: 'eight herons on the south quay' };
    assert.equal((await later.signIn('/api/account/password', change)).statusCode, 200);
    assert.equal((await later.ask('GET', '/api/session')).json().me.method, 'passkey', 'it is as it began');
    const added = await add(later, new TestAuthenticator(ORIGIN));
    assert.deepEqual([added.statusCode, added.json().code], [403, 'passkey-wanted']);
    assert.equal((await later.ask('DELETE', `${ADD}/${key.id}`)).statusCode, 403);
  });

  test('a removed person’s passkey opens nothing, and is gone', async () => {
    const key = new TestAuthenticator(ORIGIN);
    await withKey('gb-liaison', key);
    await signing.remove('guest-b-police', 'gb-liaison');
    assert.equal((await use(key)).answer.statusCode, 401);
    assert.equal(await signing.signIn.store.passkey(key.id), undefined);
  });
});
