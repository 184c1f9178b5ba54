import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueueItem } from '../../records/records.ts';
import type { ApprovalRow, RequestRow } from '../../records/rows.ts';
import { queueWords } from './queue-words.ts';

const DEED = { person: 'guest', activity: 'a', purpose: 'q', place: 'here', from: 1, until: 2, what: 'as asked' };
const REQUEST: RequestRow = {
  id: 'REQ-g-1',
  requester: 'guest',
  agency: 'g',
  asks: { deed: DEED },
  digest: 'd',
  deed: 'DEED-g-1',
  deadline: 9,
  status: 'waiting',
  counter: null,
  clauses: [],
};
const APPROVAL: ApprovalRow = {
  request: 'REQ-g-1',
  digest: 'd',
  person: 'guest',
  agency: 'g',
  giver: 'approver',
  enteredBy: 'loggist',
  channel: 'telephone',
  countersigned: null,
  reason: 'called back',
  conditions: null,
  from: 3,
  until: 9,
  ended: null,
  used: null,
};
const KNOWN = { approvals: [APPROVAL], requests: [REQUEST] };

function item(why: QueueItem['why'], slice: QueueItem['matterShown']['slice'], row: object): QueueItem {
  const at = { index: 1, at: 1 };
  const opened = { ...at, person: 'opener', desk: null };
  const changed = { ...opened, kind: 'log.line', reason: null, byClock: false, cause: null };
  const shown = { slice, id: 'x', open: true, row: { ...row } as never, text: '' };
  const matterShown = { ...shown, opened, changed, answered: null };
  return { why, matter: 'x', matterShown, digest: null, due: null, clauses: [], moreOfSame: 0 };
}

test('a request is from who asks, with what is asked', () => {
  const { deed, from, who } = queueWords(item('approval', 'requests', REQUEST), KNOWN);
  assert.deepEqual([deed?.what, from, who], ['as asked', 'asked', 'guest']);
});

test('an offer says what is offered and who offers it, not what one asked oneself', () => {
  const offered = { ...REQUEST, status: 'countered', counter: { deed: { ...DEED, what: 'instead' }, digest: 'e' } };
  const { deed, from, who, reason } = queueWords(item('counter-offer', 'requests', offered), KNOWN);
  assert.deepEqual([deed?.what, from, who, reason], ['instead', 'offered', 'approver', 'called back']);
});

test('an approved deed is from who approved it', () => {
  const row = { ...DEED, id: 'DEED-g-1', request: 'REQ-g-1' };
  const { deed, from, who } = queueWords(item('approved-deed', 'deeds', row), KNOWN);
  assert.deepEqual([deed?.what, from, who], ['as asked', 'approved', 'approver']);
});

test('what is to be countersigned says what it is, who entered it, and over what it came', () => {
  const { deed, from, who, channel } = queueWords(item('countersign', 'approvals', APPROVAL), KNOWN);
  assert.deepEqual([deed?.activity, deed?.place, from, who, channel], ['a', 'here', 'entered', 'loggist', 'telephone']);
});

test('what has no deed is from who opened it', () => {
  const { deed, who } = queueWords(item('declaration', 'declarations', { id: 'DECL-1' }), KNOWN);
  assert.deepEqual([deed, who], [null, 'opener']);
});
