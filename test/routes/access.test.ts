import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { readingOf } from '../../src/server/http/testing/reading.ts';
import { actOf } from '../../src/server/testing/test-room.ts';
import { type House, openHouse, type Reply } from '../house/house.ts';
import { Description } from './described.ts';

/** Decisions over HTTP (AuthZEN 1.0), asked of the whole server with an exercise at work. */

const HOST = 'it-duty-a';
const GUEST = 'us-hsi-liaison-a';
const SINGLE = '/access/v1/evaluation';
const BATCH = '/access/v1/evaluations';
const SEARCHES = ['subject', 'resource', 'action'].map((what) => `/access/v1/search/${what}`);
const ALL = [SINGLE, BATCH, ...SEARCHES];

const QUESTION = {
  subject: { type: 'person', id: GUEST },
  action: { name: 'assess-threat' },
  resource: { type: 'place', id: 'us-consulate-milan' },
  context: { purpose: 'counter-organised-crime' },
};

let house: House;
let description: Description;

before(async () => {
  house = await openHouse({ acts: 150 });
  description = new Description(house.http);
});

after(async () => house.close());

type Sent = { readonly person?: string | null; readonly headers?: Record<string, string>; readonly payload?: string };

/** Sends a body as somebody, and holds the answer against the description of the interface. */
async function send(url: string, body: unknown, { person = HOST, headers = {}, payload }: Sent = {}): Promise<Reply> {
  const authorization = person === null ? {} : { authorization: readingOf(house.room, person, { purpose: 'access' }) };
  const reply = await house.http.app.inject({
    method: 'POST',
    url,
    headers: { host: '127.0.0.1:0', 'content-type': 'application/json', ...authorization, ...headers },
    payload: payload ?? JSON.stringify(body),
  });
  const route = description.routes.find(({ method, path }) => method === 'POST' && path === url);
  assert(route !== undefined, `${url} is described`);
  description.check(route, reply, payload ?? JSON.stringify(body).slice(0, 200));
  return reply;
}

async function answer(url: string, body: unknown, sent?: Sent) {
  const reply = await send(url, body, sent);
  assert.equal(reply.statusCode, 200, reply.body);
  return reply.json();
}

/** The problem with which a body is turned away. */
async function refused(
  url: string,
  body: unknown,
  sent?: Sent,
): Promise<{ status: number; code: string; detail: string }> {
  const reply = await send(url, body, sent);
  assert.match(String(reply.headers['content-type']), /^application\/problem\+json/);
  assert.equal(reply.json().status, reply.statusCode);
  return reply.json();
}

describe('what the decision point says of itself', () => {
  test('is under the very address at which it was asked', async () => {
    for (const host of ['127.0.0.1:0', 'localhost:0', '[::1]:0']) {
      const reply = await house.http.app.inject({ url: '/.well-known/authzen-configuration', headers: { host } });
      const configuration = reply.json();
      assert.equal(reply.statusCode, 200);
      assert.match(String(reply.headers['content-type']), /^application\/json/);
      assert.equal(configuration.policy_decision_point, `http://${host}`);
      const endpoints = Object.entries(configuration).filter(([name]) => name.endsWith('_endpoint'));
      assert.deepEqual(
        endpoints.map(([, url]) => String(url)).sort(),
        ALL.map((path) => `http://${host}${path}`).sort(),
      );
      const [route] = description.routes.filter(({ path }) => path === '/.well-known/authzen-configuration');
      assert(route !== undefined);
      description.check(route, reply, host);
    }
  });
});

