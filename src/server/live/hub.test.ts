import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { SignedRoom } from '../api/testing/signed-room.ts';
import type { Session, SignedIn } from '../sessions/session.ts';
import { LIVE_LIMITS, LiveHub } from './hub.ts';
import type { LiveSink } from './reader.ts';
import type { LiveSessions } from './sessions-port.ts';

type Event = { readonly id: number | undefined; readonly event: string; readonly data: unknown };

/** A stream that keeps what is written to it. */
class TestSink implements LiveSink {
  text = '';
  waiting = 0;
  over: 'ended' | 'destroyed' | undefined;

  write(text: string): void {
    assert.equal(this.over, undefined, 'nothing is written to a stream that is over');
    this.text += text;
  }

  end(): void {
    this.over ??= 'ended';
  }

  destroy(): void {
    this.over ??= 'destroyed';
  }

  get events(): Event[] {
    return this.text
      .split('\n\n')
      .filter((part) => part.includes('event: '))
      .map((part) => {
        const member = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1];
        const id = member('id');
        return {
          id: id === undefined ? undefined : Number(id),
          event: member('event') ?? '',
          data: JSON.parse(member('data') ?? ''),
        };
      });
  }

  /** All rows, as they came. */
  get shown(): { readonly index: number; readonly person: string | null }[] {
    return this.events.filter(({ event }) => event === 'acts').flatMap(({ data }) => data as TestSink['shown']);
  }

  get rows(): number[] {
    return this.shown.map(({ index }) => index);
  }
}

let signed: SignedRoom;
let hub: LiveHub;
let ticks: () => void;
/** Sessions that are over by hand. */
const over = new Map<string, string>();
let tell: (why: string, id: string) => void;

before(async () => {
  signed = await SignedRoom.open();
});
beforeEach(() => {
  hub?.close();
  over.clear();
  const { room } = signed;
  const sessions: LiveSessions = {
    standing(session) {
      const why = over.get(session.id);
      const person = room.readable.person(session.person);
      if (why !== undefined || person === undefined) return why ?? 'removed';
      return { session, person, viewer: room.readable.viewer(person, room.directory, room.roomNow()) };
    },
    onEnded(listener) {
      tell = (why, id) => listener({ why, includes: (session) => session.id === id });
      return () => {};
    },
  };
  hub = new LiveHub({
    // Checkpoints come with the clock of the machine; whether one came is no matter of these tests.
    room: Object.create(room, { onIncluded: { value: () => () => {} } }),
    sessions,
    wallNow: () => signed.machine.clock.wallNow(),
    every: (_ms, call) => {
      ticks = call;
      return () => {};
    },
    warn: (message) => assert.fail(message),
  });
});
after(async () => {
  hub.close();
  await signed.close();
});

function sessionOf(person: string, id = `session-${person}`): SignedIn {
  const row = signed.room.readable.person(person);
  assert(row !== undefined);
  const { agency, component } = row;
  const session: Session = {
    id,
    person,
    agency,
    component,
    admitted: true,
    enrolment: 0,
    method: 'link',
    cameIn: 0,
    made: 0,
    seen: 0,
    expires: 1e15,
    wantsDesk: null,
  };
  const viewer = signed.room.readable.viewer(row, signed.room.directory, signed.room.roomNow());
  return { session, person: row, viewer };
}

async function follow(person: string, seen?: number | 'unknown', id?: string): Promise<TestSink> {
  const sink = new TestSink();
  await hub.add(sink, sessionOf(person, id), seen);
  return sink;
}

