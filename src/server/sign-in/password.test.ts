import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MINUTE } from '../../base/clock.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { exerciseKey } from '../../desk/keys.ts';
import { PASSWORD_COST, Passwords } from './passwords.ts';
import { signedFor } from './testing/account-signature.ts';
import type { TestBrowser } from './testing/browser.ts';
import { SigningRoom } from './testing/signing-room.ts';

const SIGN_IN = '/api/sign-in/password';
const ACCOUNT = '/api/account/password';
const PASSWORD = 'four herons on the north quay';

describe('a password', () => {
  let signing: SigningRoom;
  before(async () => {
    signing = await SigningRoom.open({ limits: { passwordsOfAddress: 1_000, passwordsOfPerson: 1_000 } });
    const browser = await signing.byLink('duty-a');
    assert.equal((await first(browser)).statusCode, 200);
  });
  after(async () => {
    await signing.close();
  });
  const first = async (browser: TestBrowser, changed: Parameters<typeof signedFor>[3] = {}) => {
    const byKey = signedFor({ room: signing.room, browser }, 'first-password', {}, changed);
    return await browser.ask('POST', ACCOUNT, { next: PASSWORD, byKey });
  };
  const attempt = async (person: string, password: string) => {
    const browser = signing.browser();
    return { browser, answer: await browser.signIn(SIGN_IN, { person, password }) };
  };

  test('signs its person in', async () => {
    const { browser, answer } = await attempt('duty-a', PASSWORD);
    assert.equal(answer.statusCode, 200);
    assert.deepEqual([browser.me?.method, browser.me?.hasPassword], ['password', true]);
  });

  test('is kept as an argon2id hash of its own salt, with its cost', async () => {
    const kept = await signing.signIn.store.password('duty-a');
    assert.match(kept?.hash ?? '', /^[A-Za-z0-9_-]{43}$/);
    assert.equal(JSON.stringify(kept).includes('herons'), false);
    assert.deepEqual(PASSWORD_COST, { memory: 65_536, passes: 3, parallelism: 1 });
  });

  test('wrong, of nobody, of somebody without one or of somebody removed: one answer, after the same work', async () => {
    const browser = await signing.byLink('gb-support-a');
    assert.equal((await first(browser)).statusCode, 200);
    await signing.remove('guest-b-police', 'gb-support-a');
    const work: string[] = [];
    const { store, passwords } = signing.signIn;
    const [password, fits] = [store.password.bind(store), passwords.fits.bind(passwords)];
    store.password = async (person) => {
      work.push('read');
      return await password(person);
    };
    passwords.fits = async (...given) => {
      work.push('hash');
      return await fits(...given);
    };
    const answers = new Set<string>();
    for (const [person, tried] of [
      ['duty-a', 'not the password at all'],
      ['duty-b', PASSWORD],
      ['ghost-nobody', PASSWORD],
      ['gb-support-a', PASSWORD],
      ['', ''],
      ["' or 1=1 --", PASSWORD],
      ['duty-a', ''],
    ] as const) {
      work.length = 0;
      const { answer } = await attempt(person, tried);
      const { date: _date, ...headers } = answer.headers;
      answers.add(JSON.stringify([answer.statusCode, answer.body, headers]));
      assert.deepEqual(work, ['read', 'hash'], person);
    }
    assert.equal(answers.size, 1, [...answers].join('\n'));
    assert.match([...answers][0] ?? '', /^\[401/);
    store.password = password;
    passwords.fits = fits;
  });

  test('a session is no way round: the first one needs a fresh session, another one the present password', async () => {
    const stale = await signing.byLink('duty-b');
    signing.machine.clock.advance(15 * MINUTE);
    const late = await first(stale);
    assert.deepEqual([late.statusCode, late.json().code], [403, 'sign-in-again']);
    const fresh = await signing.byLink('duty-a');
    for (const payload of [{ next: 'another long password' }, { current: 'wrong', next: 'another long password' }]) {
      const answer = await fresh.ask('POST', ACCOUNT, payload);
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'wrong-password']);
    }
    assert.equal((await fresh.ask('POST', ACCOUNT, { current: PASSWORD, next: 'short' })).statusCode, 400);
  });

  test('the first is signed for by the enrolled key of its person: whoever stole a link or a cookie makes none', async () => {
    const { room } = signing;
    const own = await signing.byLink('commander-a');
    const thief = await signing.byLink('commander-a');
    const bare = await thief.ask('POST', ACCOUNT, { next: PASSWORD });
    assert.deepEqual([bare.statusCode, bare.json().code], [403, 'key-wanted'], bare.body);
    const scenario = room.directory.scenario.id;
    for (const [n, wrong] of [
      { by: exerciseKey(scenario, 'duty-b') },
      { person: 'duty-b' },
      { makes: 'first-passkey' },
      { of: { challenge: 'x' } },
      { mode: 'live' },
      { ledger: 'other.exercise.remit.example/000000000000' },
      { at: room.roomNow() - 11 * MINUTE },
      { at: room.roomNow() + 11 * MINUTE },
      { session: own.csrf ?? '' },
    ].entries()) {
      const answer = await first(thief, wrong as Parameters<typeof signedFor>[3]);
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'key-wanted'], `wrong ${n}`);
    }
    assert.equal((await own.ask('GET', '/api/session')).json().me.person, 'commander-a', 'nobody was put out');
    assert.equal((await attempt('commander-a', PASSWORD)).answer.statusCode, 401);
    assert.equal((await first(own)).statusCode, 200);
    assert.equal((await attempt('commander-a', PASSWORD)).answer.statusCode, 200);
  });

  test('of two first passwords at once one is kept, and a passkey that comes in meanwhile spares nobody the key', async () => {
    const [owner, thief] = [await signing.byLink('police-a'), await signing.byLink('police-a')];
    const { store, passwords } = signing.signIn;
    const passkey = { id: 'k', person: 'police-a', publicKey: 'pQEC', counter: 0, label: 'x', made: 1 };
    const passkeysOf = store.passkeysOf.bind(store);
    store.passkeysOf = async (person) => {
      const found = await passkeysOf(person);
      store.passkeysOf = passkeysOf;
      const enrolment = signing.room.readable.person(person)?.index ?? 0;
      assert.equal(await store.addPasskey({ ...passkey, enrolment }, []), 'kept');
      return found;
    };
    const bare = await thief.ask('POST', ACCOUNT, { next: PASSWORD });
    assert.deepEqual([bare.statusCode, bare.json().code], [403, 'key-wanted']);
    store.passkeysOf = passkeysOf;
    await store.removePasskey('police-a', 'k');
    const hash = passwords.hash.bind(passwords);
    passwords.hash = async (password) => {
      passwords.hash = hash;
      assert.equal((await first(owner)).statusCode, 200);
      return await hash(password);
    };
    const late = await first(thief);
    passwords.hash = hash;
    assert.deepEqual([late.statusCode, late.json().code], [409, 'changed-meanwhile']);
    assert.equal((await owner.ask('GET', '/api/session')).json().me.person, 'police-a', 'nobody was put out');
  });

  test('a password that is changed while it is tried lets nobody in', async () => {
    const browser = await signing.byLink('police-b');
    assert.equal((await first(browser)).statusCode, 200);
    const { passwords, store } = signing.signIn;
    const fits = passwords.fits.bind(passwords);
    passwords.fits = async (password, kept) => {
      const fit = await fits(password, kept);
      passwords.fits = fits;
      const now = await store.password('police-b');
      assert(now !== undefined);
      const next = { ...(await passwords.hash('another long password')), enrolment: now.enrolment };
      assert.equal(await store.setPassword('police-b', next, now), true);
      return fit;
    };
    assert.equal((await attempt('police-b', PASSWORD)).answer.statusCode, 401);
    passwords.fits = fits;
    assert.equal((await attempt('police-b', 'another long password')).answer.statusCode, 200);
  });

  test('a new one puts out whoever came in with the old', async () => {
    const other = await signing.byLink('duty-a');
    const browser = await signing.byLink('duty-a');
    const before = browser.cookie;
    const changed = await browser.ask('POST', ACCOUNT, { current: PASSWORD, next: 'another long password' });
    assert.equal(changed.statusCode, 200, changed.body);
    assert.notEqual(browser.cookie, before);
    assert.equal((await browser.ask('GET', '/api/session')).json().me.person, 'duty-a');
    assert.equal((await other.ask('GET', '/api/session')).json().me, null);
    assert.equal((await attempt('duty-a', PASSWORD)).answer.statusCode, 401);
    assert.equal((await attempt('duty-a', 'another long password')).answer.statusCode, 200);
  });
});

