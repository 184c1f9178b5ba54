import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import type { Asked, DeskRoom } from '../../desk/testing/desk-room.ts';
import {
  accompany,
  approve,
  beginning,
  confer,
  enforce,
  harbourAtWork,
  identityCheck,
  openIdentityCheck,
} from '../../desk/testing/harbour.ts';
import type { Answer } from '../../terms/answer.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
});

function said({ outcome, clauses }: Answer): string {
  return clauses.length === 0 ? outcome : `${outcome} ${clauses}`;
}

function statusOf(deed: string): string | undefined {
  return room.state.get('deeds', deed)?.status;
}

function waiting(): string[] {
  return [...room.state.values('deeds')].filter(({ status }) => status === 'waiting').map(({ id }) => id);
}

test('R-05: a guest’s coercive deed needs conferral, accompaniment and approval, each of them', async () => {
  assert.equal(said(await room.enter(identityCheck(room))), 'prohibited R-05');
  await confer(room);
  assert.equal(said(await room.enter(identityCheck(room, { signedAt: room.now + 1 }))), 'prohibited R-05');
  await room.permitted({
    by: 'commander-a',
    kind: 'conferral.withdraw',
    detail: { conferral: 'CONF-guest-b-police-1', reason: 'x' },
  });
  await accompany(room);
  assert.equal(
    said(await room.enter({ ...identityCheck(room), detail: { until: room.now + HOUR, what: 'another' } })),
    'prohibited R-05',
  );
  await confer(room);
  const asked = await room.enter(identityCheck(room));
  assert.equal(said(asked), 'needs-approval R-05,guest-b/7');
  assert.equal(statusOf(asked.deed ?? ''), 'waiting');
  await room.advanceTo(room.now + 14 * MINUTE);
  assert.equal(said(await room.enter(beginning(asked))), 'needs-approval R-05,guest-b/7');
  assert.equal(statusOf(asked.deed ?? ''), 'waiting');
});

test('the power must be that very power: another that is conferred is none', async () => {
  await confer(room, 'gb-support-a', 'search');
  await accompany(room);
  assert.equal(said(await room.enter(identityCheck(room))), 'prohibited R-05');
});

/** What takes away something that the open check rests on, and the kind of the end that must follow it. */
const LOSSES: readonly { readonly loss: string; act(open: Opened): Asked; readonly also?: string }[] = [
  {
    loss: 'the officer leaves',
    act: (open) => by('police-a', 'accompaniment.end', { accompaniment: open.accompaniment.matter }),
  },
  { loss: 'the officer goes off duty', act: () => by('police-a', 'desk.sign-off', {}), also: 'accompaniment.ended' },
  {
    loss: 'the officer is removed',
    act: () => ({ ...by('registrar:host-police', 'roster.remove', { person: 'police-a', reason: 'ill' }), desk: null }),
    also: 'accompaniment.ended',
  },
  {
    loss: 'the power is withdrawn',
    act: (open) => by('commander-a', 'conferral.withdraw', { conferral: open.conferral.matter, reason: 'over' }),
  },
  {
    loss: 'the approval is withdrawn',
    act: (open) => by('duty-a', 'approval.withdraw', { request: open.asked.matter, reason: 'over' }),
  },
  {
    loss: 'the mandate is suspended',
    act: () => by('commander-a', 'mandate.suspend', { mandate: 'guest-b', reason: 'x' }),
    also: 'approval.ended',
  },
  {
    loss: 'the guest is removed',
    act: () => ({
      ...by('registrar:guest-b-police', 'roster.remove', { person: 'gb-support-a', reason: 'recalled' }),
      desk: null,
    }),
    also: 'duty.ended',
  },
  {
    loss: 'the guest becomes somebody of another component',
    act: () => {
      const { publicKey } = room.keyOf('gb-support-a');
      const roles = ['support-officer'];
      const person = {
        id: 'gb-support-a',
        agency: 'guest-b-police',
        component: 'guest-b-police.criminal-branch',
        roles,
        publicKey,
      };
      return { ...by('registrar:guest-b-police', 'roster.enrol', { person }), desk: null };
    },
    also: 'conferral.ended',
  },
];

