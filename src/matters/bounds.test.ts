import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HOUR, MINUTE } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import type { Asked, DeskRoom } from '../desk/testing/desk-room.ts';
import { approve, harbourAtWork } from '../desk/testing/harbour.ts';
import type { Answer } from '../terms/answer.ts';
import type { DeedRow } from './deeds/rows.ts';
import type { RequestRow } from './requests/rows.ts';
import type { PersonRow } from './roster/rows.ts';

let room: DeskRoom;

before(async () => {
  room = await harbourAtWork({ checksSignatures: false });
});

function said({ outcome, clauses }: Answer): string {
  return `${outcome} ${clauses}`;
}

function assessment(what: string, until = room.now + HOUR): Asked {
  return {
    by: 'ga-lead',
    kind: 'deed.propose',
    activity: 'assess-threat',
    purpose: 'delegation-protection',
    place: 'embassy-a',
    detail: { until, what },
  };
}

function sweep(what: string): Asked {
  const terms = { activity: 'sweep-venue', purpose: 'event-security', place: 'conference-hall' };
  return { by: 'gb-support-a', kind: 'deed.propose', ...terms, detail: { until: room.now + 3 * HOUR, what } };
}

function escort(what: string, until: number): Asked {
  return { ...assessment(what, until), activity: 'escort-to-safety', purpose: 'public-safety' };
}

test('as many deeds of one person stand open as the room keeps, and no more until one is over', async () => {
  const open: Answer[] = [];
  for (let n = 0; n < LIMITS.openDeedsOfPerson; n++) open.push(await room.permitted(assessment(`street ${n}`)));
  assert.equal(said(await room.enter(assessment('one more'))), 'prohibited R-36');
  const out = await room.permitted(escort('the families', room.now + HOUR));
  assert.equal(room.state.get('deeds', out.deed ?? '')?.status, 'ended', 'recorded, and not kept open');
  assert.equal(room.state.get('timers', `deed:${out.deed}`), undefined);
  const here = { purpose: 'delegation-protection', place: 'embassy-a' };
  await room.permitted({ by: 'ga-lead', kind: 'deed.end', ...here, detail: { deed: open[0]?.deed } });
  await room.permitted(assessment('one more'));
  await room.advanceTo(room.now + HOUR);
});

test('who gets people out stands open for no longer than the room says', async () => {
  const { deed = '' } = await room.permitted(escort('the delegation', Date.UTC(2243, 0)));
  const begun = room.now;
  assert.equal(room.state.get('timers', `deed:${deed}`)?.due, begun + LIMITS.safetyDeedMs);
  const short = await room.permitted(escort('the driver', begun + HOUR));
  assert.equal(room.state.get('timers', `deed:${short.deed}`)?.due, begun + HOUR);
});

test('as many requests of one person wait as the room keeps; deeds that were approved are begun all the same', async () => {
  const asked: Answer[] = [];
  for (let n = 0; n < LIMITS.waitingRequestsOfPerson; n++) asked.push(await room.enter(sweep(`hall ${n}`)));
  assert.deepEqual(new Set(asked.map(({ outcome }) => outcome)), new Set(['needs-approval']));
  assert.equal(said(await room.enter(sweep('one more'))), 'prohibited R-36');
  const [first] = asked;
  assert(first !== undefined);
  await approve(room, first);
  await room.permitted({
    by: 'gb-support-a',
    kind: 'deed.begin',
    purpose: 'event-security',
    place: 'conference-hall',
    detail: { deed: first.deed },
  });
  assert.equal((await room.enter(sweep('one more'))).outcome, 'needs-approval');
  assert.equal(said(await room.enter(sweep('and another'))), 'prohibited R-36');
  await room.advanceTo(room.now + LIMITS.requestAnswerMs);
  // A request that lapsed leaves its deed, which may be asked for again: it counts as what waits, until it is taken back.
  assert.equal(said(await room.enter(sweep('later'))), 'prohibited R-36');
  const here = { purpose: 'event-security', place: 'conference-hall' };
  for (const { deed } of asked.slice(1, 3)) {
    await room.permitted({ by: 'gb-support-a', kind: 'deed.end', ...here, detail: { deed } });
  }
  assert.equal((await room.enter(sweep('later'))).outcome, 'needs-approval', 'what lapsed is over');
});

