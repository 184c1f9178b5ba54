import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HOUR, MINUTE } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import type { Answer } from '../terms/answer.ts';
import { admit } from './edge.ts';
import { step } from './step.ts';
import type { Asked, DeskRoom } from './testing/desk-room.ts';
import { harbourAtWork, identityCheck, openIdentityCheck } from './testing/harbour.ts';

let room: DeskRoom;

before(async () => {
  room = await harbourAtWork();
});

function said({ outcome, clauses }: Answer): string {
  return clauses.length === 0 ? outcome : `${outcome} ${clauses}`;
}

const LINE = { by: 'duty-a', kind: 'log.line', detail: { text: 'gates open' } } as const satisfies Asked;

/** One act of each sort of plan: effects, requests, endings, a new set, refusals, reports. */
function acts(here: DeskRoom): Asked[] {
  const until = here.now + HOUR;
  const deed = {
    agency: 'guest-a-protection',
    component: 'unknown',
    role: 'unknown',
    activity: 'identity-check',
    purpose: 'unknown',
    place: 'harbour.elsewhere',
  };
  return [
    LINE,
    {
      by: 'duty-a',
      kind: 'incident.open',
      detail: { title: 'queue', category: 'crowd', gravity: 'minor', text: 'long' },
    },
    { by: 'commander-a', kind: 'mandate.suspend', detail: { mandate: 'guest-b', reason: 'looked into' } },
    {
      by: 'commander-a',
      kind: 'conferral.grant',
      detail: { to: 'gb-support-a', power: 'identity-check', from: here.now, until, reason: 'x' },
    },
    { by: 'police-a', kind: 'desk.sign-off', detail: {} },
    {
      by: 'gb-support-a',
      kind: 'deed.propose',
      activity: 'sweep-venue',
      purpose: 'event-security',
      place: 'summit-quay',
      detail: { until, what: 'sweep' },
    },
    identityCheck(here),
    {
      by: 'ga-lead',
      kind: 'deed.propose',
      activity: 'patrol-public-area',
      purpose: 'delegation-protection',
      place: 'embassy-a',
      detail: { until, what: 'x' },
    },
    { by: 'ga-lead', kind: 'occurrence.report', form: 'report', detail: { deed, text: 'seen from the ferry' } },
    { by: 'gb-support-a', kind: 'deed.report', form: 'report', activity: 'assess-threat', detail: { what: 'done' } },
    {
      by: 'registrar:guest-b-police',
      kind: 'roster.remove',
      desk: null,
      detail: { person: 'gb-support-a', reason: 'recalled' },
    },
    { by: 'gb-support-a', kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } },
  ];
}

test('a step changes nothing, and the same state, act and moment give the same step', async () => {
  const here = await harbourAtWork();
  await openIdentityCheck(here);
  const { directory } = here.room;
  for (const asked of acts(here)) {
    const admitted = admit({ directory, origin: here.origin, state: here.state }, here.sign(asked));
    assert('entered' in admitted, JSON.stringify(admitted));
    const before = JSON.stringify(here.state.dump());
    const moment = { index: here.door.size, at: here.now + 1_000, recorded: here.now + 5_000 };
    const frozen = deepFrozen(structuredClone(admitted.entered));
    const once = step(here.room, here.state, frozen, moment);
    assert.equal(JSON.stringify(here.state.dump()), before, `${asked.kind} changed the state before it was applied`);
    const twice = step(here.room, here.state, frozen, moment);
    assert.deepEqual(twice, once, asked.kind);
    assert(once.entries.length > 0);
    const undo = here.state.apply(once.changes);
    here.state.apply(undo);
    // Undoing may leave rows in another order, and nothing else.
    assert.equal(JSON.stringify(here.state.dump()), before, `undoing ${asked.kind}`);
  }
});

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFrozen(member);
    Object.freeze(value);
  }
  return value;
}

test('entries carry all changes but the bookkeeping, and the chain of each actor', async () => {
  const answer = await room.permitted(LINE);
  const next = await room.permitted({ ...LINE, detail: { text: 'and shut' } });
  const fields = room.entries.at(next.index)?.draft.fields;
  assert.equal(fields?.previousByActor?.index, answer.index);
  const chain = room.state.get('chains', 'duty-a');
  assert.deepEqual(chain, { index: next.index, count: fields?.previousByActor?.count });
  assert.deepEqual(
    fields?.changes.map(({ slice }) => slice),
    ['log'],
  );
});

