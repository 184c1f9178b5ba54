import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import { Preview } from '../../terms/api/acts.ts';
import type { TestBrowser } from '../sign-in/testing/browser.ts';
import { actOf } from '../testing/test-room.ts';
import { SignedRoom } from './testing/signed-room.ts';

let signed: SignedRoom;
const browsers = new Map<string, TestBrowser>();

before(async () => {
  signed = await SignedRoom.open();
  for (const person of [
    'duty-a',
    'ga-lead',
    'ga-officer-a',
    'ga-field',
    'gb-liaison',
    'gb-support-a',
    'police-a',
    'venue-a',
  ]) {
    browsers.set(person, await signed.browser(person));
  }
});
after(async () => await signed.close());

async function get(person: string, url: string) {
  const browser = browsers.get(person);
  assert(browser !== undefined, person);
  return await browser.ask('GET', url);
}

/** The body of an answer that must be 200. */
// biome-ignore lint/suspicious/noExplicitAny: bodies are compared member by member
async function read(person: string, url: string): Promise<any> {
  await signed.viewed();
  const answer = await get(person, url);
  assert.equal(answer.statusCode, 200, `${url}: ${answer.body}`);
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.equal(Number(answer.headers['remit-view']), answer.json().view);
  return answer.json();
}

const indexes = (page: { rows: { index: number }[] }) => page.rows.map(({ index }) => index);

describe('GET /api/acts', () => {
  test('gives what is the reader’s, page by page, in both orders, and a cursor tells nothing of what lies between', async () => {
    const mine = [await signed.line('ga-lead', 'one'), await signed.line('ga-lead', 'two')];
    await signed.line('duty-a', 'the host’s own');
    mine.push(await signed.line('ga-lead', 'three'));
    const expected = mine.map(({ index }) => index);
    const url = '/api/acts?kind=log.line&limit=2';
    const first = await read('ga-lead', url);
    assert.deepEqual(indexes(first), expected.slice(1).reverse());
    assert.equal(Buffer.from(first.next, 'base64url').toString(), `a1 ${expected[1]}`);
    const second = await read('ga-lead', `${url}&cursor=${first.next}`);
    assert.deepEqual([indexes(second), second.next], [[expected[0]], null]);
    assert.deepEqual(indexes(await read('ga-lead', '/api/acts?kind=log.line&order=asc')), expected);
    assert.deepEqual(
      indexes(await read('ga-field', '/api/acts?kind=log.line')),
      [],
      'a component that is not admitted',
    );
    assert(indexes(await read('ga-officer-a', '/api/acts?kind=log.line')).length === 3);
  });

  test('takes digits for numbers, in the path and in the query, and nothing that only looks like one', async () => {
    for (const odd of ['%20', '%09', '0x0', '1e0', '+1', '01', '1.0', 'true']) {
      const urls = [`acts/${odd}`, `acts?limit=${odd}`, `acts?after=${odd}`, `acts?from=${odd}`, `queue?after=${odd}`];
      for (const url of [...urls, `search?q=x&limit=${odd}`]) {
        assert.equal((await get('duty-a', `/api/${url}`)).statusCode, 400, url);
      }
    }
    assert.equal((await get('duty-a', '/api/acts?limit=1&limit=2')).statusCode, 400, 'a number twice is none');
    assert.equal((await get('duty-a', '/api/acts?limit=1&after=0&from=0')).statusCode, 200);
  });

  test('finds words, and only in what is the reader’s', async () => {
    const { index } = await signed.line('ga-lead', 'the Zeppelin hangar is closed');
    assert.deepEqual(indexes(await read('ga-lead', '/api/acts?q=zepp')), [index]);
    assert.deepEqual(indexes(await read('duty-a', '/api/acts?q=zepp')), []);
    assert.deepEqual(indexes(await read('ga-lead', `/api/acts?q=${encodeURIComponent("' | & :*")}`)), []);
  });

  test('turns hostile queries away', async () => {
    const bad = [
      'limit=0',
      'limit=501',
      'limit=x',
      'order=up',
      'cursor=%%%',
      'cursor=bTEgMSBJTkMtMQ',
      'cursor=YTEgLTE',
      `q=${'x'.repeat(201)}`,
      'outcome=yes',
      'from=-1',
      'strange=1',
      'after=1.5',
      'after=99999999999999999999',
    ];
    for (const query of bad) {
      const { statusCode, headers } = await get('duty-a', `/api/acts?${query}`);
      assert.equal(statusCode, 400, query);
      assert.match(String(headers['content-type']), /problem\+json/);
    }
  });

  test('an entry that is one’s own is waited for', async () => {
    const { index } = await signed.line('duty-a', 'just now');
    const answer = await get('duty-a', `/api/acts?limit=1&after=${index}`);
    assert.equal(answer.json().rows[0].index, index);
    assert(answer.json().view > index);
  });
});

