import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readingOf } from '../../src/server/http/testing/reading.ts';
import { actOf } from '../../src/server/testing/test-room.ts';
import { type House, openHouse } from '../house/house.ts';
import { Description } from './described.ts';

/** What programs that sign are answered, held against the description of the interface: the log, and an act that is taken. */

let house: House;
let description: Description;

before(async () => {
  house = await openHouse({ acts: 60 });
  description = new Description(house.http);
});
after(async () => house.close());

function route(method: string, path: string) {
  return description.routes.find((one) => one.method === method && one.path === path) ?? assert.fail(path);
}

async function logOf(person: string, query = '') {
  const headers = { host: '127.0.0.1:0', authorization: readingOf(house.room, person, { purpose: 'log' }) };
  return await house.http.app.inject({ method: 'GET', url: `/log${query}`, headers });
}

test('the log is answered as described, to whoever sits at a desk and to whoever sits at none', async () => {
  const desks = new Set<boolean>();
  for (const person of ['it-duty-a', 'us-hsi-liaison-a', 'it-authority-b', 'us-envoy-a']) {
    if (house.room.state.get('people', person) === undefined) continue;
    for (const query of ['', '?limit=2']) {
      const reply = await logOf(person, query);
      assert.equal(reply.statusCode, 200, `${person}: ${reply.body.slice(0, 200)}`);
      description.check(route('GET', '/log'), reply, `${person} ${query}`);
      desks.add((reply.json() as { readonly desk: unknown }).desk === null);
    }
  }
  assert.deepEqual([...desks].sort(), [false, true], 'both are among them');
});

test('an act is answered as described when it is recorded, and when it is sent again', async () => {
  const signed = actOf(house.room, 'it-duty-a', { kind: 'log.line', form: 'report', detail: { text: 'all quiet' } });
  for (const status of [201, 200]) {
    const reply = await house.http.app.inject({
      method: 'POST',
      url: '/acts',
      headers: { host: '127.0.0.1:0', 'content-type': 'application/json' },
      payload: JSON.stringify(signed),
    });
    assert.equal(reply.statusCode, status, reply.body.slice(0, 300));
    description.check(route('POST', '/acts'), reply, 'an act');
  }
});

test('what may be asked of the log is described, member by member', async () => {
  const { paths } = (await house.stranger.ask('/api/openapi.json')).json();
  const told = paths['/log'].get.parameters.map(({ name, in: where }: { name: string; in: string }) => [name, where]);
  assert.deepEqual(told, [
    ['after', 'query'],
    ['limit', 'query'],
    ['having', 'query'],
  ]);
});
