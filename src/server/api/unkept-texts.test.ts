import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR } from '../../base/clock.ts';
import { Preview } from '../../terms/api/acts.ts';
import { MandatesShown } from '../../terms/api/event.ts';
import { LEANED_ON, leaningHarbour } from '../testing/leaning-harbour.ts';
import { actOf, supplied } from '../testing/test-room.ts';
import { SignedRoom } from './testing/signed-room.ts';
import { isExcepted } from './unkept-texts.ts';

const LEANS = { commitment: LEANED_ON, mandate: 'guest-b' };
const OPENS = Date.parse('2026-09-15T06:00:00Z');

async function opened(until?: number): Promise<SignedRoom> {
  return await SignedRoom.open(leaningHarbour(await supplied('harbour-summit'), until));
}

/** The commitments that the text in force of each mandate does not keep, as a reader is told. */
async function unkept(room: SignedRoom, person: string) {
  const browser = await room.browser(person);
  const shown = MandatesShown.parse((await browser.ask('GET', '/api/mandates')).json());
  return shown.mandates.flatMap(({ id, unkept: own }) => own.map((one) => ({ mandate: id, ...one })));
}

async function foreseen(room: SignedRoom, person: string, mandate: string) {
  const browser = await room.browser(person);
  const desk = person === 'commander-a' ? 'host-room.commander' : null;
  const { act } = actOf(room.room, person, {
    kind: 'mandate.suspend',
    desk,
    detail: { mandate, reason: 'looked into' },
  });
  const answer = await browser.ask('POST', '/api/preview', { act });
  assert.equal(answer.statusCode, 200, answer.body);
  return Preview.parse(answer.json());
}

test('who is about to suspend a mandate is told which promise only the room’s refusals keep then, and nothing holds it up', async () => {
  const room = await opened();
  assert.deepEqual(await unkept(room, 'duty-a'), []);
  const preview = await foreseen(room, 'commander-a', 'guest-a');
  assert.equal(preview.outcome, 'permitted');
  assert.deepEqual(preview.unkept, [LEANS]);
  assert.deepEqual((await foreseen(room, 'commander-a', 'organiser')).unkept, [], 'nothing leans on that one');
  const refused = await foreseen(room, 'ga-lead', 'guest-a');
  assert.notEqual(refused.outcome, 'permitted');
  assert.deepEqual(refused.unkept, [], 'what would not take effect leaves nothing');
  await room.permitted('commander-a', {
    kind: 'mandate.suspend',
    detail: { mandate: 'guest-a', reason: 'looked into' },
  });
  const told = [{ mandate: 'guest-b', commitment: LEANED_ON, excepted: false }];
  for (const person of ['duty-a', 'gb-support-a']) assert.deepEqual(await unkept(room, person), told, person);
  await room.permitted('commander-a', {
    kind: 'mandate.enforce',
    detail: { mandate: 'guest-a', version: 1, reason: 'looked into' },
  });
  assert.deepEqual(await unkept(room, 'duty-a'), [], 'and it is told no longer than it is so');
  await room.close();
});

test('it is told as well where a mandate is over by the clock, which nobody signs', async () => {
  const room = await opened(OPENS + 4 * HOUR);
  assert.deepEqual(await unkept(room, 'duty-a'), []);
  await room.room.waitUntil(OPENS + 4 * HOUR);
  assert.equal(room.room.state.get('mandates', 'guest-a')?.status, 'expired');
  assert.deepEqual(await unkept(room, 'duty-a'), [{ mandate: 'guest-b', commitment: LEANED_ON, excepted: false }]);
  await room.close();
});

test('that somebody answers for it is asked of the version in force, and of that very commitment', () => {
  const exceptions = [{ commitment: 'C1', reason: 'told to both parliaments' }];
  const rows = new Map<string, object>([
    ['mandates guest-b', { version: 2 }],
    ['drafts guest-b@1', { exceptions: [] }],
    ['drafts guest-b@2', { exceptions }],
  ]);
  const readable = { state: { get: (slice: string, id: string) => rows.get(`${slice} ${id}`) } };
  const of = (commitment: string, mandate = 'guest-b') => isExcepted({ readable } as never, { commitment, mandate });
  assert.deepEqual([of('C1'), of('C2'), of('C1', 'guest-a')], [true, false, false]);
  rows.set('mandates guest-b', { version: 1 });
  assert.equal(of('C1'), false, 'it was signed for another version');
  rows.delete('drafts guest-b@1');
  assert.equal(of('C1'), false, 'of what is supplied no draft need be on record');
});
