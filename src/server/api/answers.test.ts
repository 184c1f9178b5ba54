import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import type { Answer } from '../../terms/answer.ts';
import type { TestBrowser } from '../sign-in/testing/browser.ts';
import { supplied, TestMachine } from '../testing/test-room.ts';
import { SignedRoom } from './testing/signed-room.ts';

let signed: SignedRoom;
const browsers = new Map<string, TestBrowser>();

before(async () => {
  signed = await SignedRoom.open();
  for (const person of ['duty-a', 'gb-support-a', 'gb-liaison', 'ga-lead', 'ga-officer-a']) {
    browsers.set(person, await signed.browser(person));
  }
});
after(async () => await signed.close());

// biome-ignore lint/suspicious/noExplicitAny: bodies are compared member by member
async function read(person: string, url: string, status = 200): Promise<any> {
  await signed.viewed();
  const answer = await (browsers.get(person) ?? assert.fail(person)).ask('GET', url);
  assert.equal(answer.statusCode, status, `${url}: ${answer.body}`);
  return answer.json();
}

/** A guest asks for what needs the host's approval. */
async function asks(what: string): Promise<Answer> {
  const until = signed.room.roomNow() + 2 * HOUR;
  const answer = await signed.enter('gb-support-a', {
    kind: 'deed.propose',
    activity: 'sweep-venue',
    purpose: 'event-security',
    place: 'conference-hall',
    deedAt: signed.room.roomNow(),
    detail: { until, what },
  });
  assert.equal(answer.outcome, 'needs-approval', JSON.stringify(answer));
  return answer;
}

describe('the answer to a request reaches whoever may see the request', () => {
  test('a no with its reason and its giver, in the request and in the deed', async () => {
    const { matter: request = '', digest = '', deed } = await asks('sweep the hall');
    const waiting = await read('gb-support-a', `/api/matters/requests/${request}`);
    assert.equal(waiting.matter.answered, null);
    const detail = { request, digest, answer: 'refuse', reason: 'the hall is full until nine' };
    const { index, at } = await signed.permitted('duty-a', { kind: 'approval.answer', detail });
    const wanted = {
      ...{ answer: 'refuse', giver: 'duty-a', channel: null, conditions: null, offer: null, index, at },
      ...{ enteredBy: 'duty-a', desk: 'host-room.duty', reason: 'the hall is full until nine' },
    };
    for (const path of [`requests/${request}`, `deeds/${deed}`]) {
      const { matter } = await read('gb-support-a', `/api/matters/${path}`);
      assert.deepEqual(matter.answered, wanted, path);
    }
    const { rows } = await read('gb-support-a', '/api/matters/requests');
    assert.deepEqual(rows.find(({ id }: { id: string }) => id === request).answered, wanted);
    const found = await read('gb-support-a', `/api/search?q=${request}`);
    const one = found.matters.find(({ slice }: { slice: string }) => slice === 'requests');
    assert.deepEqual(one.answered, wanted);
    for (const other of ['ga-lead', 'ga-officer-a']) await read(other, `/api/matters/requests/${request}`, 404);
  });

  test('a counter-offer with its own words, and who offers it, where it waits to be taken up', async () => {
    const { matter: request = '', digest = '' } = await asks('sweep all rows');
    const from = signed.room.roomNow();
    const counter = {
      ...{ activity: 'sweep-venue', purpose: 'event-security', place: 'conference-hall' },
      ...{ from, until: from + HOUR, what: 'seat free at the back' },
    };
    const detail = { request, digest, answer: 'counter-offer', reason: 'the front is taken', counter };
    await signed.permitted('duty-a', { kind: 'approval.answer', detail });
    const { items } = await read('gb-support-a', '/api/queue');
    const offered = items.find(({ matter }: { matter: string }) => matter === request);
    assert.equal(offered.why, 'counter-offer');
    const { answered } = offered.matterShown;
    assert.deepEqual([answered.giver, answered.reason], ['duty-a', 'the front is taken']);
    assert.deepEqual(answered.offer, counter);
  });
});

