import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HOUR, MINUTE } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import type { Asked, DeskRoom } from '../desk/testing/desk-room.ts';
import { approve, harbourAtWork } from '../desk/testing/harbour.ts';
import type { Answer } from '../terms/answer.ts';
import type { DeedRow } from './deeds/rows.ts';
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
