import assert from 'node:assert/strict';
import { type IncomingMessage, request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { SignedRoom } from '../api/testing/signed-room.ts';
import { linkFor } from '../sign-in/sign-in.ts';
import type { TestBrowser } from '../sign-in/testing/browser.ts';
import { TestBrowser as Browser, tokenOfPath } from '../sign-in/testing/browser.ts';
import { LIVE_LIMITS } from './hub.ts';
import { seenOf } from './live-route.ts';

let signed: SignedRoom;
let port: number;

before(async () => {
  signed = await SignedRoom.open();
  port = await signed.http.listen(0);
});
after(async () => await signed.close());

async function browserOf(person: string): Promise<TestBrowser> {
  const browser = new Browser(signed.http.app, `127.0.0.1:${port}`);
  const { path } = await linkFor(signed.signIn, person, null);
  assert.equal((await browser.signIn('/api/sign-in/link', { token: tokenOfPath(path) })).statusCode, 200);
  return browser;
}

/** A stream over a real connection. */
class Stream {
  readonly response: IncomingMessage;
  text = '';
  readonly closed: Promise<void>;
  #waiting: (() => void)[] = [];

  constructor(response: IncomingMessage) {
    this.response = response;
    response.on('data', (chunk) => {
      this.text += String(chunk);
      for (const look of this.#waiting) look();
    });
    response.on('error', () => {});
    this.closed = new Promise((resolve) => response.once('close', resolve));
  }

  static async open(browser: TestBrowser, headers: Record<string, string> = {}, query = ''): Promise<Stream> {
    const all = { cookie: browser.cookie ?? '', 'sec-fetch-site': 'same-origin', ...headers };
    return await new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path: `/api/live${query}`, headers: all }, (response) =>
        resolve(new Stream(response)),
      );
      asked.on('error', reject);
      asked.end();
    });
  }

  async until(pattern: RegExp): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (pattern.test(this.text)) resolve();
      };
      this.#waiting.push(look);
      look();
    });
  }

  close(): void {
    this.response.destroy();
  }
}

describe('GET /api/live', () => {
  test('sends what is the reader’s as it happens, and what was missed to who comes back', async () => {
    const browser = await browserOf('ga-lead');
    const stream = await Stream.open(browser);
    assert.equal(stream.response.statusCode, 200);
    assert.match(String(stream.response.headers['content-type']), /^text\/event-stream/);
    assert.equal(stream.response.headers['cache-control'], 'no-store');
    assert.match(String(stream.response.headers['content-security-policy']), /default-src 'none'/);
    await stream.until(/event: room/);
    const first = await signed.line('ga-lead', 'the first');
    await signed.line('duty-a', 'hidden');
    await signed.viewed();
    signed.tick();
    await stream.until(/the first/);
    assert(!stream.text.includes('hidden'));
    stream.close();
    await stream.closed;
    const missed = await signed.line('ga-lead', 'missed');
    await signed.viewed();
    const back = await Stream.open(browser, { 'last-event-id': String(first.index) });
    await back.until(/missed/);
    assert.match(back.text, new RegExp(`^id: ${missed.index}\nevent: acts`, 'm'));
    assert(!back.text.includes('the first'));
    back.close();
    const after = await Stream.open(browser, {}, `?after=${first.index}`);
    await after.until(/missed/);
    after.close();
    const lost = await Stream.open(browser, { 'last-event-id': '<script>' });
    await lost.until(/event: reset/);
    lost.close();
  });

  test('is for those who are signed in, and a bad query is a problem', async () => {
    const nobody = await Stream.open(new Browser(signed.http.app));
    assert.equal(nobody.response.statusCode, 401);
    nobody.close();
    const bad = await Stream.open(await browserOf('ga-lead'), {}, '?after=x');
    assert.equal(bad.response.statusCode, 400);
    bad.close();
  });

  test('ends when the session does: signed out, or removed by the registrar', async () => {
    const browser = await browserOf('duty-a');
    const stream = await Stream.open(browser);
    await stream.until(/event: room/);
    assert.equal((await browser.ask('DELETE', '/api/session')).statusCode, 204);
    await stream.until(/event: end\ndata: \{"why":"signed-out"\}/);
    await stream.closed;
  });

  test('a mandate that is suspended ends the streams of its holder’s people, and of nobody else', async () => {
    const [guest, host] = [await browserOf('gb-liaison'), await browserOf('duty-a')];
    const [theirs, other] = [await Stream.open(guest), await Stream.open(host)];
    await theirs.until(/event: room/);
    await other.until(/event: room/);
    await signed.permitted('commander-a', {
      kind: 'mandate.suspend',
      detail: { mandate: 'guest-b', reason: 'review' },
    });
    await theirs.until(
      /event: end\ndata: \{"why":"suspended","halt":\{.*"mandate":"guest-b".*"reason":"review".*\}\}\n\n/,
    );
    await theirs.closed;
    assert(!other.text.includes('event: end'));
    assert.equal((await guest.ask('GET', '/api/acts')).statusCode, 401);
    other.close();
  });

  test('so many streams a session, and then 503 with a time to come back', async () => {
    const browser = await browserOf('police-a');
    const open: Stream[] = [];
    for (let n = 0; n < LIVE_LIMITS.streamsOfSession; n++) {
      const stream = await Stream.open(browser);
      await stream.until(/event: room/);
      open.push(stream);
    }
    const more = await Stream.open(browser);
    assert.equal(more.response.statusCode, 503);
    assert.equal(more.response.headers['retry-after'], '30');
    for (const stream of [...open, more]) stream.close();
  });
});

test('what a browser may say that it has', () => {
  const said = [undefined, '', '0', '41', '-1', '1.5', '01', '1e3', ' 1', '9007199254740993', 'x'.repeat(10_000)];
  const expected = [undefined, undefined, 0, 41, ...Array<string>(7).fill('unknown')];
  assert.deepEqual(said.map(seenOf), expected);
});
