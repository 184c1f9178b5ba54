import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endedBy, endedFor, peopleOf, sliceOfEnding } from './ended.ts';
import type { MatterShown } from './records.ts';

const OFFICER = 'ga-officer-a';
const WITHDRAWAL = { index: 8, kind: 'clearance.withdraw', person: 'commander-a', desk: null, reason: 'not after all' };
const DEED = {
  ...{ id: 'DEED-a-1', person: OFFICER, activity: 'armed-escort', purpose: 'p', place: 'quay', from: 1, until: 99 },
  ...{ what: 'two cars', agency: 'guest-a', digest: 'd', status: 'ended', request: null, clauses: [] },
};
const TERM = { id: 'X-1', to: OFFICER, agency: 'guest-a', from: 1, until: 99, ended: 50 };
const CLEARANCE = { ...TERM, id: 'CLR-a-1', clears: 'weapon', thing: 'pistol' };
const BESIDE = { id: 'ACC-a-1', guest: OFFICER, officer: 'police-a', agency: 'guest-a', from: 1, ended: 50 };
const APPROVAL = {
  ...{ request: 'REQ-a-1', digest: 'd', person: OFFICER, agency: 'guest-a', giver: 'g', enteredBy: 'g', channel: null },
  ...{ countersigned: null, conditions: null, from: 1, until: 99, ended: 50, used: null },
};
const REQUEST = {
  ...{ id: 'REQ-a-1', requester: OFFICER, agency: 'guest-a', asks: { deed: DEED }, digest: 'd', deed: null },
  ...{ deadline: 99, status: 'ended', counter: null, clauses: [] },
};

type Changed = Partial<MatterShown['changed']>;

function matter(slice: MatterShown['slice'], row: object, changed: Changed = {}): MatterShown {
  const id = 'id' in row ? String(row.id) : 'REQ-a-1';
  const opened = { index: 1, at: 1, person: OFFICER, desk: null };
  const common = { index: 9, at: 50, person: null, desk: null, reason: null, byClock: false };
  const last = { ...common, kind: 'deed.ended', cause: WITHDRAWAL };
  return {
    slice,
    id,
    open: false,
    row: row as never,
    text: '',
    opened,
    changed: { ...last, ...changed },
    answered: null,
  };
}

const idsFor = (person: string, matters: readonly MatterShown[], since = 0) =>
  endedFor(person, matters, since).map(({ id }) => id);

test('what another ended is told to whose it was, and to nobody else', () => {
  const withdrawn = { ...WITHDRAWAL, at: 50, cause: null };
  const all = [
    matter('deeds', DEED),
    matter('clearances', CLEARANCE, withdrawn),
    matter('conferrals', { ...TERM, power: 'arrest' }, { kind: 'conferral.ended', at: 51 }),
    matter('approvals', APPROVAL, { kind: 'approval.ended', at: 40 }),
    matter('accompaniments', BESIDE, { kind: 'accompaniment.ended', at: 30 }),
  ];
  assert.deepEqual(idsFor(OFFICER, all), ['X-1', 'DEED-a-1', 'CLR-a-1', 'REQ-a-1', 'ACC-a-1'], 'latest first');
  assert.deepEqual(idsFor('police-a', all), ['ACC-a-1'], 'both who were in company');
  assert.deepEqual(idsFor('commander-a', all), []);
  assert.deepEqual(idsFor(OFFICER, all, 50), ['X-1', 'DEED-a-1', 'CLR-a-1'], 'not what is long over');
});

test('what one ended oneself, at first hand or by its consequence, and what came to its own end is no news', () => {
  const own = { ...WITHDRAWAL, kind: 'desk.sign-off', person: OFFICER };
  for (const changed of [
    { kind: 'deed.end', person: OFFICER, cause: null },
    { cause: own },
    { at: DEED.until, cause: { ...WITHDRAWAL, kind: 'timer.due', person: 'timer' } },
  ])
    assert.deepEqual(idsFor(OFFICER, [matter('deeds', DEED, changed)]), [], JSON.stringify(changed));
  assert.deepEqual(idsFor(OFFICER, [matter('deeds', { ...DEED, status: 'open' })]), []);
  assert.deepEqual(idsFor(OFFICER, [matter('clearances', { ...CLEARANCE, ended: null })]), []);
});

test('an end by an act that is not theirs to see is told all the same, without a name', () => {
  const unseen = matter('accompaniments', BESIDE, { kind: 'accompaniment.ended', cause: null });
  assert.deepEqual(idsFor(OFFICER, [unseen]), ['ACC-a-1']);
  assert.equal(endedBy(unseen), null);
  assert.equal(endedBy(matter('deeds', DEED))?.person, 'commander-a');
  assert.equal(endedBy(matter('clearances', CLEARANCE, { ...WITHDRAWAL, cause: null }))?.reason, 'not after all');
});

test('a request that ended with its approval is told of once; one that was waiting, for itself', () => {
  const request = matter('requests', REQUEST, { kind: 'request.ended' });
  const approval = matter('approvals', APPROVAL, { kind: 'approval.ended' });
  assert.deepEqual(endedFor(OFFICER, [request, approval], 0), [approval]);
  assert.deepEqual(endedFor(OFFICER, [request], 0), [request]);
});

test('which records ends are of, and whose those were', () => {
  const kinds = ['deed.ended', 'request.lapsed', 'approval.expired', 'conferral.ended', 'clearance.ended'];
  assert.deepEqual(kinds.map(sliceOfEnding), ['deeds', 'requests', 'approvals', 'conferrals', 'clearances']);
  assert.equal(sliceOfEnding('accompaniment.ended'), 'accompaniments');
  for (const other of ['duty.ended', 'deed.reclassified', 'deed.end', 'mandate.expired', '', 'deed.ended x'])
    assert.equal(sliceOfEnding(other), undefined, other);
  assert.deepEqual(peopleOf(matter('deeds', DEED)), [OFFICER]);
  assert.deepEqual(peopleOf(matter('accompaniments', BESIDE)), [OFFICER, 'police-a']);
});
