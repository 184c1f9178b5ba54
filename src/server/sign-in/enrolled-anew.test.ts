import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { exerciseKey, type SigningKey, signingKey } from '../../desk/keys.ts';
import { type Enrolments, underEnrolment } from '../sessions/enrolled-store.ts';
import { MemorySignInStore } from '../sessions/memory.ts';
import { sessionOf } from '../sessions/testing/contract.ts';
import { actOf } from '../testing/test-room.ts';
import { signedFor } from './testing/account-signature.ts';
import { TestAuthenticator } from './testing/authenticator.ts';
import { type TestBrowser, tokenOfPath } from './testing/browser.ts';
import { SigningRoom } from './testing/signing-room.ts';

const PERSON = 'gb-support-a';
const HOST = 'localhost:0';
const NEXT = 'whoever stole the key keeps this';
const PASSWORD = '/api/account/password';
const PASSKEY = '/api/account/passkey';

let signing: SigningRoom;
let acts = 0;
beforeEach(async () => {
  signing = await SigningRoom.open();
});
afterEach(async () => {
  await signing.close();
});

/** The registrar enrols the person anew, with a key that nobody stole, or with the one they had. */
async function enrolAnew(key: Pick<SigningKey, 'publicKey'> = signingKey(Buffer.alloc(32, 7))): Promise<void> {
  acts += 1;
  const { publicKey } = key;
  const roles = ['support-officer'];
  const component = 'guest-b-police.event-support';
  const detail = { person: { id: PERSON, agency: 'guest-b-police', component, roles, publicKey } };
  const act = { kind: 'roster.enrol', id: `enrol-anew-${acts}`, detail } as const;
  const answer = await signing.room.door.submit(actOf(signing.room, 'registrar:guest-b-police', act));
  assert.equal('outcome' in answer && answer.outcome, 'permitted', JSON.stringify(answer));
}

async function removeAndEnrol(key?: Pick<SigningKey, 'publicKey'>): Promise<void> {
  await signing.remove('guest-b-police', PERSON);
  await enrolAnew(key);
}

function keyOfBefore(): SigningKey {
  return exerciseKey(signing.room.directory.scenario.id, PERSON);
}

async function firstPassword(browser: TestBrowser) {
  const byKey = signedFor({ room: signing.room, browser }, 'first-password', {});
  return await browser.ask('POST', PASSWORD, { next: NEXT, byKey });
}

async function firstPasskey(browser: TestBrowser, key: TestAuthenticator) {
  const options = (await browser.ask('POST', `${PASSKEY}/options`)).json();
  const of = { challenge: options.challenge, passkey: key.id };
  const byKey = signedFor({ room: signing.room, browser }, 'first-passkey', of);
  return await browser.ask('POST', PASSKEY, { label: 'laptop', created: key.create(options), byKey });
}

async function byPassword(): Promise<number> {
  return (await signing.browser(HOST).signIn('/api/sign-in/password', { person: PERSON, password: NEXT })).statusCode;
}

async function byPasskey(key: TestAuthenticator): Promise<number> {
  const browser = signing.browser(HOST);
  const { challenge, rpId } = (await browser.ask('POST', '/api/sign-in/passkey/options')).json();
  return (await browser.signIn('/api/sign-in/passkey', { assertion: key.get(challenge, rpId) })).statusCode;
}

