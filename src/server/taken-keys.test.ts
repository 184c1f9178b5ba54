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

test('R-31: a policy whose witness has the key of somebody of the ledger, now or before, or of the room itself, opens no room', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  const { id } = room.directory.scenario;
  const before = exerciseKey(id, 'gb-support-a').publicKey;
  const [after, free] = [publicKeyOf(Buffer.alloc(32, 11)), publicKeyOf(Buffer.alloc(32, 12))];
  const { agency = '', component = '', roles = [] } = room.state.get('people', 'gb-support-a') ?? {};
  const publicKey = Buffer.from(after).toString('base64url');
  const person = { id: 'gb-support-a', agency, component, roles: [...roles], publicKey };
  const changed = await room.door.submit(actOf(room, REGISTRAR, { kind: 'roster.enrol', detail: { person } }));
  assert('outcome' in changed && changed.outcome === 'permitted', JSON.stringify(changed));
  const timer = room.state.get('ledger', 'ledger')?.keys['timer'] ?? '';
  await room.stop();
  const files = async () => [await machine.folders.public.all(), machine.data.entries.length];
  const standing = await files();
  const opened = (publicKey: Uint8Array) => {
    const vkey = encodeVkey({ name: 'guest.example/w', publicKey }, 'witness');
    const ask = () => Promise.reject(new Error('not to be asked'));
    const policy = Buffer.from(`witness w ${vkey} http://w.example/\nquorum w\n`);
    return machine.open({ witnesses: { policy, brought: new MemoryFiles(), ask } });
  };
  for (const [key, holder] of [
    [Buffer.from(before, 'base64url'), 'gb-support-a'],
    [after, 'gb-support-a'],
    [Buffer.from(timer, 'base64url'), 'timer'],
  ] as const) {
    const told = new RegExp(`^StartRefused: the witness \`w\` of the policy has the key of \`${holder}\`.*\\(R-31\\)$`);
    await assert.rejects(opened(key), told);
    assert.deepEqual(await files(), standing);
  }
  await (await opened(free)).stop();
});
