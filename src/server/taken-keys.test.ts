import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { exerciseKey } from '../desk/keys.ts';
import { previewOf } from '../desk/preview.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { encodeVkey, publicKeyOf } from '../ledger/note.ts';
import { Signer } from '../ledger/signer.ts';
import { actOf, TestMachine } from './testing/test-room.ts';

const REGISTRAR = 'registrar:guest-b-police';

test('R-31: nobody is enrolled with a key that signs the ledger, did or will, nor with a witness’s of the policy', async () => {
  const machine = new TestMachine();
  const { origin, stop } = await machine.open();
  await stop();
  const signer = () => Signer.open({ files: machine.folders.signer, name: origin });
  const first = (await signer()).verifier;
  const second = (await (await signer()).addNext(randomBytes)).after;
  await (await machine.open()).stop();
  await (await signer()).retire();
  await (await machine.open()).stop();
  const third = (await (await signer()).addNext(randomBytes)).after;
  const witness = { name: 'guest.example/w', publicKey: publicKeyOf(Buffer.alloc(32, 7)) };
  const policy = Buffer.from(`witness w ${encodeVkey(witness, 'witness')}\nquorum w\n`);
  const witnesses = { policy, brought: new MemoryFiles(), ask: () => Promise.reject(new Error('not asked')) };
  const room = await machine.open({ witnesses });
  const roles = ['liaison-officer'];
  const detailOf = (id: string, publicKey: Uint8Array) => ({
    person: {
      ...{ id, agency: 'guest-b-police', component: 'guest-b-police.event-support', roles },
      publicKey: Buffer.from(publicKey).toString('base64url'),
    },
  });
  const enrol = async (id: string, publicKey: Uint8Array) => {
    const signed = actOf(room, REGISTRAR, { kind: 'roster.enrol', detail: detailOf(id, publicKey) });
    const shown = previewOf(room, room.state, room.origin, signed.act, room.roomNow());
    const answer = await room.door.submit(signed);
    return [shown, answer].map((one) => ('refused' in one ? one.refused : [one.outcome, ...one.clauses].join(' ')));
  };
  for (const [n, { publicKey }] of [first, second, third, witness].entries())
    assert.deepEqual(await enrol(`new-${n}`, publicKey), ['prohibited R-31', 'prohibited R-31'], `key ${n}`);
  const [shown, entered] = await enrol('new-9', publicKeyOf(Buffer.alloc(32, 8)));
  assert.match(entered ?? '', /^permitted/);
  assert.equal(shown, entered);
  await room.stop();
  assert.deepEqual(machine.fatal, []);
});

test('R-31: a room does not open by a policy whose witness has a person’s key', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  const { publicKey } = exerciseKey(room.directory.scenario.id, 'loggist-a');
  await room.stop();
  const witness = { name: 'guest.example/w', publicKey: Buffer.from(publicKey, 'base64url') };
  const policy = Buffer.from(`witness w ${encodeVkey(witness, 'witness')}\nquorum none\n`);
  const witnesses = { policy, brought: new MemoryFiles(), ask: () => Promise.reject(new Error('not asked')) };
  await assert.rejects(
    machine.open({ witnesses }),
    /^StartRefused: the witness `w` of the policy has the key of `loggist-a`, who is or was enrolled here: .*\(R-31\)/,
  );
});