describe('an evaluation', () => {
  test('is permitted by its clause, and says why', async () => {
    const { decision, context } = await answer(SINGLE, QUESTION);
    assert.equal(decision, true);
    assert.equal(context.outcome, 'permitted');
    assert(
      context.clauses.length > 0 && context.clauses.every((id: string) => id.startsWith('us-hsi/')),
      context.clauses.join(),
    );
    assert.equal(context.setHash, house.room.readable.setInForce());
    assert.match(context.reason, /\S/);
    assert.deepEqual(Object.keys(context).sort(), ['clauses', 'outcome', 'reason', 'setHash']);
  });

  test('is asked and answered as the guide shows', async () => {
    const guide = readFileSync(new URL('../../docs/guides/asking-for-decisions.md', import.meta.url), 'utf8');
    const [asked, shown] = [...guide.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, block = '']) => JSON.parse(block));
    const { decision, context } = await answer(SINGLE, asked);
    assert.deepEqual(
      [decision, context.outcome, context.clauses],
      [shown.decision, shown.context.outcome, shown.context.clauses],
    );
    assert.deepEqual(Object.keys(context), Object.keys(shown.context));
  });

  test('that needs approval, is prohibited or outside is no yes', async () => {
    const seen = new Set<string>();
    const { activities, purposes } = house.scenario.vocabulary;
    const places = ['us-consulate-milan', 'san-siro', 'viminale'];
    for (const person of [GUEST, HOST, 'us-dss-agent-a']) {
      for (const { id: name } of activities) {
        const asked = { ...QUESTION, subject: { type: 'person', id: person }, action: { name } };
        const evaluations = places.flatMap((id) =>
          purposes.map((purpose) => ({ resource: { type: 'place', id }, context: { purpose: purpose.id } })),
        );
        for (const one of (await answer(BATCH, { ...asked, evaluations })).evaluations) {
          assert.equal(one.decision, one.context.outcome === 'permitted');
          seen.add(one.context.outcome);
        }
      }
    }
    assert.deepEqual([...seen].sort(), ['needs-approval', 'outside', 'permitted', 'prohibited']);
  });

  test('passes over what it does not know, and believes nothing of what is derived', async () => {
    const plain = await answer(SINGLE, QUESTION);
    const claimed = {
      agency: 'it-interior',
      component: 'it-interior.operations',
      role: 'commander',
      accompaniment: 'yes',
    };
    const dressed = {
      ...QUESTION,
      subject: { ...QUESTION.subject, properties: claimed, ...claimed },
      action: { ...QUESTION.action, properties: { coerciveness: 'none' } },
      context: { ...QUESTION.context, ...claimed, room: 'us-room', facts: claimed, weights: [1.5, null, { deep: -0 }] },
      extra: claimed,
    };
    assert.deepEqual(await answer(SINGLE, dressed), plain);
    const forbidden = { ...dressed, action: { name: 'identity-check' } };
    assert.equal((await answer(SINGLE, forbidden)).decision, false);
  });

  test('of words that the event does not have is outside', async () => {
    for (const part of [
      { action: { name: 'make-coffee' } },
      { action: { name: 'log.line' } },
      { resource: { type: 'place', id: 'atlantis' } },
      { resource: { type: 'place', id: 'milan' } },
      { resource: { type: 'planet', id: 'san-siro' } },
      { resource: { type: 'room', id: 'constructor' } },
      { subject: { type: 'robot', id: HOST } },
      { subject: { type: 'person', id: 'registrar:us-ice' } },
      { subject: { type: 'person', id: '__proto__' } },
      { context: {} },
      { context: { purpose: 'whim' } },
      { context: { purpose: 'counter-organised-crime', time: '9999-12-31T23:59:59Z' } },
    ]) {
      const { decision, context } = await answer(SINGLE, { ...QUESTION, ...part });
      assert.deepEqual([decision, context.outcome, context.clauses], [false, 'outside', []], JSON.stringify(part));
    }
  });

  test('of a room is of its place, of a zone of the worst of its places', async () => {
    const byPlace = await answer(SINGLE, QUESTION);
    assert.deepEqual(await answer(SINGLE, { ...QUESTION, resource: { type: 'room', id: 'us-room' } }), byPlace);
    const rank = ['permitted', 'needs-approval', 'outside', 'prohibited'];
    let zones = 0;
    for (const { id, leaves } of house.scenario.vocabulary.zones) {
      const evaluations = leaves.map((leaf) => ({ resource: { type: 'place', id: leaf } }));
      const each = (await answer(BATCH, { ...QUESTION, evaluations })).evaluations;
      const outcomes = each.map((one: { context: { outcome: string } }) => rank.indexOf(one.context.outcome));
      const zone = await answer(SINGLE, { ...QUESTION, resource: { type: 'zone', id } });
      assert.equal(rank.indexOf(zone.context.outcome), Math.max(...outcomes), id);
      zones += 1;
    }
    assert(zones > 0, 'the event has zones');
  });

  test('of a time that is over is refused by the house rule about it', async () => {
    const context = { ...QUESTION.context, time: '2026-02-01T00:00:00+01:00' };
    const old = await answer(SINGLE, { ...QUESTION, context });
    assert.deepEqual([old.decision, old.context.clauses], [false, ['R-12']]);
  });
});

