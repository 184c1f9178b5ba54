// Whoever asks every route a good question: an exercise at work with all that `npm start` mounts, an agency's own provider, and browsers.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { ExerciseRun } from '../../src/exercise/run.ts';
import type { ExerciseRoom } from '../../src/server/exercise-room.ts';
import { readingOf } from '../../src/server/http/testing/reading.ts';
import { PublicPages } from '../../src/server/public-pages.ts';
import { linkFor } from '../../src/server/sign-in/sign-in.ts';
import { TEST_HOST, TestBrowser, tokenOfPath } from '../../src/server/sign-in/testing/browser.ts';
import { HostileProvider } from '../../src/server/sign-in/testing/hostile-provider.ts';
import type { Act } from '../../src/terms/act.ts';
import type { Reading } from '../../src/terms/api/reading.ts';
import { type House, openHouse, signedActOf } from '../house/house.ts';
import type { Answered } from './described.ts';

/** Passkeys want a name. */
export const NAMED_HOST = 'localhost:0';
export const GUEST = 'us-hsi-liaison-a';
/** Whoever entered the item that is consulted. */
export const ANALYST = 'it-analyst-a';

export class Asking {
  readonly house: House;
  readonly provider: HostileProvider;
  readonly #folder: string;
  readonly #pages: PublicPages;
  readonly #browsers = new Map<string, TestBrowser>();

  private constructor(house: House, provider: HostileProvider, folder: string, pages: PublicPages) {
    this.house = house;
    this.provider = provider;
    this.#folder = folder;
    this.#pages = pages;
  }

  static async open(): Promise<Asking> {
    const provider = await HostileProvider.open();
    const folder = mkdtempSync(join(tmpdir(), 'remit-asking-'));
    const settings = { id: 'home', agency: 'us-ice', issuer: provider.issuer, clientId: 'remit', clientSecret: 's' };
    writeFileSync(join(folder, 'sign-in.yaml'), `providers: [${JSON.stringify(settings)}]\n`);
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Remit</title>');
    writeFileSync(join(folder, 'assets', 'console.css'), 'body { margin: 0 }');
    let pages: PublicPages | undefined;
    const house = await openHouse({
      acts: 150,
      dataFolder: folder,
      mount: async (parts) => {
        pages = publicPagesOf(parts);
        return { console: { folder }, exercise: exerciseOf(parts) };
      },
    });
    assert(pages !== undefined);
    const asking = new Asking(house, provider, folder, pages);
    await asking.#prepare();
    return asking;
  }

  /** A browser in which nobody is signed in yet. */
  browser(host = TEST_HOST): TestBrowser {
    return new TestBrowser(this.house.http.app, host);
  }

  /** The browser of somebody who is signed in by a link; a new one where `host` says which. */
  async as(person: string, host?: string): Promise<TestBrowser> {
    const known = host === undefined ? this.#browsers.get(person) : undefined;
    if (known !== undefined) return known;
    const browser = this.browser(host);
    const answer = await browser.signIn('/api/sign-in/link', { token: await this.linkOf(person) });
    assert.equal(answer.statusCode, 200, answer.body);
    if (host === undefined) this.#browsers.set(person, browser);
    return browser;
  }

  async get(url: string, person = 'it-duty-a'): Promise<Answered> {
    return await (await this.as(person)).ask('GET', url);
  }

  async linkOf(person: string): Promise<string> {
    return tokenOfPath((await linkFor(this.house.signIn, person, null)).path);
  }

  reading(person: string, purpose: Reading['purpose']): string {
    return readingOf(this.house.room, person, { purpose });
  }

  /** A question by a signed reading. */
  async signed(url: string, purpose: Reading['purpose'], { person = GUEST, question }: Signed = {}): Promise<Answered> {
    const authorization = this.reading(person, purpose);
    return await this.browser().ask(question === undefined ? 'GET' : 'POST', url, question, { authorization });
  }

  actOf(person: string, changed: Partial<Act>) {
    return signedActOf(this.house.room, this.house.scenario, person, changed);
  }

  async send(signed: object, headers: Record<string, string> = {}): Promise<Answered> {
    const all = { 'content-type': 'application/json', ...headers };
    return await this.browser().ask('POST', '/acts', JSON.stringify(signed), all);
  }

  /** An item of which its reader's consultation stands. */
  get item(): string {
    const [found] = [...this.house.room.readable.state.values('items')].filter(
      ({ originator }) => originator === ANALYST,
    );
    return found?.id ?? assert.fail('there is an item');
  }

  /** The head of a stream and what comes first on it, over a real socket, for it goes on for ever. */
  async stream(url: string, person?: string): Promise<Answered> {
    const { app } = this.house.http;
    const address = app.server.address();
    const listening = typeof address === 'object' && address !== null ? address.port : undefined;
    const port = listening ?? (await this.house.http.listen(0));
    const cookie = person === undefined ? undefined : (await this.as(person)).cookie;
    const opened = Promise.withResolvers<IncomingMessage>();
    const headers = cookie === undefined ? {} : { cookie };
    const asked = get({ host: '127.0.0.1', port, path: url, headers, agent: false }, opened.resolve);
    asked.on('error', opened.reject);
    const response = await opened.promise;
    let body = '';
    for await (const chunk of response.setEncoding('utf8')) {
      body += String(chunk);
      if (body.includes('data:')) break;
    }
    asked.destroy();
    return { statusCode: response.statusCode ?? 0, headers: response.headers, body };
  }

  async close(): Promise<void> {
    await this.#pages.stop();
    await this.house.close();
    await this.provider.close();
    rmSync(this.#folder, { recursive: true });
  }

  /** What the exercise does not hold at this moment: consultations that stand, a line that is waited for, published pages. */
  async #prepare(): Promise<void> {
    const { house } = this;
    const { room } = house;
    const privacy = { room: 'international-room', desk: 'international-room.data-protection' };
    await house.act('it-privacy-a', { kind: 'desk.sign-on', desk: privacy.desk, detail: privacy });
    for (const [person, of, purpose] of [
      [ANALYST, this.item, 'event-security'],
      ['it-oversight-a', 'record', 'room-duty'],
    ] as const) {
      const detail = { of, minutes: 10, reason: 'to look at it' };
      const { outcome, clauses } = await house.act(person, { kind: 'consultation.open', purpose, detail });
      assert.equal(outcome, 'permitted', `${person}: ${clauses.join(' ')}`);
    }
    assert(await room.views.follower.reached(room.size() - 1, 10_000));
    while (room.includedSize() < room.size()) {
      await new Promise<void>((resolve) => {
        const stop = room.onIncluded(() => {
          stop();
          resolve();
        });
      });
    }
    await this.#pages.write();
  }
}

type Signed = { readonly person?: string; readonly question?: object };

function publicPagesOf({ room, store }: ExerciseRoom): PublicPages {
  const warn = (message: string) => assert.fail(message);
  const script = { failed: 'nothing is verified here' };
  return new PublicPages({ room, store, files: room.folders.public, clock: systemClock, feedback: null, script, warn });
}

/** The exercise as it is asked about; nobody plays on. */
function exerciseOf({ room, store }: ExerciseRoom): ExerciseRun {
  const nothing = () => undefined;
  const { scenario } = room.directory;
  const signal = AbortSignal.abort();
  return new ExerciseRun({ room, store, scenario, signal, slowsForPeople: true, differs: nothing, say: nothing });
}
