import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { OpenRoom } from '../room.ts';
import { actOf, lineOf, signOn, TestMachine } from '../testing/test-room.ts';
import { buildHttpServer, type HttpServer } from './http-server.ts';
import { wallViewer } from './wall-route.ts';
import type { wallRow } from './wall-row.ts';
import { WallStream } from './wall-stream.ts';

const DESK = 'host-room.duty';
const machine = new TestMachine();
let room: OpenRoom;
let http: HttpServer;
let port: number;
let written = 0;

before(async () => {
  room = await machine.open();
  await signOn(room, 'duty-a', DESK);
  http = await buildHttpServer(room, { wallNow: () => machine.clock.wallNow(), unforeseen: () => {} });
  port = await http.listen(0);
});

after(async () => {
  await http.close();
  await room.stop();
});

async function write(count: number): Promise<number> {
  for (let n = 0; n < count; n++) {
    written += 1;
    const answer = await room.door.submit(lineOf(room, 'duty-a', DESK, `line ${written}`));
    assert.ok(!('refused' in answer) && answer.outcome === 'permitted');
  }
  const index = room.size() - 1;
  assert.ok(await room.views.follower.reached(index, 2_000));
  return index;
}

type WallRow = ReturnType<typeof wallRow>;
type Alerts = { readonly alerts: readonly WallRow[]; readonly more: number };
type Event = { readonly id?: string; readonly event?: string; readonly data: string };

/** A screen on the wall: reads events until it is told to stop. */
class Screen {
  readonly events: Event[] = [];
  #response: IncomingMessage | undefined;
  #text = '';
  #waiting: (() => void)[] = [];

