import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countdown, leftOf, standingGrant } from './reading-time.ts';

test('what is left runs down to nothing, and not beyond', () => {
  assert.equal(leftOf(10_000, 4_000), 6_000);
  assert.equal(leftOf(10_000, 10_000), 0);
  assert.equal(leftOf(10_000, 99_000), 0);
  assert.equal(countdown(247_000), '4:07');
  assert.equal(countdown(1), '0:01');
  assert.equal(countdown(0), '0:00');
  assert.equal(countdown(3_600_000), '60:00');
});

test('only one’s own grant for this very item, while it stands', () => {
  const grant = (id: string, person: string, of: string, until: number) => ({ id, person, of, until });
  const grants = [
    grant('CONS-1', 'me', 'ITEM-1', 90),
    grant('CONS-2', 'me', 'ITEM-1', 120),
    grant('CONS-3', 'me', 'ITEM-2', 200),
    grant('CONS-4', 'you', 'ITEM-1', 300),
  ];
  assert.equal(standingGrant(grants, 'ITEM-1', 'me', 100)?.id, 'CONS-2');
  assert.equal(standingGrant(grants, 'ITEM-1', 'me', 120), undefined);
  assert.equal(standingGrant(grants, 'ITEM-3', 'me', 0), undefined);
});
