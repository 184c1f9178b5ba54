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
    roles: ['intelligence-officer', 'venue-manager', 'watch-officer'],
    publicKey,
  };
  const enrolled = await room.send({ by: 'registrar:guest-b-police', kind: 'roster.enrol', detail: { person } });
  assert('outcome' in enrolled, JSON.stringify(enrolled));
  assert.equal(enrolled.outcome, 'permitted', 'a registrar may say so; it opens no desk');
  // Desks that nobody holds, so that it is not their holder who keeps the guest out.
  for (const desk of ['host-room.intelligence', 'host-room.venue', 'harbour-room.watch']) {
    const answer = await room.send({
      by: 'gb-mole',
      kind: 'desk.sign-on',
      desk,
      detail: { room: desk.split('.')[0], desk },
    });
    assert('outcome' in answer, JSON.stringify(answer));
    assert.notEqual(answer.outcome, 'permitted', desk);
    assert(answer.clauses.includes('R-03'), answer.clauses.join());
  }
});