describe('a batch', () => {
  const other = { type: 'place', id: 'san-siro' };

  test('takes defaults as wholes, and answers in order', async () => {
    const { subject, action, resource, context } = QUESTION;
    const evaluations = [{}, { resource: other }, { context: {} }, { subject: { type: 'person', id: 'nobody' } }];
    const { evaluations: answers } = await answer(BATCH, { subject, action, resource, context, evaluations });
    assert.equal(answers.length, 4);
    for (const [n, one] of evaluations.entries()) {
      assert.deepEqual(answers[n], await answer(SINGLE, { ...QUESTION, ...one }), `evaluation ${n}`);
    }
    // A context of its own has no purpose, though the default has one.
    assert.deepEqual(
      answers.map(({ decision }: { decision: boolean }) => decision),
      [true, false, false, false],
    );
  });

  test('without evaluations is a single one', async () => {
    const single = await answer(SINGLE, QUESTION);
    assert.deepEqual(await answer(BATCH, QUESTION), single);
    assert.deepEqual(await answer(BATCH, { ...QUESTION, evaluations: [] }), single);
  });

  test('ends where its semantic says', async () => {
    const evaluations = [{}, { resource: other }, {}, { resource: other }];
    const decisions = async (evaluations_semantic: string | undefined, of = evaluations) => {
      const options = evaluations_semantic === undefined ? {} : { options: { evaluations_semantic } };
      const read = await answer(BATCH, { ...QUESTION, evaluations: of, ...options });
      return read.evaluations.map(({ decision }: { decision: boolean }) => decision);
    };
    assert.deepEqual(await decisions(undefined), [true, false, true, false]);
    assert.deepEqual(await decisions('execute_all'), [true, false, true, false]);
    assert.deepEqual(await decisions('deny_on_first_deny'), [true, false]);
    assert.deepEqual(await decisions('permit_on_first_permit'), [true]);
    assert.deepEqual(await decisions('permit_on_first_permit', evaluations.slice(1)), [false, true]);
    const odd = { ...QUESTION, evaluations, options: { evaluations_semantic: 'at_random' } };
    assert.equal((await refused(BATCH, odd)).status, 400);
  });

  test('that is too large, or lacks a part, is refused whole, saying which', async () => {
    const many = await refused(BATCH, { ...QUESTION, evaluations: Array.from({ length: 10_000 }, () => ({})) });
    assert.deepEqual([many.status, many.code], [400, 'malformed']);
    assert.match(many.detail, /at most 100 evaluations/);
    const { action: _, ...lacking } = QUESTION;
    const evaluations = [{ action: { name: 'assess-threat' } }, {}];
    const without = await refused(BATCH, { ...lacking, evaluations });
    assert.equal(without.status, 400);
    assert.match(without.detail, /evaluations\/1\/action/);
    assert.match((await refused(BATCH, lacking)).detail, /action/);
  });
});

