import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_OCCURRENCE, missingOfOccurrence, occurrenceDraft } from './occurrence-form.ts';

const NOW = 1_000_000;
const readTime = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined);
const FILLED = { ...EMPTY_OCCURRENCE, activity: 'identity-check', text: 'two persons asked for papers' };

test('only activity and words are needed; what is not known is unknown', () => {
  assert.deepEqual(missingOfOccurrence(EMPTY_OCCURRENCE, readTime, NOW), ['activity', 'text']);
  assert.deepEqual(missingOfOccurrence(FILLED, readTime, NOW), []);
  assert.deepEqual(occurrenceDraft(FILLED, readTime, NOW), {
    kind: 'occurrence.report',
    form: 'report',
    detail: {
      deed: {
        agency: 'unknown',
        component: 'unknown',
        role: 'unknown',
        activity: 'identity-check',
        purpose: 'unknown',
        place: 'unknown',
      },
      text: FILLED.text,
    },
  });
});

test('the time of the deed is claimed where it is said, and is never ahead', () => {
  assert.equal(occurrenceDraft({ ...FILLED, time: '500' }, readTime, NOW)?.deedAt, 500);
  assert.deepEqual(missingOfOccurrence({ ...FILLED, time: 'noon' }, readTime, NOW), ['time']);
  assert.deepEqual(missingOfOccurrence({ ...FILLED, time: '1000001' }, readTime, NOW), ['future']);
  for (const time of ['noon', '1000001']) assert.equal(occurrenceDraft({ ...FILLED, time }, readTime, NOW), null, time);
});

test('the verdict can be asked for before the words are there, and not before the deed is named', () => {
  assert.equal(occurrenceDraft({ ...FILLED, text: ' ' }, readTime, NOW)?.detail['text'], '…');
  assert.equal(occurrenceDraft({ ...FILLED, activity: '' }, readTime, NOW), null);
});
