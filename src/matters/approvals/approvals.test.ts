import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Asked, DeskRoom } from '../../desk/testing/desk-room.ts';
import { accompany, approve, beginning, confer, harbourAtWork, identityCheck } from '../../desk/testing/harbour.ts';
import type { Answer } from '../../terms/answer.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
});

function said({ outcome, clauses }: Answer): string {
  return clauses.length === 0 ? outcome : `${outcome} ${clauses}`;
}

/** An identity check for which everything stands but the approval. */
async function waiting(): Promise<Answer> {
  await confer(room);
  await accompany(room);
  const asked = await room.enter(identityCheck(room));
  assert.equal(said(asked), 'needs-approval R-05,guest-b/7');
  return asked;
}

/** The duty officer asks for the one thing of the host's that needs approval. */
function navigation(by = 'duty-a'): Asked {
  const from = room.now + 15 * MINUTE;
  const detail = { until: from + HOUR, what: 'the inner harbour' };
  return {
    by,
    kind: 'deed.propose',
    activity: 'restrict-navigation',
    purpose: 'harbour-safety',
    place: 'summit-quay',
    deedAt: from,
    detail,
  };
}

test('R-01: nobody answers their own request, also not by word of mouth', async () => {
  const asked = await room.enter(navigation());
  assert.equal(said(asked), 'needs-approval host-root/9');
  assert.equal(said(await approve(room, asked, 'duty-a')), 'prohibited R-01');
  const oral = { request: asked.matter, digest: asked.digest, channel: 'telephone', answer: 'approve', reason: 'x' };
  const said01 = said(
    await room.enter({ by: 'loggist-a', kind: 'approval.oral', detail: { ...oral, giver: 'duty-a' } }),
  );
  assert.equal(said01, 'prohibited R-01');
  assert.equal(room.state.get('requests', asked.matter ?? '')?.status, 'waiting');
  assert.equal(said(await approve(room, asked, 'commander-a')), 'permitted host-root/2');
});

test('R-01: whoever asked does not answer from another desk either', async () => {
  const asked = await room.enter(navigation());
  await room.permitted({ by: 'duty-a', kind: 'desk.sign-off', detail: {} });
  await room.permitted({ by: 'commander-a', kind: 'desk.sign-off', detail: {} });
  await room.signOn('duty-a', 'host-room.duty');
  assert.equal(said(await approve(room, asked, 'duty-a')), 'prohibited R-01');
});

test('a guest answers nobody’s request, neither their own nor another’s', async () => {
  const asked = await waiting();
  for (const by of ['gb-support-a', 'ga-lead']) {
    const answer = await approve(room, asked, by);
    assert.notEqual(answer.outcome, 'permitted', by);
  }
  assert.deepEqual([...room.state.values('approvals')], []);
});

test('R-04: an approval binds the digest that was asked for, and fits no other deed', async () => {
  const asked = await waiting();
  const detail = { request: asked.matter, digest: 'f'.repeat(64), answer: 'approve', reason: 'x' };
  assert.equal(said(await room.enter({ by: 'duty-a', kind: 'approval.answer', detail })), 'prohibited R-04');
  await approve(room, asked);
  await room.advanceTo(room.now + 15 * MINUTE);
  const row = room.state.get('deeds', asked.deed ?? '');
  assert(row !== undefined);
  const exact = { ...identityCheck(room), deedAt: row.from, detail: { until: row.until, what: row.what } } as Asked;
  for (const edited of [
    { ...exact, detail: { until: row.until, what: 'documents of the passengers at gate 3' } },
    { ...exact, detail: { until: row.until + 1, what: row.what } },
    { ...exact, deedAt: row.from + 1 },
  ]) {
    assert.equal(said(await room.enter(edited)), 'needs-approval R-05,guest-b/7', JSON.stringify(edited.detail));
  }
  assert.equal((await room.enter({ ...exact, place: 'summit-quay' })).outcome, 'outside');
  assert.equal(said(await room.enter({ ...beginning(asked), place: 'summit-quay' })), 'prohibited R-04');
  await room.permitted(beginning(asked));
});

