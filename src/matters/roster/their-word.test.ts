import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { MINUTE } from '../../base/clock.ts';
import type { DeskRoom } from '../../desk/testing/desk-room.ts';
import {
  accompany,
  approve,
  beginning,
  confer,
  harbourAtWork,
  identityCheck,
  openIdentityCheck,
} from '../../desk/testing/harbour.ts';
import type { Answer } from '../../terms/answer.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
});

const registrar = 'registrar:host-justice';
const said = ({ outcome, clauses }: Answer) => (clauses.length === 0 ? outcome : `${outcome} ${clauses}`);

function remove(person: string): Promise<Answer> {
  const detail = { person, reason: 'the key was stolen' };
  return room.permitted({ by: registrar, kind: 'roster.remove', detail });
}

/** The same person with another key, and nothing else changed. */
function renew(person: string): Promise<Answer> {
  const { id, agency, component, roles } = room.state.get('people', person) ?? assert.fail('nobody');
  const { publicKey } = room.keyOf(`${person}-again`);
  return room.permitted({
    by: registrar,
    kind: 'roster.enrol',
    detail: { person: { id, agency, component, roles, publicKey } },
  });
}

async function askedAndAccompanied(): Promise<Answer> {
  await confer(room);
  await accompany(room);
  return await room.enter(identityCheck(room));
}

async function byWordOfMouth(asked: Answer): Promise<void> {
  const answer = { answer: 'approve', giver: 'duty-b', channel: 'radio', reason: 'called back' };
  const detail = { request: asked.matter, digest: asked.digest, ...answer };
  await room.permitted({ by: 'loggist-a', kind: 'approval.oral', detail });
}

async function openedByWordOfMouth(): Promise<Answer> {
  const asked = await askedAndAccompanied();
  await byWordOfMouth(asked);
  await room.advanceTo(room.now + 15 * MINUTE);
  await room.permitted(beginning(asked));
  return asked;
}

for (const [how, goes] of [
  ['who is removed', remove],
  ['whose key is replaced', renew],
] as const) {
  test(`an approval that waits ends with ${how} who gave it: nothing is opened by their word`, async () => {
    const asked = await askedAndAccompanied();
    await approve(room, asked);
    const size = room.door.size;
    const { index } = await goes('duty-a');
    assert(room.kindsFrom(size).includes('approval.ended'), room.kindsFrom(size).join());
    const end = room.entries.find(({ draft }) => draft.fields.kind === 'approval.ended');
    assert.deepEqual([end?.draft.fields.cause, end?.draft.fields.matter], [index, asked.matter]);
    await room.advanceTo(room.now + 15 * MINUTE);
    assert.equal(said(await room.enter(beginning(asked))), 'needs-approval R-05,guest-b/7');
  });

  test(`what ${how} gave by word of mouth and did not countersign ends, with the deed that was opened by it`, async () => {
    const asked = await openedByWordOfMouth();
    await goes('duty-b');
    assert.notEqual(room.state.get('approvals', asked.matter ?? '')?.ended, null);
    assert.equal(room.state.get('deeds', asked.deed ?? '')?.status, 'ended');
  });

  test(`so does what ${how} entered as another’s word, while that other did not countersign it`, async () => {
    const asked = await openedByWordOfMouth();
    await goes('loggist-a');
    assert.equal(room.state.get('deeds', asked.deed ?? '')?.status, 'ended');
  });

  test(`a conferral ends with ${how} who gave it, and the coercive deed that uses it`, async () => {
    const open = await openIdentityCheck(room);
    await goes('commander-a');
    assert.notEqual(room.state.get('conferrals', open.conferral.matter ?? '')?.ended, null);
    assert.equal(room.state.get('deeds', open.deed)?.status, 'ended');
  });

  test(`what was used by a signed approval goes on when its giver is one ${how}`, async () => {
    const open = await openIdentityCheck(room);
    await goes('duty-a');
    assert.equal(room.state.get('deeds', open.deed)?.status, 'open');
    assert.equal(room.state.get('approvals', open.asked.matter ?? '')?.ended, null);
  });
}

test('enrolled again with the same key, nothing of theirs ends', async () => {
  const asked = await askedAndAccompanied();
  await approve(room, asked);
  const { id, agency, component, roles, publicKey } = room.state.get('people', 'duty-a') ?? assert.fail('nobody');
  await room.permitted({
    by: registrar,
    kind: 'roster.enrol',
    detail: { person: { id, agency, component, roles, publicKey } },
  });
  assert.equal(room.state.get('approvals', asked.matter ?? '')?.ended, null);
});

test('a deed ends once, for however many reasons: who conferred its power was the only officer beside, too', async () => {
  await confer(room);
  await accompany(room, 'gb-support-a', 'commander-a');
  const asked = await room.enter(identityCheck(room));
  await approve(room, asked);
  await room.advanceTo(room.now + 15 * MINUTE);
  await room.permitted(beginning(asked));
  await remove('commander-a');
  const ends = room.entries.filter(
    ({ draft }) => draft.fields.matter === asked.deed && draft.fields.kind === 'deed.ended',
  );
  assert.equal(ends.length, 1);
});
