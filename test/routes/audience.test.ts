import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ROUTE_AUDIENCES, type RouteAudience } from '../../src/server/http/route-audience.ts';
import { type House, openHouse, type Visitor } from '../house/house.ts';
import { addressOf, STREAMS } from './described.ts';

/** One of each kind of reader. A new kind of audience has a column here, or does not compile. */
const READERS = [
  'stranger',
  'not admitted',
  'guest',
  'organiser',
  'host',
  'overseer',
  'data protection',
  'director',
] as const;
type Reader = (typeof READERS)[number];

/** Whom a route of each audience lets in; the others get the status that is named. */
const ADMITS = {
  anyone: [...READERS],
  // These are not let in by a session, so a session is no way in: a signature is, or being at this machine.
  'signed-act': [...READERS],
  'enrolled-reader': [],
  'host-wall': [...READERS],
  operator: [...READERS],
  'signed-in': READERS.filter((reader) => reader !== 'stranger'),
  overseer: ['overseer'],
  director: ['director'],
} as const satisfies Record<RouteAudience, readonly Reader[]>;

const PARAMETERS = { index: '5', slice: 'requests', id: 'REQ-us-ice-1', provider: 'none', '*': 'ledger/vkey' };

let house: House;
const visitors = new Map<Reader, Visitor>();

before(async () => {
  house = await openHouse({ acts: 150 });
  const seated: Record<Exclude<Reader, 'stranger'>, [string, string | null]> = {
    'not admitted': ['us-ero-officer-a', null],
    guest: ['us-hsi-liaison-a', 'us-room.hsi-liaison'],
    organiser: ['oc-officer-a', 'international-room.organiser'],
    host: ['it-duty-a', 'international-room.duty'],
    overseer: ['it-oversight-a', 'international-room.oversight'],
    'data protection': ['it-privacy-a', 'international-room.data-protection'],
    director: ['it-director-a', 'international-room.director'],
  };
  visitors.set('stranger', house.stranger);
  for (const [reader, [person, desk]] of Object.entries(seated) as [Reader, [string, string | null]][]) {
    if (desk !== null) await takeDesk(person, desk);
    visitors.set(reader, await house.enter(person));
  }
});

after(async () => house.close());

async function takeDesk(person: string, desk: string): Promise<void> {
  const actor = house.room.readable.actor(person, house.room.directory, house.room.roomNow());
  if (actor.desk === desk) return;
  const [room = ''] = desk.split('.');
  const place = house.room.directory.room(room)?.place ?? '';
  const answer = await house.act(person, {
    kind: 'desk.sign-on',
    activity: 'desk.sign-on',
    desk,
    place,
    detail: { room, desk },
  });
  assert.equal(answer.outcome, 'permitted', `${person} takes ${desk}: ${answer.clauses.join(' ')}`);
}

describe('every route refuses whom it does not serve', () => {
  test('each audience is in the table', () => {
    assert.deepEqual(Object.keys(ADMITS).sort(), Object.keys(ROUTE_AUDIENCES).sort());
  });

  for (const reader of READERS) {
    test(`to ${reader}`, async () => {
      const visitor = visitors.get(reader);
      assert(visitor !== undefined);
      let refused = 0;
      for (const { method, url, audience } of house.http.routes) {
        // Of a GET without its body: whom it refuses is decided before there is one.
        if (method === 'HEAD') continue;
        const served = (ADMITS[audience] as readonly Reader[]).includes(reader);
        // Streams go on for ever where they are served, and signing out would end the visit.
        if (served && (STREAMS.includes(url) || (url === '/api/session' && method === 'DELETE'))) continue;
        const address = addressOf(url, PARAMETERS);
        const reply = method === 'GET' ? await visitor.ask(address) : await visitor.send(method as 'POST', address, {});
        const turnedAway = [401, 403].includes(reply.statusCode) && !AFTER_ALL.test(reply.body);
        const line = `${method} ${url} (${audience}) answers ${reply.statusCode} ${reply.body.slice(0, 200)}`;
        if (served) assert(!turnedAway, `${line}, and serves ${reader}`);
        else assert(turnedAway, `${line}, and does not serve ${reader}`);
        if (!served) refused += 1;
      }
      assert(reader === 'overseer' || reader === 'director' || refused > 1, 'something was refused');
    });
  }

  test('nothing but GET goes through without the token of the session, or from another page', async () => {
    const host = visitors.get('host');
    assert(host?.me !== null && host !== undefined);
    const token = host.me.csrf;
    const others = visitors.get('guest')?.me?.csrf ?? '';
    assert.notEqual(token, others);
    const forged: Record<string, string>[] = [
      {},
      { 'x-csrf-token': '' },
      { 'x-csrf-token': others },
      { 'x-csrf-token': `${token}x` },
      { 'x-csrf-token': token, origin: 'https://evil.example' },
      { 'x-csrf-token': token, 'sec-fetch-site': 'cross-site' },
      { 'x-csrf-token': token, 'sec-fetch-site': 'same-site' },
      { 'x-csrf-token': token, origin: 'null' },
    ];
    let tried = 0;
    for (const { method, url, audience } of house.http.routes) {
      if (['GET', 'HEAD'].includes(method) || !['signed-in', 'overseer', 'director'].includes(audience)) continue;
      for (const headers of forged) {
        const payload = '{}';
        const reply = await host.ask(addressOf(url, PARAMETERS), {
          method: method as 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          payload,
        });
        assert.equal(reply.statusCode, 403, `${method} ${url} with ${JSON.stringify(headers)}: ${reply.body}`);
        tried += 1;
      }
    }
    assert(tried > 0);
    assert.equal((await host.ask('/api/session')).json().me.person, 'it-duty-a', 'the session still stands');
  });
});

/** Refusals that come after the audience was looked at: a consultation that is wanted, a passkey, somebody else's act, wrong credentials. */
const AFTER_ALL = /"code":"(?!not-signed-in"|not-yours"|not-signed"|cross-origin"|csrf")/;