test('someone else’s approval is nobody’s: the deed is begun by the person it names', async () => {
  const asked = await waiting();
  await approve(room, asked);
  await room.advanceTo(room.now + 15 * MINUTE);
  const begin = { ...beginning(asked), by: 'gb-liaison' } as const;
  await room.signOn('gb-liaison', 'host-room.liaison-b');
  assert.match(said(await room.enter(begin)), /^prohibited .*R-21/);
  const copied = room.state.get('deeds', asked.deed ?? '');
  const detail = { until: copied?.until, what: copied?.what };
  const same = { ...identityCheck(room), by: 'gb-liaison', deedAt: copied?.from, detail } as Asked;
  assert.notEqual((await room.enter(same)).outcome, 'permitted');
  assert.equal((await room.enter({ ...same, by: 'ga-lead' })).outcome, 'prohibited');
});

test('an approval is used once', async () => {
  const asked = await waiting();
  await approve(room, asked);
  await room.advanceTo(room.now + 15 * MINUTE);
  await room.permitted(beginning(asked));
  await room.permitted({
    by: 'gb-support-a',
    kind: 'deed.end',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    detail: { deed: asked.deed },
  });
  assert.equal(said(await room.enter(beginning(asked))), 'prohibited R-06');
  const row = room.state.get('deeds', asked.deed ?? '');
  const detail = { until: row?.until, what: row?.what };
  const again = await room.enter({ ...identityCheck(room), deedAt: row?.from ?? 0, detail });
  assert.equal(said(again), 'needs-approval R-05,guest-b/7');
});

test('a stale approval is none: it ends at its own time, before the deed’s', async () => {
  const asked = await waiting();
  const validUntil = room.now + 5 * MINUTE;
  const detail = { request: asked.matter, digest: asked.digest, answer: 'approve', reason: 'now or never', validUntil };
  await room.permitted({ by: 'duty-a', kind: 'approval.answer', detail });
  await room.advanceTo(validUntil);
  assert.deepEqual(room.kindsFrom(room.door.size - 1), ['approval.expired']);
  await room.advanceTo(room.now + 10 * MINUTE);
  assert.equal(said(await room.enter(beginning(asked))), 'needs-approval R-05,guest-b/7');
  assert.equal(room.state.get('deeds', asked.deed ?? '')?.status, 'waiting');
});

test('a withdrawn approval is none, before the deed and during it', async () => {
  const asked = await waiting();
  await approve(room, asked);
  await room.permitted({
    by: 'duty-a',
    kind: 'approval.withdraw',
    detail: { request: asked.matter, reason: 'called away' },
  });
  await room.advanceTo(room.now + 15 * MINUTE);
  assert.equal(said(await room.enter(beginning(asked))), 'needs-approval R-05,guest-b/7');
});

test('an answer after the deadline answers nothing', async () => {
  const asked = await waiting();
  await room.advanceTo(room.now + 15 * MINUTE);
  assert.equal(room.kindsFrom(room.door.size - 1).join(), 'request.lapsed');
  assert.equal(said(await approve(room, asked)), 'prohibited R-06');
});

test('R-13: an answer that is reported late is recorded and confers nothing', async () => {
  const asked = await waiting();
  const detail = { request: asked.matter, digest: asked.digest, answer: 'approve', reason: 'said so at seven' };
  const late = { by: 'duty-a', kind: 'approval.answer', form: 'report', deedAt: room.now - 1, detail } as const;
  const answer = await room.enter(late);
  assert.equal(answer.matter, undefined);
  assert.deepEqual([...room.state.values('approvals')], []);
  assert.equal(room.state.get('requests', asked.matter ?? '')?.status, 'waiting');
});

test('R-07, R-08: an oral approval lapses unless its giver countersigns in time; the deed under it ends', async () => {
  const asked = await waiting();
  const oral = {
    request: asked.matter,
    digest: asked.digest,
    giver: 'commander-a',
    channel: 'telephone',
    answer: 'approve',
    reason: 'called back',
  };
  const enter = { by: 'loggist-a', kind: 'approval.oral', detail: oral } as const;
  assert.equal(said(await room.enter({ ...enter, detail: { ...oral, giver: 'loggist-a' } })), 'prohibited R-07');
  assert.equal(said(await room.enter({ ...enter, detail: { ...oral, giver: 'police-a' } })), 'prohibited R-07');
  assert.equal(said(await room.enter({ ...enter, detail: { ...oral, giver: 'ga-lead' } })), 'prohibited R-07');
  await room.permitted(enter);
  const lapses = room.now + LIMITS.countersignMs;
  assert.equal(
    said(await room.enter({ by: 'duty-a', kind: 'approval.countersign', detail: { request: asked.matter } })),
    'prohibited R-08',
  );
  assert(room.state.get('deeds', asked.deed ?? '') !== undefined);
  await room.advanceTo(room.now + 15 * MINUTE);
  await room.permitted(beginning(asked));
  // The check itself lasts an hour: it is over before the approval lapses.
  const from = room.door.size;
  await room.advanceTo(lapses);
  assert(room.kindsFrom(from).includes('deed.ended'));
  assert.equal(room.state.get('deeds', asked.deed ?? '')?.status, 'ended');
});

