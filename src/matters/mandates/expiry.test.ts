import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harbourAtWork, openIdentityCheck } from '../../desk/testing/harbour.ts';

test('a mandate ends at its time, by an entry of the clock, and what rests on it is outside from then on', async () => {
  const room = await harbourAtWork();
  const { deed } = await openIdentityCheck(room);
  const until = room.state.get('mandates', 'guest-b')?.until;
  assert(until != null, 'the mandate of guest B has an end');
  await room.advanceTo(until);
  assert.equal(room.state.get('mandates', 'guest-b')?.status, 'expired');
  assert.equal(room.state.get('deeds', deed)?.status, 'ended');
  const ends = room.entries.filter(({ draft }) => draft.fields.kind === 'mandate.expired');
  assert(ends.some(({ draft }) => draft.fields.matter === 'guest-b'));
  const later = await room.enter({ by: 'gb-support-a', kind: 'log.line', detail: { text: 'still here' } });
  assert.equal(later.outcome, 'outside');
  assert.deepEqual(later.clauses, []);
});