type Opened = Awaited<ReturnType<typeof openIdentityCheck>>;

function by(person: string, kind: Asked['kind'], detail: object): Asked {
  return { by: person, kind, detail };
}

for (const { loss, act, also } of LOSSES) {
  test(`an open coercive deed ends in the same commit when ${loss}`, async () => {
    const open = await openIdentityCheck(room);
    assert.equal(statusOf(open.deed), 'open');
    const answer = await room.permitted(act(open));
    assert.equal(statusOf(open.deed), 'ended');
    const kinds = room.kindsFrom(answer.index);
    assert(kinds.includes('deed.ended'), kinds.join());
    if (also !== undefined) assert(kinds.includes(also), kinds.join());
    const ending = room.entries.find(({ index, draft }) => index > answer.index && draft.fields.kind === 'deed.ended');
    assert.equal(ending?.draft.fields.cause, answer.index);
    assert.equal(ending?.draft.fields.matter, open.deed);
    assert.equal(room.state.get('timers', `deed:${open.deed}`), undefined);
    // What ended is not begun again.
    assert.notEqual((await room.enter(beginning(open.asked))).outcome, 'permitted');
  });
}

for (const what of ['accompaniment', 'conferral', 'approval'] as const) {
  test(`a deed that was approved is not begun when its ${what} went in the meantime`, async () => {
    const conferral = await confer(room);
    const accompaniment = await accompany(room);
    const asked = await room.enter(identityCheck(room));
    await approve(room, asked);
    if (what === 'accompaniment')
      await room.permitted(by('police-a', 'accompaniment.end', { accompaniment: accompaniment.matter }));
    if (what === 'conferral')
      await room.permitted(by('commander-a', 'conferral.withdraw', { conferral: conferral.matter, reason: 'x' }));
    if (what === 'approval')
      await room.permitted(by('duty-a', 'approval.withdraw', { request: asked.matter, reason: 'x' }));
    await room.advanceTo(room.now + 15 * MINUTE);
    assert.notEqual((await room.enter(beginning(asked))).outcome, 'permitted');
    assert.equal(statusOf(asked.deed ?? ''), 'waiting');
  });
}

test('with a second officer beside, the deed goes on when the first leaves, and ends with the last', async () => {
  await room.permitted({
    by: 'police-a',
    kind: 'accompaniment.begin',
    detail: { guest: 'gb-support-a', officer: 'loggist-a' },
  });
  const open = await openIdentityCheck(room);
  await room.permitted(by('police-a', 'desk.sign-off', {}));
  assert.equal(statusOf(open.deed), 'open');
  await room.permitted(by('loggist-a', 'desk.sign-off', {}));
  assert.equal(statusOf(open.deed), 'ended');
});

test('a coercive deed ends at its own time, and when the conferred power runs out', async () => {
  const open = await openIdentityCheck(room);
  await room.advanceTo(room.now + HOUR);
  assert.equal(statusOf(open.deed), 'ended');
  const detail = {
    to: 'gb-support-a',
    power: 'identity-check',
    from: room.now,
    until: room.now + 30 * MINUTE,
    reason: 'short',
  };
  await room.permitted(by('commander-a', 'conferral.withdraw', { conferral: open.conferral.matter, reason: 'x' }));
  await room.permitted(by('commander-a', 'conferral.grant', detail));
  const asked = await room.enter({ ...identityCheck(room), detail: { until: room.now + 2 * HOUR, what: 'again' } });
  await approve(room, asked);
  await room.advanceTo(room.now + 15 * MINUTE);
  await room.permitted(beginning(asked));
  await room.advanceTo(detail.until);
  assert.equal(statusOf(asked.deed ?? ''), 'ended');
  assert(room.kindsFrom(room.door.size - 2).includes('conferral.ended'));
});