  static async open(on: number, seen?: number): Promise<Screen> {
    const screen = new Screen();
    await new Promise<void>((resolve, reject) => {
      const headers = seen === undefined ? {} : { 'last-event-id': String(seen) };
      const asked = request({ host: '127.0.0.1', port: on, path: '/wall/events', headers }, (response) => {
        screen.#response = response;
        assert.equal(response.statusCode, 200);
        assert.match(String(response.headers['content-type']), /^text\/event-stream/);
        response.on('data', (chunk) => screen.#take(String(chunk)));
        response.on('error', () => {});
        resolve();
      });
      asked.on('error', reject);
      asked.end();
    });
    return screen;
  }

  /** Resolves once `found` holds for the events so far. */
  async until(found: (events: readonly Event[]) => boolean): Promise<void> {
    while (!found(this.events)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  indices(): number[] {
    return this.acts().map(({ index }) => index);
  }

  /** The alerts that were told last. */
  alerts(): Alerts | undefined {
    const last = this.events.findLast(({ event }) => event === 'alerts');
    return last === undefined ? undefined : (JSON.parse(last.data) as Alerts);
  }

  acts(): WallRow[] {
    return this.events.flatMap(({ event, data }) => (event === 'acts' ? (JSON.parse(data) as WallRow[]) : []));
  }

  close(): void {
    this.#response?.destroy();
  }

  #take(chunk: string): void {
    this.#text += chunk;
    for (let end = this.#text.indexOf('\n\n'); end >= 0; end = this.#text.indexOf('\n\n')) {
      const fields = Object.fromEntries(
        this.#text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
      );
      this.#text = this.#text.slice(end + 2);
      if (fields.data !== undefined) this.events.push(fields as Event);
    }
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** How many alerts a stream tells a screen that comes now. */
async function firstAlerts(stream: WallStream): Promise<number | undefined> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    stream.add(response, undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const screen = await Screen.open(typeof address === 'object' && address !== null ? address.port : 0);
  await screen.until(() => screen.alerts() !== undefined);
  screen.close();
  server.close();
  return screen.alerts()?.alerts.length;
}

describe('the wall’s live events', () => {
  test('a new screen begins with the latest acts, and gets what comes, each once and in order', async () => {
    const screen = await Screen.open(port);
    const last = await write(20);
    await screen.until(() => screen.indices().at(-1) === last);
    const indices = screen.indices();
    assert.deepEqual(
      indices,
      [...new Set(indices)].toSorted((a, b) => a - b),
    );
    assert.equal(screen.events.findLast(({ event }) => event === 'acts')?.id, String(last));
    assert.ok(screen.events.filter(({ event }) => event === 'acts').length < 10, 'many acts come in few events');
    screen.close();
  });

  test('desks and places stand in the names of the vocabulary, also where a summary begins with one', async () => {
    const screen = await Screen.open(port);
    await screen.until(() => screen.acts().some(({ kind }) => kind === 'desk.sign-on'));
    const { agencies, rooms, places } = room.directory.scenario.vocabulary;
    const desk = rooms.flatMap(({ desks }) => desks).find(({ id }) => id === DESK);
    assert.ok(desk !== undefined && desk.name !== DESK);
    const signedOn = screen.acts().find(({ kind }) => kind === 'desk.sign-on');
    assert.deepEqual([signedOn?.desk, signedOn?.summary], [desk.name, desk.name]);
    assert.ok(
      places.some(({ name }) => name === signedOn?.place),
      String(signedOn?.place),
    );
    assert.equal(signedOn?.activity, 'desk.sign-on');
    assert.equal(signedOn?.what, 'sign-on');
    assert.ok(
      agencies.some(({ id, name }) => name === signedOn?.agency && name !== id),
      String(signedOn?.agency),
    );
    screen.close();
  });

  test('one that comes back gets exactly what it missed', async () => {
    const first = await Screen.open(port);
    const seen = await write(3);
    await first.until(() => first.indices().at(-1) === seen);
    first.close();
    const last = await write(5);
    const again = await Screen.open(port, seen);
    await again.until(() => again.indices().at(-1) === last);
    assert.deepEqual(
      again.indices(),
      [1, 2, 3, 4, 5].map((n) => seen + n),
    );
    assert.ok(!again.events.some(({ event }) => event === 'reset'));
    again.close();
  });

  test('one that saw what is not there, or too long ago, begins anew', async () => {
    const ahead = await Screen.open(port, 1_000_000);
    await ahead.until((events) => events.some(({ event }) => event === 'acts'));
    assert.equal(ahead.events[0]?.event, 'reset');
    ahead.close();
    await write(520);
    const behind = await Screen.open(port, 3);
    await behind.until(() => behind.indices().length > 0);
    assert.equal(behind.events[0]?.event, 'reset');
    assert.equal(behind.indices().length, 200);
    assert.equal(behind.indices().at(-1), room.size() - 1);
    behind.close();
  });

  test('an alert stands until it is cancelled, on screens that were there and on those that come, however much came since', async () => {
    const enter = async (kind: 'alert.raise' | 'alert.cancel', detail: Record<string, string>, person = 'duty-a') => {
      const desk = person === 'duty-a' ? DESK : null;
      const answer = await room.door.submit(actOf(room, person, { kind, desk, id: `alert-${room.size()}`, detail }));
      assert.ok(!('refused' in answer) && answer.outcome === 'permitted', JSON.stringify(answer));
      assert.ok(await room.views.follower.reached(answer.index, 2_000));
      return answer.matter ?? '';
    };
    const there = await Screen.open(port);
    await there.until(() => there.alerts() !== undefined);
    assert.deepEqual(there.alerts(), { alerts: [], more: 0 });
    const text = '<img src=x onerror=alert(1)> smoke';
    const matter = await enter('alert.raise', { alert: 'emergency', text }, 'gb-liaison');
    await there.until(() => there.alerts()?.alerts.length === 1);
    const [told] = there.alerts()?.alerts ?? [];
    assert.deepEqual([told?.matter, told?.summary, told?.kind], [matter, `emergency: ${text}`, 'alert.raise']);
    assert.ok(told?.agency !== 'guest-b-police', 'in the name of the vocabulary');
    await write(520);
    const late = await Screen.open(port);
    await late.until(() => late.alerts() !== undefined);
    assert.equal(late.alerts()?.alerts[0]?.matter, matter);
    const fresh = await WallStream.open({ room, viewer: wallViewer(room), wallNow: () => 0 });
    assert.equal(await firstAlerts(fresh), 1, 'also after a restart');
    const others: string[] = [];
    for (let n = 0; n < 9; n++) others.push(await enter('alert.raise', { alert: 'evacuation', text: `wing ${n}` }));
    await late.until(() => late.alerts()?.more === 2);
    assert.equal(late.alerts()?.alerts[0]?.matter, others.at(-1), 'the latest first');
    for (const alert of [matter, ...others]) await enter('alert.cancel', { alert, reason: 'over' });
    for (const screen of [there, late]) {
      await screen.until(() => screen.alerts()?.alerts.length === 0);
      screen.close();
    }
    assert.equal(await firstAlerts(fresh), 0);
    fresh.close();
    const live = await WallStream.open({ room, viewer: null, wallNow: () => 0 });
    assert.equal(await firstAlerts(live), 0);
    live.close();
  });

  test('shows what the host may see, and nothing that is a guest’s alone', async () => {
    const screen = await Screen.open(port);
    await screen.until(() => screen.indices().length > 0);
    const viewer = wallViewer(room);
    assert.ok(viewer);
    const allowed = new Set((await room.views.acts.page(viewer, { limit: 10_000 })).map(({ index }) => index));
    assert.ok(screen.indices().every((index) => allowed.has(index)));
    assert.equal(viewer.oversight, false);
    screen.close();
  });

  test('one that does not read is dropped, and the others go on', async (t) => {
    const stream = await WallStream.open({
      room,
      viewer: wallViewer(room),
      wallNow: () => 0,
      bufferBytes: 4_096,
    });
    const server = await new Promise<Server>((resolve) => {
      const made = createServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        // What a slow reader does, without filling the buffers of this machine first: its socket takes no more.
        if (stream.followers === 0) response.socket?.cork();
        stream.add(response, undefined);
      });
      made.listen(0, '127.0.0.1', () => resolve(made));
    });
    t.after(() => {
      stream.close();
      server.close();
      server.closeAllConnections();
    });
    const address = server.address();
    const on = typeof address === 'object' && address !== null ? address.port : 0;
    const slow = Screen.open(on);
    const dropped = assert.rejects(slow, /socket hang up/);
    while (stream.followers === 0) await new Promise(setImmediate);
    const good = await Screen.open(on);
    assert.equal(stream.followers, 2);
    // Two turns of the stream: the first fills the buffer, the second finds it full.
    for (let turn = 0; turn < 2; turn++) {
      const last = await write(20);
      await good.until(() => good.indices().at(-1) === last);
    }
    assert.equal(stream.followers, 1);
    await dropped;
    const last = await write(1);
    await good.until(() => good.indices().at(-1) === last);
    good.close();
  });
});
