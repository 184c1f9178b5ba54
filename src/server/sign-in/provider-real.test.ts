import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Context, Provider } from 'oidc-provider';
import { SigningRoom } from './testing/signing-room.ts';

const SECRET = 'a secret that both know, of forty letters';
let folder: string;
let server: Server;
let provider: Provider;
let signing: SigningRoom;
let url: string;
let issuer: string;
let account = 'gb-liaison';

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remit-oidc-'));
  server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { id: 'police', agency: 'guest-b-police', issuer, clientId: 'remit', clientSecret: SECRET };
  writeFileSync(join(folder, 'sign-in.yaml'), JSON.stringify({ providers: [{ ...settings, algorithm: 'ES256' }] }));
  signing = await SigningRoom.open({ dataFolder: folder, clock: { wallNow: Date.now }, random: randomBytes });
  url = `http://127.0.0.1:${await signing.http.listen(0)}`;
  provider = new Provider(issuer, configuration());
  server.on('request', (request, response) => {
    // Where a person would type a password at their own agency.
    if (request.url?.startsWith('/interaction/') !== true) return provider.callback()(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: account } });
  });
});
after(async () => {
  await signing.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

function configuration(): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const back = `${url}/api/sign-in/provider/police`;
  return {
    clients: [
      {
        client_id: 'remit',
        client_secret: SECRET,
        redirect_uris: [`${back}/callback`],
        backchannel_logout_uri: `${back}/logout`,
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'e1', use: 'sig', alg: 'ES256' }] },
    cookies: { keys: ['only for this test'] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: Context, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    async loadExistingGrant({ oidc }: Context) {
      const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    // Its own protection keeps it from addresses of this machine, where the room of the test is.
    fetch: (address: string, { dispatcher: _dispatcher, ...init }: RequestInit & { dispatcher?: unknown }) =>
      fetch(address, init),
  };
}

/** A browser that follows wherever it is sent, and keeps the cookies of each origin. */
class Traveller {
  readonly #jars = new Map<string, Map<string, string>>();

  async go(address: string): Promise<{ readonly response: Response; readonly address: string }> {
    let at = address;
    for (let steps = 0; steps < 12; steps += 1) {
      const response = await this.ask(at);
      const location = response.headers.get('location');
      if (location === null) return { response, address: at };
      at = new URL(location, at).href;
      if (at.startsWith(`${url}/console/`)) return { response, address: at };
    }
    throw new Error(`sent around without end, last to ${at}`);
  }

  async ask(address: string): Promise<Response> {
    const { origin } = new URL(address);
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { redirect: 'manual', headers: { cookie } });
    for (const given of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(given) ?? [];
      jar.set(name, value);
    }
    return response;
  }

  async person(): Promise<string | null> {
    const { me } = (await (await this.ask(`${url}/api/session`)).json()) as { me: { person: string } | null };
    return me?.person ?? null;
  }
}

test('a provider of the standard package sends its person in, and ends the session over the back channel', async () => {
  const browser = new Traveller();
  const { address } = await browser.go(`${url}/api/sign-in/provider/police`);
  assert.equal(address, `${url}/console/`);
  assert.equal(await browser.person(), 'gb-liaison');
  const client = await provider.Client.find('remit');
  await client?.backchannelLogout('gb-liaison', 'any');
  assert.equal(await browser.person(), null);
});

test('and nobody of another agency, however well they signed in there', async () => {
  account = 'duty-a';
  const browser = new Traveller();
  const { address } = await browser.go(`${url}/api/sign-in/provider/police`);
  assert.equal(address, `${url}/console/#refused=provider`);
  assert.equal(await browser.person(), null);
});
