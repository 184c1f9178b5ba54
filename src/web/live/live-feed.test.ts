import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EventStream, LiveFeed, STALE_MS } from './live-feed.ts';
import { entryOf } from './testing/rows.ts';

class Stream implements EventStream {
  readyState = 1;
  readonly #listeners = new Map<string, (event: { data?: unknown; lastEventId?: string }) => void>();

  addEventListener(type: string, listener: (event: { data?: unknown; lastEventId?: string }) => void): void {
    this.#listeners.set(type, listener);
  }

  close(): void {
    this.readyState = 2;
  }

  says(type: string, data?: unknown, lastEventId = ''): void {
    this.#listeners.get(type)?.({ data, lastEventId });
  }
}

const ROOM = {
  origin: 'o',
  mode: 'exercise',
  scenario: 's',
  title: 't',
  room: null,
  timezone: 'UTC',
  roomNow: 1,
  wallNow: 1,
  speed: 1,
  size: 1,
  included: 1,
  checkpointAt: null,
  witnessed: null,
  unsignedSince: null,
  halted: null,
};

function feed() {
  const seen: string[] = [];
  const streams: Stream[] = [];
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const clock = { now: 0 };
  const live = new LiveFeed({
    open: (url) => {
      asked.push(url);
      const stream = new Stream();
      streams.push(stream);
      return stream;
    },
    now: () => clock.now,
    later: (run) => waiting.push(run),
    onActs: (rows) => seen.push(`acts ${rows.map(({ index }) => index)}`),
    onRoom: ({ size }) => seen.push(`room ${size}`),
    onReset: () => seen.push('reset'),
    onEnd: ({ why, halt }) => seen.push(`end ${why}${halt === undefined ? '' : ` ${halt.mandate}`}`),
    onBroken: () => seen.push('broken'),
  });
  live.open();
  return {
    live,
    seen,
    asked,
    streams,
    waiting,
    clock,
    stream: (n: number) => streams[n] ?? assert.fail('no such stream'),
  };
}

test('events are parsed and handed on', () => {
  const { live, seen, stream } = feed();
  assert.equal(live.status, 'connecting');
  stream(0).says('room', JSON.stringify(ROOM));
  stream(0).says('acts', JSON.stringify([entryOf(3), entryOf(5)]));
  stream(0).says('reset', '{"index":9}');
  assert.deepEqual(seen, ['room 1', 'acts 3,5', 'reset']);
  assert.equal(live.status, 'live');
});

test('what cannot be read is not shown; the stream is asked for again', () => {
  for (const data of ['', '{', '[{"index":1}]', '{}']) {
    const { live, seen, stream, waiting, streams } = feed();
    stream(0).says('acts', data);
    assert.deepEqual(seen, []);
    assert.equal(live.status, 'lost');
    for (const run of waiting) run();
    assert.equal(streams.length, 2);
  }
});

test('a broken stream is lost until it speaks again; a refused one is opened anew', () => {
  const { live, seen, stream, waiting, streams } = feed();
  stream(0).says('room', JSON.stringify(ROOM));
  stream(0).says('error');
  assert.equal(live.status, 'lost');
  assert.equal(waiting.length, 0);
  stream(0).says('room', JSON.stringify(ROOM));
  assert.equal(live.status, 'live');
  stream(0).readyState = 2;
  stream(0).says('error');
  for (const run of waiting) run();
  assert.equal(streams.length, 2);
  assert.deepEqual(seen, ['room 1', 'broken', 'room 1', 'broken']);
});

test('silence makes it stale', () => {
  const { live, stream, clock } = feed();
  stream(0).says('room', JSON.stringify(ROOM));
  clock.now = STALE_MS;
  live.check();
  assert.equal(live.status, 'live');
  clock.now = STALE_MS + 1;
  live.check();
  assert.equal(live.status, 'lost');
});

test('after the end nothing is heard and nothing comes back', () => {
  const { live, seen, stream, waiting, streams } = feed();
  stream(0).says('end', '{"why":"removed"}');
  stream(0).says('room', JSON.stringify(ROOM));
  stream(0).says('error');
  for (const run of waiting) run();
  assert.deepEqual(seen, ['end removed']);
  assert.equal(live.status, 'ended');
  assert.equal(streams.length, 1);
});

test('a stream that is opened anew goes on after the last event that was taken, and not after one that could not be read', () => {
  const { asked, waiting, stream } = feed();
  stream(0).says('acts', JSON.stringify([entryOf(3)]), '3');
  stream(0).says('room', JSON.stringify(ROOM), '4');
  stream(0).says('acts', 'no json', '9');
  waiting.shift()?.();
  const refused = stream(1);
  refused.readyState = 2;
  refused.says('error');
  waiting.shift()?.();
  assert.deepEqual(asked, ['/api/live', '/api/live?after=4', '/api/live?after=4']);
});
