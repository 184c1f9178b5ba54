import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerBy, DeedPrefill, deedDraft, EMPTY_DEED, prefilled } from './deed-form.ts';

const NOW = 1_000_000_000;
const HOUR = 3_600_000;
const READ = {
  ahead: (text: string) => (text === 'later' ? NOW + HOUR : text === 'past' ? NOW - HOUR : undefined),
  back: (text: string) => (text === 'before' ? NOW - HOUR : undefined),
};
const FULL = {
  ...EMPTY_DEED,
  activity: 'liaise',
  purpose: 'event-security',
  place: 'viminale',
  until: 'later',
  what: 'talk',
};

test('a full proposal is an act; it begins now where nothing else is said', () => {
  assert.deepEqual(deedDraft(FULL, READ, NOW), {
    draft: {
      kind: 'deed.propose',
      activity: 'liaise',
      purpose: 'event-security',
      place: 'viminale',
      detail: { until: NOW + HOUR, what: 'talk' },
    },
  });
});

test('a report has the time of the deed and no end', () => {
  const made = deedDraft({ ...FULL, mode: 'report', from: 'before', until: 'nonsense' }, READ, NOW);
  assert.deepEqual(made, {
    draft: {
      kind: 'deed.report',
      form: 'report',
      activity: 'liaise',
      purpose: 'event-security',
      place: 'viminale',
      deedAt: NOW - HOUR,
      detail: { what: 'talk' },
    },
  });
});

test('what is missing is named, and nothing is made of half a form', () => {
  assert.deepEqual(deedDraft({ ...EMPTY_DEED, until: '' }, READ, NOW), {
    missing: ['activity', 'purpose', 'place', 'until', 'what'],
  });
  assert.deepEqual(deedDraft({ ...FULL, what: ' \n' }, READ, NOW), { missing: ['what'] });
  assert.deepEqual(deedDraft({ ...FULL, from: 'soonish' }, READ, NOW), { missing: ['from'] });
  assert.deepEqual(deedDraft({ ...FULL, until: 'past' }, READ, NOW), { missing: ['order'] });
  assert.deepEqual(deedDraft({ ...FULL, from: 'later' }, READ, NOW), { missing: ['order'] });
});

test('a request is answered within the hour, before the deed, and never under ten minutes', () => {
  assert.equal(answerBy(NOW, NOW), NOW + 600_000);
  assert.equal(answerBy(NOW, NOW + HOUR / 2), NOW + HOUR / 2);
  assert.equal(answerBy(NOW, NOW + 5 * HOUR), NOW + HOUR);
});

test('the address fills the form in, and cannot break it', () => {
  assert.equal(prefilled(FULL, DeedPrefill.parse({})), undefined);
  assert.equal(prefilled(FULL, DeedPrefill.parse({ request: 'x', what: { a: 1 }, activity: ['x'] })), undefined);
  const filled = prefilled(FULL, DeedPrefill.parse({ activity: 'arrest', until: ' 60m', what: 12 }));
  assert.deepEqual(filled, { ...EMPTY_DEED, activity: 'arrest', until: '+60m', what: '12' });
  const detail = { until: '+60m', what: 'a briefing', counters: 'REQ-a-1' };
  assert.deepEqual(prefilled(FULL, DeedPrefill.parse({ kind: 'deed.propose', place: 'viminale', detail })), {
    ...EMPTY_DEED,
    place: 'viminale',
    until: '+60m',
    what: 'a briefing',
  });
  assert.equal(prefilled(FULL, DeedPrefill.parse({ kind: 'deed.report' }))?.mode, 'report');
  assert.equal(prefilled(FULL, DeedPrefill.parse({ kind: 'anything' }))?.mode, 'propose');
});
