import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exerciseKey } from '../../desk/keys.ts';
import { harbourAtWork } from '../../desk/testing/harbour.ts';

test('a registrar’s word gives no desk of another’s room: a guest with the host’s roles stays a guest', async () => {
  const room = await harbourAtWork();
  const { publicKey } = exerciseKey('harbour-summit', 'gb-mole');
  const person = {
    id: 'gb-mole',
    agency: 'guest-b-police',
    component: 'guest-b-police.event-support',
    roles: ['duty-officer', 'commander', 'loggist'],
    publicKey,
  };
  const enrolled = await room.send({ by: 'registrar:guest-b-police', kind: 'roster.enrol', detail: { person } });
  assert('outcome' in enrolled, JSON.stringify(enrolled));
  for (const desk of ['host-room.duty', 'host-room.commander', 'host-room.loggist']) {
    const answer = await room.send({
      by: 'gb-mole',
      kind: 'desk.sign-on',
      desk,
      detail: { room: 'host-room', desk },
    });
    assert('outcome' in answer, JSON.stringify(answer));
    assert.notEqual(answer.outcome, 'permitted', desk);
    assert(answer.clauses.includes('R-03'), answer.clauses.join());
  }
});
