import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../base/seeded-random.ts';
import { verifiedOutside } from '../cli/testing/verified-outside.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { encodeVkey, parseVkey, publicKeyOf } from '../ledger/note.ts';
import { Signer } from '../ledger/signer.ts';
import { until } from '../ledger/testing/witnessed-room.ts';
import { bringAnswer } from '../ledger/witness-answers.ts';
import type { AskWitness } from '../ledger/witness-asking.ts';
import { encodeWitnessRequest } from '../ledger/witness-request.ts';
import { EventState } from '../terms/api/session.ts';
import { Witness } from '../witness/witness.ts';
import { roomState } from './http/room-route.ts';
import { TestMachine } from './testing/test-room.ts';
import { readWitnesses } from './witnesses.ts';

/** A machine whose room has run once, so that its key is known; a witness that trusts it; and what the room is told of it. */
async function witnessedMachine(url = 'http://witness.example/') {
  const machine = new TestMachine();
  await (await machine.open()).stop();
  const vkey = Buffer.from((await machine.folders.public.read('ledger/vkey')) ?? [])
    .toString('utf8')
    .trim();
  const place = { files: new MemoryFiles(), clock: machine.clock };
  const witness = await Witness.create({ ...place, name: 'guest.example/w', random: seededRandom(9).bytes });
  await witness.trust(vkey);
  const down = { now: false };
  const ask: AskWitness = async (_prefix, body) => {
    if (down.now) throw new Error('it cannot be reached');
    return await witness.answer(Buffer.from(body));
  };
  const policy = Buffer.from(`log ${vkey}\nwitness guest ${witness.vkey} ${url}\nquorum guest\n`);
  const brought = new MemoryFiles();
  const published = async (path: string) =>
    Buffer.from((await machine.folders.public.read(`ledger/${path}`)) ?? []).toString('utf8');
  const witnesses = { policy, brought, ask, paces: { retryMs: 1 } };
  return { machine, vkey, witness, witnesses, policy, published, brought, down };
}

test('a room that has a policy asks its witnesses, publishes both, and says how far it is witnessed', async () => {
  const { machine, witnesses, policy, published } = await witnessedMachine();
  const room = await machine.open({ witnesses });
  await until(() => room.witnesses.state()?.size === room.includedSize());
  assert.equal(await published('policy'), policy.toString());
  assert.match(await published('witnessed'), /\n— guest\.example\/w \S+\n$/);
  const { witnessed } = EventState.parse(roomState(room, machine.clock.wallNow()));
  assert.deepEqual(
    [witnessed?.size, witnessed?.overdue, witnessed?.witnesses, witnessed?.failing],
    [room.size(), false, 1, 0],
  );
  const metrics = await room.metrics.registry.metrics();
  assert.match(metrics, new RegExp(`^remit_witnessed_size ${room.size()}$`, 'm'));
  assert.match(metrics, /^remit_unwitnessed_seconds [\d.]+$/m);
  await room.stop();
  assert.deepEqual(machine.fatal, []);
});

test('the room goes on without its witness, and says when the last quorum is more than ten minutes old', async () => {
  const { machine, witnesses, down } = await witnessedMachine();
  down.now = true;
  const room = await machine.open({ witnesses });
  await until(() => room.witnesses.state()?.witnesses[0]?.failing === 'it cannot be reached');
  const now = machine.clock.wallNow();
  assert.equal(roomState(room, now).witnessed?.overdue, false);
  const late = roomState(room, now + 601_000).witnessed;
  assert.deepEqual([late?.overdue, late?.size, late?.failing], [true, null, 1]);
  machine.clock.advance(601_000);
  const [, seconds] = /^remit_unwitnessed_seconds ([\d.]+)$/m.exec(await room.metrics.registry.metrics()) ?? [];
  assert.ok(Number(seconds) > 600, seconds);
  assert.ok(machine.said.includes('the witness `guest` gives no cosignature: it cannot be reached'));
  down.now = false;
  await until(() => {
    room.witnesses.note();
    machine.clock.advance(1_000);
    return room.witnesses.state()?.size === room.includedSize();
  });
  assert.equal(roomState(room, machine.clock.wallNow()).witnessed?.overdue, false);
  await room.stop();
  await verifiedOutside(machine.folders.public, room.size());
});