describe('a search finds what an evaluation permits, and nothing else', () => {
  const { subject, action, resource, context } = QUESTION;

  test('of people', async () => {
    const found = await everyPage('subject', { subject: { type: 'person' }, action, resource, context });
    const people = [...house.room.readable.state.values('people')].map(({ id }) => id).sort();
    assert.deepEqual(found, await permittedOf(people.map((id) => ({ subject: { type: 'person', id } }))));
    assert(found.some(({ id }) => id === GUEST));
  });

  test('of places, rooms and zones', async () => {
    for (const [type, ids] of [
      ['place', [...house.room.directory.places]],
      ['room', house.scenario.vocabulary.rooms.map(({ id }) => id)],
      ['zone', house.scenario.vocabulary.zones.map(({ id }) => id)],
    ] as const) {
      const found = await everyPage('resource', { subject, action, resource: { type }, context });
      assert.deepEqual(found, await permittedOf(ids.toSorted().map((id) => ({ resource: { type, id } }))), type);
    }
    assert.deepEqual(await everyPage('resource', { subject, action, resource: { type: 'planet' }, context }), []);
  });

  test('of activities', async () => {
    const found = await everyPage('action', { subject, resource, context });
    const names = house.scenario.vocabulary.activities.map(({ id }) => id).sort();
    assert.deepEqual(found, await permittedOf(names.map((name) => ({ action: { name } }))));
    assert(found.some(({ name }) => name === action.name));
  });

  test('page by page, whatever stands in a token', async () => {
    const asked = { subject, resource, context };
    const whole = await everyPage('action', asked);
    assert.deepEqual(await everyPage('action', asked, 2), whole);
    const [odd] = [await answer('/access/v1/search/action', { ...asked, page: { token: 'nonsense' } })];
    assert.deepEqual(odd.results, whole, 'what is no token begins at the beginning');
    assert.equal((await refused('/access/v1/search/action', { ...asked, page: { limit: 0 } })).status, 400);
    assert.equal((await refused('/access/v1/search/action', { ...asked, page: { limit: 10_000 } })).status, 400);
  });

  async function everyPage(what: string, asked: object, limit?: number): Promise<{ id?: string; name?: string }[]> {
    const all: { id?: string }[] = [];
    let token = '';
    for (let pages = 0; pages < 200; pages++) {
      const page = { ...(token === '' ? {} : { token }), ...(limit === undefined ? {} : { limit }) };
      const read = await answer(`/access/v1/search/${what}`, { ...asked, page });
      assert.equal(read.page.count, read.results.length);
      all.push(...read.results);
      token = read.page.next_token;
      if (token === '') return all;
    }
    return assert.fail('the pages never end');
  }

  /** Those of the candidates that an evaluation of their own permits, as a search gives them. */
  async function permittedOf(candidates: readonly Record<string, object>[]): Promise<object[]> {
    const permitted: object[] = [];
    for (let from = 0; from < candidates.length; from += 100) {
      const evaluations = candidates.slice(from, from + 100);
      const { evaluations: answers } = await answer(BATCH, { ...QUESTION, evaluations });
      for (const [n, one] of evaluations.entries()) if (answers[n].decision) permitted.push(...Object.values(one));
    }
    return permitted;
  }
});

