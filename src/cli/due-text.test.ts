import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RetentionShown, ReviewShown } from '../terms/api/retention.ts';
import { dueText } from './due-text.ts';

const SHOWN: RetentionShown = {
  at: 10 * 86_400_000,
  inForce: { version: 1, digest: 'a'.repeat(64), rules: [], open: [], by: 'privacy-a', since: 0 },
  supplied: null,
  due: [],
  moreDue: 0,
  extended: [],
  moreExtended: 0,
  held: [],
  moreHeld: 0,
  erased: [],
  moreErased: 0,
};

function review(of: string, hold: string | null): ReviewShown {
  const held = hold === null ? null : { hold, until: 20 * 86_400_000 };
  const { kind, rule, title } = { kind: 'log.line' as never, rule: 'retention/1', title: 'a line' };
  return { id: `REV-${of}`, of, kind, rule, title, due: 86_400_000, times: 1, extendedBy: null, held };
}

test('what is up for review is told with how to erase one that no hold keeps', () => {
  const text = dueText({ ...SHOWN, due: [review('entry-7', 'HOLD-1'), review('entry-8', null)] }, 'privacy-a');
  assert.match(text, /entry-7 .*due 1970-01-02T00:00:00Z, 9 days ago; held by HOLD-1/);
  assert.match(text, /remit erase entry-8 --as privacy-a/);
});

test('that what is listed is held says nothing of what is not listed', () => {
  const due = [review('entry-7', 'HOLD-1')];
  const held = [{ id: 'HOLD-1', of: 'entry-7', by: 'duty-a', from: 0, until: 9, reason: null }];
  const last = (more: Partial<RetentionShown>) =>
    dueText({ ...SHOWN, due, held, ...more }, 'privacy-a')
      .split('\n')
      .at(-2);
  assert.equal(last({}), 'holds that stand: 1; what is held is not erased');
  assert.equal(
    last({ moreDue: 3, moreHeld: 2 }),
    'holds that stand: 3; all that are listed are held, and what is held is not erased',
  );
});
