import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Me } from '../../../terms/api/session.ts';

/** The host name that a room answers to before it listens. */
export const TEST_HOST = '127.0.0.1:0';

/** As much of a browser as signing in needs: it keeps the room's cookie, and says where its requests come from. */
export class TestBrowser {
  readonly #app: FastifyInstance;
  readonly host: string;
  cookie: string | undefined;
  csrf: string | undefined;
  me: Me | null = null;

  constructor(app: FastifyInstance, host = TEST_HOST) {
    this.#app = app;
    this.host = host;
  }

  /** A request of a page of the room; `headers` overrule, and undefined takes one away. */
  async ask(
    method: 'GET' | 'POST' | 'DELETE' | 'PUT',
    url: string,
    payload?: InjectOptions['payload'],
    headers: Record<string, string | undefined> = {},
  ) {
    const all: Record<string, string | undefined> = {
      host: this.host,
      'sec-fetch-site': 'same-origin',
      ...(method === 'GET' ? {} : { origin: `http://${this.host}` }),
      ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
      ...(this.csrf === undefined || method === 'GET' ? {} : { 'x-csrf-token': this.csrf }),
      ...headers,
    };
    const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    const options: InjectOptions = { method, url, headers: kept as Record<string, string> };
    const answer = await this.#app.inject(payload === undefined ? options : { ...options, payload });
    const given = answer.headers['set-cookie'];
    if (typeof given === 'string') this.cookie = given.split(';')[0]?.endsWith('=') ? undefined : given.split(';')[0];
    return answer;
  }

  /** Signs in by a way in, and keeps what the pages keep. */
  async signIn(url: string, payload: object) {
    const answer = await this.ask('POST', url, payload);
    if (answer.statusCode === 200) {
      this.me = (answer.json() as { me: Me }).me;
      this.csrf = this.me.csrf;
    }
    return answer;
  }
}

/** The token of a one-time link's path. */
export function tokenOfPath(path: string): string {
  return path.slice(path.indexOf('#link=') + '#link='.length);
}
