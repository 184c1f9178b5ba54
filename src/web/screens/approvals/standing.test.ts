import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApprovalRow } from '../../records/rows.ts';
import { approvedDeed, isOffer, standingApprovals } from './standing.ts';

const APPROVAL: ApprovalRow = {
  request: 'REQ-1',
  digest: '0'.repeat(64),
  person: 'guest',
  agency: 'guest-a',
  giver: 'approver',
  enteredBy: 'approver',
  channel: null,
  countersigned: 5,
  conditions: null,
  from: 5,
  until: 100,
  ended: null,
  used: null,
};

function standing(change: Partial<ApprovalRow>, status?: 'open' | 'waiting'): boolean {
  const open = status === undefined ? [] : [{ id: 'DEED-1', status }];
  return standingApprovals([{ ...APPROVAL, ...change }], open).length === 1;
}

test('an approval stands while it can be used or its deed goes on, and no longer', () => {
  assert.equal(standing({}), true);
  assert.equal(standing({ used: 'DEED-1' }, 'open'), true);
  assert.equal(standing({ used: 'DEED-1' }), false);
  assert.equal(standing({ used: 'REL-1' }), false);
  assert.equal(standing({ ended: 50 }), false);
  assert.equal(standing({ used: 'DEED-1', ended: 50 }, 'open'), false);
});

test('an oral approval waits for its countersignature also when its deed is over, and comes first', () => {
  assert.equal(standing({ used: 'DEED-1', countersigned: null, channel: 'radio' }), true);
  const oral = { ...APPROVAL, request: 'REQ-2', countersigned: null };
  const sorted = standingApprovals([APPROVAL, oral], []);
  assert.deepEqual(
    sorted.map(({ request }) => request),
    ['REQ-2', 'REQ-1'],
  );
});

test('what is approved is what was asked, or what the host offered instead', () => {
  const deed = { person: 'p', activity: 'a', purpose: 'q', place: 'here', from: 1, until: 2, what: 'x' };
  const offered = { ...deed, what: 'y' };
  assert.equal(approvedDeed({ asks: { deed }, counter: null }), deed);
  assert.equal(approvedDeed({ asks: { deed }, counter: { deed: offered, digest: '' } }), offered);
  const release = { person: 'p', item: 'ITEM-1', to: 'q', purpose: 'x' };
  assert.equal(approvedDeed({ asks: { release }, counter: null }), undefined);
});

test('an offer is one until it is taken up', () => {
  const deed = { person: 'p', activity: 'a', purpose: 'q', place: 'here', from: 1, until: 2, what: 'x' };
  const countered = { status: 'countered', counter: { deed, digest: '' } } as const;
  assert.equal(isOffer(APPROVAL, countered), true);
  assert.equal(isOffer({ used: 'DEED-1' }, countered), false);
  assert.equal(isOffer(APPROVAL, { status: 'approved', counter: null }), false);
  assert.equal(isOffer(APPROVAL, undefined), false);
});