describe('who may ask', () => {
  const about = (id: string) => ({ ...QUESTION, subject: { type: 'person', id } });

  test('nobody without a reading of this purpose, for this room, used once', async () => {
    const bad: [string, Sent][] = [
      ['no reading', { person: null }],
      ['a reading of the log', { headers: { authorization: readingOf(house.room, HOST) } }],
      [
        'one signed by somebody else',
        { headers: { authorization: readingOf(house.room, HOST, { purpose: 'access' }, GUEST) } },
      ],
      [
        'one for elsewhere',
        { headers: { authorization: readingOf(house.room, HOST, { purpose: 'access', to: 'https://x.example' }) } },
      ],
    ];
    for (const url of ALL) {
      for (const [what, sent] of bad) {
        const { status, code } = await refused(url, QUESTION, sent);
        assert.deepEqual([status, code], [401, 'not-signed'], `${url} with ${what}`);
      }
      const once = { headers: { authorization: readingOf(house.room, HOST, { purpose: 'access' }) } };
      assert.equal((await send(url, {}, once)).statusCode, 400);
      assert.equal((await refused(url, {}, once)).status, 401);
    }
  });

  test('a guest of their own people; of all others as of nobody', async () => {
    const people = [...house.room.readable.state.values('people')];
    const own = people.filter(({ agency }) => agency === 'us-ice').map(({ id }) => id);
    const others = people.filter(({ agency }) => agency !== 'us-ice').map(({ id }) => id);
    assert(own.length > 1 && others.length > 10);
    const nobody = (await send(SINGLE, about('nobody-at-all'), { person: GUEST })).body;
    for (const id of others) assert.equal((await send(SINGLE, about(id), { person: GUEST })).body, nobody, id);
    for (const id of own) {
      assert.deepEqual(await answer(SINGLE, about(id), { person: GUEST }), await answer(SINGLE, about(id)), id);
    }
    const { action, resource, context } = QUESTION;
    const asked = { subject: { type: 'person' }, action, resource, context };
    const found = await answer(SEARCHES[0] ?? '', asked, { person: GUEST });
    for (const { id } of found.results) assert(own.includes(id), `${id} is not theirs`);
    for (const url of SEARCHES.slice(1)) {
      const search = {
        subject: { type: 'person', id: HOST },
        action,
        resource: { type: 'place', id: 'viminale' },
        context,
      };
      const hidden = (await send(url, search, { person: GUEST })).body;
      const absent = (await send(url, { ...search, subject: { type: 'person', id: 'nobody' } }, { person: GUEST }))
        .body;
      assert.equal(hidden, absent, url);
    }
  });

  test('who takes no part, of themselves alone', async () => {
    const person = 'us-ero-officer-a';
    const nobody = (await send(SINGLE, about('nobody-at-all'), { person })).body;
    assert.equal((await send(SINGLE, about(GUEST), { person })).body, nobody);
    assert.notEqual((await send(SINGLE, about(person), { person })).body, nobody);
  });

  test('nothing is entered by asking', async () => {
    const size = house.room.size();
    for (const url of ALL) await send(url, QUESTION);
    assert.equal(house.room.size(), size);
  });
});

