import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Act } from '../../terms/act.ts';
import { summaryOf } from '../../views/summary.ts';
import { cameOf, saidOf } from './said.ts';

const of = (kind: Act['kind'], detail: Act['detail']) => saidOf({ kind, summary: summaryOf({ kind, detail }) });

test('a summary comes apart into the names that its kind begins with, and what was written', () => {
  const answer = { request: 'REQ-us-ice-1', digest: 'd', answer: 'counter-offer', reason: 'not there: here' };
  assert.deepEqual(of('approval.answer', answer), {
    names: ['counter-offer', 'REQ-us-ice-1'],
    text: 'not there: here',
  });
  assert.deepEqual(of('challenge.answer', { challenge: 'CHA-us-ice-1', answer: 'stands', reason: 'seen' }), {
    names: ['stands', 'CHA-us-ice-1'],
    text: 'seen',
  });
  assert.deepEqual(of('challenge.raise', { deed: 'DEED-us-ice-1', activity: 'patrol', reason: 'it walked' }), {
    names: ['DEED-us-ice-1'],
    text: 'it walked',
  });
  assert.deepEqual(of('desk.sign-on', { room: 'host-room', desk: 'host-room.duty' }), {
    names: ['host-room.duty'],
    text: '',
  });
  assert.deepEqual(of('clearance.grant', { to: 'a-officer', clears: 'weapon', thing: 'pistol 12', reason: 'joint' }), {
    names: ['weapon', 'a-officer'],
    text: 'pistol 12',
  });
  assert.deepEqual(of('conferral.grant', { to: 'de-field-a', power: 'identity-check', reason: 'joint' }), {
    names: ['identity-check', 'de-field-a'],
    text: 'joint',
  });
  assert.deepEqual(of('accompaniment.begin', { officer: 'it-a', guest: 'de-a' }), {
    names: ['de-a', 'it-a'],
    text: '',
  });
  assert.deepEqual(of('ledger.key', { before: 'x+1+a', after: 'x+2+b', signs: 'both' }), { names: ['both'], text: '' });
  const passed = { witness: 'w.example/1+00000000+B', size: 9, entries: 5, claims: 'longer' };
  assert.deepEqual(of('witness.pass', passed), { names: ['longer'], text: '' });
  assert.deepEqual(of('statement.register', { office: 'ministry', text: 'they come' }), {
    names: ['ministry'],
    text: 'they come',
  });
  const person = { id: 'it-a', component: 'it-police.field', roles: ['field-officer', 'loggist'] };
  assert.deepEqual(of('roster.enrol', { person }), {
    names: ['it-a', 'it-police.field', 'field-officer', 'loggist'],
    text: '',
  });
});

test('an opinion on a draft says which it is, and a version that is put in force later says from when', () => {
  const draft = { mandate: 'us-hsi', version: 2 };
  assert.deepEqual(of('mandate.review', { ...draft, digest: 'd', opinion: 'objected', note: 'no end: none' }), {
    names: ['objected', 'us-hsi@2'],
    text: 'no end: none',
  });
  const from = Date.parse('2026-02-11T06:00:00Z');
  assert.deepEqual(of('mandate.enforce', { ...draft, reason: 'agreed: all', from }), {
    names: ['us-hsi@2'],
    text: 'agreed: all',
    from,
  });
  assert.equal(of('mandate.enforce', { ...draft, reason: 'from then on' }), null);
});

test('the first entry is told by its kind, and names its event', () => {
  assert.deepEqual(of('ledger.create', { title: 'Games: 2026' }), { names: ['ledger.create'], text: 'Games: 2026' });
});

test('a member that may be left out changes the names, not the words', () => {
  assert.deepEqual(of('tasking.issue', { to: 'it-a', text: 'look' }), { names: ['it-a'], text: 'look' });
  assert.deepEqual(of('tasking.issue', { incident: 'INC-1', to: 'it-a', text: 'look' }), {
    names: ['INC-1', 'it-a'],
    text: 'look',
  });
  assert.deepEqual(of('exercise.direct', { do: 'inject', inject: 'crowd', reason: 'now' }), {
    names: ['inject', 'crowd'],
    text: 'now',
  });
});

test('what people wrote is never taken for names, and what is no summary of its kind stays whole', () => {
  assert.equal(of('log.line', { text: 'approve REQ-us-ice-1: no' }), null);
  for (const summary of ['', 'erased', 'follows from another act', 'approve  REQ-1: no'])
    assert.equal(saidOf({ kind: 'approval.answer', summary }), null, summary);
});

test('of a version that came into force the version comes first, and what the clock did has no reason', () => {
  const detail = { mandate: 'us-hsi', version: 2, reason: 'looked into: no more' };
  const summary = summaryOf({ kind: 'mandate.enforce', detail });
  assert.deepEqual(cameOf(summary), { version: 'us-hsi@2', text: 'looked into: no more' });
  assert.deepEqual(cameOf('us-hsi@2'), { version: 'us-hsi@2', text: '' });
});