test('who closed an incident and why stand with it, for those who may see that', async () => {
  const detail = { title: 'queue at gate 4', category: 'crowd', gravity: 'minor', text: 'two hundred waiting' };
  const { matter: incident = '' } = await signed.permitted('duty-a', { kind: 'incident.open', detail });
  const { index, at } = await signed.permitted('police-a', {
    kind: 'incident.close',
    detail: { incident, reason: 'the queue is gone' },
  });
  const { matter } = await read('duty-a', `/api/matters/incidents/${incident}`);
  const reason = 'the queue is gone';
  assert.deepEqual(matter.changed, {
    ...{ index, at, kind: 'incident.close', person: 'police-a', desk: 'harbour-room.field', reason },
    cause: null,
    byClock: false,
  });
});

test('why a line was corrected stands in the log and with the line', async () => {
  const line = await signed.line('duty-a', 'gates open, north side slow');
  const detail = { entry: line.index, text: 'gates open, south side slow', reason: 'wrong side noted' };
  const { index } = await signed.permitted('duty-a', { kind: 'log.correct', detail });
  const page = await read('duty-a', '/api/acts?kind=log.correct');
  assert.deepEqual([page.rows[0].corrects, page.rows[0].reason], [line.index, 'wrong side noted']);
  const corrected = await read('duty-a', `/api/acts/${line.index}`);
  assert.deepEqual(
    corrected.corrections.map((row: { index: number; reason: string }) => [row.index, row.reason]),
    [[index, 'wrong side noted']],
  );
  const { matter } = await read('duty-a', `/api/matters/log/${line.index}`);
  assert.deepEqual([matter.changed.kind, matter.changed.reason], ['log.correct', 'wrong side noted']);
});

test('Milano: to oversight an answer by word of mouth is its giver’s decision, entered by the loggist', async () => {
  const machine = new TestMachine();
  const room = await machine.open({ scenario: await supplied('milano-cortina-2026') });
  const milano = await SignedRoom.around(machine, room);
  try {
    await room.waitUntil(Date.parse('2026-02-06T10:00:00Z'));
    for (const [person, desk] of [
      ['it-air-a', 'air'],
      ['it-loggist-a', 'loggist'],
      ['it-approver-b', 'approvals'],
      ['it-oversight-a', 'oversight'],
    ] as const) {
      await milano.sit(person, `international-room.${desk}`);
    }
    const deedAt = room.roomNow();
    const ask = async (what: string) => {
      const act = {
        kind: 'deed.propose',
        activity: 'interdict-drone',
        purpose: 'event-security',
        place: 'san-siro',
      };
      const detail = { until: deedAt + HOUR, what };
      const asked = await milano.enter('it-air-a', { ...act, kind: 'deed.propose', deedAt, detail });
      assert.equal(asked.outcome, 'needs-approval', JSON.stringify(asked));
      return asked;
    };
    const { matter: request = '', digest = '' } = await ask('the drone above the roof');
    const answer = {
      request,
      digest,
      giver: 'it-approver-b',
      channel: 'telephone',
      answer: 'approve',
      reason: 'seen it',
    };
    const oral = await milano.permitted('it-loggist-a', { kind: 'approval.oral', detail: answer });
    const again = await milano.enter('it-loggist-a', { kind: 'approval.oral', detail: answer });
    assert.equal(again.outcome, 'prohibited');
    const second = await ask('another drone');
    const detail = { request: second.matter ?? '', digest: second.digest ?? '', answer: 'refuse', reason: 'gone' };
    const own = await milano.permitted('it-approver-b', { kind: 'approval.answer', detail });
    await milano.enter('it-oversight-a', {
      kind: 'consultation.open',
      purpose: 'room-duty',
      detail: { of: 'record', minutes: 30, reason: 'the weekly review' },
    });
    await milano.viewed();
    const overseer = await milano.browser('it-oversight-a');
    const page = (await overseer.ask('GET', '/api/oversight?limit=500')).json();
    const rowOf = (index: number) => page.rows.find((row: { index: number }) => row.index === index);
    const decided = { by: 'it-approver-b', enteredBy: 'it-loggist-a', channel: 'telephone' };
    assert.deepEqual([rowOf(oral.index).decided, rowOf(oral.index).reason], [decided, 'seen it']);
    const knew = rowOf(oral.index).knew.map(({ person, how }: { person: string; how: string }) => `${person} ${how}`);
    assert.deepEqual(knew, ['it-approver-b answered', 'it-loggist-a entered']);
    assert.equal(rowOf(again.index).decided, null, 'what took no effect is nobody’s decision');
    assert.deepEqual(rowOf(own.index).decided, { by: 'it-approver-b', enteredBy: 'it-approver-b', channel: null });
    assert(
      page.rows.every(
        ({ answer: given, decided: by }: { answer: unknown; decided: unknown }) => given !== null || by === null,
      ),
    );
    assert(room.roomNow() < oral.at + 30 * MINUTE);
  } finally {
    await milano.close();
  }
});