test('an approved deed is not begun beyond the bound', async () => {
  const here = await harbourAtWork({ checksSignatures: false });
  room = here;
  const asked = await here.enter(sweep('the hall'));
  await approve(here, asked);
  const row = { ...(here.state.get('deeds', asked.deed ?? '') as DeedRow), status: 'open' as const };
  const many = Array.from({ length: LIMITS.openDeedsOfPerson }, (_, n) => ({
    ...row,
    id: `DEED-guest-b-police-9${n}`,
  }));
  here.state.apply(many.map((deed) => ({ slice: 'deeds', id: deed.id, row: deed })));
  const terms = { purpose: 'event-security', place: 'conference-hall' };
  const begun = await here.enter({ by: 'gb-support-a', kind: 'deed.begin', ...terms, detail: { deed: asked.deed } });
  assert.equal(said(begun), 'prohibited R-36');
});

test('what waits for its time is bounded as what is open, and taken back by who planned it', async () => {
  room = await harbourAtWork({ checksSignatures: false });
  const later = (what: string) => ({ ...assessment(what, room.now + 4 * HOUR), deedAt: room.now + HOUR });
  const planned: Answer[] = [];
  for (let n = 0; n < LIMITS.openDeedsOfPerson; n++) planned.push(await room.permitted(later(`street ${n}`)));
  assert.equal(room.state.get('deeds', planned[0]?.deed ?? '')?.status, 'waiting');
  assert.equal(said(await room.enter(later('one more'))), 'prohibited R-36');
  assert.equal(said(await room.enter(assessment('one more'))), 'prohibited R-36');
  const out = await room.permitted(escort('the families', room.now + HOUR));
  assert.equal(room.state.get('deeds', out.deed ?? '')?.status, 'open', 'plans hold up nobody who gets people out');
  const here = { purpose: 'delegation-protection', place: 'embassy-a' };
  const end = (deed: string | undefined): Asked => ({ by: 'ga-lead', kind: 'deed.end', ...here, detail: { deed } });
  await room.permitted(end(out.deed));
  await room.permitted(end(planned[0]?.deed));
  assert.equal(room.state.get('deeds', planned[0]?.deed ?? '')?.status, 'refused', 'it never took effect');
  assert.equal(said(await room.enter(end(planned[0]?.deed))), 'prohibited R-06');
  await room.permitted(later('one more'));
  await room.advanceTo(room.now + HOUR);
  const begun = { by: 'ga-lead', kind: 'deed.begin', ...here, detail: { deed: planned[1]?.deed } } as const;
  await room.permitted(begun);
});

test('what an agency’s people plan counts together, and no more where one of them is removed', async () => {
  room = await harbourAtWork({ checksSignatures: false });
  const later = { ...assessment('the street', room.now + 4 * HOUR), deedAt: room.now + HOUR };
  const first = await room.permitted(later);
  const row = room.state.get('deeds', first.deed ?? '') as DeedRow;
  const people = ['ga-minted-a', 'ga-minted-b'];
  const lead = room.state.get('people', 'ga-lead') as PersonRow;
  room.state.apply(people.map((id) => ({ slice: 'people', id, row: { ...lead, id, key: id } })));
  const others = Array.from({ length: LIMITS.openDeedsOfAgency - 1 }, (_, n) => {
    return { ...row, id: `DEED-${row.agency}-9${n}`, person: people[n % 2] ?? '' };
  });
  room.state.apply(others.map((deed) => ({ slice: 'deeds', id: deed.id, row: deed })));
  assert.equal(said(await room.enter(assessment('one more'))), 'prohibited R-36');
  const detail = { person: 'ga-minted-a', reason: 'nobody knows them' };
  await room.permitted({ by: `registrar:${row.agency}`, kind: 'roster.remove', desk: null, detail });
  assert.equal(room.state.get('deeds', others[0]?.id ?? '')?.status, 'refused');
  await room.permitted(assessment('one more'));
});