describe('what is made while its person goes', () => {
  test('a password that is being hashed while its person is removed and enrolled anew opens nothing', async () => {
    const { passwords, store } = signing.signIn;
    const thief = await signing.byLink(PERSON);
    const hash = passwords.hash.bind(passwords);
    passwords.hash = async (password) => {
      const hashed = await hash(password);
      await removeAndEnrol();
      return hashed;
    };
    assert.equal((await firstPassword(thief)).statusCode, 401);
    assert.equal(await store.password(PERSON), undefined);
    assert.equal(await byPassword(), 401);
  });

  test('a passkey likewise', async () => {
    const { store } = signing.signIn;
    const thief = await signing.byLink(PERSON, HOST);
    const takeCeremony = store.takeCeremony.bind(store);
    store.takeCeremony = async (id) => {
      const taken = await takeCeremony(id);
      store.takeCeremony = takeCeremony;
      await removeAndEnrol(keyOfBefore());
      return taken;
    };
    const key = new TestAuthenticator(`http://${HOST}`);
    assert.equal((await firstPasskey(thief, key)).statusCode, 403);
    assert.deepEqual(await store.passkeysOf(PERSON), []);
    assert.equal(await byPasskey(key), 401);
  });

  test('a password that was right as it was asked for lets nobody in once its person is enrolled anew', async () => {
    const { passwords } = signing.signIn;
    assert.equal((await firstPassword(await signing.byLink(PERSON))).statusCode, 200);
    const fits = passwords.fits.bind(passwords);
    passwords.fits = async (password, kept) => {
      const fit = await fits(password, kept);
      await enrolAnew();
      return fit;
    };
    assert.equal(await byPassword(), 401);
  });

  test('whatever is written in that moment is taken back, and a later one’s is left', async () => {
    const kept = new MemorySignInStore();
    let index: number | undefined = 7;
    const readable = {
      person: () => (index === undefined ? undefined : { index }),
    } as unknown as Enrolments['readable'];
    const store = underEnrolment(kept, { readable });
    const of = { person: PERSON, enrolment: 7 };
    const hashed = { salt: 'c2FsdA', hash: 'aGFzaA', memory: 64, passes: 1, parallelism: 1, enrolment: 7 };
    for (const next of [undefined, 9]) {
      index = 7;
      const gone = () => {
        index = next;
      };
      const writes = {
        link: store.addLink({ ...of, id: 'l'.repeat(64), desk: null, expires: 9 }),
        password: store.setPassword(PERSON, hashed, undefined),
        passkey: store.addPasskey({ ...of, id: 'k', publicKey: 'pQEC', counter: 0, label: 'x', made: 1 }, []),
        session: store.addSession(sessionOf({ ...of, id: '5'.repeat(64) })),
      };
      gone();
      assert.equal(await writes.passkey, 'refused');
      assert.equal(await writes.password, false);
      await Promise.all(Object.values(writes));
      assert.deepEqual(await kept.personsKnown(), []);
      assert.equal(await kept.session('5'.repeat(64)), undefined);
    }
    await store.setPassword(PERSON, { ...hashed, enrolment: 9, hash: 'bmV3' }, undefined);
    await store.setPassword(PERSON, hashed, undefined);
    assert.equal((await store.password(PERSON))?.hash, 'bmV3');
  });
});

describe('a key that is replaced, because it was stolen', () => {
  for (const [name, again] of [
    ['by another', () => enrolAnew()],
    ['by itself', () => enrolAnew(keyOfBefore())],
  ] as const) {
    test(`takes along what was made under it (${name})`, async () => {
      const { links, store } = signing.signIn;
      const thief = await signing.byLink(PERSON, HOST);
      const other = await signing.byLink('gb-liaison');
      assert.equal((await firstPassword(thief)).statusCode, 200);
      const key = new TestAuthenticator(`http://${HOST}`);
      const beside = await signing.byLink(PERSON, HOST);
      assert.equal((await firstPasskey(beside, key)).statusCode, 200);
      assert.deepEqual([await byPassword(), await byPasskey(key)], [200, 200]);
      const { path } = await links.make(PERSON, null);
      await again();
      for (const browser of [thief, beside]) assert.equal((await browser.ask('GET', '/api/acts')).statusCode, 401);
      assert.equal((await other.ask('GET', '/api/acts')).statusCode, 200);
      assert.deepEqual([await byPassword(), await byPasskey(key)], [401, 401]);
      const entering = await signing.browser().signIn('/api/sign-in/link', { token: tokenOfPath(path) });
      assert.equal(entering.statusCode, 401);
      assert.equal((await store.personsKnown()).includes(PERSON), false, 'nothing of it is kept');
      const anew = await signing.byLink(PERSON);
      assert.equal((await anew.ask('GET', '/api/acts')).statusCode, 200);
      assert.deepEqual([anew.me?.hasPassword, anew.me?.passkeys], [false, []]);
    });
  }
});

test('a session says by what it began, also once its person has made a password in it', async () => {
  const browser = await signing.byLink(PERSON);
  assert.equal((await firstPassword(browser)).statusCode, 200);
  assert.equal((await browser.ask('GET', '/api/session')).json().me.method, 'link');
});