describe('what ended by another act says by which', () => {
  /** The guest is under way with an approval. */
  async function underWay() {
    const { matter: request = '', digest = '', deed = '' } = await asks('sweep the stage');
    const detail = { request, digest, answer: 'approve', reason: 'as agreed' };
    await signed.permitted('duty-a', { kind: 'approval.answer', detail });
    const place = { purpose: 'event-security', place: 'conference-hall' };
    await signed.permitted('gb-support-a', { kind: 'deed.begin', ...place, detail: { deed } });
    return { request, deed };
  }

  test('the deed and its own entry name the act, who did it and why; the act names the deed; to others it is not there', async () => {
    const { request, deed } = await underWay();
    const reason = 'the hall is given to others';
    const { index } = await signed.permitted('duty-a', { kind: 'approval.withdraw', detail: { request, reason } });
    const cause = { index, kind: 'approval.withdraw', person: 'duty-a', desk: 'host-room.duty', reason };
    const { rows } = await read('gb-support-a', '/api/matters/deeds?open=false');
    const { changed } = rows.find(({ id }: { id: string }) => id === deed);
    assert.deepEqual([changed.kind, changed.person, changed.cause], ['deed.ended', null, cause]);
    const { history } = await read('gb-support-a', `/api/matters/deeds/${deed}`);
    assert.deepEqual(
      history.map(({ follows }: { follows: object | null }) => follows).filter((one: object | null) => one !== null),
      [{ index, kind: 'approval.withdraw' }],
    );
    const entry = await read('gb-support-a', `/api/acts/${changed.index}`);
    assert.equal(entry.row.summary, 'follows from another act');
    const { person, kind, reason: why } = entry.cause;
    assert.deepEqual([entry.cause.index, person, kind, why], [index, 'duty-a', 'approval.withdraw', reason]);
    const act = await read('duty-a', `/api/acts/${index}`);
    assert.equal(act.cause, null);
    assert.deepEqual(
      act.follows.map(({ matter }: { matter: string }) => matter),
      [deed],
    );
    await read('ga-lead', `/api/acts/${changed.index}`, 404);
    await read('ga-lead', `/api/acts/${index}`, 404);
  });

  test('it is the room of the deed in which its end is read, not the room of who ended it', async () => {
    const { request, deed } = await underWay();
    await signed.permitted('duty-a', { kind: 'approval.withdraw', detail: { request, reason: 'closed' } });
    const { matter } = await read('gb-support-a', `/api/matters/deeds/${deed}`);
    const { row } = await read('gb-support-a', `/api/acts/${matter.changed.index}`);
    assert.deepEqual([row.room, matter.row.basis.room], ['harbour-room', 'harbour-room']);
    const inRoom = await read('gb-support-a', `/api/acts?room=${row.room}&kind=deed.ended&limit=1`);
    assert.equal(inRoom.rows[0]?.matter, deed);
    const { rows } = await read('duty-a', '/api/acts?room=host-room&kind=deed.ended');
    assert.deepEqual(
      rows.filter(({ matter: of }: { matter: string }) => of === deed),
      [],
    );
  });
});