test('a conferral that is entered after the deed it names is no authority for it, though it claims an earlier time', async () => {
  await accompany(room);
  const deed = {
    agency: 'guest-b-police',
    component: 'guest-b-police.event-support',
    role: 'support-officer',
    activity: 'identity-check',
    purpose: 'public-safety',
    place: 'ferry-terminal',
  };
  const deedAt = room.now;
  await room.advanceTo(room.now + 30 * MINUTE);
  const back = {
    to: 'gb-support-a',
    power: 'identity-check',
    from: deedAt - HOUR,
    until: room.now + HOUR,
    reason: 'agreed before',
  };
  await room.permitted(by('commander-a', 'conferral.grant', back));
  const report = {
    by: 'gb-support-a',
    kind: 'deed.report',
    form: 'report',
    activity: 'identity-check',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    deedAt,
    detail: { what: 'checked papers' },
  } as const;
  const reported = await room.enter(report);
  assert.equal(said(reported), 'prohibited R-05');
  assert.equal(reported.atEntry?.outcome, 'needs-approval', 'at the time of entry the power stands');
  const about = await room.enter({
    by: 'ga-lead',
    kind: 'occurrence.report',
    form: 'report',
    deedAt,
    detail: { deed, text: 'seen' },
  });
  assert.equal(said(about), 'prohibited R-05');
});

test('R-13: conferral and accompaniment that are reported late are recorded, and confer nothing', async () => {
  await room.advanceTo(room.now + 10 * MINUTE);
  const past = room.now - 5 * MINUTE;
  const detail = {
    to: 'gb-support-a',
    power: 'identity-check',
    from: past,
    until: room.now + HOUR,
    reason: 'by telephone',
  };
  const conferral = await room.enter({ ...by('commander-a', 'conferral.grant', detail), form: 'report', deedAt: past });
  const beside = { guest: 'gb-support-a', officer: 'police-a' };
  const accompaniment = await room.enter({
    ...by('police-a', 'accompaniment.begin', beside),
    form: 'report',
    deedAt: past,
  });
  assert.deepEqual(
    [conferral.outcome, accompaniment.outcome],
    ['permitted', 'permitted'],
    'the verdicts on what was done',
  );
  assert.deepEqual([...room.state.values('conferrals')], []);
  assert.deepEqual([...room.state.values('accompaniments')], []);
  assert.equal(said(await room.enter(identityCheck(room))), 'prohibited R-05');
});

test('a report of a coercive deed opens nothing, whatever its verdict', async () => {
  const open = await openIdentityCheck(room);
  const report = {
    by: 'gb-support-a',
    kind: 'deed.report',
    form: 'report',
    activity: 'identity-check',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    detail: { what: 'one more' },
  } as const;
  const before = [...room.state.values('deeds')].length;
  const answer = await room.enter(report);
  assert.match(answer.matter ?? '', /^OCC-/);
  assert.equal([...room.state.values('deeds')].length, before);
  assert.equal(answer.deed, undefined);
  assert.equal(statusOf(open.deed), 'open');
});

test('a commitment rules a power out for a whole agency: it is not even conferred', async () => {
  assert.equal(said(await confer(room, 'ga-officer-a')), 'prohibited R-15');
  assert.equal(said(await confer(room, 'ga-field', 'search')), 'prohibited R-15');
  assert.equal(said(await confer(room, 'police-a')), 'prohibited R-15');
  assert.equal(said(await confer(room, 'venue-a')), 'prohibited R-15');
});

test('suspension ends every open effect of the holder, one entry each, and touches nobody else', async () => {
  const open = await openIdentityCheck(room);
  const sweep = {
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'sweep-venue',
    purpose: 'event-security',
    place: 'summit-quay',
  } as const;
  const waiting = await room.enter({ ...sweep, detail: { until: room.now + HOUR, what: 'before opening' } });
  const assess = {
    ...sweep,
    activity: 'assess-threat',
    place: 'ferry-terminal',
    detail: { until: room.now + HOUR, what: 'crowd' },
  } as const;
  const assessing = await room.permitted(assess);
  const others = await room.permitted({
    ...assess,
    by: 'ga-lead',
    purpose: 'delegation-protection',
    place: 'embassy-a',
  });
  const suspended = await room.permitted(by('commander-a', 'mandate.suspend', { mandate: 'guest-b', reason: 'x' }));
  const ends = room.entries
    .filter(({ index }) => index > suspended.index)
    .map(({ draft }) => `${draft.fields.kind} ${draft.fields.matter}`);
  assert.deepEqual(
    ends.sort(),
    [
      `approval.ended ${open.asked.matter}`,
      `conferral.ended ${open.conferral.matter}`,
      `deed.ended ${assessing.deed}`,
      `deed.ended ${open.deed}`,
      `request.ended ${waiting.matter}`,
    ].sort(),
  );
  assert.equal(statusOf(others.deed ?? ''), 'open');
  assert.equal(said(await room.enter(assess)), 'outside');
  assert.equal(said(await approve(room, waiting)), 'prohibited R-06');
});

