import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifiedOutside } from '../cli/testing/verified-outside.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import type { Answer } from '../terms/answer.ts';
import { lineOf, signOn, TestMachine } from './testing/test-room.ts';

const DESK = 'host-room.duty';
const ROUNDS = 2;

for (const fault of ['failed-but-persisted', 'unknown-not-persisted', 'not-committed'] as const) {
  test(`after a commit that is ${fault} nothing acknowledged is lost, nothing is there twice, and the ledger verifies from outside`, async () => {
    const machine = new TestMachine();
    const acknowledged: Answer[] = [];
    let said = 0;
    const begin = async () => {
      const store = new MemoryStore(machine.data);
      return { store, room: await machine.open({ store }) };
    };
    let { store, room } = await begin();
    await signOn(room, 'duty-a', DESK);
    for (let round = 0; round < ROUNDS; round++) {
      const lines = Array.from({ length: 3 }, () => lineOf(room, 'duty-a', DESK, `line ${said++}`));
      const [good, struck, next] = lines as [(typeof lines)[0], (typeof lines)[0], (typeof lines)[0]];
      acknowledged.push((await room.door.submit(good)) as Answer);
      store.failNext(fault);
      const lost = await room.door.submit(struck);
      assert.ok('refused' in lost, 'what may be lost is not acknowledged');
      const goesOn = fault === 'not-committed';
      assert.equal(machine.fatal.length, goesOn ? 0 : 1, machine.fatal.join());
      if (!goesOn) {
        assert.equal('refused' in (await room.door.submit(next)), true, 'and nothing after it');
        await room.stop();
        await verifiedOutside(machine.folders.public);
        machine.fatal.length = 0;
        ({ store, room } = await begin());
      }
      const size = room.size();
      const again = (await room.door.submit(struck)) as Answer;
      const isThere = fault === 'failed-but-persisted';
      assert.equal(again.again === true, isThere);
      assert.equal(room.size(), isThere ? size : size + 1);
      acknowledged.push(again, (await room.door.submit(next)) as Answer);
    }
    for (const { act, index } of acknowledged)
      assert.equal((await room.readEntry(index))?.fields.act?.id, act, 'each stands where it was said to');
    assert.equal(new Set(acknowledged.map(({ index }) => index)).size, 3 * ROUNDS);
    await room.stop();
    assert.equal(room.includedSize(), room.size());
    await verifiedOutside(machine.folders.public);
    assert.deepEqual(machine.fatal, []);
  });
}
