import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';
import { readProviderSettings } from './provider-settings.ts';
import type { TestBrowser } from './testing/browser.ts';
import { HostileProvider } from './testing/hostile-provider.ts';
import { SigningRoom } from './testing/signing-room.ts';

const BEGIN = '/api/sign-in/provider/home';
const LOGOUT = `${BEGIN}/logout`;
const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };

let folder: string;
let provider: HostileProvider;
let signing: SigningRoom;
const said: string[] = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remit-provider-'));
  provider = await HostileProvider.open();
  const settings = {
    id: 'home',
    agency: 'guest-a-protection',
    issuer: provider.issuer,
    clientId: 'remit',
    clientSecret: 's',
  };
  writeFileSync(join(folder, 'sign-in.yaml'), `providers: [${JSON.stringify(settings)}]\n`);
  signing = await SigningRoom.open({
    dataFolder: folder,
    clock: { wallNow: Date.now },
    random: randomBytes,
    limits: { tries: 10_000 },
    warn: (message) => said.push(message),
  });
});
after(async () => {
  await signing.close();
  await provider.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  provider.reset();
});

/** Sends a browser to the provider; gives where to, and keeps the ceremony's cookie. */
async function begun(browser: TestBrowser): Promise<string> {
  const answer = await browser.ask('GET', BEGIN);
  assert.equal(answer.statusCode, 303, answer.body);
  return String(answer.headers.location);
}

async function comeBack(browser: TestBrowser, query: URLSearchParams): Promise<string> {
  const headers = { 'sec-fetch-site': 'cross-site' };
  const answer = await browser.ask('GET', `${BEGIN}/callback?${query}`, undefined, headers);
  assert.equal(answer.statusCode, 303, answer.body);
  return String(answer.headers.location);
}

async function whole(browser = signing.browser()) {
  const location = await comeBack(browser, provider.back(await begun(browser)));
  return { browser, location };
}

const who = async (browser: TestBrowser) => (await browser.ask('GET', '/api/session')).json().me?.person ?? null;

