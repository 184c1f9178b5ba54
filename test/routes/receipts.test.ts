// Receipts as the server gives them, looked at with the checker that shares no code with it: whose, of what, and what they open.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { canonicalJson } from '../../src/base/json.ts';
import { SignedRoom } from '../../src/server/api/testing/signed-room.ts';
import { readingOf } from '../../src/server/http/testing/reading.ts';
import type { SealedEntry } from '../../src/server/load-ledger.ts';
import { TEST_HOST, type TestBrowser } from '../../src/server/sign-in/testing/browser.ts';
import type { Answer } from '../../src/terms/answer.ts';
import { ReceiptAnswer, ReceiptsPage } from '../../src/terms/api/receipts.ts';
import { nodePrimitives } from '../../src/verify/node.ts';
import { checkOwnReceipts } from '../../src/verify/own-receipts.ts';
import { parseReceipt } from '../../src/verify/receipt.ts';
import { checkReceipt } from '../../src/verify/receipt-check.ts';
import { isFault } from '../../src/verify/report.ts';
import { openHouse } from '../house/house.ts';

const READERS = ['kind', 'outcome', 'clauses', 'agency', 'set', 'at', 'matter', 'near'];
const PEOPLE = [
  'duty-a',
  'loggist-a',
  'police-a',
  'gb-support-a',
  'gb-liaison',
  'ga-lead',
  'ga-officer-a',
  'privacy-a',
];

let signed: SignedRoom;
let vkey: string;
const browsers = new Map<string, TestBrowser>();
let item: Answer;
let declared: Answer;

before(async () => {
  signed = await SignedRoom.open();
  await signed.sit('privacy-a', 'host-room.data-protection');
  for (const person of PEOPLE) browsers.set(person, await signed.browser(person));
  vkey = Buffer.from((await signed.machine.folders.public.read('ledger/vkey')) ?? [])
    .toString()
    .trim();
  await signed.line('duty-a', 'gates open');
  await signed.line('ga-lead', 'the delegation is late');
  item = await signed.permitted('ga-lead', {
    kind: 'item.enter',
    purpose: 'event-security',
    detail: {
      title: 'groups on the ferries',
      text: 'two groups with SECRETWORD were seen',
      handling: 'amber',
      originatorControl: true,
      grading: { source: 'B', information: 2 },
      expires: signed.room.roomNow() + 5 * HOUR,
    },
  });
  declared = await signed.permitted('duty-a', { kind: 'declaration.make', detail: { state: 'heightened', text: 'x' } });
  await signed.permitted('ga-lead', {
    kind: 'declaration.acknowledge',
    detail: { declaration: declared.matter ?? '' },
  });
  await signed.enter('ga-officer-a', {
    kind: 'deed.propose',
    activity: 'search-vehicle',
    purpose: 'event-security',
    place: 'conference-hall',
    detail: { until: signed.room.roomNow() + HOUR, what: 'the boot of a car' },
  });
  await included();
});
after(async () => await signed.close());

/** Resolves once all of the ledger is in the view and in a checkpoint. */
async function included(): Promise<void> {
  const { room } = signed;
  await signed.viewed();
  while (room.includedSize() < room.size()) {
    await new Promise<void>((resolve) => {
      const stop = room.onIncluded(() => {
        stop();
        resolve();
      });
    });
  }
}

async function get(person: string, url: string) {
  const browser = browsers.get(person);
  assert(browser !== undefined, person);
  return await browser.ask('GET', url);
}

async function receiptOf(person: string, index: number) {
  const { statusCode, body } = await get(person, `/api/acts/${index}/receipt`);
  assert.equal(statusCode, 200, body);
  return ReceiptAnswer.parse(JSON.parse(body));
}

/** As long as it runs, no checkpoint more is there than the ones that stand. */
async function frozen(run: () => Promise<void>): Promise<void> {
  const { room } = signed;
  const { checkpoints } = room;
  const standing = checkpoints();
  Object.defineProperty(room, 'checkpoints', { value: () => standing, configurable: true });
  try {
    await run();
  } finally {
    Object.defineProperty(room, 'checkpoints', { value: checkpoints, configurable: true });
  }
}

/** What a receipt proves, by the checker and a key that did not come with it. */
async function proved({ receipt, name }: Pick<ReceiptAnswer, 'receipt' | 'name'>) {
  const report = await checkReceipt(Buffer.from(receipt), { primitives: nodePrimitives, vkey, name });
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  return report;
}

