import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../base/clock.ts';
import { seededRandom } from '../base/seeded-random.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { TestLog } from '../ledger/testing/test-log.ts';
import { type LedgerRoom, roomWithLedger, until, witnessingOf } from '../ledger/testing/witnessed-room.ts';
import { askOverHttp } from '../server/witness-transport.ts';
import { serveWitness } from './server.ts';
import { Witness } from './witness.ts';

/** A house: a room with its ledger, and a witness of its own beside it that trusts the other house's ledger. */
async function witnessOf(name: string, seed: number, trusts: LedgerRoom) {
  const said: string[] = [];
  const place = { files: new MemoryFiles(), clock: systemClock, said: (line: string) => said.push(line) };
  const witness = await Witness.create({ ...place, name: `${name}.example/w`, random: seededRandom(seed).bytes });
  await witness.trust(trusts.vkey);
  const answer = (body: Uint8Array) => witness.answer(body);
  const failed = (error: unknown) => assert.fail(String(error));
  const server = await serveWitness({ answer, port: 0, host: '127.0.0.1', failed });
  return { name, vkey: witness.vkey, url: `http://127.0.0.1:${server.port}/`, witness, said, close: server.close };
}

test('a host’s room and a guest’s room witness each other', async () => {
  const host = await roomWithLedger('host.live.remit.example/0123456789ab', 1);
  const guest = await roomWithLedger('guest.live.remit.example/ba9876543210', 2);
  const atHost = await witnessOf('host', 3, guest);
  const atGuest = await witnessOf('guest', 4, host);
  const ofHost = witnessingOf(host, [atGuest], askOverHttp);
  const ofGuest = witnessingOf(guest, [atHost], askOverHttp);
  try {
    for (const [hosts, guests] of [
      [3, 1],
      [300, 5],
      [1, 260],
    ] as const) {
      await Promise.all([host.grow(hosts), guest.grow(guests)]);
      ofHost.witnessing.note();
      ofGuest.witnessing.note();
      await until(() => host.publisher.witnessed?.size === host.publisher.published?.size);
      await until(() => guest.publisher.witnessed?.size === guest.publisher.published?.size);
    }
    assert.match(
      await host.published('witnessed'),
      /\n304\n[^\n]+\n\n— host\.live\.\S+ \S+\n— guest\.example\/w \S+\n$/,
    );
    assert.match(
      await guest.published('witnessed'),
      /\n266\n[^\n]+\n\n— guest\.live\.\S+ \S+\n— host\.example\/w \S+\n$/,
    );

    // Neither cosigns what it was not told to, nor a second history of what it was.
    assert.equal((await atGuest.witness.answer(Buffer.from(requestOf(guest)))).status, 404);
    const rewritten = new TestLog(host.origin, { history: 'rewritten ' });
    assert.equal((await atGuest.witness.answer(await rewritten.request(304, 310))).status, 403);
    assert.deepEqual([...ofHost.said, ...ofGuest.said], []);
  } finally {
    await Promise.all([ofHost.witnessing.stop(), ofGuest.witnessing.stop()]);
    await Promise.all([atHost.close(), atGuest.close()]);
  }
});

function requestOf({ publisher }: LedgerRoom): string {
  return `old 0\n\n${publisher.published?.note}`;
}
