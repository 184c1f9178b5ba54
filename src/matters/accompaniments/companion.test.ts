import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR } from '../../base/clock.ts';
import { accompany, harbourAtWork } from '../../desk/testing/harbour.ts';

/** Talking to visitors: permitted to guest B without approval, but only beside an officer of the host (guest-b/6). */
async function talking() {
  const room = await harbourAtWork();
  const accompaniment = await accompany(room);
  const deed = await room.permitted({
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'talk-to-visitors',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    detail: { until: room.now + HOUR, what: 'visitors from state B' },
  });
  assert.equal(room.state.get('deeds', deed.deed ?? '')?.status, 'open');
  return { room, accompaniment, status: () => room.state.get('deeds', deed.deed ?? '')?.status };
}

test('what is permitted only beside an officer ends when the officer goes', async () => {
  const { room, accompaniment, status } = await talking();
  const detail = { accompaniment: accompaniment.matter };
  await room.permitted({ by: 'police-a', kind: 'accompaniment.end', detail });
  assert.equal(status(), 'ended');
});

test('and when the officer goes off duty', async () => {
  const { room, status } = await talking();
  await room.permitted({ by: 'police-a', kind: 'desk.sign-off', detail: {} });
  assert.equal(status(), 'ended');
});

test('but not while another officer is beside', async () => {
  const { room, accompaniment, status } = await talking();
  await accompany(room, 'gb-support-a', 'duty-a');
  await room.permitted({
    by: 'police-a',
    kind: 'accompaniment.end',
    detail: { accompaniment: accompaniment.matter },
  });
  assert.equal(status(), 'open');
});
