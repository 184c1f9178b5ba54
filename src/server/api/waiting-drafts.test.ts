import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mandateAsWritten } from '../../mandates/mandate-text.ts';
import type { MandateDocument } from '../../mandates/scenario.ts';
import { Queue } from '../../terms/api/matters.ts';
import type { TestBrowser } from '../sign-in/testing/browser.ts';
import { SignedRoom } from './testing/signed-room.ts';

let room: SignedRoom;
const browsers = new Map<string, TestBrowser>();
const ASKED = ['legal-a', 'commander-a', 'commander-b', 'duty-a', 'gb-envoy', 'gb-liaison', 'ga-envoy', 'ga-lead'];
before(async () => {
  room = await SignedRoom.open();
  await room.sit('legal-a', 'host-room.legal');
  for (const person of ASKED) browsers.set(person, await room.browser(person));
});
after(() => room.close());

async function queue(person: string): Promise<Queue> {
  const answer = await (browsers.get(person) ?? assert.fail(person)).ask('GET', '/api/queue');
  assert.equal(answer.statusCode, 200, answer.body);
  return Queue.parse(JSON.parse(answer.body));
}

/** Who of all that are asked has a draft waiting, and why. */
async function waiting(): Promise<string[]> {
  const found: string[] = [];
  for (const person of ASKED) {
    const { items } = await queue(person);
    for (const { why, matter, matterShown } of items)
      if (matterShown.slice === 'drafts') found.push(`${person} ${why} ${matter}`);
  }
  return found;
}

type Named = { readonly mandate: string; readonly version: number; readonly digest: string };

async function drafted(mandate: string, change: (document: MandateDocument) => MandateDocument): Promise<Named> {
  const { mandates } = room.room.directory.scenario;
  const first = mandates.find((document) => document.mandate === mandate) ?? assert.fail(mandate);
  const document = mandateAsWritten(change({ ...first, version: 2 }));
  const read = room.room.directory.readMandate(document);
  assert(typeof read !== 'string', String(read));
  const named = { mandate, version: 2, digest: read.digest };
  const detail = { ...named, document, reason: 'asked for' };
  await room.permitted('commander-a', { kind: 'mandate.draft', detail });
  return named;
}

const review = (named: Named, opinion: string) =>
  room.permitted('legal-a', { kind: 'mandate.review', detail: { ...named, opinion, note: 'read' } });
const sign = (named: Named, person: string) =>
  room.permitted(person, { kind: 'mandate.sign', place: 'ministry-annex', detail: named });

test('a draft waits for whoever takes its next step, one after the other, and for nobody else', async () => {
  assert.deepEqual(await waiting(), [], 'what lies among the documents of the event waits for nobody');
  const named = await drafted('guest-b', (document) => ({ ...document, title: 'Shorter' }));
  assert.deepEqual(await waiting(), ['legal-a draft-review guest-b@2']);
  const [item] = (await queue('legal-a')).items;
  assert.deepEqual(
    [
      item?.digest,
      item?.due,
      item?.matterShown.text,
      item?.matterShown.opened.person,
      item?.matterShown.changed.reason,
    ],
    [named.digest, null, 'Shorter', 'commander-a', 'asked for'],
  );
  await review(named, 'objected');
  assert.deepEqual(await waiting(), ['commander-a draft-objected guest-b@2']);
  await review(named, 'cleared');
  // Neither for who drafted or reviewed it, nor for the envoy of another state.
  assert.deepEqual(await waiting(), ['commander-b draft-signature guest-b@2', 'gb-envoy draft-signature guest-b@2']);
  await sign(named, 'commander-b');
  assert.deepEqual(await waiting(), ['gb-envoy draft-signature guest-b@2']);
  await sign(named, 'gb-envoy');
  assert.deepEqual(await waiting(), ['commander-a draft-enforcement guest-b@2']);
  const detail = { mandate: 'guest-b', version: 2, reason: 'agreed' };
  await room.permitted('commander-a', { kind: 'mandate.enforce', detail });
  assert.deepEqual(await waiting(), []);
});

test('what a commitment holds up waits for another officer of the authority at the desk, then for its entry into force', async () => {
  const breaksC1 = (document: MandateDocument): MandateDocument => ({
    ...document,
    clauses: document.clauses.flatMap((clause) => {
      if (clause.id === 'guest-a/10') return [];
      const isEscort = clause.id === 'guest-a/7';
      return isEscort ? { ...clause, written: { ...clause.written, activity: ['identity-check'] } } : clause;
    }),
  });
  const named = await drafted('guest-a', breaksC1);
  await review(named, 'cleared');
  for (const person of ['commander-b', 'ga-envoy']) await sign(named, person);
  assert.deepEqual(await waiting(), [], 'not for its drafter, and the other one sits at no desk');
  await room.permitted('commander-a', { kind: 'desk.sign-off', detail: {} });
  await room.sit('commander-b', 'host-room.commander');
  for (const commitment of ['C1', 'C5']) {
    assert.deepEqual(await waiting(), ['commander-b draft-exception guest-a@2'], `before ${commitment}`);
    const detail = { ...named, commitment, reason: 'told to both parliaments' };
    await room.permitted('commander-b', { kind: 'mandate.except', detail });
  }
  assert.deepEqual(await waiting(), ['commander-b draft-enforcement guest-a@2']);
});
