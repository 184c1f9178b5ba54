import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import { ActsPage } from '../../terms/api/acts.ts';
import { DECISIONS_PAGE_MAX, type DecisionShown, DecisionsPage } from '../../terms/api/past-decisions.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { TestBrowser } from '../sign-in/testing/browser.ts';
import { SignedRoom } from './testing/signed-room.ts';

const PATH = '/api/mandates/decisions';
const PEOPLE = ['duty-a', 'ga-lead', 'gb-liaison', 'gb-branch'] as const;

let signed: SignedRoom;
const browsers = new Map<string, TestBrowser>();
before(async () => {
  signed = await SignedRoom.open();
  for (const person of PEOPLE) browsers.set(person, await signed.browser(person));
  for (const who of ['ga-lead', 'gb-liaison', 'duty-a', 'ga-lead']) {
    const until = signed.room.roomNow() + HOUR;
    const detail = { what: 'walk the gate', until };
    await signed.enter(who, {
      kind: 'deed.propose',
      activity: 'patrol-public-area',
      purpose: 'event-security',
      detail,
    });
  }
  // Told of somebody of another agency: the reporter sees the entry, and knows nothing of who stood beside whom.
  await signed.enter('ga-lead', {
    kind: 'occurrence.report',
    form: 'report',
    purpose: 'event-security',
    detail: {
      text: 'they walked the gate',
      deed: {
        agency: 'guest-b-police',
        component: 'unknown',
        role: 'unknown',
        purpose: 'unknown',
        activity: 'patrol-public-area',
        place: 'ferry-terminal',
      },
    },
  });
});
after(async () => await signed.close());

async function ask(person: string, query = '') {
  await signed.viewed();
  const browser = browsers.get(person) ?? assert.fail(person);
  return await browser.ask('GET', `${PATH}${query}`);
}

async function page(person: string, query = '') {
  const answer = await ask(person, query);
  assert.equal(answer.statusCode, 200, answer.body);
  return DecisionsPage.parse(JSON.parse(answer.body));
}

/** Every entry that somebody may see. */
async function seenBy(person: string) {
  await signed.viewed();
  const browser = browsers.get(person) ?? assert.fail(person);
  const { rows } = ActsPage.parse(JSON.parse((await browser.ask('GET', '/api/acts?limit=500')).body));
  return rows;
}

async function walked(person: string, limit: number): Promise<DecisionShown[]> {
  const rows: DecisionShown[] = [];
  for (let cursor = ''; ; ) {
    const { rows: more, next } = await page(person, `?limit=${limit}${cursor}`);
    rows.push(...more);
    if (next === null) return rows;
    cursor = `&cursor=${next}`;
  }
}

