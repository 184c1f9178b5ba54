import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definitionOf } from '../../../matters/registry.ts';
import { answerDraft, emptyAnswer, raiseDraft } from './challenge-form.ts';

const DECLARED = {
  activity: 'visit-site',
  purpose: 'delegation-protection',
  outcome: 'permitted',
  clauses: [],
} as const;
const ROW = {
  id: 'CHA-us-ice-1',
  declared: { ...DECLARED, clauses: ['us-hsi/7'] },
  seems: { activity: 'attend-interview', purpose: 'delegation-protection' },
};

function draftOf(made: ReturnType<typeof raiseDraft>) {
  assert('draft' in made, JSON.stringify(made));
  const { kind, detail } = made.draft;
  assert(definitionOf(kind).detail.safeParse(detail).success, JSON.stringify(detail));
  return detail;
}

test('a challenge names only what is other than declared, and why', () => {
  const form = { activity: 'attend-interview', purpose: '', reason: ' stood by ' };
  assert.deepEqual(draftOf(raiseDraft('DEED-us-ice-1', DECLARED, form)), {
    deed: 'DEED-us-ice-1',
    activity: 'attend-interview',
    reason: 'stood by',
  });
  const both = { ...form, purpose: 'delegation-protection' };
  assert.deepEqual(draftOf(raiseDraft('DEED-us-ice-1', DECLARED, both)), {
    deed: 'DEED-us-ice-1',
    activity: 'attend-interview',
    reason: 'stood by',
  });
  assert.deepEqual(raiseDraft('DEED-us-ice-1', DECLARED, { activity: 'visit-site', purpose: '', reason: '' }), {
    missing: ['other', 'reason'],
  });
});

test('an answer begins as what the deed seems to be, with nothing chosen', () => {
  const empty = emptyAnswer(ROW);
  assert.deepEqual(empty, { answer: '', ...ROW.seems, reason: '' });
  assert.deepEqual(answerDraft(ROW, empty), { missing: ['answer', 'reason'] });
  assert.deepEqual(draftOf(answerDraft(ROW, { ...empty, answer: 'stands', reason: 'I was there' })), {
    challenge: 'CHA-us-ice-1',
    answer: 'stands',
    reason: 'I was there',
  });
  assert.deepEqual(draftOf(answerDraft(ROW, { ...empty, answer: 'reclassified', reason: 'two saw it' })), {
    challenge: 'CHA-us-ice-1',
    answer: 'reclassified',
    ...ROW.seems,
    reason: 'two saw it',
  });
});

test('what was found is whole, and something else than declared', () => {
  const answer = { ...emptyAnswer(ROW), answer: 'reclassified', reason: 'x' } as const;
  assert.deepEqual(answerDraft(ROW, { ...answer, purpose: '' }), { missing: ['found'] });
  assert.deepEqual(answerDraft(ROW, { ...answer, activity: 'visit-site' }), { missing: ['found'] });
});
