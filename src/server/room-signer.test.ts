import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../base/seeded-random.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { Signer } from '../ledger/signer.ts';
import { KeptSigner } from '../ledger/signing/kept-signer.ts';
import { SignerAway } from '../ledger/signing/port.ts';
import type { AskSigner } from '../ledger/signing/remote-signer.ts';
import { readPublished } from '../ledger/testing/published-check.ts';
import { until } from '../ledger/testing/witnessed-room.ts';
import { EventState } from '../terms/api/session.ts';
import { buildHttpServer } from './http/http-server.ts';
import { roomState } from './http/room-route.ts';
import type { OpenRoom, RoomOptions } from './room.ts';
import { actOf, TestMachine } from './testing/test-room.ts';

/** A machine whose signer is a process of its own, which a test can end, start again and give another folder. */
async function machineWithSigner() {
  const machine = new TestMachine();
  const said: string[] = [];
  const signer = { files: new MemoryFiles(), process: undefined as KeptSigner | undefined };
  const start = async (creates = false) => {
    const { files } = signer;
    const random = seededRandom(7).bytes;
    const hear = (line: unknown) => said.push(String(line));
    signer.process = await KeptSigner.open({ files, random, creates, said: hear, failed: hear });
  };
  const end = () => {
    signer.process = undefined;
  };
  const ask: AskSigner = async (line) => {
    if (signer.process === undefined) throw new SignerAway('the signer at `s` cannot be reached (ENOENT)');
    return await signer.process.answer(line);
  };
  const open = (changed: Partial<RoomOptions> = {}) =>
    machine.open({ signer: { ask, paces: { startMs: 2, everyMs: 1 } }, ...changed });
  const published = async (room: OpenRoom) => {
    const { verifier } = await Signer.open({ files: signer.files, name: room.origin });
    return (await readPublished(machine.folders.public, verifier))?.size ?? 0;
  };
  return { machine, signer, said, start, end, open, published };
}

const alarm = (room: OpenRoom, text: string) =>
  room.door.submit(actOf(room, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text } }));

test('a ledger is created with a signer that was started for it, and no key is in the data folder', async () => {
  const { machine, signer, said, start, open, published } = await machineWithSigner();
  await start(true);
  const room = await open();
  await room.stop();
  assert.equal(await published(room), room.size());
  assert.equal((await machine.folders.signer.all()).size, 0);
  assert.equal(signer.process?.ledger, room.origin);
  assert.match(said.join(), /made the key of a new ledger/);
  await start();
  const again = await open();
  await alarm(again, 'smoke');
  await again.stop();
  assert.equal(await published(again), again.size());
  assert.deepEqual(machine.fatal, []);
});

test('no room has a key made by a signer that was not started for it, nor takes a signer of another ledger', async () => {
  const one = await machineWithSigner();
  await assert.rejects(one.open(), /A room does not begin without its signer/);
  await one.start(true);
  const room = await one.open();
  await room.stop();
  const other = await machineWithSigner();
  Object.assign(other.signer, one.signer);
  await assert.rejects(
    other.open({ random: seededRandom(99).bytes }),
    /this signer is of `harbour-summit.*not of `harbour-summit/,
  );
  // A new and empty signer is none for a ledger that was signed before.
  one.signer.files = new MemoryFiles();
  await one.start(true);
  await assert.rejects(one.open(), /the signer has no key yet/);
  assert.equal((await one.signer.files.all()).size, 0);
});

test('a creation that was cut off after the key was made is gone on with', async () => {
  const { machine, signer, start, open, published } = await machineWithSigner();
  await start(true);
  const write = machine.folders.actors.write.bind(machine.folders.actors);
  machine.folders.actors.write = () => Promise.reject(new Error('cut off'));
  await assert.rejects(open(), /cut off/);
  machine.folders.actors.write = write;
  assert.notEqual(signer.process?.ledger, undefined);
  await start();
  const room = await open();
  await room.stop();
  assert.equal(await published(room), room.size());
});

test('with a key in the data folder too, a room does not start', async () => {
  const { machine, start, open } = await machineWithSigner();
  await (await machine.open()).stop();
  await start(true);
  await assert.rejects(open(), /so that there is one key and one guard/);
});

test('while the signer is away acts are recorded, checkpoints wait, and it is told; when it is back they go on', async () => {
  const { machine, start, end, open, published } = await machineWithSigner();
  await start(true);
  const room = await open();
  await until(() => room.includedSize() === room.size());
  const before = room.size();
  const wallNow = () => machine.clock.wallNow();
  const server = await buildHttpServer(room, { wallNow, unforeseen: () => {} });
  const health = async () => (await server.app.inject({ url: '/healthz', headers: { host: '127.0.0.1:0' } })).json();
  assert.equal((await health()).unsignedSince, undefined);
  end();
  const answer = await alarm(room, 'smoke');
  assert.ok('outcome' in answer && answer.outcome === 'permitted');
  await until(() => room.unsignedSince() !== null);
  assert.equal(EventState.parse(roomState(room, wallNow())).unsignedSince, null, 'a moment is not told');
  machine.clock.advance(11_000);
  const state = EventState.parse(roomState(room, wallNow()));
  assert.equal(state.unsignedSince, room.unsignedSince());
  assert.deepEqual([state.size, state.included], [before + 1, before]);
  assert.match(String((await health()).unsignedSince), /^2026-/);
  assert.equal((await health()).status, 'ok');
  assert.match(await room.metrics.registry.metrics(), /^remit_unsigned_seconds 1[\d.]+$/m);
  assert.match(machine.said.join('\n'), /no checkpoint is signed, and acts are recorded all the same: the signer at/);
  await start();
  await until(() => room.includedSize() === before + 1);
  assert.equal(room.unsignedSince(), null);
  assert.match(machine.said.join('\n'), /the signer answers again: checkpoints go on/);
  assert.match(await room.metrics.registry.metrics(), /^remit_unsigned_seconds 0$/m);
  await server.close();
  await room.stop();
  assert.equal(await published(room), before + 1);
  assert.deepEqual(machine.fatal, []);
});

test('a room that ends while its signer is away says what is in no checkpoint, and the next start publishes it', async () => {
  const { machine, start, end, open, published } = await machineWithSigner();
  await start(true);
  const room = await open();
  await until(() => room.includedSize() === room.size());
  const before = room.size();
  end();
  await alarm(room, 'smoke');
  await room.stop();
  assert.match(machine.said.join('\n'), /the last entry is recorded and in no checkpoint yet/);
  assert.deepEqual(machine.fatal, []);
  await start();
  const again = await open();
  await until(() => again.includedSize() === before + 1);
  await again.stop();
  assert.equal(await published(again), before + 1);
});

test('a signer restored from an older backup halts the room, while it runs and at its start', async () => {
  const { machine, signer, start, end, open } = await machineWithSigner();
  await start(true);
  const room = await open();
  await until(() => room.includedSize() === room.size());
  const old = (await signer.files.read('guard')) ?? assert.fail('no guard');
  await alarm(room, 'smoke');
  await until(() => room.includedSize() === room.size());
  end();
  await signer.files.write('guard', old);
  await start();
  await alarm(room, 'fire');
  await until(() => machine.fatal.length > 0);
  assert.match(machine.fatal.join(), /the folder of the signer was restored from an older backup/);
  await room.stop();
  await assert.rejects(open(), /the folder of the signer was restored from an older backup/);
});
