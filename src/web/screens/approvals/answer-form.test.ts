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
const asked = { deed: ASKED, typed, now: NOW };
const empty = emptyAnswer(asked);
const form = { ...empty, answer: 'approve' } as const;

test('an answer binds the digest of what was asked', () => {
  assert.deepEqual(answerDraft(REQUEST, { ...form, reason: ' fine ', conditions: 'beside an officer' }, read, asked), {
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
    asked,
  );
  assert.deepEqual('draft' in made && Object.keys(made.draft.detail), ['request', 'digest', 'answer', 'reason']);
});

test('a counter-offer is a deed of its own, that ends after it begins', () => {
  const counter = { ...form.counter, place: 'milan-headquarters' };
  const made = answerDraft(REQUEST, { ...form, answer: 'counter-offer', reason: 'there', counter }, read, asked);
  assert.deepEqual('draft' in made && made.draft.detail['counter'], {
    activity: 'attend-briefing',
    purpose: 'delegation-protection',
    place: 'milan-headquarters',
    from: ASKED.from,
    until: ASKED.until,
    what: 'a briefing',
  });
  const wrong = { ...counter, until: counter.from, what: '' };
  assert.deepEqual(answerDraft(REQUEST, { ...form, answer: 'counter-offer', counter: wrong }, read, asked), {
    missing: ['reason', 'counter-what', 'order'],
  });
});

test('an offer keeps the very times that were asked for until somebody changes them, and says when they passed', () => {
  const minutes = (ms: number) => `t${Math.floor(ms / 60_000) * 60_000}`;
  const deed = { ...ASKED, from: NOW + 60_007, until: NOW + 190_003 };
  const counter = emptyAnswer({ deed, typed: minutes }).counter;
  const offer = (change: object, now: number) => {
    const offered = { ...form, answer: 'counter-offer', reason: 'x', counter: { ...counter, ...change } } as const;
    return answerDraft(REQUEST, offered, read, { deed, typed: minutes, now });
  };
  const kept = offer({}, NOW);
  const { from, until } = ('draft' in kept ? kept.draft.detail['counter'] : {}) as typeof ASKED;
  assert.deepEqual([from, until], [deed.from, deed.until]);
  const late = NOW + 600_000;
  assert.deepEqual(offer({}, late), { missing: ['counter-past'] });
  assert.ok('draft' in offer({ from: `t${late}`, until: `t${late + 1}` }, late));
});

test('nothing is chosen for who answers, in writing or by word of mouth', () => {
  assert.deepEqual(answerDraft(REQUEST, { ...empty, reason: 'fine' }, read, asked), { missing: ['answer'] });
  assert.deepEqual(oralDraft(REQUEST, { ...EMPTY_ORAL, giver: 'a', reason: 'fine' }, read), { missing: ['answer'] });
});

test('an oral answer names giver and channel', () => {
  assert.deepEqual(oralDraft(REQUEST, EMPTY_ORAL, read), { missing: ['giver', 'answer', 'reason'] });
  const made = oralDraft(
    REQUEST,
    { ...EMPTY_ORAL, answer: 'approve', giver: 'it-approver-b', reason: 'called back', validUntil: 't5' },
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