test('an oral approval without countersignature takes its open deed with it', async () => {
  const asked = await room.enter({
    ...navigation('duty-a'),
    detail: { until: room.now + 6 * HOUR, what: 'the inner harbour' },
  });
  const oral = {
    request: asked.matter,
    digest: asked.digest,
    giver: 'commander-a',
    channel: 'radio',
    answer: 'approve',
    reason: 'called',
  };
  await room.permitted({ by: 'loggist-a', kind: 'approval.oral', detail: oral });
  await room.advanceTo(room.now + 15 * MINUTE);
  await room.permitted({
    by: 'duty-a',
    kind: 'deed.begin',
    purpose: 'harbour-safety',
    place: 'summit-quay',
    detail: { deed: asked.deed },
  });
  const from = room.door.size;
  await room.advanceTo(room.now + LIMITS.countersignMs);
  assert.deepEqual(room.kindsFrom(from).slice(0, 2), ['approval.lapsed', 'deed.ended']);
  const late = await room.enter({ by: 'commander-a', kind: 'approval.countersign', detail: { request: asked.matter } });
  assert.equal(said(late), 'prohibited R-06');
});

test('a counter-offer is taken up word for word or not at all, and only by whom it was made to', async () => {
  const asked = await waiting();
  const from = room.now + 15 * MINUTE;
  const offer = {
    activity: 'identity-check',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    from,
    until: from + 30 * MINUTE,
    what: 'at gate 1',
  };
  const detail = {
    request: asked.matter,
    digest: asked.digest,
    answer: 'counter-offer',
    reason: 'half an hour',
    counter: offer,
  };
  await room.permitted({ by: 'duty-a', kind: 'approval.answer', detail });
  assert.equal(room.state.get('deeds', asked.deed ?? '')?.status, 'refused');
  const { until, what } = offer;
  const takes = { ...identityCheck(room), deedAt: from, detail: { until, what, counters: asked.matter } } as Asked;
  assert.match(
    said(await room.enter({ ...takes, detail: { until, what: 'at gate 2', counters: asked.matter } })),
    /^prohibited .*R-04/,
  );
  assert.match(
    said(await room.enter({ ...takes, detail: { until: until + 1, what, counters: asked.matter } })),
    /^prohibited .*R-04/,
  );
  assert.match(said(await room.enter({ ...takes, by: 'ga-lead' })), /^prohibited .*R-04/);
  await room.advanceTo(from);
  assert.equal(said(await room.enter(takes)), 'permitted R-05,guest-b/7');
  assert.equal((await room.enter(takes)).outcome, 'needs-approval', 'once');
});

test('a withdrawn request is not answered, and its requester alone withdraws it', async () => {
  const asked = await waiting();
  const withdraw = { kind: 'request.withdraw', detail: { request: asked.matter } } as const;
  assert.match(said(await room.enter({ ...withdraw, by: 'duty-a' })), /R-21/);
  await room.permitted({ ...withdraw, by: 'gb-support-a', place: 'coast-guard-station' });
  assert.equal(said(await approve(room, asked)), 'prohibited R-06');
});

test('an approval of a deed lasts no longer than the deed, whatever the answer says', async () => {
  const asked = await waiting();
  const validUntil = room.now + 48 * HOUR;
  const detail = { request: asked.matter, digest: asked.digest, answer: 'approve', reason: 'x', validUntil };
  await room.permitted({ by: 'duty-a', kind: 'approval.answer', detail });
  const deed = room.state.get('deeds', asked.deed ?? '');
  assert.equal(room.state.get('approvals', asked.matter ?? '')?.until, deed?.until);
});
