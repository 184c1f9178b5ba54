import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneScreens } from './phone-screens.ts';

const NONE = { oversight: false, dataProtection: false, directs: false };

test('the bottom of a phone holds the desk’s own main screen, and as many as ever', () => {
  const few = phoneScreens(NONE, false);
  assert.ok(few.includes('/act'));
  for (const [me, answers, own] of [
    [NONE, true, '/approvals'],
    [{ ...NONE, oversight: true }, false, '/oversight'],
    [{ ...NONE, dataProtection: true }, false, '/items'],
    [{ ...NONE, directs: true }, false, '/exercise'],
  ] as const) {
    const screens = phoneScreens(me, answers);
    assert.deepEqual(
      screens,
      few.map((path) => (path === '/act' ? own : path)),
    );
  }
});
