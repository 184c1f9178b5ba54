import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HOUR } from '../../base/clock.ts';
import { documentDigest } from '../../mandates/compile.ts';
import { mandateAsWritten } from '../../mandates/mandate-text.ts';
import { MandatesShown } from '../../terms/api/event.ts';
import { MandateDrafts } from '../../terms/api/mandate-drafts.ts';
import { SignedRoom } from './testing/signed-room.ts';

let room: SignedRoom;
before(async () => {
  room = await SignedRoom.open();
  await room.sit('legal-a', 'host-room.legal');
});
after(() => room.close());

async function drafts(person: string) {
  const browser = await room.browser(person);
  const answer = await browser.ask('GET', '/api/mandates/drafts');
  assert.equal(answer.statusCode, 200, answer.body);
  return MandateDrafts.parse(JSON.parse(answer.body)).drafts;
}

const versions = (shown: Awaited<ReturnType<typeof drafts>>) =>
  shown.map(({ mandate, version }) => `${mandate}@${version}`);

test('a draft is shown with its steps to the host, its holder and who signs for its state, and to nobody else', async () => {
  const { scenario } = room.room.directory;
  const first = scenario.mandates.find(({ mandate }) => mandate === 'guest-b') ?? assert.fail();
  // Without the clause that asks for approval of a sweep, and with a plain permit in its place: nothing is beaten, and C3 is not touched.
  const document = { ...first, version: 2, title: 'Shorter' };
  const named = { mandate: 'guest-b', version: 2, digest: documentDigest(document) };
  const text = mandateAsWritten(document);
  const draft = await room.permitted('commander-a', {
    kind: 'mandate.draft',
    detail: { ...named, document: text, reason: 'a shorter title' },
  });
  const [seen] = await drafts('duty-a');
  assert.deepEqual(
    {
      ...named,
      status: 'draft',
      document: text,
      needs: ['review', 'host-signature', 'sending-state-signature', 'enforcement'],
    },
    {
      mandate: seen?.mandate,
      version: seen?.version,
      digest: seen?.digest,
      status: seen?.status,
      document: seen?.document,
      needs: seen?.needs,
    },
  );
  assert.equal(seen?.drafted?.index, draft.index);
  assert.deepEqual([seen?.drafted?.person, seen?.drafted?.reason], ['commander-a', 'a shorter title']);
  assert.deepEqual(seen?.against, { unkept: [], beaten: [] });
  for (const person of ['gb-liaison', 'gb-envoy']) assert(versions(await drafts(person)).includes('guest-b@2'), person);
  for (const person of ['ga-lead', 'ga-envoy', 'gb-branch']) {
    assert(!versions(await drafts(person)).includes('guest-b@2'), person);
  }
  await room.permitted('legal-a', {
    kind: 'mandate.review',
    detail: { ...named, opinion: 'cleared', note: 'in order' },
  });
  await room.permitted('commander-b', { kind: 'mandate.sign', place: 'ministry-annex', detail: named });
  const [signed] = await drafts('gb-envoy');
  assert.equal(signed?.status, 'cleared');
  assert.deepEqual(signed?.needs, ['sending-state-signature', 'enforcement']);
  assert.deepEqual(
    signed?.signatures.map(({ person, side }) => [person, side]),
    [['commander-b', 'host']],
  );
  await room.permitted('gb-envoy', { kind: 'mandate.sign', place: 'ministry-annex', detail: named });
  assert.equal((await drafts('duty-a'))[0]?.status, 'signed');
});

test('a version that is ordered for later is among the mandates, for whom its draft is for, and for nobody else', async () => {
  const begins = room.room.roomNow() + HOUR;
  const detail = { mandate: 'guest-b', version: 2, reason: 'from then on', from: begins };
  await room.permitted('commander-a', { kind: 'mandate.enforce', detail });
  for (const [person, due] of [
    ['duty-a', { version: 2, begins }],
    ['gb-liaison', { version: 2, begins }],
    ['gb-envoy', { version: 2, begins }],
    ['ga-lead', null],
    ['gb-branch', null],
  ] as const) {
    const answer = await (await room.browser(person)).ask('GET', '/api/mandates');
    const shown = MandatesShown.parse(JSON.parse(answer.body)).mandates.find(({ id }) => id === 'guest-b');
    assert.deepEqual([shown?.version, shown?.due], [1, due], person);
  }
});

test('of two versions that came into force the later one is in force, and the other was replaced', async () => {
  const before = await drafts('duty-a');
  assert.deepEqual(
    before.filter(({ mandate }) => mandate === 'guest-b').map(({ version, status }) => [version, status]),
    [
      [2, 'due'],
      [1, 'in-force'],
    ],
  );
  await room.permitted('commander-a', {
    kind: 'mandate.enforce',
    detail: { mandate: 'guest-b', version: 2, reason: 'signed by both sides' },
  });
  const standing = async () =>
    (await drafts('duty-a'))
      .filter(({ mandate }) => mandate === 'guest-b')
      .map(({ version, status }) => `${version} ${status}`)
      .sort();
  assert.deepEqual(await standing(), ['1 replaced', '2 in-force']);
  const inForce = (await drafts('duty-a')).find(({ mandate, version }) => mandate === 'guest-b' && version === 2);
  assert.deepEqual([inForce?.settled?.person, inForce?.settled?.reason], ['commander-a', 'signed by both sides']);
  assert.equal(inForce?.since, inForce?.settled?.at);
  const toGuest = (await drafts('gb-liaison')).find(({ mandate, version }) => mandate === 'guest-b' && version === 2);
  assert.deepEqual([toGuest?.settled?.person, toGuest?.settled?.index], [null, inForce?.settled?.index]);
  await room.permitted('commander-a', {
    kind: 'mandate.suspend',
    detail: { mandate: 'guest-b', reason: 'a question' },
  });
  assert.deepEqual(await standing(), ['1 replaced', '2 suspended']);
});