describe('what is no question is refused with 400', () => {
  const wrong: [string, unknown, RegExp][] = [
    ['no subject', { ...QUESTION, subject: undefined }, /subject/],
    ['no id', { ...QUESTION, subject: { type: 'person' }, resource: { type: 'place' } }, /id/],
    ['an id that is a number', { ...QUESTION, subject: { type: 'person', id: 7 } }, /subject\/id/],
    ['a type that is null', { ...QUESTION, subject: { type: null, id: 'x' } }, /subject\/type/],
    ['a subject of text', { ...QUESTION, subject: HOST }, /subject/],
    ['a context of text', { ...QUESTION, context: 'now' }, /context/],
    ['a purpose that is a list', { ...QUESTION, context: { purpose: ['a'] } }, /purpose/],
    ['a time that is none', { ...QUESTION, context: { purpose: 'a', time: 'soon' } }, /time/],
    ['properties that are a list', { ...QUESTION, subject: { ...QUESTION.subject, properties: [1] } }, /properties/],
    ['an id without end', { ...QUESTION, subject: { type: 'person', id: 'x'.repeat(10_000) } }, /id/],
    ['a list', [QUESTION], /body/],
    ['null', null, /body/],
    ['a number', 7, /body/],
  ];

  for (const [what, body, detail] of wrong) {
    test(what, async () => {
      const problem = await refused(SINGLE, body);
      assert.deepEqual([problem.status, problem.code], [400, 'malformed']);
      assert.match(problem.detail, detail);
      assert.equal((await refused(BATCH, body)).status, 400);
    });
  }

  test('every route: an empty body, bad JSON, another content type; a charset is fine', async () => {
    const question = JSON.stringify(QUESTION);
    for (const url of ALL) {
      const type = (text: string) => ({ headers: { 'content-type': text } });
      for (const payload of ['', '{', `${question}x`, 'undefined', '\u0000', '{"a":1e999', '\ufeff']) {
        assert.equal((await refused(url, null, { payload })).status, 400, `${url}: ${payload.slice(0, 20)}`);
      }
      for (const other of [
        'text/plain',
        'application/xml',
        'application/jsonp',
        'application/x-www-form-urlencoded',
        'nonsense',
      ]) {
        assert.equal((await refused(url, QUESTION, type(other))).status, 400, `${url} as ${other}`);
      }
      for (const fine of [
        'application/json; charset=utf-8',
        'Application/JSON;charset="UTF-8"',
        'application/json ; x=y',
      ]) {
        assert.notEqual(
          (await send(url, {}, type(fine))).json().detail,
          'a question is sent as `application/json`',
          fine,
        );
      }
    }
    assert.equal(
      (await send(SINGLE, QUESTION, { headers: { 'content-type': 'application/json; charset=utf-8' } })).statusCode,
      200,
    );
  });

  test('no body at all, and no content type', async () => {
    for (const url of ALL) {
      const authorization = readingOf(house.room, HOST, { purpose: 'access' });
      const headers = { host: '127.0.0.1:0', authorization };
      assert.equal((await house.http.app.inject({ method: 'POST', url, headers })).statusCode, 400, url);
    }
  });

  test('a body that is too deep, too large, or has names with a meaning', async () => {
    const deep = `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`;
    assert.match((await refused(SINGLE, null, { payload: `{"extra":${deep}}` })).detail, /nested deeper/);
    assert.match((await refused(SINGLE, null, { payload: '['.repeat(100_000) })).detail, /no JSON/);
    assert.match(
      (await refused(SINGLE, null, { payload: `${'['.repeat(100_000)}${']'.repeat(100_000)}` })).detail,
      /nested deeper/,
    );
    const large = await refused(SINGLE, { ...QUESTION, extra: 'x'.repeat(300_000) });
    assert.deepEqual([large.status, large.code], [413, 'too-large']);
    const plain = (await send(SINGLE, QUESTION)).body;
    const sly = JSON.stringify(QUESTION).replace(
      '{',
      '{"__proto__":{"decision":true,"admitted":true},"constructor":{"prototype":{}},',
    );
    assert.equal((await send(SINGLE, null, { payload: sly })).body, plain);
    assert.equal(({} as Record<string, unknown>)['admitted'], undefined);
    const only = `{"__proto__":${JSON.stringify(QUESTION)}}`;
    assert.equal((await refused(SINGLE, null, { payload: only })).status, 400);
  });
});