test('R-18: the same id with other content is refused, and the first act keeps it', async () => {
  const first = await room.permitted({ ...LINE, id: 'line-of-the-night' });
  const other = { ...LINE, id: 'line-of-the-night', detail: { text: 'something else' } };
  assert.equal(said(await room.enter(other)), 'prohibited R-18');
  assert.equal(room.state.get('acts', 'line-of-the-night')?.answer.index, first.index);
  const others = { ...other, by: 'gb-support-a' } as const;
  assert.equal(said(await room.enter(others)), 'prohibited R-18');
  const report = { ...LINE, id: 'line-of-the-night', form: 'report', detail: { text: 'late' } } as const;
  const reported = await room.enter(report);
  assert.equal(room.state.get('log', String(reported.index)), undefined, 'a replay is no report either');
});

test('R-19: an act signed far from the room’s time is refused, on both sides, at the limit and not before', async () => {
  for (const side of [1, -1]) {
    const near = room.now + side * LIMITS.signedSkewMs;
    assert.equal(
      said(await room.enter({ ...LINE, signedAt: near, detail: { text: `near ${side}` } })),
      'permitted host-root/1',
    );
    const far = near + side;
    assert.equal(
      said(await room.enter({ ...LINE, signedAt: far, detail: { text: `far ${side}` } })),
      'prohibited R-19',
    );
  }
  const report = {
    by: 'gb-support-a',
    kind: 'deed.report',
    form: 'report',
    activity: 'assess-threat',
    detail: { what: 'x' },
  } as const;
  const old = await room.enter({ ...report, signedAt: room.now - HOUR });
  assert.deepEqual(old.atEntry, { outcome: 'prohibited', clauses: ['R-19'] });
  assert.equal(old.matter, undefined, 'an old signature enters no report');
});

test('an act that was forgotten is too old to be sent again', async () => {
  const here = await harbourAtWork();
  const signed = here.sign({ ...LINE, id: 'an-early-line' });
  assert('outcome' in (await here.door.submit(signed)));
  await here.advanceTo(here.now + 2 * LIMITS.signedSkewMs + 1);
  await here.permitted({ ...LINE, detail: { text: 'the room forgets' } });
  assert.equal(here.state.get('acts', 'an-early-line'), undefined);
  const again = await here.door.submit(signed);
  assert('outcome' in again);
  assert.match(said(again), /^prohibited .*R-19/);
});

test('R-12: a proposal comes before the deed and a report after it', async () => {
  const deed = {
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'assess-threat',
    purpose: 'event-security',
    place: 'ferry-terminal',
  } as const;
  const from = room.now - LIMITS.proposalGraceMs;
  const detail = { until: room.now + HOUR, what: 'x' };
  assert.equal(said(await room.enter({ ...deed, deedAt: from, detail })), 'permitted guest-b/5');
  assert.equal(said(await room.enter({ ...deed, deedAt: from - 1, detail })), 'prohibited R-12');
  assert.match(said(await room.enter({ ...deed, deedAt: room.now, detail: { ...detail, until: room.now } })), /R-12/);
  const future = { ...LINE, form: 'report', deedAt: room.now + 1, detail: { text: 'will be' } } as const;
  const answer = await room.enter(future);
  assert.deepEqual(answer.atEntry, { outcome: 'prohibited', clauses: ['R-12'] });
  assert.equal(room.state.get('log', String(answer.index)), undefined);
  const past = await room.enter({ ...future, deedAt: room.now - HOUR, detail: { text: 'was' } });
  assert.notEqual(room.state.get('log', String(past.index)), undefined);
});

test('a deed in the future is decided for its own time, not for the time of asking', async () => {
  const deed = {
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'sweep-venue',
    purpose: 'event-security',
    place: 'summit-quay',
  } as const;
  // The secure zone of clause 8 ends on 18 September at 20:00Z.
  const ends = Date.parse('2026-09-18T20:00:00Z');
  const within = await room.enter({ ...deed, deedAt: ends - 2 * HOUR, detail: { until: ends, what: 'sweep' } });
  assert.equal(said(within), 'needs-approval guest-b/8');
  const beyond = await room.enter({
    ...deed,
    deedAt: ends - 2 * HOUR,
    detail: { until: ends + MINUTE, what: 'sweep' },
  });
  assert.equal(said(beyond), 'outside');
});