test('what is being asked about is taken back by its request, not by its deed', async () => {
  room = await harbourAtWork({ checksSignatures: false });
  const { deed } = await room.enter(sweep('the hall'));
  const here = { purpose: 'event-security', place: 'conference-hall' };
  const ended = await room.enter({ by: 'gb-support-a', kind: 'deed.end', ...here, detail: { deed } });
  assert.equal(said(ended), 'prohibited R-06');
});

test('as many requests of one agency wait as the room keeps, by however many people', async () => {
  room = await harbourAtWork({ checksSignatures: false });
  const first = await room.enter(sweep('the hall'));
  const row = room.state.get('requests', first.matter ?? '') as RequestRow;
  const others = Array.from({ length: LIMITS.waitingRequestsOfAgency - 1 }, (_, n) => {
    return { ...row, id: `REQ-${row.agency}-9${n}`, requester: `somebody-${n}` };
  });
  room.state.apply(others.map((request) => ({ slice: 'requests', id: request.id, row: request })));
  assert.equal(said(await room.enter(sweep('one more'))), 'prohibited R-36');
  room.state.apply([{ slice: 'requests', id: others[0]?.id ?? '', row: { ...row, status: 'lapsed' } }]);
  assert.equal((await room.enter(sweep('one more'))).outcome, 'needs-approval');
});

test('an agency has no more open than the room keeps for it, by however many people', async () => {
  room = await harbourAtWork({ checksSignatures: false });
  const first = await room.permitted(assessment('the street'));
  const row = room.state.get('deeds', first.deed ?? '') as DeedRow;
  const others = Array.from({ length: LIMITS.openDeedsOfAgency - 1 }, (_, n) => {
    return { ...row, id: `DEED-${row.agency}-9${n}`, person: `somebody-${n}` };
  });
  room.state.apply(others.map((deed) => ({ slice: 'deeds', id: deed.id, row: deed })));
  assert.equal(said(await room.enter(assessment('one more'))), 'prohibited R-36');
  room.state.apply([{ slice: 'deeds', id: others[0]?.id ?? '', row: { ...row, status: 'ended' } }]);
  await room.permitted(assessment('one more'));
});

test('a registrar enrols as many in an hour as the room takes, beside whom it was opened with', async () => {
  room = await harbourAtWork({ checksSignatures: false });
  const known = [...room.state.values('people')];
  const opened = known[0]?.enrolled ?? assert.fail('nobody');
  assert(known.every(({ enrolled }) => enrolled === opened));
  const lead = room.state.get('people', 'ga-lead') as PersonRow;
  const people = (count: number, enrolled: number, prefix: string) =>
    Array.from({ length: count }, (_, n) => ({ ...lead, id: `${prefix}-${n}`, key: `${prefix}-${n}`, enrolled })).map(
      (row) => {
        return { slice: 'people', id: row.id, row };
      },
    );
  room.state.apply(people(2 * LIMITS.enrolments, opened, 'roster'));
  await room.advanceTo(room.now + MINUTE);
  room.state.apply(people(LIMITS.enrolments - 1, room.now, 'late'));
  const enrol = (id: string): Asked => {
    const { agency, component, roles } = lead;
    const person = { id, agency, component, roles, publicKey: room.keyOf(id).publicKey };
    return { by: `registrar:${agency}`, kind: 'roster.enrol', desk: null, detail: { person } };
  };
  await room.permitted(enrol('one-more'));
  assert.equal(said(await room.enter(enrol('and-another'))), 'prohibited R-36');
  await room.advanceTo(room.now + LIMITS.enrolmentsWithinMs);
  await room.permitted(enrol('and-another'));
});
