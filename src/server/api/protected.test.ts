import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import type { Answer } from '../../terms/answer.ts';
import type { TestBrowser } from '../sign-in/testing/browser.ts';
import { supplied, TestMachine } from '../testing/test-room.ts';
import { SignedRoom } from './testing/signed-room.ts';

const TEXT = 'two groups with SECRETWORD were seen';
let signed: SignedRoom;
const browsers = new Map<string, TestBrowser>();
let item: Answer;

before(async () => {
  signed = await SignedRoom.open();
  await signed.sit('privacy-a', 'host-room.data-protection');
  for (const person of ['duty-a', 'ga-lead', 'ga-officer-a', 'police-a', 'privacy-a']) {
    browsers.set(person, await signed.browser(person));
  }
  item = await signed.permitted('ga-lead', {
    kind: 'item.enter',
    purpose: 'event-security',
    detail: {
      title: 'groups on the ferries',
      text: TEXT,
      handling: 'amber',
      originatorControl: true,
      grading: { source: 'B', information: 2 },
      expires: signed.room.roomNow() + 5 * HOUR,
    },
  });
});
after(async () => await signed.close());

async function get(person: string, url: string) {
  await signed.viewed();
  const browser = browsers.get(person);
  assert(browser !== undefined, person);
  return await browser.ask('GET', url);
}

describe('the text of an item', () => {
  test('is in no answer but its own: not in the entry, lists, records or search of its owner', async () => {
    const urls = [
      '/api/acts?limit=500',
      '/api/matters/items',
      `/api/matters/items/${item.matter}`,
      '/api/search?q=ferries',
    ];
    for (const url of [...urls, `/api/acts/${item.index}`]) {
      const { statusCode, body } = await get('ga-lead', url);
      assert.equal(statusCode, 200);
      assert(body.includes('groups on the ferries'), url);
      assert(!body.includes('SECRETWORD'), url);
    }
    const found = (await get('ga-lead', '/api/search?q=secretword')).json();
    assert.deepEqual([found.matters, found.acts], [[], []]);
    const { protected: hidden, detail } = (await get('ga-lead', `/api/acts/${item.index}`)).json();
    assert.deepEqual(hidden, { item: item.matter, members: ['text'], openUntil: null });
    assert.equal(detail.title, 'groups on the ferries');
  });

  test('opens to one person, while their consultation stands, and what is not theirs is not there', async () => {
    const url = `/api/items/${item.matter}/text`;
    const closed = await get('ga-lead', url);
    assert.deepEqual([closed.statusCode, closed.json().code], [403, 'R-29']);
    const notTheirs = await get('duty-a', url);
    const absent = await get('duty-a', '/api/items/ITEM-guest-a-protection-999/text');
    assert.equal(notTheirs.statusCode, 404);
    assert.equal(notTheirs.body, absent.body);
    const opened = await signed.enter('ga-lead', {
      kind: 'consultation.open',
      purpose: 'event-security',
      detail: { of: item.matter ?? '', minutes: 10, reason: 'to brief' },
    });
    assert.equal(opened.outcome, 'permitted', JSON.stringify(opened));
    const open = await get('ga-lead', url);
    assert.deepEqual(open.json(), {
      item: item.matter,
      title: 'groups on the ferries',
      text: TEXT,
      openUntil: opened.at + 10 * MINUTE,
    });
    assert.equal(open.headers['cache-control'], 'no-store');
    const entry = (await get('ga-lead', `/api/acts/${item.index}`)).json();
    assert.equal(entry.protected.openUntil, opened.at + 10 * MINUTE);
    assert.equal((await get('police-a', url)).statusCode, 404);
    const seen = (await get('privacy-a', '/api/matters/consultations')).json();
    assert.deepEqual(
      seen.rows.map(({ row }: { row: { person: string; of: string } }) => [row.person, row.of]),
      [['ga-lead', item.matter]],
    );
    assert.deepEqual((await get('duty-a', '/api/matters/consultations')).json().rows, []);
    await signed.room.waitUntil(opened.at + 10 * MINUTE);
    assert.equal((await get('ga-lead', url)).statusCode, 403);
  });
});

describe('the whole record', () => {
  test('is for overseers, and opens to each of them by a consultation of their own', async () => {
    for (const person of ['duty-a', 'ga-lead']) {
      const { statusCode, body } = await get(person, '/api/oversight');
      assert.equal(statusCode, 403);
      assert.equal(JSON.parse(body).code, 'not-yours');
    }
  });
});

