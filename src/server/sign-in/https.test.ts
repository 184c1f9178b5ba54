import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tokenOfPath } from './testing/browser.ts';
import { SigningRoom } from './testing/signing-room.ts';

const NAME = 'room.example';
/** From where its proxy asks. */
const PROXY = '127.0.0.2';
let signing: SigningRoom;

before(async () => {
  signing = await SigningRoom.open({ https: true, hosts: [NAME], proxies: [PROXY], limits: { tries: 6 } });
});
after(async () => {
  await signing.close();
});

async function tokenFor(person: string): Promise<string> {
  return tokenOfPath((await signing.signIn.links.make(person, null)).path);
}

async function enter(headers: Record<string, string>, { person = 'duty-a', remoteAddress = PROXY } = {}) {
  return await signing.http.app.inject({
    method: 'POST',
    url: '/api/sign-in/link',
    headers: { host: NAME, 'content-type': 'application/json', ...headers },
    payload: { token: await tokenFor(person) },
    remoteAddress,
  });
}

test('by https the cookie is this host’s alone and never goes out in the clear', async () => {
  const answer = await enter({ origin: `https://${NAME}` });
  assert.equal(answer.statusCode, 200, answer.body);
  const cookie = String(answer.headers['set-cookie']);
  assert.match(cookie, /^__Host-remit=[A-Za-z0-9_-]{43}; Max-Age=57600; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  const secret = cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  const me = async (sent: string) => {
    const headers = { host: NAME, cookie: sent };
    return (await signing.http.app.inject({ url: '/api/session', headers })).json().me;
  };
  assert.equal((await me(`__Host-remit=${secret}`)).person, 'duty-a');
  assert.equal(await me(`remit=${secret}`), null, 'a cookie that could be set without TLS is none');
});

test('pages of the same name without TLS, or of another, are not ours', async () => {
  for (const origin of [`http://${NAME}`, 'https://other.example', `https://${NAME}:8443`]) {
    assert.equal((await enter({ origin })).statusCode, 403, origin);
  }
});

test('passkeys are this name’s', async () => {
  const answer = await signing.http.app.inject({
    method: 'POST',
    url: '/api/sign-in/passkey/options',
    headers: { host: NAME, origin: `https://${NAME}` },
  });
  assert.equal(answer.json().rpId, NAME);
});

test('who tries too often is counted by the address that the proxy names, and nobody else pays for it', async () => {
  const from = async (address: string) => (await enter({ 'x-forwarded-for': address })).statusCode;
  const statuses: number[] = [];
  for (let tries = 0; tries < 7; tries += 1) statuses.push(await from('203.0.113.7'));
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 200, 429]);
  assert.equal(await from('203.0.113.8'), 200);
});

test('who is no named proxy is believed nothing: whatever address they say, they are counted as one', async () => {
  const statuses: number[] = [];
  for (let tries = 0; tries < 7; tries += 1) {
    const headers = { 'x-forwarded-for': `203.0.113.${tries + 20}` };
    statuses.push((await enter(headers, { remoteAddress: '127.0.0.1' })).statusCode);
  }
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 200, 429]);
});