test('R-02: acts come from the desk that the actor holds now', async () => {
  assert.equal(said(await room.enter({ ...LINE, desk: null })), 'prohibited R-02');
  assert.equal(said(await room.enter({ ...LINE, desk: 'host-room.commander' })), 'prohibited R-02');
  assert.match(said(await room.enter({ ...LINE, by: 'duty-b', desk: 'host-room.duty' })), /R-02/);
});

test('R-20: who was removed does not act, and neither does a key that was replaced', async () => {
  const here = await harbourAtWork();
  const line = { by: 'gb-support-a', kind: 'log.line', detail: { text: 'here' } } as const;
  const before = here.sign(line);
  const person = {
    id: 'gb-support-a',
    agency: 'guest-b-police',
    component: 'guest-b-police.event-support',
    roles: ['support-officer'],
  };
  const registrar = { by: 'registrar:guest-b-police', desk: null } as const;
  const key = here.keyOf('another-device');
  await here.permitted({
    ...registrar,
    kind: 'roster.enrol',
    detail: { person: { ...person, publicKey: key.publicKey } },
  });
  const old = await here.door.submit(before);
  assert('refused' in old && old.refused === 'bad-signature');
  await here.permitted({ ...line, key });
  await here.permitted({ ...registrar, kind: 'roster.remove', detail: { person: 'gb-support-a', reason: 'recalled' } });
  const removed = await here.enter({ ...line, key, desk: 'harbour-room.support-b' });
  assert.match(said(removed), /^prohibited .*R-20/);
  const report = {
    by: 'gb-support-a',
    kind: 'deed.report',
    form: 'report',
    activity: 'assess-threat',
    key,
    detail: { what: 'x' },
  } as const;
  const reported = await here.enter(report);
  assert.match(reported.atEntry?.clauses.join() ?? '', /R-20/);
  assert.equal(reported.matter, undefined);
});

test('the same refusal again is counted under the first, and the count is entered when its window closes', async () => {
  const here = await harbourAtWork();
  const first = await here.enter(identityCheck(here));
  const size = here.door.size;
  const again = await here.enter({ ...identityCheck(here), deedAt: first.at + 15 * MINUTE });
  assert.deepEqual([again.index, again.repeated, again.outcome], [first.index, 2, 'prohibited']);
  assert.equal(here.door.size, size);
  await here.advanceTo(here.now + LIMITS.refusalCollapseMs);
  assert.deepEqual(here.kindsFrom(size), ['refusal.repeated']);
  const later = await here.enter(identityCheck(here));
  assert.equal(later.index, size + 1, 'after the window it is a refusal of its own');
});

test('a different refusal is never counted under another: person, words, detail and clauses all tell them apart', async () => {
  const here = await harbourAtWork();
  const deedAt = here.now + 15 * MINUTE;
  const detail = { until: deedAt + HOUR, what: 'gate 2' };
  const base = { ...identityCheck(here, { deedAt }), detail };
  const different: Asked[] = [
    base,
    { ...base, detail: { ...detail, what: 'gate 3' } },
    { ...base, detail: { ...detail, until: detail.until + 1 } },
    { ...base, place: 'summit-quay' },
    { ...base, purpose: 'event-security' },
    { ...base, activity: 'search-vehicle' },
    { ...base, by: 'gb-branch', desk: null },
    { ...base, signedAt: here.now - HOUR },
  ];
  const indices: number[] = [];
  for (const asked of different) {
    const answer = await here.enter(asked);
    assert.equal(answer.outcome, 'prohibited');
    assert.equal(answer.repeated, undefined, JSON.stringify(asked));
    indices.push(answer.index);
  }
  assert.equal(new Set(indices).size, different.length);
});

test('a person’s refusals do not use up another’s count, and permitted acts are never counted', async () => {
  const here = await harbourAtWork();
  const first = await here.permitted(LINE);
  const second = await here.permitted(LINE);
  assert.notEqual(first.index, second.index);
  const mine = {
    by: 'gb-support-a',
    kind: 'incident.open',
    detail: { title: 'x', category: 'crowd', gravity: 'minor', text: 'x' },
  } as const;
  const refused = await here.enter(mine);
  const other = await here.enter({ ...mine, by: 'ga-lead' });
  assert.deepEqual([refused.repeated, other.repeated], [undefined, undefined]);
});
