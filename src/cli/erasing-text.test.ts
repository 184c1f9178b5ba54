import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErasingNow } from '../terms/api/erasing.ts';
import { erasingTo } from './erasing-text.ts';

const now: ErasingNow = { erasures: ['ERA-2'], step: 'closing', person: 1, persons: 2, boxes: 1500 };

test('each step is said once, and nothing that the room does not tell', () => {
  const said: string[] = [];
  const tell = erasingTo({ err: (text) => said.push(text) }, 'ERA-2');
  for (const step of [undefined, null, now, now, { ...now, person: 2, boxes: 2_000 }]) tell(step);
  for (const step of ['following', 'forgetting', 'entering'] as const) tell({ ...now, step });
  tell(null);
  assert.deepEqual(said, [
    'remit: ERA-2: what is left is closed under new keys, person 1 of 2: 1,500 boxes so far\n',
    'remit: ERA-2: what is left is closed under new keys, person 2 of 2: 2,000 boxes so far\n',
    'remit: ERA-2: the keys before are destroyed; what is shown forgets it\n',
    'remit: ERA-2: the database writes anew what it had in clear\n',
    'remit: ERA-2: it is entered that it is finished\n',
  ]);
});

test('that it waits for another, or is to be tried again, is said; what a room puts into a name moves no cursor', () => {
  const said: string[] = [];
  const tell = erasingTo({ err: (text) => said.push(text) }, 'ERA-3');
  tell({ ...now, erasures: ['ERA-1\u001b[2J', 'ERA-2'] });
  for (const step of [null, null, null]) tell(step);
  assert.equal(said.length, 2);
  assert.match(said[0] ?? '', /it is entered, and waits for ERA-1.*, ERA-2\n$/);
  assert(!said[0]?.includes('\u001b'));
  assert.match(said[1] ?? '', /not at it: after an error it tries again/);
});
