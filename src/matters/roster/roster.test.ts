import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { DeskRoom } from '../../desk/testing/desk-room.ts';
import { harbourAtWork } from '../../desk/testing/harbour.ts';
import type { Answer } from '../../terms/answer.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
});

function said({ outcome, clauses }: Answer): string {
  return clauses.length === 0 ? outcome : `${outcome} ${clauses}`;
}

function person(changed: object = {}) {
  const { publicKey } = room.keyOf('somebody-new');
  const base = { id: 'gb-new', agency: 'guest-b-police', component: 'guest-b-police.event-support' };
  return { person: { ...base, roles: ['support-officer'], publicKey, ...changed } };
}

test('R-26: people are attested by the registrar of their agency, whoever else a mandate would let', async () => {
  for (const by of ['gb-support-a', 'commander-a', 'registrar:guest-a-protection', 'registrar:host-justice']) {
    assert.match(said(await room.enter({ by, kind: 'roster.enrol', detail: person() })), /^prohibited .*R-26/, by);
    const removal = { person: 'gb-liaison', reason: 'x' };
    assert.match(said(await room.enter({ by, kind: 'roster.remove', detail: removal })), /^prohibited .*R-26/, by);
  }
  assert.equal(room.state.get('people', 'gb-new'), undefined);
  assert.equal(room.state.get('people', 'gb-liaison')?.removed, null);
  assert.equal(
    said(await room.enter({ by: 'registrar:guest-b-police', kind: 'roster.enrol', detail: person() })),
    'permitted host-root/14',
  );
});

test('R-26: nobody is attested into another agency, nor taken over from one', async () => {
  const registrar = { by: 'registrar:guest-b-police', kind: 'roster.enrol' } as const;
  for (const changed of [
    { component: 'host-justice.operations' },
    { component: 'guest-a-protection.close-protection' },
    { agency: 'host-justice', component: 'host-justice.operations' },
    { id: 'commander-a' },
    { id: 'ga-lead' },
  ]) {
    assert.equal(
      said(await room.enter({ ...registrar, detail: person(changed) })),
      'prohibited R-26',
      JSON.stringify(changed),
    );
  }
  assert.equal(room.state.get('people', 'commander-a')?.agency, 'host-justice');
});

test('R-06: who was removed is not removed again', async () => {
  const removal = {
    by: 'registrar:guest-b-police',
    kind: 'roster.remove',
    detail: { person: 'gb-liaison', reason: 'recalled' },
  } as const;
  await room.permitted(removal);
  assert.equal(said(await room.enter(removal)), 'prohibited R-06');
});

test('R-03: a desk is held by one person who is entitled to it and holds no other', async () => {
  const signOn = (by: string, desk: string, place: string) =>
    room.enter({ by, kind: 'desk.sign-on', desk, place, detail: { room: place, desk } });
  const at = (by: string, desk: string, of: string) => signOn(by, desk, room.room.directory.room(of)?.place ?? '');
  assert.match(said(await at('duty-b', 'host-room.duty', 'host-room')), /R-03/, 'taken, and the room’s name is wrong');
  const detail = { room: 'host-room', desk: 'host-room.duty' };
  assert.equal(
    said(await room.enter({ by: 'duty-b', kind: 'desk.sign-on', desk: 'host-room.duty', detail })),
    'prohibited R-03',
  );
  await room.permitted({ by: 'duty-a', kind: 'desk.sign-off', detail: {} });
  await room.permitted({ by: 'duty-b', kind: 'desk.sign-on', desk: 'host-room.duty', detail });
  const second = { room: 'host-room', desk: 'host-room.commander' };
  assert.equal(
    said(await room.enter({ by: 'info-a', kind: 'desk.sign-on', desk: 'host-room.commander', detail: second })),
    'prohibited R-03',
  );
});

test('R-31: nobody is enrolled with a key that somebody else has or had, nor the room’s own', async () => {
  const enrol = (changed: object) =>
    room.enter({ by: 'registrar:guest-b-police', kind: 'roster.enrol', detail: person(changed) });
  const had = room.keyOf('gb-support-a').publicKey;
  for (const other of ['gb-liaison', 'commander-a', 'registrar:guest-b-police', 'operator']) {
    assert.equal(said(await enrol({ publicKey: room.keyOf(other).publicKey })), 'prohibited R-31', other);
  }
  const { roles, component } = room.state.get('people', 'gb-support-a') ?? assert.fail('nobody');
  const renewed = { id: 'gb-support-a', roles, component, publicKey: room.keyOf('another').publicKey };
  assert.match(said(await enrol(renewed)), /^permitted/);
  assert.equal(said(await enrol({ publicKey: had })), 'prohibited R-31', 'a key that was replaced');
  const gone = { person: 'gb-liaison', reason: 'recalled' };
  await room.permitted({ by: 'registrar:guest-b-police', kind: 'roster.remove', detail: gone });
  assert.equal(said(await enrol({ publicKey: room.keyOf('gb-liaison').publicKey })), 'prohibited R-31', 'of who left');
  assert.match(said(await enrol({ ...renewed, publicKey: had })), /^permitted/, 'their own again');
  assert.match(said(await enrol({})), /^permitted/);
});

test('a point of small order is nobody’s key: it is turned away at the edge', async () => {
  for (const first of [0, 1]) {
    const publicKey = Buffer.from([first, ...Buffer.alloc(31)]).toString('base64url');
    const sent = await room.send({
      by: 'registrar:guest-b-police',
      kind: 'roster.enrol',
      detail: person({ publicKey }),
    });
    assert('refused' in sent, JSON.stringify(sent));
  }
});
