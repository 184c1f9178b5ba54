import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { HOUR, MINUTE } from '../base/clock.ts';
import type { Audience } from '../terms/entry.ts';
import type { Asked, DeskRoom } from './testing/desk-room.ts';
import { harbourAtWork } from './testing/harbour.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
});

function audienceOf(index: number): Audience {
  return room.entries.find((entry) => entry.index === index)?.draft.fields.audience ?? assert.fail('no entry');
}

/** Agencies that are shown a refusal, and how often it came; the same, or the one would tell what the other does not. */
async function shown(asked: Asked): Promise<readonly string[]> {
  const first = await room.enter(asked);
  assert.notEqual(first.outcome, 'permitted');
  const again = await room.enter(asked);
  assert.equal(again.repeated, 2, 'it came twice');
  await room.advanceTo(room.now + 11 * MINUTE);
  const repeated = room.entries.find(
    ({ draft }) => draft.fields.kind === 'refusal.repeated' && draft.fields.matter === `#${first.index}`,
  );
  assert.deepEqual(repeated?.draft.fields.audience, audienceOf(first.index));
  return audienceOf(first.index).agencies;
}

test('how often a refusal came is told to whom it was told, and to nobody else', async () => {
  const item = { title: 't', text: 'x', handling: 'red', originatorControl: true, expires: room.now + HOUR };
  const grading = { source: 'A', information: 1 };
  const own = await shown({ by: 'gb-support-a', kind: 'item.enter', detail: { ...item, grading } });
  assert.deepEqual(own, ['guest-b-police']);
  const asked = await shown({ by: 'ga-lead', kind: 'declaration.make', detail: { state: 'heightened', text: 'x' } });
  assert.deepEqual(asked, ['guest-a-protection', 'host']);
});

test('a refusal about a guest’s own tasking does not tell the host that there is one', async () => {
  const tasking = 'TASK-guest-b-police-1';
  assert.deepEqual(await shown({ by: 'gb-support-a', kind: 'tasking.acknowledge', detail: { tasking } }), [
    'guest-b-police',
  ]);
});

test('who takes or leaves a desk in a guest’s own room is the guest’s to know, refused or not', async () => {
  const desk = 'embassy-a-room.lead';
  const on = { by: 'ga-lead', kind: 'desk.sign-on', detail: { room: 'embassy-a-room', desk } } as const;
  assert.deepEqual(await shown(on), ['guest-a-protection']);
  const off = { by: 'ga-lead', kind: 'desk.sign-off', desk: 'embassy-a-room.detail', detail: {} } as const;
  assert.deepEqual(await shown(off), ['guest-a-protection']);
  const hosts = { ...on, detail: { room: 'host-room', desk: 'host-room.duty' } };
  assert.deepEqual(await shown(hosts), ['guest-a-protection', 'host']);
});

test('nor is the host told at which desk of that room somebody sat who is taken back', async () => {
  const removal = { person: 'ga-lead', reason: 'recalled' };
  await room.permitted({ by: 'registrar:guest-a-protection', kind: 'roster.remove', detail: removal });
  const ended = room.entries.findLast(({ draft }) => draft.fields.kind === 'duty.ended');
  assert.deepEqual(ended?.draft.fields.audience.agencies, ['guest-a-protection']);
});
