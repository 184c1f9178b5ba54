import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryFiles } from '../../ledger/files/memory.ts';
import { encodeVkey, publicKeyOf } from '../../ledger/note.ts';
import { until } from '../../ledger/testing/witnessed-room.ts';
import { EventState } from '../../terms/api/session.ts';
import type { RoomOptions } from '../room.ts';
import { TestMachine } from '../testing/test-room.ts';
import { SignedRoom } from './testing/signed-room.ts';

const HOST = { host: '127.0.0.1:0' };

/** What the route says of witnesses, and what the interface says of the route. */
async function told(options: Partial<RoomOptions>, later = 0) {
  const machine = new TestMachine();
  const room = await machine.open(options);
  const { http } = await SignedRoom.around(machine, room);
  if (options.witnesses !== undefined) await until(() => room.witnesses.state()?.witnesses[0]?.failing !== null);
  machine.clock.advance(later);
  const answer = await http.app.inject({ url: '/api/event', headers: HOST });
  const described = await http.app.inject({ url: '/api/openapi.json', headers: HOST });
  await http.close();
  await room.stop();
  assert.equal(answer.statusCode, 200);
  return { witnessed: EventState.parse(answer.json()).witnessed, described: described.json() };
}

test('the event says that nobody outside witnesses the ledger, and the interface describes it', async () => {
  const { witnessed, described } = await told({});
  assert.equal(witnessed, null);
  const schema = JSON.stringify(described.paths['/api/event'].get.responses['200']);
  for (const member of ['witnessed', 'since', 'overdue', 'failing']) assert.ok(schema.includes(`"${member}"`), member);
});

test('the event says since when too few witnesses have cosigned, and never why: that is for whoever runs the room', async () => {
  const key = encodeVkey({ name: 'guest.example/w', publicKey: publicKeyOf(Buffer.alloc(32, 7)) }, 'witness');
  const witnesses = {
    policy: Buffer.from(`witness guest ${key} http://witness.example/\nquorum guest\n`),
    brought: new MemoryFiles(),
    ask: async () => {
      throw new Error('it cannot be reached');
    },
  };
  const { witnessed } = await told({ witnesses }, 601_000);
  assert.deepEqual([witnessed?.size, witnessed?.overdue, witnessed?.witnesses, witnessed?.failing], [null, true, 1, 1]);
  assert.deepEqual(Object.keys(witnessed ?? {}).sort(), [
    'contradicting',
    'failing',
    'overdue',
    'since',
    'size',
    'witnesses',
  ]);
});
