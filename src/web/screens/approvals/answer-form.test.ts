import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerDraft, EMPTY_ORAL, emptyAnswer, oralDraft } from './answer-form.ts';

const NOW = 1_000_000;
const ASKED = {
  person: 'guest',
  activity: 'attend-briefing',
  purpose: 'delegation-protection',
  place: 'viminale',
  from: NOW + 60_000,
  until: NOW + 120_000,
  what: 'a briefing',
};
const REQUEST = { id: 'REQ-a-1', digest: 'd'.repeat(64) };
const typed = (ms: number) => `t${ms}`;
const read = (text: string) => (/^t\d+$/.test(text) ? Number(text.slice(1)) : undefined);
const form = emptyAnswer(ASKED, typed, NOW);

test('an answer binds the digest of what was asked', () => {
  assert.deepEqual(answerDraft(REQUEST, { ...form, reason: ' fine ', conditions: 'beside an officer' }, read), {
    draft: {
      kind: 'approval.answer',
      detail: {
        request: 'REQ-a-1',
        digest: REQUEST.digest,
        answer: 'approve',
        reason: 'fine',
        conditions: 'beside an officer',
      },
    },
  });
});

test('a refusal carries no conditions, end or offer, whatever stood in the form', () => {
  const made = answerDraft(
    REQUEST,
    { ...form, answer: 'refuse', reason: 'no', conditions: 'x', validUntil: 'nonsense' },
    read,
  );
  assert.deepEqual('draft' in made && Object.keys(made.draft.detail), ['request', 'digest', 'answer', 'reason']);
});

test('a counter-offer is a deed of its own, that ends after it begins', () => {
  const counter = { ...form.counter, place: 'milan-headquarters' };
  const made = answerDraft(REQUEST, { ...form, answer: 'counter-offer', reason: 'there', counter }, read);
  assert.deepEqual('draft' in made && made.draft.detail['counter'], {
    activity: 'attend-briefing',
    purpose: 'delegation-protection',
    place: 'milan-headquarters',
    from: ASKED.from,
    until: ASKED.until,
    what: 'a briefing',
  });
  const wrong = { ...counter, until: counter.from, what: '' };
  assert.deepEqual(answerDraft(REQUEST, { ...form, answer: 'counter-offer', counter: wrong }, read), {
    missing: ['reason', 'counter-what', 'order'],
  });
});

test('an offer does not begin in the past by itself', () => {
  assert.equal(emptyAnswer(ASKED, typed, ASKED.from + 1).counter.from, '+15m');
});

test('an oral answer names giver and channel', () => {
  assert.deepEqual(oralDraft(REQUEST, EMPTY_ORAL, read), { missing: ['giver', 'reason'] });
  const made = oralDraft(
    REQUEST,
    { ...EMPTY_ORAL, giver: 'it-approver-b', reason: 'called back', validUntil: 't5' },
    read,
  );
  assert.deepEqual('draft' in made && made.draft, {
    kind: 'approval.oral',
    detail: {
      request: 'REQ-a-1',
      digest: REQUEST.digest,
      giver: 'it-approver-b',
      channel: 'telephone',
      answer: 'approve',
      reason: 'called back',
      validUntil: 5,
    },
  });
});
