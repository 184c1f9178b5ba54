import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Members = Record<string, unknown>;

/** A provider that says whatever a test wants: in ID tokens, logout tokens, and of itself. */
export class HostileProvider {
  readonly #server: Server;
  readonly #key: KeyObject;
  readonly #jwk: Members;
  #nonce = '';
  /** Changes of the next ID token's claims and head; `sign` replaces its signature. */
  claims: Members = {};
  head: Members = {};
  signature: ((data: string) => string) | undefined;
  /** Changes of the answer of the token endpoint and of the metadata. */
  answer: Members = {};
  metadata: Members = {};
  /** Addresses that were asked for. */
  readonly asked: string[] = [];

  private constructor(server: Server) {
    this.#server = server;
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    this.#key = privateKey;
    this.#jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' };
  }

  static async open(): Promise<HostileProvider> {
    const server = createServer();
    const provider = new HostileProvider(server);
    server.on('request', (request, response) => {
      const path = request.url ?? '';
      provider.asked.push(path);
      request.resume();
      const body = provider.#answerTo(path.split('?')[0] ?? '');
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body ?? {}));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What the provider sends a browser back with, having seen the address that the room sent it to. */
  back(address: string): URLSearchParams {
    const { searchParams } = new URL(address);
    this.#nonce = searchParams.get('nonce') ?? '';
    return new URLSearchParams({ code: 'a-code', state: searchParams.get('state') ?? '', iss: this.issuer });
  }

  /** A token signed with the published key; members that are undefined are left out. */
  token(head: Members, claims: Members): string {
    const part = (value: Members) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const data = `${part({ alg: 'RS256', kid: 'k1', ...head })}.${part(claims)}`;
    return `${data}.${this.signature?.(data) ?? sign('sha256', Buffer.from(data), this.#key).toString('base64url')}`;
  }

  /** The public key as PEM, for confusing it with a shared secret. */
  get pem(): string {
    return String(this.#publicKey());
  }

  reset(): void {
    Object.assign(this, { claims: {}, head: {}, signature: undefined, answer: {}, metadata: {} });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #publicKey() {
    return JSON.stringify(this.#jwk);
  }

  #answerTo(path: string): object | undefined {
    const { issuer } = this;
    if (path === '/.well-known/openid-configuration') {
      return {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
        authorization_response_iss_parameter_supported: true,
        ...this.metadata,
      };
    }
    if (path === '/jwks') return { keys: [this.#jwk] };
    if (path !== '/token') return undefined;
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: issuer,
      sub: 'ga-lead',
      aud: 'remit',
      iat: now,
      exp: now + 60,
      nonce: this.#nonce,
      ...this.claims,
    };
    return { access_token: 'x', token_type: 'Bearer', id_token: this.token(this.head, claims), ...this.answer };
  }
}