describe('decisions of the past', () => {
  test('are given to the host as they were taken: facts and outcome as the ledger has them, of every act that it may see', async () => {
    const { rows } = await page('duty-a', '?limit=200');
    assert(rows.length > 12, String(rows.length));
    for (const { index, outcome, facts } of rows) {
      const entry = await signed.room.readEntry(index);
      assert.deepEqual({ outcome, facts }, { outcome: entry?.fields.outcome, facts: entry?.fields.facts });
    }
    const seen = await seenBy('duty-a');
    assert.deepEqual(
      rows.map(({ index }) => index),
      seen.map(({ index }) => index),
      'latest first; nothing has ended yet',
    );
  });

  test('of a guest are those of their own agency: not what is for everyone, nor what they report of others', async () => {
    const { rows } = await page('ga-lead', '?limit=200');
    assert(rows.some(({ kind }) => kind === 'deed.propose'));
    assert.deepEqual([...new Set(rows.map(({ facts }) => facts.agency))], ['guest-a-protection']);
    const seen = await seenBy('ga-lead');
    assert(
      seen.some(({ kind }) => kind === 'mandate.enforce'),
      'they see that mandates came into force',
    );
    assert(seen.some(({ kind, agency }) => kind === 'occurrence.report' && agency === 'guest-a-protection'));
    for (const hidden of ['mandate.enforce', 'occurrence.report'])
      assert(!rows.some(({ kind }) => kind === hidden), hidden);
    const other = await page('gb-liaison', '?limit=200');
    assert(other.rows.length > 0 && other.rows.every(({ facts }) => facts.agency === 'guest-b-police'));
  });

  test('of a component that takes no part are nobody’s but their own acts', async () => {
    const { rows } = await page('gb-branch', '?limit=200');
    assert.deepEqual(rows, []);
  });

  test('come in pages that add up, each row once, and a cursor is that of a row that they may see', async () => {
    for (const person of ['duty-a', 'ga-lead']) {
      const whole = (await page(person, '?limit=200')).rows;
      for (const limit of [1, 3, 7]) assert.deepEqual(await walked(person, limit), whole, `${person} ${limit}`);
      const visible = new Set((await seenBy(person)).map(({ index }) => index));
      const { next } = await page(person, '?limit=3');
      const [, index] = Buffer.from(next ?? '', 'base64url')
        .toString()
        .split(' ');
      assert(visible.has(Number(index)), person);
    }
  });

  test('are of the time that is asked for, by when they were entered', async () => {
    const all = (await page('duty-a', '?limit=200')).rows;
    const middle = all[Math.floor(all.length / 2)]?.at ?? assert.fail();
    const [since, before] = [
      await page('duty-a', `?limit=200&from=${middle}`),
      await page('duty-a', `?limit=200&until=${middle}`),
    ];
    assert(since.rows.every(({ at }) => at >= middle) && before.rows.every(({ at }) => at < middle));
    assert.deepEqual([...since.rows, ...before.rows], all);
    assert.deepEqual((await page('duty-a', '?from=9000000000000000')).rows, []);
  });

  test('are not what has ended: an end was decided by nobody', async () => {
    const item = await signed.permitted('ga-lead', {
      kind: 'item.enter',
      purpose: 'event-security',
      detail: {
        title: 'groups on the ferries',
        text: 'two were seen',
        handling: 'amber',
        originatorControl: true,
        grading: { source: 'B', information: 2 },
        expires: signed.room.roomNow() + HOUR,
      },
    });
    await signed.room.waitUntil(signed.room.roomNow() + 2 * HOUR);
    const kinds = (await seenBy('ga-lead')).map(({ kind }) => kind);
    assert(kinds.includes('item.expired'), kinds.join());
    const { rows } = await page('ga-lead', '?limit=200');
    assert(rows.some(({ index }) => index === item.index));
    assert(!rows.some(({ kind }) => kind === 'item.expired'));
  });

  test('tell nobody who is enrolled, and where, by reporting that they gave somebody what they do not have', async () => {
    for (const to of ['ga-officer-a', 'police-a', 'duty-a', 'nobody-x']) {
      const { index } = await signed.enter('gb-liaison', {
        kind: 'item.release',
        form: 'report',
        purpose: 'event-security',
        deedAt: signed.room.roomNow() - MINUTE,
        detail: { item: 'ITEM-none-1', to },
      });
      const { rows } = await page('gb-liaison', '?limit=1');
      assert.deepEqual([rows[0]?.index, rows[0]?.facts.axes['recipient']], [index, 'unknown'], to);
    }
  });

  test('a query that is none is refused: too many, none, another word, a number that is none, a cursor of nobody', async () => {
    for (const query of [
      `?limit=${DECISIONS_PAGE_MAX + 1}`,
      '?limit=0',
      '?limit=1e2',
      '?from=-1',
      '?until=%20',
      '?person=ga-lead',
      '?cursor=nonsense',
      `?cursor=${'a'.repeat(5_000)}`,
    ]) {
      const answer = await ask('duty-a', query);
      assert.equal(answer.statusCode, 400, query);
      Problem.parse(JSON.parse(answer.body));
    }
  });

  test('that are asked for at once do not all find as much left', async () => {
    const answers = await Promise.all(Array.from({ length: 80 }, () => ask('gb-liaison', '?limit=200')));
    const statuses = answers.map(({ statusCode }) => statusCode);
    assert.deepEqual([...new Set(statuses)].sort(), [200, 429]);
    assert(statuses.filter((status) => status === 200).length >= 60, 'as many as the allowance is for');
    assert.equal((await ask('gb-liaison', '?limit=200')).statusCode, 200, 'what was not there is not counted');
  });

  test('of one person are looked at so many in a minute, and nobody else waits for it', async () => {
    let last = await ask('duty-a', '?limit=200');
    for (let n = 0; n < 2_000 && last.statusCode === 200; n++) last = await ask('duty-a', '?limit=200');
    assert.equal(last.statusCode, 429);
    assert(Number(last.headers['retry-after']) > 0);
    assert.equal((await ask('ga-lead')).statusCode, 200);
  });
});