test('suspension never ends what gets people out, and holds up no alarm', async () => {
  const escort = {
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'escort-to-safety',
    purpose: 'public-safety',
    place: 'ferry-terminal',
  } as const;
  const open = await room.permitted({ ...escort, detail: { until: room.now + HOUR, what: 'passengers to the quay' } });
  await room.permitted(by('commander-a', 'mandate.suspend', { mandate: 'guest-b', reason: 'x' }));
  assert.equal(statusOf(open.deed ?? ''), 'open');
  const after = await room.enter({ ...escort, detail: { until: room.now + HOUR, what: 'the second group' } });
  assert.equal(said(after), 'permitted R-22');
  const alarm = {
    by: 'gb-support-a',
    kind: 'alert.raise',
    desk: null,
    detail: { alert: 'evacuation', text: 'smoke' },
  } as const;
  assert.equal(said(await room.enter(alarm)), 'permitted R-22');
});

test('a mandate that is resumed gives nothing back: powers and approvals are granted anew', async () => {
  const open = await openIdentityCheck(room);
  await room.permitted(by('commander-a', 'mandate.suspend', { mandate: 'guest-b', reason: 'x' }));
  await enforce(room, 'guest-b');
  assert.equal(statusOf(open.deed), 'ended');
  assert.equal(said(await room.enter(identityCheck(room))), 'prohibited R-05');
});

test('R-21: what is approved for later is not opened before by being proposed again; it waits, and is begun in its time', async () => {
  await confer(room);
  await accompany(room);
  const check = identityCheck(room, { deedAt: room.now + 2 * HOUR });
  const asked = await room.enter(check);
  await approve(room, asked);
  const again = await room.enter(check);
  assert.equal(statusOf(again.deed ?? ''), 'waiting');
  assert.equal(room.state.get('approvals', asked.matter ?? '')?.used, null);
  assert.equal(said(await room.enter(beginning(again))), 'prohibited R-21');
  await room.advanceTo(room.now + 2 * HOUR);
  await room.permitted(beginning(again));
  assert.equal(statusOf(again.deed ?? ''), 'open');
  assert.deepEqual(waiting(), [], 'word for word it is the same deed: no other is left to wait for what is used');
  assert.notEqual((await room.enter(beginning(asked))).outcome, 'permitted');
});

test('R-21: what waits and is proposed again in its time is that deed, and open', async () => {
  await confer(room);
  await accompany(room);
  const check = identityCheck(room, { deedAt: room.now + 2 * HOUR });
  const asked = await room.enter(check);
  await approve(room, asked);
  await room.advanceTo(room.now + 2 * HOUR);
  const again = await room.permitted(check);
  assert.equal(again.deed, asked.deed);
  assert.deepEqual([statusOf(asked.deed ?? ''), waiting()], ['open', []]);
});

test('what nobody answered and is asked again word for word is the same deed, with another request', async () => {
  await confer(room);
  await accompany(room);
  const check = identityCheck(room, { deedAt: room.now + 3 * HOUR });
  const asked = await room.enter(check);
  await room.advanceTo(room.now + 2 * HOUR);
  assert.equal(room.state.get('requests', asked.matter ?? '')?.status, 'lapsed');
  const again = await room.enter(check);
  assert.deepEqual([again.deed, waiting()], [asked.deed, [asked.deed]]);
  assert.notEqual(again.matter, asked.matter);
  assert.equal(room.state.get('deeds', asked.deed ?? '')?.request, again.matter);
  const beside = await room.enter(check);
  assert.notEqual(beside.deed, again.deed, 'one that is asked about has its own answer to wait for');
});