test('the id of a request comes back with every answer', async () => {
  const headers = { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' };
  const replies = [
    await send(SINGLE, QUESTION, { headers }),
    await send(BATCH, {}, { headers }),
    await send(SINGLE, QUESTION, { headers, person: null }),
    await send(SINGLE, { extra: 'x'.repeat(300_000) }, { headers }),
    await send(SINGLE, QUESTION, { headers: { ...headers, 'content-type': 'text/plain' } }),
  ];
  assert.deepEqual(
    replies.map(({ statusCode }) => statusCode),
    [200, 400, 401, 413, 400],
  );
  for (const reply of replies) assert.equal(reply.headers['x-request-id'], headers['x-request-id']);
  assert.equal((await send(SINGLE, QUESTION)).headers['x-request-id'], undefined);
});

test('who asks without end is pushed back, and nobody else is', async () => {
  const own = await openHouse({ limits: { questionsOfPerson: 20 } });
  const ask = async (person: string) => {
    const authorization = readingOf(own.room, person, { purpose: 'access' });
    const headers = { host: '127.0.0.1:0', authorization, 'content-type': 'application/json' };
    return await own.http.app.inject({ method: 'POST', url: SINGLE, headers, payload: JSON.stringify(QUESTION) });
  };
  let reply = await ask(HOST);
  for (let n = 0; n < 40 && reply.statusCode === 200; n++) reply = await ask(HOST);
  assert.deepEqual([reply.statusCode, reply.json().code], [429, 'too-many']);
  assert.match(String(reply.headers['retry-after']), /^[1-9][0-9]*$/);
  assert.equal((await ask('it-duty-b')).statusCode, 200);
  await own.close();
});

describe('what takes many decisions', () => {
  const zone = { type: 'zone', id: 'no-fly' };
  const long = { ...QUESTION.context, time: '2026-02-05T16:00:00Z', until: '2026-02-22T20:00:00Z' };
  const wide = { ...QUESTION, resource: zone, context: long };

  test('is turned away beyond a limit, which is named; one question alone is not', async () => {
    const { status, code, detail } = await refused(BATCH, {
      ...wide,
      evaluations: Array.from({ length: 3 }, () => ({})),
    });
    assert.deepEqual([status, code], [413, 'too-large']);
    assert.match(detail, /^[0-9]+ decisions of at most 1000 in a request/);
    assert.equal((await send(BATCH, { ...wide, evaluations: [{}] })).statusCode, 200);
    assert.equal((await send(SINGLE, wide)).statusCode, 200);
  });

  test('is charged by decisions, whoever it is about', async () => {
    const places = house.scenario.vocabulary.zones.find(({ id }) => id === zone.id)?.leaves.length ?? 0;
    assert(places > 5);
    const own = await openHouse({ limits: { decisionsOfPerson: 2 * places } });
    const ask = async (asked: object, person = HOST) => {
      const authorization = readingOf(own.room, person, { purpose: 'access' });
      const headers = { host: '127.0.0.1:0', authorization, 'content-type': 'application/json' };
      return await own.http.app.inject({ method: 'POST', url: BATCH, headers, payload: JSON.stringify(asked) });
    };
    const statuses: number[] = [];
    for (const id of [GUEST, 'nobody-at-all', GUEST]) {
      const evaluations = [{ resource: zone }];
      statuses.push((await ask({ ...QUESTION, subject: { type: 'person', id }, evaluations })).statusCode);
    }
    assert.deepEqual(statuses, [200, 200, 429]);
    assert.equal((await ask(QUESTION, 'it-duty-b')).statusCode, 200, 'and nobody else is');
    await own.close();
  });

  test('lets acts go between', async () => {
    const evaluations = Array.from({ length: 100 }, (_, n) => ({
      context: { ...QUESTION.context, what: `deed ${n}` },
    }));
    const order: string[] = [];
    const batches = Array.from({ length: 12 }, async () => {
      const reply = await send(BATCH, { ...QUESTION, evaluations });
      order.push(`batch ${reply.statusCode}`);
    });
    const alarm = (async () => {
      const act = actOf(house.room, HOST, { kind: 'alert.raise', detail: { alert: 'evacuation', text: 'leave' } });
      const headers = { host: '127.0.0.1:0', 'content-type': 'application/json' };
      const reply = await house.http.app.inject({
        method: 'POST',
        url: '/acts',
        headers,
        payload: JSON.stringify(act),
      });
      order.push(`alarm ${reply.statusCode}`);
    })();
    await Promise.all([...batches, alarm]);
    assert.equal(order[0], 'alarm 201', order.join());
    assert.deepEqual(new Set(order.slice(1)), new Set(['batch 200']));
  });

  test('a search looks at as many candidates as a request may take, and goes on in the next page', async () => {
    const context = { ...long, until: '2026-02-07T20:00:00Z' };
    const asked = { subject: { type: 'person' }, action: QUESTION.action, resource: zone, context };
    const seen: string[] = [];
    let [token, pages] = ['', 0];
    do {
      const page = token === '' ? {} : { token };
      const read = await answer('/access/v1/search/subject', { ...asked, page });
      seen.push(...read.results.map(({ id }: { id: string }) => id));
      token = read.page.next_token;
      pages += 1;
    } while (token !== '');
    const people = [...house.room.readable.state.values('people')].length;
    assert(pages > 1 && pages < people, `${pages} pages for ${people} people`);
    assert.deepEqual(seen, [...new Set(seen)].sort());
  });
});