/** All receipts of one's own, page by page. */
async function ownOf(person: string, limit: number) {
  const receipts: ReceiptsPage['receipts'] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { statusCode, body } = await get(person, `/api/receipts?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    assert.equal(statusCode, 200, body);
    const page = ReceiptsPage.parse(JSON.parse(body));
    assert(page.receipts.length <= limit && page.person === person);
    receipts.push(...page.receipts);
    cursor = page.next;
  }
  return receipts;
}

async function checkOwn(person: string, receipts: readonly ReceiptsPage['receipts'][number][]) {
  const files = receipts.map(({ name, receipt }) => ({ name, bytes: Buffer.from(receipt) }));
  return await checkOwnReceipts(person, files, { primitives: nodePrimitives, vkey });
}

describe('the receipt of an entry', () => {
  test('opens to the actor all of their own act, and stands without the room', async () => {
    const line = await signed.line('duty-a', 'one more line');
    await included();
    const receipt = await receiptOf('duty-a', line.index);
    const { fields, index, size } = await proved(receipt);
    const entry = await signed.room.readSealed(line.index);
    assert.equal(canonicalJson(fields), canonicalJson(entry?.fields));
    assert.deepEqual([...receipt.opens].sort(), Object.keys(fields).sort());
    assert.deepEqual([index, size, receipt.name], [line.index, signed.room.size(), `receipt-${line.index}.tlog-proof`]);
  });

  test('is given to whoever may see the entry and to nobody else, and opens to others nothing that they are not shown', async () => {
    const absent = (await get('duty-a', '/api/acts/999999/receipt')).body;
    let [own, others, hidden] = [0, 0, 0];
    for (let index = 0; index < signed.room.size(); index++) {
      const entry: SealedEntry = (await signed.room.readSealed(index)) ?? assert.fail();
      for (const person of PEOPLE) {
        const shown = await get(person, `/api/acts/${index}`);
        const answer = await get(person, `/api/acts/${index}/receipt`);
        assert.equal(answer.statusCode, shown.statusCode, `${person} ${index}`);
        if (answer.statusCode === 404) {
          assert.equal(answer.body, absent, 'hidden or nowhere: the same bytes');
          hidden += 1;
          continue;
        }
        const receipt = ReceiptAnswer.parse(answer.json());
        const parsed = parseReceipt(Buffer.from(receipt.receipt));
        assert(!isFault(parsed));
        const opened = [...entry.disclosures].filter(([name]) => receipt.opens.includes(name));
        assert.deepEqual(parsed.disclosures, opened.map(([, disclosure]) => disclosure).sort(), 'and no salt more');
        if (entry.fields.act?.actor === person) {
          own += 1;
          continue;
        }
        others += 1;
        assert(
          receipt.opens.every((name) => READERS.includes(name)),
          `${person} ${index}: ${receipt.opens}`,
        );
        const { row, set } = shown.json();
        const { kind, outcome, agency, at, matter = null, near = [], clauses } = entry.fields;
        assert.deepEqual(
          [row.kind, row.outcome, row.agency, row.at, row.matter, row.near],
          [kind, outcome, agency, at, matter, near],
        );
        assert.deepEqual([row.clauses, set], [clauses, entry.fields.set]);
      }
    }
    assert(own > 10 && others > 100 && hidden > 100, `${own} ${others} ${hidden}`);
  });

  test('rests on the newest published checkpoint, which holds it byte for byte', async () => {
    const { receipt } = await receiptOf('duty-a', 0);
    const note = Buffer.from((await signed.machine.folders.public.read('ledger/checkpoint')) ?? []).toString();
    assert(receipt.endsWith(`\n\n${note}`));
  });

  test('does not open protected material before its originator consulted it, nor the signature by which a guess could be tried', async () => {
    const closed = await receiptOf('ga-lead', item.index);
    assert(!closed.opens.includes('act') && !closed.opens.includes('signature'));
    assert(closed.opens.includes('previousByActor') && closed.opens.includes('changes'));
    assert(!JSON.stringify((await proved(closed)).fields).includes('SECRETWORD'));
    const opened = await signed.permitted('ga-lead', {
      kind: 'consultation.open',
      purpose: 'event-security',
      detail: { of: item.matter ?? '', minutes: 10, reason: 'to keep a proof of it' },
    });
    const open = await proved(await receiptOf('ga-lead', item.index));
    assert(JSON.stringify(open.fields).includes('SECRETWORD'));
    await signed.room.waitUntil(opened.at + 10 * MINUTE);
    assert.deepEqual((await receiptOf('ga-lead', item.index)).opens, closed.opens);
  });

  test('does not open rows that say of others what their actor is not shown', async () => {
    const rows = (await get('ga-lead', '/api/acts?kind=declaration.acknowledge')).json().rows;
    const receipt = await receiptOf('ga-lead', rows[0].index);
    assert(receipt.opens.includes('act') && !receipt.opens.includes('changes'), receipt.opens.join());
    assert(
      !(await receiptOf('duty-a', declared.index)).opens.includes('changes'),
      'which desks have seen it goes on changing',
    );
  });

  test('of an entry that is in no checkpoint yet is refused with a time to try again, and of one not theirs as nothing', async () => {
    await frozen(async () => {
      const { index } = await signed.line('duty-a', 'just now');
      const answer = await get('duty-a', `/api/acts/${index}/receipt?after=${index}`);
      assert.deepEqual(
        [answer.statusCode, answer.json().code, answer.headers['retry-after']],
        [503, 'not-included', '1'],
      );
      assert.equal((await get('gb-liaison', `/api/acts/${index}/receipt`)).statusCode, 404);
    });
    await included();
    await proved(await receiptOf('duty-a', signed.room.size() - 1));
  });

  test('refuses indexes, cursors and limits that are none, and says which', async () => {
    for (const index of ['-1', '1e3', '007', '1.0', '9007199254740993', '0x1', 'x', '%00', ' 1', '1%20']) {
      const { statusCode, body } = await get('duty-a', `/api/acts/${index}/receipt`);
      assert.equal(statusCode, 400, `${index} ${body}`);
    }
    for (const query of [
      'limit=0',
      'limit=51',
      'limit=x',
      'cursor=x',
      'cursor=bTEgMTAw',
      `cursor=${'a'.repeat(201)}`,
      'person=ga-lead',
      'after=-1',
    ]) {
      const { statusCode, body } = await get('duty-a', `/api/receipts?${query}`);
      assert.equal(statusCode, 400, `${query} ${body}`);
    }
    assert.equal((await get('duty-a', '/api/acts/5/receipt?person=ga-lead')).statusCode, 400);
  });
});

describe('all receipts of one’s own', () => {
  test('are one’s own acts alone, whole, in order, however they are paged', async () => {
    await included();
    for (const person of PEOPLE) {
      const receipts = await ownOf(person, 3);
      const all: number[] = [];
      for (let index = 0; index < signed.room.size(); index++) {
        if ((await signed.room.readSealed(index))?.fields.act?.actor === person) all.push(index);
      }
      assert.deepEqual(
        receipts.map(({ index }) => index),
        all,
        person,
      );
      const pages = await ownOf(person, 50);
      assert.deepEqual(pages, receipts);
      const report = await checkOwn(person, receipts);
      assert.equal(report.status, 'OK', `${person} ${JSON.stringify(report.findings)}`);
      assert.deepEqual([report.own.found, report.own.missingTotal], [all.length, 0]);
    }
  });

  test('are proven complete by the end of a shift, and one that is missing before it is found', async () => {
    await signed.permitted('loggist-a', { kind: 'desk.sign-off', detail: {} });
    await included();
    const receipts = await ownOf('loggist-a', 50);
    const last = receipts.at(-1)?.index ?? 0;
    const whole = await checkOwn('loggist-a', receipts);
    assert.deepEqual([whole.status, whole.own.complete], ['OK', { count: receipts.length, index: last }]);
    assert(receipts.length > 1);
    const cut = await checkOwn('loggist-a', receipts.toSpliced(receipts.length - 2, 1));
    assert.equal(cut.status, 'INVALID');
  });

  test('hold the end of a shift that somebody else ended, also for whom no mandate admits any more', async () => {
    const { publicKey } = signed.room.readable.person('gb-support-a') ?? assert.fail();
    const component = 'guest-b-police.criminal-branch';
    const person = { id: 'gb-support-a', agency: 'guest-b-police', component, roles: ['support-officer'], publicKey };
    const before = (await ownOf('gb-support-a', 50)).length;
    await signed.permitted('registrar:guest-b-police', {
      kind: 'roster.enrol',
      place: 'harbour.elsewhere',
      detail: { person },
    });
    await included();
    browsers.set('gb-support-a', await signed.browser('gb-support-a'));
    const receipts = await ownOf('gb-support-a', 2);
    const ended = receipts.at(-1);
    const { fields } = await proved(ended ?? assert.fail());
    assert.equal(fields['kind'], 'duty.ended');
    assert(!('cause' in fields) && !('audience' in fields) && !('facts' in fields), Object.keys(fields).join());
    const report = await checkOwn('gb-support-a', receipts);
    assert.deepEqual([report.status, report.own.complete], ['OK', { count: before, index: ended?.index }]);
    const colleague = await get('gb-liaison', `/api/acts/${ended?.index}/receipt`);
    assert(!ReceiptAnswer.parse(colleague.json()).opens.includes('changes'), 'their count is told to nobody else');
  });

  test('end before the first entry that is in no checkpoint yet, and go on after it', async () => {
    await included();
    const all = await ownOf('duty-a', 50);
    let cursor: string | null = null;
    await frozen(async () => {
      const { index } = await signed.line('duty-a', 'not in a checkpoint');
      const page = ReceiptsPage.parse((await get('duty-a', `/api/receipts?after=${index}`)).json());
      cursor = page.next;
      assert.deepEqual([page.receipts.length, cursor === null], [all.length, false]);
      const rest = await get('duty-a', `/api/receipts?cursor=${cursor}`);
      assert.deepEqual([rest.statusCode, rest.json().code], [503, 'not-included']);
    });
    await included();
    const { receipts, next } = ReceiptsPage.parse((await get('duty-a', `/api/receipts?cursor=${cursor}`)).json());
    assert.deepEqual([receipts.map(({ index }) => index), next], [[signed.room.size() - 1], null]);
  });
});

test('pages that are asked for at once are no more than those that are asked for one after the other', async () => {
  const house = await openHouse({ scenario: 'harbour-summit', acts: 60, limits: { receiptsOfPerson: 50 } });
  try {
    while (house.room.includedSize() < house.room.size()) await new Promise((resolve) => setTimeout(resolve, 20));
    const [{ person } = assert.fail()] = [...house.room.readable.records.shifts.values()];
    const visitor = await house.enter(person);
    const answers = await Promise.all(Array.from({ length: 60 }, () => visitor.ask('/api/receipts?limit=50')));
    const given = answers.flatMap((answer) => (answer.statusCode === 200 ? answer.json().receipts : []));
    assert(given.length > 0 && given.length <= 60, `${given.length} of 50 a minute`);
    assert(answers.some(({ statusCode }) => statusCode === 429));
  } finally {
    await house.close();
  }
});

describe('receipts by a signed reading', () => {
  const ask = async (person: string, url: string, changed: Parameters<typeof readingOf>[2] = {}) => {
    const authorization = readingOf(signed.room, person, { purpose: 'receipt', ...changed });
    return await signed.http.app.inject({ url, headers: { host: TEST_HOST, authorization } });
  };

  test('are the same as by a session, and what is not theirs is not there in the same bytes', async () => {
    for (const [byKey, bySession] of [
      [`/receipts/${item.index}`, `/api/acts/${item.index}/receipt`],
      ['/receipts?limit=2', '/api/receipts?limit=2'],
    ] as const) {
      assert.deepEqual((await ask('ga-lead', byKey)).json(), (await get('ga-lead', bySession)).json());
    }
    const hidden = await ask('duty-a', `/receipts/${item.index}`);
    const absent = await ask('duty-a', '/receipts/999999');
    assert.deepEqual([hidden.statusCode, hidden.body], [404, absent.body]);
  });

  test('take a reading for receipts, by the person’s own key, and no other', async () => {
    for (const changed of [{ purpose: 'log' }, { purpose: 'access' }, { to: 'http://elsewhere.example' }] as const) {
      assert.equal((await ask('ga-lead', '/receipts', changed)).statusCode, 401, JSON.stringify(changed));
    }
    const forged = readingOf(signed.room, 'ga-lead', { purpose: 'receipt' }, 'duty-a');
    for (const authorization of [forged, '', undefined]) {
      const headers = { host: TEST_HOST, ...(authorization === undefined ? {} : { authorization }) };
      assert.equal((await signed.http.app.inject({ url: '/receipts', headers })).statusCode, 401);
    }
    const { body, statusCode } = await signed.http.app.inject({
      url: '/log',
      headers: { host: TEST_HOST, authorization: readingOf(signed.room, 'ga-lead', { purpose: 'receipt' }) },
    });
    assert.equal(statusCode, 401, body);
  });
});

test('of an erased record its actor is given none any more, and one that was saved before goes on proving', async () => {
  const line = await signed.line('police-a', 'CANARYWORD was here');
  await included();
  const kept = await receiptOf('police-a', line.index);
  await signed.permitted('privacy-a', {
    kind: 'record.erase',
    detail: { entry: line.index, basis: 'request', reason: 'whom it names asked for it' },
  });
  await included();
  const absent = await get('police-a', '/api/acts/999999/receipt');
  for (const person of PEOPLE) {
    const answer = await get(person, `/api/acts/${line.index}/receipt`);
    assert.deepEqual([answer.statusCode, answer.body], [404, absent.body], person);
  }
  const own = await ownOf('police-a', 50);
  assert(!own.some(({ index }) => index === line.index));
  assert(JSON.stringify((await proved(kept)).fields).includes('CANARYWORD'));
  const report = await checkOwn('police-a', own);
  assert.deepEqual(
    [report.status, report.own.missingTotal],
    ['OK', 0],
    'what was last is not missed before a shift ends',
  );
  await signed.permitted('police-a', { kind: 'desk.sign-off', detail: {} });
  await included();
  const ended = await checkOwn('police-a', await ownOf('police-a', 50));
  assert.deepEqual([ended.status, ended.own.missingTotal], ['INVALID', 1], 'the gap is told by its number');
});