test('R-21: nor by taking up an offer of the host’s before its time', async () => {
  await confer(room);
  await accompany(room);
  const asked = await room.enter(identityCheck(room));
  const from = room.now + 2 * HOUR;
  const offer = { activity: 'identity-check', purpose: 'public-safety', place: 'ferry-terminal' };
  const counter = { ...offer, from, until: from + HOUR, what: 'at the later ferry' };
  const detail = { request: asked.matter, digest: asked.digest, answer: 'counter-offer', reason: 'later', counter };
  await room.permitted({ by: 'duty-a', kind: 'approval.answer', detail });
  const taken = await room.permitted({
    by: 'gb-support-a',
    kind: 'deed.propose',
    ...offer,
    deedAt: from,
    detail: { until: from + HOUR, what: 'at the later ferry', counters: asked.matter },
  });
  assert.equal(statusOf(taken.deed ?? ''), 'waiting');
});

test('R-32: who approved a guest’s coercive deed is not the officer beside it, alone', async () => {
  await confer(room);
  await accompany(room, 'gb-support-a', 'duty-a');
  const asked = await room.enter(identityCheck(room));
  await approve(room, asked, 'duty-a');
  await room.advanceTo(room.now + 15 * MINUTE);
  assert.equal(said(await room.enter(beginning(asked))), 'prohibited R-32');
  const again = identityCheck(room, { deedAt: room.state.get('deeds', asked.deed ?? '')?.from ?? 0 });
  assert.equal(said(await room.enter(again)), 'prohibited R-32');
  const beside = await accompany(room, 'gb-support-a', 'police-a');
  await room.permitted(beginning(asked));
  await room.permitted({ ...by('police-a', 'accompaniment.end', { accompaniment: beside.matter }) });
  assert.equal(statusOf(asked.deed ?? ''), 'ended', 'it goes on beside another only');
});

test('R-32: nor is it whoever entered the approval that another gave by word of mouth', async () => {
  await confer(room);
  // Entered by a third, so that only who the officer is speaks against it.
  await room.permitted(by('commander-a', 'accompaniment.begin', { guest: 'gb-support-a', officer: 'loggist-a' }));
  const asked = await room.enter(identityCheck(room));
  const answer = { answer: 'approve', giver: 'duty-a', channel: 'telephone', reason: 'called back' };
  const detail = { request: asked.matter, digest: asked.digest, ...answer };
  await room.permitted(by('loggist-a', 'approval.oral', detail));
  await room.advanceTo(room.now + 15 * MINUTE);
  assert.equal(said(await room.enter(beginning(asked))), 'prohibited R-32');
  await accompany(room, 'gb-support-a', 'police-a');
  await room.permitted(beginning(asked));
});

test('R-32: nor does whoever approved it enter who is beside, but for what the officer enters themself', async () => {
  await confer(room);
  await room.permitted(by('duty-a', 'accompaniment.begin', { guest: 'gb-support-a', officer: 'police-a' }));
  const asked = await room.enter(identityCheck(room));
  await approve(room, asked, 'duty-a');
  await room.advanceTo(room.now + 15 * MINUTE);
  assert.equal(said(await room.enter(beginning(asked))), 'prohibited R-32');
  const own = await accompany(room, 'gb-support-a', 'police-a');
  await room.permitted(beginning(asked));
  await room.permitted(by('police-a', 'accompaniment.end', { accompaniment: own.matter }));
  assert.equal(statusOf(asked.deed ?? ''), 'ended', 'on the approver’s word alone it does not go on');
});

test('R-32: a third of the host may enter who is beside', async () => {
  await confer(room);
  await room.permitted(by('commander-a', 'accompaniment.begin', { guest: 'gb-support-a', officer: 'police-a' }));
  const asked = await room.enter(identityCheck(room));
  await approve(room, asked, 'duty-a');
  await room.advanceTo(room.now + 15 * MINUTE);
  await room.permitted(beginning(asked));
});