test('tries are few: of an address, and for a person also from many addresses', async () => {
  const signing = await SigningRoom.open({ limits: { passwordsOfAddress: 4, passwordsOfPerson: 2 } });
  const from = async (remoteAddress: string, person: string) => {
    const headers = { host: '127.0.0.1:0', 'content-type': 'application/json' };
    const payload = { person, password: PASSWORD };
    return await signing.http.app.inject({ method: 'POST', url: SIGN_IN, headers, payload, remoteAddress });
  };
  const statuses = async (address: string, persons: string[]) => {
    const all: number[] = [];
    for (const person of persons) all.push((await from(address, person)).statusCode);
    return all;
  };
  assert.deepEqual(await statuses('10.0.0.1', ['duty-a', 'duty-a', 'duty-a']), [401, 401, 429]);
  assert.deepEqual(await statuses('10.0.0.2', ['duty-a', 'duty-b']), [429, 401]);
  assert.deepEqual(await statuses('10.0.0.1', ['ghost-one', 'ghost-two']), [401, 429]);
  const over = await from('10.0.0.1', 'ghost-three');
  assert.equal(over.json().code, 'too-many');
  assert.match(String(over.headers['retry-after']), /^[1-9][0-9]?$/);
  const subscriber = [
    '2001:db8:1:2::a',
    '2001:db8:1:2::b',
    '2001:db8:1:2:ffff::c',
    '2001:db8:1:2::d',
    '2001:db8:1:2::e',
  ];
  const all: number[] = [];
  for (const [n, address] of subscriber.entries()) all.push((await from(address, `ghost-six-${n}`)).statusCode);
  assert.deepEqual(all, [401, 401, 401, 401, 429], 'one who has many addresses is one');
  // A session of one's own is no way round the limit of somebody else.
  const own = await signing.byLink('commander-a');
  assert.equal((await own.ask('POST', SIGN_IN, { person: 'duty-a', password: PASSWORD })).statusCode, 429);
  await signing.close();
});

test('hashes take turns, and too many are pushed back', async () => {
  const passwords = new Passwords(seededRandom(5).bytes, { memory: 64, passes: 1, parallelism: 1 });
  const all = Array.from({ length: 34 }, (_, i) => passwords.hash(`password number ${i}`));
  assert.equal(passwords.full, true);
  const hashes = await Promise.all(all);
  assert.equal(new Set(hashes.map(({ hash }) => hash)).size, 34);
  assert.equal(passwords.full, false);
  const [first] = hashes;
  assert.equal(await passwords.fits('password number 0', first), true);
  assert.equal(await passwords.fits('password number 1', first), false);
  assert.equal(await passwords.fits('password number 0', undefined), false);
});

test('the same letters in another form are the same password', async () => {
  const passwords = new Passwords(seededRandom(6).bytes, { memory: 64, passes: 1, parallelism: 1 });
  const kept = await passwords.hash('caffè sul molo nord');
  assert.equal(await passwords.fits('caffe\u0300 sul molo nord', kept), true);
});
