import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApprovalRow, DeedRow, RequestRow } from '../../records/rows.ts';
import { myWork, REFUSED_SHOWN_MS } from './my-work.ts';

const NOW = 1_000;
const TERMS = {
  person: 'me',
  activity: 'attend-briefing',
  purpose: 'delegation-protection',
  place: 'viminale',
  from: 1_500,
  until: 9_000,
  what: 'a briefing',
};
const DEED: DeedRow = {
  ...TERMS,
  id: 'DEED-a-1',
  agency: 'a',
  digest: 'd',
  status: 'waiting',
  request: 'REQ-a-1',
  clauses: [],
};
const REQUEST: RequestRow = {
  id: 'REQ-a-1',
  requester: 'me',
  agency: 'a',
  asks: { deed: TERMS },
  digest: 'd',
  deed: 'DEED-a-1',
  deadline: 2_000,
  status: 'waiting',
  counter: null,
  clauses: [],
};
const APPROVAL: ApprovalRow = {
  request: 'REQ-a-1',
  digest: 'd',
  person: 'me',
  agency: 'a',
  giver: 'host',
  enteredBy: 'host',
  channel: null,
  countersigned: 900,
  conditions: null,
  from: 900,
  until: 5_000,
  ended: null,
  used: null,
};
const work = (deeds: DeedRow[], requests: RequestRow[], approvals: ApprovalRow[], now = NOW) =>
  myWork({ deeds, requests, approvals, over: [] }, 'me', now).map(({ id, state, step, due }) => ({
    id,
    state,
    step,
    due,
  }));

test('a request that waits can be withdrawn until its deadline', () => {
  assert.deepEqual(work([DEED], [REQUEST], []), [{ id: 'DEED-a-1', state: 'asked', step: 'withdraw', due: 2_000 }]);
});

test('approved, it can be begun while the approval stands', () => {
  const request = { ...REQUEST, status: 'approved' } as const;
  assert.deepEqual(work([DEED], [request], [APPROVAL]), [
    { id: 'DEED-a-1', state: 'approved', step: 'begin', due: 5_000 },
  ]);
  for (const gone of [
    { ...APPROVAL, ended: 950 },
    { ...APPROVAL, used: 'DEED-a-9' },
    { ...APPROVAL, until: NOW },
    { ...APPROVAL, digest: 'other' },
  ])
    assert.deepEqual(
      work([DEED], [request], [gone]).map(({ state, step }) => [state, step]),
      [['lapsed', 'ask-again']],
    );
});

test('what is permitted for later, and nobody was asked about, waits to be begun until it would be over', () => {
  const later = { ...DEED, request: null };
  assert.deepEqual(work([later], [], []), [{ id: 'DEED-a-1', state: 'later', step: 'begin', due: 9_000 }]);
  assert.deepEqual(
    work([later], [], [], 9_000).map(({ state }) => state),
    ['lapsed'],
  );
});

test('a counter-offer stands for the deed that was refused with it', () => {
  const counter = { deed: { ...TERMS, place: 'milan-headquarters' }, digest: 'c' };
  const request = { ...REQUEST, status: 'countered', counter } as const;
  const found = myWork(
    {
      deeds: [{ ...DEED, status: 'refused' }],
      requests: [request],
      approvals: [{ ...APPROVAL, digest: 'c' }],
      over: [],
    },
    'me',
    NOW,
  );
  assert.equal(found.length, 1);
  assert.equal(found[0]?.step, 'take-up');
  assert.deepEqual(found[0]?.deed, counter.deed);
  assert.deepEqual(work([], [request], [{ ...APPROVAL, digest: 'c', used: 'DEED-a-2' }]), []);
});

test('an open deed can be ended; what is over or somebody else’s is no work of mine', () => {
  assert.deepEqual(work([{ ...DEED, status: 'open' }], [], []), [
    { id: 'DEED-a-1', state: 'open', step: 'end', due: 9_000 },
  ]);
  assert.deepEqual(work([{ ...DEED, status: 'ended' }], [{ ...REQUEST, status: 'refused' }], []), []);
  assert.deepEqual(work([{ ...DEED, person: 'you' }], [{ ...REQUEST, requester: 'you', deed: null }], []), []);
});

test('what waits for me stands first', () => {
  const soon = { ...DEED, id: 'DEED-a-2', status: 'open', until: 1_001 } as const;
  assert.deepEqual(
    work([soon, DEED], [{ ...REQUEST, status: 'approved' }], [APPROVAL]).map(({ id }) => id),
    ['DEED-a-1', 'DEED-a-2'],
  );
});

test('then what ends soonest', () => {
  const later = { ...DEED, id: 'DEED-a-2', status: 'open', until: 3_000 } as const;
  assert.deepEqual(
    work([later, DEED], [REQUEST], []).map(({ id }) => id),
    ['DEED-a-1', 'DEED-a-2'],
  );
});

test('a refusal of late is shown to who asked, who may ask again; an old one, and somebody else’s, is not', () => {
  const refused = { ...REQUEST, status: 'refused' } as const;
  const shown = (request: RequestRow, now: number) =>
    myWork({ deeds: [], requests: [], approvals: [], over: [{ request, at: NOW }] }, 'me', now);
  assert.deepEqual(
    shown(refused, NOW + 1).map(({ id, state, step, deed }) => [id, state, step, deed?.what]),
    [['REQ-a-1', 'refused', 'ask-again', 'a briefing']],
  );
  assert.deepEqual(shown(refused, NOW + REFUSED_SHOWN_MS), []);
  assert.deepEqual(shown({ ...refused, requester: 'you' }, NOW + 1), []);
  assert.deepEqual(shown({ ...refused, status: 'withdrawn' }, NOW + 1), []);
});

test('a deed that waits can be taken back, but for one that is being asked about: that is its request’s to withdraw', () => {
  const takenBack = (deed: DeedRow, request?: RequestRow) => {
    const requests = request === undefined ? [] : [request];
    const approvals = request?.status === 'approved' ? [APPROVAL] : [];
    const rows = { deeds: [deed], requests, approvals, over: [] };
    return myWork(rows, 'me', NOW).map(({ state, canTakeBack }) => [state, canTakeBack]);
  };
  assert.deepEqual(takenBack(DEED, REQUEST), [['asked', false]]);
  assert.deepEqual(takenBack(DEED, { ...REQUEST, status: 'approved' }), [['approved', true]]);
  assert.deepEqual(takenBack(DEED, { ...REQUEST, status: 'lapsed' }), [['lapsed', true]]);
  assert.deepEqual(takenBack({ ...DEED, request: null }), [['later', true]]);
  assert.deepEqual(takenBack({ ...DEED, status: 'open' }), [['open', false]]);
});