describe('an agency’s own provider', () => {
  test('sends its people in: with PKCE, state and nonce, by a cookie that signs nobody in', async () => {
    const ways = (await signing.browser().ask('GET', '/api/sign-in')).json();
    const [{ agency }] = ways.providers;
    // This event has no names in Italian.
    assert.deepEqual(agency, { ...agency, names: { en: agency.name, it: agency.name } });
    assert.deepEqual(
      ways.providers.map(({ id }: { id: string }) => id),
      ['home'],
    );
    const browser = signing.browser();
    const answer = await browser.ask('GET', BEGIN);
    const query = new URL(String(answer.headers.location)).searchParams;
    assert.equal(query.get('code_challenge_method'), 'S256');
    assert.equal(query.get('redirect_uri'), `http://127.0.0.1:0${BEGIN}/callback`);
    for (const name of ['state', 'nonce', 'code_challenge']) assert.match(query.get(name) ?? '', /^[A-Za-z0-9_-]{43}$/);
    assert.match(String(answer.headers['set-cookie']), /^remit-provider=[^;]{43}; .*HttpOnly; SameSite=Lax$/);
    assert.equal(await who(browser), null);
    const { browser: other, location } = await whole();
    assert.equal(location, '/console/');
    assert.match(other.cookie ?? '', /^remit=/);
    assert.equal(await who(other), 'ga-lead');
  });

  test('vouches for nobody but enrolled people of its own agency', async () => {
    for (const sub of ['gb-liaison', 'duty-a', 'ghost-nobody', 'registrar:guest-a-protection', 'operator', '']) {
      provider.claims = { sub };
      const { browser, location } = await whole();
      assert.deepEqual([location, await who(browser)], ['/console/#refused=provider', null], sub);
    }
  });

  const hmac = (data: string) => createHmac('sha256', provider.pem).update(data).digest('base64url');
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  const others = (data: string) => sign('sha256', Buffer.from(data), stranger).toString('base64url');
  const now = () => Math.floor(Date.now() / 1_000);
  for (const [name, wrong] of [
    ['a wrong nonce', () => ({ claims: { nonce: 'another' } })],
    ['no nonce', () => ({ claims: { nonce: undefined } })],
    ['a wrong issuer', () => ({ claims: { iss: 'https://evil.example' } })],
    ['another audience', () => ({ claims: { aud: 'somebody-else' } })],
    ['a token that has expired', () => ({ claims: { iat: now() - 900, exp: now() - 600 } })],
    ['no expiry', () => ({ claims: { exp: undefined } })],
    ['algorithm none', () => ({ head: { alg: 'none' }, signature: () => '' })],
    ['the public key as a shared secret', () => ({ head: { alg: 'HS256' }, signature: hmac })],
    ['another key', () => ({ signature: others })],
    ['a signature that is cut off', () => ({ signature: () => 'AAAA' })],
    ['a claim that is no text', () => ({ claims: { sub: 7 } })],
    ['no ID token', () => ({ answer: { id_token: undefined } })],
  ] as const) {
    test(`that gives ${name} lets nobody in`, async () => {
      Object.assign(provider, wrong());
      const { browser, location } = await whole();
      assert.deepEqual([location, await who(browser)], ['/console/#refused=provider', null]);
    });
  }

  test('a sign-in that somebody else began, or that comes back twice or changed, is none', async () => {
    const [attacker, victim] = [signing.browser(), signing.browser()];
    const stolen = provider.back(await begun(attacker));
    assert.equal(await comeBack(victim, stolen), '/console/#refused=provider', 'the answer to another browser');
    assert.equal(await who(victim), null);
    assert.equal(await comeBack(attacker, stolen), '/console/#refused=provider', 'it was used up');
    const browser = signing.browser();
    const query = provider.back(await begun(browser));
    assert.equal(await comeBack(browser, query), '/console/');
    assert.equal(await comeBack(browser, query), '/console/#refused=provider');
    for (const [name, value] of [
      ['state', 'A'.repeat(43)],
      ['state', ''],
      ['iss', 'https://evil.example'],
      ['error', 'access_denied'],
      ['code', ''],
    ] as const) {
      const fresh = signing.browser();
      const changed = provider.back(await begun(fresh));
      changed.set(name, value);
      assert.equal(await comeBack(fresh, changed), '/console/#refused=provider', `${name}=${value}`);
    }
  });

  test('one that is not there, or does not answer, is said in so many words', async () => {
    assert.equal((await signing.browser().ask('GET', '/api/sign-in/provider/nowhere')).statusCode, 404);
    assert.equal((await signing.browser().ask('GET', '/api/sign-in/provider/nowhere/callback')).statusCode, 404);
    const silent = await SigningRoom.open({ dataFolder: folder, clock: { wallNow: Date.now }, warn: () => {} });
    provider.metadata = { issuer: 'https://evil.example' };
    const answer = await silent.browser().ask('GET', BEGIN);
    assert.deepEqual([answer.statusCode, answer.json().code], [503, 'provider-silent']);
    provider.reset();
    assert.equal((await silent.browser().ask('GET', BEGIN)).statusCode, 303, 'it is asked again');
    await silent.close();
  });
});

