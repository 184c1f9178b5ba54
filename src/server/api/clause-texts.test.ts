import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { documentDigest } from '../../mandates/compile.ts';
import { mandateAsWritten } from '../../mandates/mandate-text.ts';
import { ActDetail } from '../../terms/api/acts.ts';
import { Queue } from '../../terms/api/matters.ts';
import { clauseTextsOf } from './clause-texts.ts';
import { SignedRoom } from './testing/signed-room.ts';

const CLAUSE = 'guest-b/8';
const REWORDED = 'The same, in other words.';

let room: SignedRoom;
before(async () => {
  room = await SignedRoom.open();
  await room.sit('legal-a', 'host-room.legal');
});
after(() => room.close());

/** Asks for what {@link CLAUSE} permits with approval. */
async function asked() {
  const answer = await room.enter('gb-support-a', {
    kind: 'deed.propose',
    activity: 'sweep-venue',
    purpose: 'event-security',
    place: 'conference-hall',
    deedAt: room.room.roomNow(),
    detail: { until: room.room.roomNow() + 60 * 60_000, what: 'the hall' },
  });
  assert.equal(answer.outcome, 'needs-approval');
  return answer;
}

async function textBeside(index: number): Promise<string | undefined> {
  const browser = await room.browser('gb-support-a');
  const answer = await browser.ask('GET', `/api/acts/${index}?after=${index}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return ActDetail.parse(JSON.parse(answer.body)).clauses.find(({ id }) => id === CLAUSE)?.text;
}

async function textsWaiting(): Promise<string[]> {
  const browser = await room.browser('duty-a');
  const answer = await browser.ask('GET', `/api/queue?after=${room.room.size() - 1}`);
  const { items } = Queue.parse(JSON.parse(answer.body));
  return items.flatMap(({ clauses }) => clauses.filter(({ id }) => id === CLAUSE).map(({ text }) => text)).sort();
}

test('a decision is shown with the wording that it was taken under, also after another version of the same rules is in force', async () => {
  const { directory } = room.room;
  const first = directory.scenario.mandates.find(({ mandate }) => mandate === 'guest-b') ?? assert.fail();
  const written = first.clauses.find(({ id }) => id === CLAUSE)?.text ?? assert.fail();
  const clauses = first.clauses.map((clause) => (clause.id === CLAUSE ? { ...clause, text: REWORDED } : clause));
  const before = await asked();
  assert(before.clauses.includes(CLAUSE));
  assert.equal(await textBeside(before.index), written);

  const document = { ...first, version: 2, clauses };
  const named = { mandate: 'guest-b', version: 2, digest: documentDigest(document) };
  const detail = { ...named, document: mandateAsWritten(document), reason: 'in other words' };
  await room.permitted('commander-a', { kind: 'mandate.draft', detail });
  await room.permitted('legal-a', {
    kind: 'mandate.review',
    detail: { ...named, opinion: 'cleared', note: 'in order' },
  });
  for (const signer of ['commander-b', 'gb-envoy'])
    await room.permitted(signer, { kind: 'mandate.sign', place: 'ministry-annex', detail: named });
  const inForce = { mandate: 'guest-b', version: 2, reason: 'agreed' };
  await room.permitted('commander-a', { kind: 'mandate.enforce', detail: inForce });
  const now = await asked();
  await room.viewed();
  assert.equal(await textBeside(now.index), REWORDED);
  assert.equal(await textBeside(before.index), written);
  assert.deepEqual(await textsWaiting(), [written, REWORDED].sort());

  const { set } = (await room.room.readEntry(before.index))?.fields ?? {};
  const texts = clauseTextsOf(room.room);
  const of = (cited?: { index: number; set?: string }) => texts.of([CLAUSE, 'C1', 'R-05', 'no-clause'], cited);
  assert.deepEqual(
    of({ index: before.index, ...(set === undefined ? {} : { set }) }).map((shown) => shown?.mandate),
    ['guest-b', null, null, undefined],
  );
  assert.equal(of()[0]?.text, REWORDED);
  assert.equal(of({ index: 0 })[0]?.text, written, 'before any was in force it is as supplied');
});