test('without a policy the room says that nobody outside witnesses, publishes none, and has no numbers of it', async () => {
  const { machine, witnesses, published } = await witnessedMachine();
  await (await machine.open({ witnesses })).stop();
  assert.notEqual(await published('policy'), '');
  const room = await machine.open();
  assert.equal(roomState(room, machine.clock.wallNow()).witnessed, null);
  assert.equal(await published('policy'), '');
  assert.doesNotMatch(await room.metrics.registry.metrics(), /witnessed/);
  await room.stop();
});

test('an answer that was brought while no room ran is taken up by the next', async () => {
  const { machine, witnesses, witness, policy, published, brought } = await witnessedMachine('');
  const note = await published('checkpoint');
  const { status, body } = await witness.answer(Buffer.from(encodeWitnessRequest(0, [], note)));
  assert.equal(status, 200);
  await bringAnswer(brought, note + body);
  assert.doesNotMatch(policy.toString(), /http/);
  const room = await machine.open({ witnesses });
  await room.witnesses.takeBrought();
  assert.equal(room.witnesses.state()?.size, Number(note.split('\n')[1]));
  assert.equal(await published('witnessed'), note + body);
  assert.deepEqual(await brought.list('answers'), []);
  await room.stop();
});

test('a policy that is none, or that this ledger could never meet, ends the start in one sentence', async () => {
  const { machine, witnesses, vkey, witness } = await witnessedMachine();
  const own = encodeVkey({ name: 'x.example/w', publicKey: parseVkey(vkey)?.publicKey ?? Buffer.alloc(32) }, 'witness');
  const other = encodeVkey({ name: 'other.example/x', publicKey: publicKeyOf(Buffer.alloc(32, 3)) });
  const cases: [string, RegExp][] = [
    ['quorum nobody\n', /^StartRefused: the policy of witnesses is refused: line 1 of the policy: `nobody` is no/],
    [`witness own ${own}\nquorum own\n`, /`own` of the policy has this ledger’s own key: no key is both/],
    [`log ${other}\nwitness w ${witness.vkey}\nquorum w\n`, /names logs, and this ledger is none of them/],
  ];
  for (const [text, wanted] of cases) {
    const opening = machine.open({ witnesses: { ...witnesses, policy: Buffer.from(text) } });
    await assert.rejects(
      opening,
      (error) => error instanceof Error && wanted.test(`${error.constructor.name}: ${error.message}`),
    );
  }
});

test('while the key of the ledger changes a policy may name either; afterwards the next, and no log is a witness', async () => {
  const { machine, witnesses, witness, vkey } = await witnessedMachine();
  const signer = () => Signer.open({ files: machine.folders.signer, name: parseVkey(vkey)?.name ?? assert.fail() });
  const { after } = await (await signer()).addNext(randomBytes);
  const start = async (...logs: string[]) => {
    const lines = logs.map((log) => `log ${log}\n`).join('');
    const policy = Buffer.from(`${lines}witness w ${witness.vkey}\nquorum w\n`);
    await (await machine.open({ witnesses: { ...witnesses, policy } })).stop();
  };
  for (const logs of [[vkey], [encodeVkey(after)], [vkey, encodeVkey(after)]]) await start(...logs);
  const asWitness = encodeVkey({ name: 'x.example/w', publicKey: after.publicKey }, 'witness');
  const own = Buffer.from(`witness own ${asWitness}\nquorum own\n`);
  await assert.rejects(machine.open({ witnesses: { ...witnesses, policy: own } }), /this ledger’s own key/);
  await (await signer()).retire();
  await assert.rejects(start(vkey), /names logs, and this ledger is none of them/);
  await start(encodeVkey(after));
});

test('the policy is that of the data folder, or of the file that is named; a named one that is not there ends the start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'remit-policy-'));
  try {
    assert.equal(await readWitnesses(folder, undefined), undefined);
    writeFileSync(join(folder, 'witnesses.policy'), 'quorum none\n');
    writeFileSync(join(folder, 'other'), '# other\nquorum none\n');
    assert.equal(String((await readWitnesses(folder, undefined))?.policy), 'quorum none\n');
    assert.equal(String((await readWitnesses(folder, join(folder, 'other')))?.policy), '# other\nquorum none\n');
    await assert.rejects(
      readWitnesses(folder, join(folder, 'none')),
      /^StartRefused: the policy of witnesses .* cannot be/,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