describe('back-channel logout', () => {
  let jti = 0;
  const claimsOf = (changed: Record<string, unknown> = {}) => {
    jti += 1;
    const iat = Math.floor(Date.now() / 1_000);
    return {
      iss: provider.issuer,
      aud: 'remit',
      iat,
      exp: iat + 60,
      jti: `jti-${jti}`,
      events: EVENTS,
      sub: 'ga-lead',
      ...changed,
    };
  };
  const logout = async (token: string, type = 'application/x-www-form-urlencoded') => {
    const payload = new URLSearchParams({ logout_token: token }).toString();
    const headers = { host: '127.0.0.1:0', 'content-type': type };
    return (await signing.http.app.inject({ method: 'POST', url: LOGOUT, headers, payload })).statusCode;
  };

  test('ends the sessions of its subject, of this provider only, once', async () => {
    const { browser } = await whole();
    const byLink = await signing.byLink('ga-lead');
    const token = provider.token({ typ: 'logout+jwt' }, claimsOf());
    assert.equal(await logout(token), 200);
    assert.equal(await who(browser), null);
    assert.equal(await who(byLink), 'ga-lead', 'who came in by other ways stays');
    const { browser: again } = await whole();
    assert.equal(await logout(token), 400, 'a token that was used ends nothing more');
    assert.equal(await who(again), 'ga-lead');
  });

  test('ends one session where it names one', async () => {
    provider.claims = { sid: 'one' };
    const { browser: one } = await whole();
    provider.claims = { sid: 'two' };
    const { browser: two } = await whole();
    assert.equal(await logout(provider.token({}, claimsOf({ sub: undefined, sid: 'one' }))), 200);
    assert.deepEqual([await who(one), await who(two)], [null, 'ga-lead']);
  });

  test('forged, old, foreign or meant for something else, it ends nothing', async () => {
    const { browser } = await whole();
    const iat = Math.floor(Date.now() / 1_000);
    const good = provider.token({}, claimsOf());
    const tokens = [
      provider.token({ alg: 'none' }, claimsOf()),
      provider.token({ alg: 'HS256' }, claimsOf()),
      provider.token({ typ: 'at+jwt' }, claimsOf()),
      provider.token({ crit: ['x'] }, claimsOf()),
      provider.token({ kid: 'other' }, claimsOf()),
      provider.token({}, claimsOf({ iss: 'https://evil.example' })),
      provider.token({}, claimsOf({ aud: 'somebody-else' })),
      provider.token({}, claimsOf({ iat: iat - 600, exp: iat + 600 })),
      provider.token({}, claimsOf({ iat: iat + 600 })),
      provider.token({}, claimsOf({ exp: iat - 60 })),
      provider.token({}, claimsOf({ nonce: 'n' })),
      provider.token({}, claimsOf({ events: {} })),
      provider.token({}, claimsOf({ events: [] })),
      provider.token({}, claimsOf({ jti: undefined })),
      provider.token({}, claimsOf({ sub: undefined })),
      `${good.slice(0, -6)}AAAAAA`,
      good.split('.').slice(0, 2).join('.'),
      `${good.split('.').slice(0, 2).join('.')}.`,
      `${good}.x`,
      '..',
      'x',
    ];
    for (const token of tokens) assert.equal(await logout(token), 400, token.slice(0, 120));
    assert.equal(await logout('x'.repeat(20_000)), 413);
    assert.equal(await logout(good, 'application/json'), 415);
    assert.equal(await who(browser), 'ga-lead');
  });
});

test('settings that cannot be are said before the room opens', async () => {
  const good = { id: 'home', agency: 'guest-a', issuer: 'https://id.example', clientId: 'c', clientSecret: 's' };
  const read = async (content: string) => {
    writeFileSync(join(folder, 'sign-in.yaml'), content);
    return await readProviderSettings(folder, ['guest-a']);
  };
  const [settings] = await read(JSON.stringify({ providers: [good] }));
  assert.deepEqual(settings, { ...good, claim: 'sub', algorithm: 'RS256' });
  assert.deepEqual(await read(''), []);
  assert.deepEqual(await readProviderSettings(join(folder, 'nowhere'), []), []);
  for (const content of [
    '{',
    '[]',
    JSON.stringify({ providers: [{ ...good, issuer: 'http://id.example' }] }),
    JSON.stringify({ providers: [{ ...good, issuer: 'file:///etc/passwd' }] }),
    JSON.stringify({ providers: [{ ...good, algorithm: 'none' }] }),
    JSON.stringify({ providers: [{ ...good, algorithm: 'HS256' }] }),
    JSON.stringify({ providers: [{ ...good, agency: 'nobody' }] }),
    JSON.stringify({ providers: [good, good] }),
    JSON.stringify({ providers: [{ ...good, extra: 1 }] }),
    `a: &a [x]\nproviders: *a`,
    'x'.repeat(70_000),
  ]) {
    await assert.rejects(read(content), StartRefused, content.slice(0, 100));
  }
});