test('nobody reads without a session', async () => {
  const urls = signed.http.routes.filter(({ method, url }) => method === 'GET' && url.startsWith('/api/'));
  const guarded = urls.filter(({ audience }) => audience !== 'anyone');
  assert(guarded.length >= 9);
  for (const { url } of guarded) {
    const path = url.replace(':index', '1').replace(':slice', 'log').replace(':id', '1');
    const answer = await signed.http.app.inject({ url: path, headers: { host: '127.0.0.1:0' } });
    assert.equal(answer.statusCode, 401, url);
  }
});

test('Milano: oversight reads who knew what, who decided and under which authority, once it has said why', async () => {
  const machine = new TestMachine();
  const room = await machine.open({ scenario: await supplied('milano-cortina-2026') });
  const milano = await SignedRoom.around(machine, room);
  try {
    await milano.sit('it-duty-a', 'international-room.duty');
    await milano.sit('it-authority-a', 'international-room.authority');
    await milano.sit('it-oversight-a', 'international-room.oversight');
    const made = await milano.permitted('it-duty-a', {
      kind: 'declaration.make',
      detail: { state: 'heightened', text: 'x' },
    });
    const line = await milano.line('it-duty-a', 'the host’s own');
    await milano.permitted('it-authority-a', {
      kind: 'declaration.acknowledge',
      detail: { declaration: made.matter ?? '' },
    });
    const overseer = await milano.browser('it-oversight-a');
    const closed = await overseer.ask('GET', '/api/oversight');
    assert.deepEqual([closed.statusCode, closed.json().code], [403, 'R-29']);
    // What a guest keeps to itself is no more open to who oversees than to the rest of the host, until they said why.
    const guests = await milano.enter('us-hsi-liaison-a', {
      place: 'us-consulate-milan',
      kind: 'log.line',
      detail: { text: 'canary of the guest' },
    });
    const seesGuests = async () => {
      const [list, one, found] = [
        await overseer.ask('GET', '/api/acts?limit=500'),
        await overseer.ask('GET', `/api/acts/${guests.index}`),
        await overseer.ask('GET', '/api/search?q=canary'),
      ];
      return [list.body.includes('canary'), one.statusCode === 200, found.json().acts.length > 0];
    };
    await milano.viewed();
    assert.deepEqual(await seesGuests(), [false, false, false]);
    const opened = await milano.enter('it-oversight-a', {
      kind: 'consultation.open',
      purpose: 'room-duty',
      detail: { of: 'record', minutes: 30, reason: 'the weekly review' },
    });
    assert.equal(opened.outcome, 'permitted', JSON.stringify(opened));
    await milano.viewed();
    assert.deepEqual(await seesGuests(), [true, true, true]);
    const page = (await overseer.ask('GET', `/api/oversight?matter=${made.matter}`)).json();
    const [row, acknowledged] = page.rows;
    assert.deepEqual(row.audience.slice(0, 1), ['everyone']);
    assert.deepEqual([row.person, row.cause, row.set], ['it-duty-a', null, made.set]);
    assert.equal(row.authority[0].mandate ?? row.authority[0].basis, row.authority[0].mandate ?? 'house-rule');
    assert.deepEqual(
      row.knew.map(({ person, how }: { person: string; how: string }) => [person, how]),
      [['it-authority-a', 'acknowledged']],
    );
    assert.equal(acknowledged.authority[0].mandate, 'host-root');
    assert.deepEqual([row.conditions, row.related, row.reported], [null, [], null]);
    const refusals = (await overseer.ask('GET', '/api/oversight?limit=500&report=no')).json();
    assert(refusals.rows.length > 0 && !refusals.rows.some(({ form }: { form: string | null }) => form === 'report'));
    const all = (await overseer.ask('GET', '/api/oversight?limit=500')).json();
    assert.equal(all.rows.length, room.size());
    assert(all.rows.some(({ index }: { index: number }) => index === line.index));
    await room.waitUntil(opened.at + 30 * MINUTE);
    assert.equal((await overseer.ask('GET', '/api/oversight')).statusCode, 403);
    assert.deepEqual(await seesGuests(), [false, false, false]);
  } finally {
    await milano.close();
  }
});
