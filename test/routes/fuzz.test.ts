import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Chance } from '../../sim/chance.ts';
import { type House, openHouse, type Reply, type Visitor } from '../house/house.ts';
import { addressOf, type DescribedRoute, Description, STREAMS } from './described.ts';
import { bodyBytes, HOSTILE, inAddress, invented } from './hostile.ts';

/** `FUZZ_SEED=… FUZZ_ROUNDS=…` repeat a run, and make it longer. */
const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 25);
/** Statuses with which a room that is well may turn a request away though it was well made. */
const PUSHBACK: readonly number[] = [503];
/** Signing out would end the visit. */
const LEAVES: readonly string[] = ['DELETE /api/session'];

let house: House;
let visitors: readonly (readonly [string, Visitor])[];
let description: Description;

before(async () => {
  house = await openHouse({ acts: 120 });
  description = new Description(house.http);
  visitors = [
    ['a stranger', house.stranger],
    ['a guest', await house.enter('us-hsi-liaison-a')],
    ['the duty officer', await house.enter('it-duty-a')],
    ['oversight', await house.enter('it-oversight-a')],
  ];
});

after(async () => house.close());

test('every route answers hostile requests as its description says, and none breaks', async () => {
  const routes = description.routes.filter(({ path }) => !STREAMS.includes(path));
  assert(routes.length > 15, 'there are routes');
  const chance = new Chance(seed);
  for (const route of routes) {
    if (LEAVES.includes(`${route.method} ${route.path}`)) continue;
    for (let round = 0; round < rounds; round++) {
      const [who, visitor] = chance.pick(visitors) ?? ['a stranger', house.stranger];
      await once(route, who, visitor, chance);
    }
  }
  assert.deepEqual(house.unforeseen, [], `seed ${seed}: what nobody foresaw`);
});

async function once(route: DescribedRoute, who: string, visitor: Visitor, chance: Chance): Promise<void> {
  const { parameters = [], requestBody } = route.operation;
  const path = Object.fromEntries(
    parameters
      .filter((one) => one.in === 'path')
      .map(({ name, schema }) => [name, inAddress(invented(schema, chance))]),
  );
  const query = new URLSearchParams();
  for (const { name, schema } of parameters.filter((one) => one.in === 'query')) {
    if (chance.is(1 / 3)) query.append(name, inAddress(invented(schema, chance)));
    if (chance.is(1 / 30)) query.append(name, inAddress(chance.pick(HOSTILE)));
  }
  if (chance.is(1 / 15)) query.append('extra', 'x');
  const url = `${addressOf(route.path, path)}${query.size === 0 ? '' : `?${query}`}`;
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  const body = schema === undefined ? undefined : bodyBytes(invented(schema, chance), chance);
  const type = chance.is(1 / 15) ? (chance.pick(['text/plain', 'application/xml', '']) ?? '') : 'application/json';
  const asked = `seed ${seed}, ${who}: ${url} ${body ?? ''}`;
  const reply = await visitor.ask(url, {
    method: route.method as 'GET',
    headers: {
      'x-csrf-token': visitor.me?.csrf ?? '',
      origin: 'http://127.0.0.1:0',
      'sec-fetch-site': 'same-origin',
      ...(body === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { payload: body }),
  });
  whole(route, reply, asked);
}

function whole(route: DescribedRoute, reply: Reply, asked: string): void {
  const fine = reply.statusCode < 500 || PUSHBACK.includes(reply.statusCode);
  assert(fine, `${route.method} ${route.path} breaks (${reply.statusCode}): ${asked.slice(0, 800)}`);
  assert(!/\bat .+\.(ts|js):\d+|node_modules|postgres|kysely/i.test(reply.body), `it tells of its inside: ${asked}`);
  description.check(route, reply, asked);
}