const alert = (text: string) =>
  signed.permitted('duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text } });

describe('live events', () => {
  test('each reader gets what is theirs, in order, on the tick and not before', async () => {
    const [duty, lead, liaison] = [await follow('duty-a'), await follow('ga-lead'), await follow('gb-liaison')];
    const host = await signed.line('duty-a', 'host line');
    const guest = await signed.line('ga-lead', 'guest line');
    await signed.viewed();
    assert.deepEqual([duty.rows, lead.rows, liaison.rows], [[], [], []]);
    ticks();
    assert.deepEqual([duty.rows, lead.rows, liaison.rows], [[host.index], [guest.index], []]);
    const acts = duty.events.find(({ event }) => event === 'acts');
    assert.equal(acts?.id, host.index);
    assert.doesNotMatch(JSON.stringify(acts), /"(audience|cause|set)":/);
    assert.match(JSON.stringify(acts), /"summary":"host line"/);
  });

  test('an alarm is sent at once, after what came before it', async () => {
    const [duty, lead] = [await follow('duty-a'), await follow('ga-lead')];
    const line = await signed.line('duty-a', 'before');
    const raised = await alert('smoke');
    await signed.viewed();
    assert.deepEqual(duty.rows, [line.index, raised.index]);
    assert.deepEqual(lead.rows, [raised.index]);
    assert.equal(lead.shown.at(-1)?.person, null, 'who raised it is the host’s to know');
    ticks();
    assert.deepEqual(lead.rows, [raised.index], 'and not again');
    await signed.permitted('duty-a', { kind: 'alert.cancel', detail: { alert: raised.matter ?? '', reason: 'drill' } });
  });

  test('who comes back gets everything since, once, whatever happens meanwhile', async () => {
    const first = await signed.line('duty-a', 'seen before');
    const missed = [await signed.line('duty-a', 'missed 1'), await signed.line('ga-lead', 'not theirs')];
    missed.push(await signed.line('duty-a', 'missed 2'));
    await signed.viewed();
    const sink = new TestSink();
    const coming = hub.add(sink, sessionOf('duty-a'), first.index);
    const meanwhile = [await signed.line('duty-a', 'meanwhile 1'), await signed.line('duty-a', 'meanwhile 2')];
    await signed.viewed();
    ticks();
    await coming;
    const later = await signed.line('duty-a', 'later');
    await signed.viewed();
    ticks();
    const theirs = [missed[0], missed[2], ...meanwhile, later].map((answer) => answer?.index);
    assert.deepEqual(sink.rows, theirs);
    const ids = sink.events.flatMap(({ id }) => id ?? []);
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => a - b),
      'the id never goes back',
    );
  });

  test('what waits to be sent when somebody comes is not sent to them twice', async () => {
    const before = await signed.line('duty-a', 'waits for the tick');
    await signed.viewed();
    const fresh = await follow('duty-a');
    const back = await follow('duty-a', before.index - 1);
    ticks();
    assert.deepEqual(fresh.rows, []);
    assert.deepEqual(back.rows, [before.index]);
  });

  test('who missed more than is sent at once, or says an index that is none of ours, reads the lists again', async () => {
    const from = signed.room.size() - 1;
    for (let n = 0; n <= LIVE_LIMITS.resumeRows; n++) await signed.line('duty-a', `many ${n}`);
    await signed.viewed();
    const size = signed.room.size();
    for (const seen of [from, 'unknown' as const, size, size + 7, 9_007_199_254_740_991]) {
      const sink = await follow('duty-a', seen, 'many');
      assert.deepEqual(sink.rows, []);
      assert.deepEqual(sink.events[0], { id: size - 1, event: 'reset', data: { index: size - 1 } }, String(seen));
      hub.gone(sink);
    }
    const exact = await follow('duty-a', from + 1);
    assert.equal(exact.rows.length, LIVE_LIMITS.resumeRows);
    assert.deepEqual((await follow('gb-liaison', from)).rows, [], 'what is not theirs is not counted either');
  });

  test('a session that ends closes its streams at once, and only its own', async () => {
    const [one, other] = [await follow('duty-a', undefined, 'one'), await follow('duty-a', undefined, 'other')];
    tell('signed-out', 'one');
    assert.equal(one.over, 'ended');
    assert.deepEqual(one.events.at(-1), { id: undefined, event: 'end', data: { why: 'signed-out' } });
    assert.equal(other.over, undefined);
    over.set('other', 'expired');
    for (let n = 0; n < LIVE_LIMITS.standingTicks; n++) ticks();
    assert.equal(other.over, 'ended');
    assert.equal(hub.readers, 0);
  });

  test('nothing that was read for somebody is sent after they are none any more', async () => {
    const line = await signed.line('duty-a', 'read and not sent');
    await signed.viewed();
    const sink = new TestSink();
    const coming = hub.add(sink, sessionOf('duty-a'), line.index - 1);
    tell('removed', 'session-duty-a');
    await coming;
    assert.deepEqual(sink.rows, []);
    assert.equal(sink.over, 'ended');
  });

  test('who takes a desk, or leaves it, is looked at anew and reads the lists again', async () => {
    const sink = await follow('watch-a');
    const index = signed.room.size();
    await signed.sit('watch-a', 'harbour-room.watch');
    assert.deepEqual(sink.events.at(-1)?.event, 'reset');
    assert((sink.events.at(-1)?.id ?? 0) >= index - 1);
    await signed.permitted('watch-a', { kind: 'desk.sign-off', detail: {} });
    assert.equal(sink.events.filter(({ event }) => event === 'reset').length, 2);
  });

  test('the room is told of when something happened, and every 5 s where nothing did', async () => {
    const sink = await follow('duty-a');
    const told = () => sink.events.filter(({ event }) => event === 'room').length;
    for (let n = 0; n < LIVE_LIMITS.aliveTicks; n++) ticks();
    const before = told();
    for (let n = 1; n < LIVE_LIMITS.aliveTicks; n++) ticks();
    assert.equal(told(), before);
    ticks();
    assert.equal(told(), before + 1);
    await signed.line('ga-lead', 'a line that is not theirs');
    await signed.viewed();
    ticks();
    assert.equal(told(), before + 2);
    assert.equal((sink.events.at(-1)?.data as { size: number } | undefined)?.size, signed.room.size());
  });

  test('a reader that does not take what is sent is dropped, and the others go on', async () => {
    const [slow, quick] = [await follow('duty-a', undefined, 'slow'), await follow('duty-a', undefined, 'quick')];
    slow.waiting = LIVE_LIMITS.bufferBytes + 1;
    const line = await signed.line('duty-a', 'for the quick');
    await signed.viewed();
    ticks();
    assert.equal(slow.over, 'destroyed');
    assert.deepEqual([slow.rows, quick.rows], [[], [line.index]]);
  });

  test('so many streams a session, so many in all', async () => {
    const { session } = sessionOf('duty-a', 'greedy');
    const open: TestSink[] = [];
    for (let n = 0; n < LIVE_LIMITS.streamsOfSession; n++) {
      assert.equal(hub.refuses(session), undefined);
      open.push(await follow('duty-a', undefined, 'greedy'));
    }
    assert.match(hub.refuses(session) ?? '', /of this session/);
    assert.equal(hub.refuses({ ...session, id: 'another' }), undefined);
    hub.gone(open[0] ?? assert.fail());
    assert.equal(hub.refuses(session), undefined);
    for (let n = hub.readers; n < LIVE_LIMITS.streamsOfPerson; n++) await follow('duty-a', undefined, `window-${n}`);
    assert.match(hub.refuses({ ...session, id: 'another' }) ?? '', /of this person/);
    assert.equal(hub.refuses(sessionOf('ga-lead', 'other').session), undefined);
    for (let n = hub.readers; n < LIVE_LIMITS.streams; n++) await follow('ga-lead', undefined, `crowd-${n}`);
    assert.match(hub.refuses({ ...session, id: 'another' }) ?? '', /as the room serves/);
  });
});
