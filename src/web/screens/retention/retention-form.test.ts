import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY } from '../../../base/clock.ts';
import { eraseDraft, keepDraft, namedRecord, nameOf, standsAgainst } from './retention-form.ts';

const NOW = Date.parse('2026-02-05T12:00:00Z');
const UNTIL = NOW + 30 * DAY;

test('a record is named by its number, a line of the log by its entry, however that is written', () => {
  assert.deepEqual(namedRecord(' OCC-guest-a-1 '), { record: 'OCC-guest-a-1' });
  for (const text of ['entry-1024', 'Entry-1024', '#1024', '1024'])
    assert.deepEqual(namedRecord(text), { entry: 1024 });
  for (const text of ['', 'INC', 'INC-0', 'inc-1', '1e3', '-1', '01', 'entry-', '1234567890123456', 'INC-1 INC-2'])
    assert.equal(namedRecord(text), undefined, text);
  for (const text of ['OCC-guest-a-1', 'entry-0']) assert.equal(nameOf(namedRecord(text) ?? { entry: -1 }), text);
});

test('erasing wants a reason, and says on which basis', () => {
  assert.deepEqual(eraseDraft({ entry: 7 }, { basis: 'request', reason: '  ' }), { missing: ['reason'] });
  assert.deepEqual(eraseDraft({ entry: 7 }, { basis: 'request', reason: ' asked for ' }), {
    draft: { kind: 'record.erase', detail: { entry: 7, basis: 'request', reason: 'asked for' } },
  });
});

test('what keeps a record wants a time ahead, within 400 days, and a reason', () => {
  const named = { record: 'INC-1' };
  const made = (until: number | undefined, reason: string) =>
    keepDraft('hold.place', named, { reason }, { until, now: NOW });
  assert.deepEqual(made(undefined, ''), { missing: ['until', 'reason'] });
  assert.deepEqual(made(NOW, 'why'), { missing: ['until'] });
  assert.deepEqual(made(NOW + 400 * DAY + 1, 'why'), { missing: ['late'] });
  assert.deepEqual(made(UNTIL, 'a complaint'), {
    draft: { kind: 'hold.place', detail: { record: 'INC-1', until: UNTIL, reason: 'a complaint' } },
  });
  assert.ok('draft' in keepDraft('retention.extend', named, { reason: 'why' }, { until: NOW + 400 * DAY, now: NOW }));
});

test('that no review came up stands only against erasing because the time is over', () => {
  assert.deepEqual(standsAgainst(['R-38', 'R-40'], 'retention'), ['R-38', 'R-40']);
  assert.deepEqual(standsAgainst(['R-38', 'R-40'], 'request'), ['R-38']);
  assert.deepEqual(standsAgainst(['R-40'], 'order'), []);
});