describe('GET /api/acts/:index', () => {
  test('what is not theirs, and what is not there, are the same to the byte', async () => {
    const { index } = await signed.line('duty-a', 'the host’s own');
    await signed.viewed();
    const hidden = await get('ga-lead', `/api/acts/${index}`);
    const absent = await get('ga-lead', `/api/acts/${signed.room.size() + 1_000}`);
    assert.equal(hidden.statusCode, 404);
    assert.equal(hidden.body, absent.body);
    assert.deepEqual({ ...hidden.headers, date: '' }, { ...absent.headers, date: '' });
    for (const index of ['-1', 'x', '1e3x', '9007199254740993']) {
      assert.equal((await get('ga-lead', `/api/acts/${index}`)).statusCode, 400, index);
    }
  });

  test('tells the detail as signed, the clauses with their texts, corrections and what followed', async () => {
    const line = await signed.line('duty-a', 'gates open');
    const correction = {
      kind: 'log.correct',
      detail: { entry: line.index, text: 'gates shut', reason: 'slip' },
    } as const;
    const corrected = await signed.permitted('duty-a', correction);
    const body = await read('duty-a', `/api/acts/${line.index}`);
    assert.deepEqual(body.detail, { text: 'gates open' });
    assert.deepEqual(indexes({ rows: body.corrections }), [corrected.index]);
    assert.equal(body.clauses[0].id, 'host-root/1');
    assert(body.clauses[0].text.length > 10);
    assert.match(body.told.en, /^permitted by host-root\/1 \(“/);
    assert.match(body.told.it, /^consentito in base a host-root\/1 \(«/);
    assert.equal(body.row.person, 'duty-a');
    assert.match(body.key, /^k[0-9a-f]{16}$/);
    assert.equal(body.protected, null);
  });

  test('in what is for everyone, neither the person nor the key is told to another agency', async () => {
    const detail = { alert: 'emergency', text: 'smoke' };
    const raised = await signed.permitted('duty-a', { kind: 'alert.raise', detail });
    const body = await read('ga-lead', `/api/acts/${raised.index}`);
    assert.deepEqual([body.row.person, body.key], [null, null]);
    assert.equal((await read('police-a', `/api/acts/${raised.index}`)).row.person, 'duty-a');
    assert.deepEqual(indexes(await read('ga-lead', '/api/acts?person=duty-a')), []);
    const matter = await read('ga-lead', `/api/matters/alerts/${raised.matter}`);
    assert.equal(matter.matter.row.raisedBy, undefined);
    assert(!JSON.stringify(matter).includes('duty-a'));
    await signed.permitted('duty-a', { kind: 'alert.cancel', detail: { alert: raised.matter ?? '', reason: 'drill' } });
  });
});

describe('GET /api/matters', () => {
  test('gives records as they stand, with their history, to those who may know them', async () => {
    const detail = { title: 'queue', category: 'crowd', gravity: 'minor', text: 'two hundred waiting' };
    const opened = await signed.permitted('duty-a', { kind: 'incident.open', detail });
    const id = opened.matter ?? '';
    const closed = await signed.permitted('duty-a', {
      kind: 'incident.close',
      detail: { incident: id, reason: 'gone' },
    });
    const { matter, history } = await read('police-a', `/api/matters/incidents/${id}`);
    assert.deepEqual([matter.open, matter.text, matter.row.title], [false, 'two hundred waiting', 'queue']);
    assert.deepEqual(matter.opened, { index: opened.index, at: opened.at, person: 'duty-a', desk: 'host-room.duty' });
    assert.deepEqual(indexes({ rows: history }), [opened.index, closed.index]);
    assert.equal((await read('duty-a', '/api/matters/incidents?open=false')).rows[0].id, id);
    assert.deepEqual((await read('duty-a', '/api/matters/incidents?open=true')).rows, []);
    assert.deepEqual((await read('ga-lead', '/api/matters/incidents')).rows, []);
    const hidden = await get('ga-lead', `/api/matters/incidents/${id}`);
    const absent = await get('ga-lead', '/api/matters/incidents/INC-999');
    assert.equal(hidden.statusCode, 404);
    assert.equal(hidden.body, absent.body);
    assert.equal((await get('duty-a', '/api/matters/timers')).statusCode, 400);
    assert.equal((await get('duty-a', '/api/matters/incidents?cursor=YTEgMQ')).statusCode, 400);
  });

  test('of a declaration a guest sees its own desks, and a change of others’ changes nothing', async () => {
    const made = await signed.permitted('duty-a', {
      kind: 'declaration.make',
      detail: { state: 'heightened', text: 'check' },
    });
    const id = made.matter ?? '';
    const before = await read('ga-lead', `/api/matters/declarations/${id}`);
    assert.deepEqual(before.matter.row.waiting, ['embassy-a-room.detail', 'embassy-a-room.lead']);
    await signed.permitted('duty-a', { kind: 'declaration.acknowledge', detail: { declaration: id } });
    await signed.permitted('gb-liaison', { kind: 'declaration.acknowledge', detail: { declaration: id } });
    const { view: _view, ...later } = await read('ga-lead', `/api/matters/declarations/${id}`);
    const { view: _before, ...first } = before;
    assert.deepEqual(later, first);
    const host = await read('police-a', `/api/matters/declarations/${id}`);
    assert.deepEqual(host.matter.row.acknowledged, ['host-room.duty', 'host-room.liaison-b']);
  });
});

describe('GET /api/queue', () => {
  const why = (queue: { items: { why: string; matter: string }[] }) =>
    queue.items.map((item) => `${item.why} ${item.matter}`);

  test('what waits, from the question to the deed, each for whom it waits', async () => {
    const { room } = signed;
    const from = room.roomNow() + 15 * MINUTE;
    await signed.permitted('commander-a', {
      kind: 'conferral.grant',
      detail: {
        to: 'gb-support-a',
        power: 'identity-check',
        from: room.roomNow(),
        until: room.roomNow() + 4 * HOUR,
        reason: 'x',
      },
    });
    await signed.permitted('police-a', {
      kind: 'accompaniment.begin',
      detail: { guest: 'gb-support-a', officer: 'police-a' },
    });
    const asked = await signed.enter('gb-support-a', {
      kind: 'deed.propose',
      activity: 'identity-check',
      purpose: 'public-safety',
      place: 'ferry-terminal',
      deedAt: from,
      detail: { until: from + HOUR, what: 'documents at gate 2' },
    });
    assert.equal(asked.outcome, 'needs-approval');
    const request = asked.matter ?? '';
    const duty = await read('duty-a', '/api/queue');
    const item = duty.items.find((one: { matter: string }) => one.matter === request);
    assert.equal(item.why, 'approval');
    assert.equal(item.digest, asked.digest);
    assert.equal(item.matterShown.text, 'documents at gate 2');
    assert(item.clauses.length > 0 && item.due > room.roomNow());
    for (const other of ['police-a', 'gb-support-a', 'gb-liaison', 'ga-lead']) {
      assert(!why(await read(other, '/api/queue')).some((line) => line.includes(request)), other);
    }
    await signed.permitted('loggist-a', {
      kind: 'approval.oral',
      detail: {
        request,
        digest: asked.digest ?? '',
        giver: 'duty-a',
        channel: 'telephone',
        answer: 'approve',
        reason: 'called back',
      },
    });
    const given = await read('duty-a', '/api/queue');
    const countersign = given.items.find((one: { why: string }) => one.why === 'countersign');
    assert.equal(countersign.matter, request);
    assert(countersign.due > room.roomNow());
    assert.deepEqual(why(await read('gb-support-a', '/api/queue')).slice(0, 1), [`approved-deed ${asked.deed}`]);
    assert(!why(await read('gb-liaison', '/api/queue')).some((line) => line.includes('approved-deed')));
  });

  test('a challenge waits for other officers who may answer it, shows both verdicts, and is nothing to another guest', async () => {
    const words = { activity: 'advise-crowd', purpose: 'public-safety', place: 'ferry-terminal' };
    const until = signed.room.roomNow() + HOUR;
    const detail = { until, what: 'advice at gate 2' };
    const { deed = '' } = await signed.permitted('gb-support-a', { kind: 'deed.propose', ...words, detail });
    const raised = await signed.permitted('duty-a', {
      kind: 'challenge.raise',
      detail: { deed, activity: 'search-vehicle', reason: 'a car was opened' },
    });
    const challenge = raised.matter ?? '';
    browsers.set('commander-a', await signed.browser('commander-a'));
    const commander = await read('commander-a', '/api/queue');
    const item = commander.items.find((one: { matter: string }) => one.matter === challenge);
    assert.equal(item.why, 'challenge');
    assert.equal(item.matterShown.text, 'a car was opened');
    assert.deepEqual(item.matterShown.row.seems, { activity: 'search-vehicle', purpose: 'public-safety' });
    for (const other of ['duty-a', 'police-a', 'gb-support-a', 'gb-liaison', 'ga-lead']) {
      assert(!why(await read(other, '/api/queue')).some((line) => line.includes(challenge)), other);
    }
    const found = { activity: 'search-vehicle', purpose: 'public-safety' };
    const answer = { challenge, answer: 'reclassified', ...found, reason: 'two saw it' };
    const asked = { kind: 'challenge.answer', desk: 'host-room.commander', detail: answer } as const;
    const { act } = actOf(signed.room, 'commander-a', asked);
    const seen = await browsers.get('commander-a')?.ask('POST', '/api/preview', { act });
    const { again, outcome } = Preview.parse(seen?.json());
    assert.equal(outcome, 'permitted', 'the answer');
    assert.deepEqual([again?.outcome, again?.ends], ['prohibited', true], 'the deed');
    await signed.permitted('commander-a', { kind: 'challenge.answer', detail: answer });
    const { matter, history } = await read('gb-liaison', `/api/matters/deeds/${deed}`);
    assert.equal(matter.row.status, 'ended');
    assert.deepEqual(
      history.map(({ kind, outcome }: { kind: string; outcome: string }) => `${kind} ${outcome}`),
      ['deed.propose permitted', 'challenge.raise permitted', 'deed.reclassified prohibited', 'deed.ended permitted'],
    );
    const [, , reclassified] = history;
    assert.deepEqual(reclassified.declared, { activity: words.activity, purpose: words.purpose });
    assert.deepEqual([reclassified.activity, reclassified.purpose], [found.activity, found.purpose]);
    const shown = await read('gb-liaison', `/api/matters/challenges/${challenge}`);
    assert.deepEqual(
      again?.clauses.map(({ id }) => id),
      shown.matter.row.found.clauses,
      'as foreseen',
    );
    assert.deepEqual(shown.matter.row.declared.outcome, 'permitted');
    assert.deepEqual(shown.matter.row.found, { ...found, outcome: 'prohibited', clauses: ['R-05', 'guest-b/9'] });
    assert.deepEqual((await read('ga-lead', '/api/matters/challenges')).rows, []);
    const asReports = await read('gb-liaison', '/api/acts?report=yes&outcome=prohibited');
    assert(
      asReports.rows.some(({ kind }: { kind: string }) => kind === 'deed.reclassified'),
      'a verdict, not a refusal',
    );
  });

  test('taskings to the reader, declarations for their desk, alerts for the duty officer, most urgent first', async () => {
    const due = signed.room.roomNow() + HOUR;
    const tasking = await signed.permitted('ga-lead', {
      kind: 'tasking.issue',
      detail: { to: 'ga-officer-a', text: 'gate', due },
    });
    const raised = await signed.permitted('ga-lead', {
      kind: 'alert.raise',
      detail: { alert: 'emergency', text: 'smoke' },
    });
    const officer = await read('ga-officer-a', '/api/queue');
    assert.equal(why(officer)[0], `tasking ${tasking.matter}`);
    assert(why(officer).includes('declaration DECL-1'));
    assert(!why(await read('ga-lead', '/api/queue')).some((line) => line.startsWith('tasking')));
    assert.equal(why(await read('duty-a', '/api/queue'))[0], `alert ${raised.matter}`);
    assert(!why(await read('police-a', '/api/queue')).some((line) => line.startsWith('alert')));
    assert(!why(await read('duty-a', '/api/queue')).includes('declaration DECL-1'), 'acknowledged before');
    await signed.permitted('ga-officer-a', {
      kind: 'tasking.done',
      detail: { tasking: tasking.matter ?? '', text: 'done' },
    });
    assert(!why(await read('ga-officer-a', '/api/queue')).some((line) => line.startsWith('tasking')));
    await signed.permitted('duty-a', { kind: 'alert.cancel', detail: { alert: raised.matter ?? '', reason: 'x' } });
    assert.deepEqual((await read('ga-field', '/api/queue')).items, []);
  });
});
