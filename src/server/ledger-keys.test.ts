import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { checkRoom } from '../cli/fsck/check-room.ts';
import { NOTHING_SHOWN } from '../cli/testing/no-views.ts';
import { isSameKey, linkNote, linkWords, signLink } from '../ledger/key-link.ts';
import { encodeVkey, parseNote, SEED_BYTES, verifyNote } from '../ledger/note.ts';
import { Signer } from '../ledger/signer.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import { readPublished } from '../ledger/testing/published-check.ts';
import type { LedgerRow } from '../matters/ledger/rows.ts';
import { statedLinks } from './ledger-keys.ts';
import type { OpenRoom } from './room.ts';
import { actOf, TestMachine } from './testing/test-room.ts';

/** A room that was created, did something and stopped; and the signer in its folder. */
async function stoppedRoom() {
  const machine = new TestMachine();
  const room = await machine.open();
  await alarm(room, 'smoke');
  await room.stop();
  const signer = () => Signer.open({ files: machine.folders.signer, name: room.origin });
  const text = async (path: string) => String(Buffer.from((await machine.folders.public.read(path)) ?? []));
  const signers = (of: OpenRoom) => (of.state.get('ledger', 'ledger') as LedgerRow).signers ?? [];
  return { machine, room, signer, text, signers };
}

const alarm = (room: OpenRoom, text: string) =>
  room.door.submit(actOf(room, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text } }));

describe('the ledger’s key is changed', () => {
  test('the ledger states it, both keys sign, the link stands published; then the next key alone', async () => {
    const { machine, signer, text, signers } = await stoppedRoom();
    const link = await (await signer()).addNext(randomBytes);
    const both = await machine.open();
    assert.deepEqual(
      signers(both).map(({ after, retired }) => [after, retired]),
      [[encodeVkey(link.after), null]],
    );
    await alarm(both, 'fire');
    await both.stop();
    assert.equal(await text('ledger/keys/1'), linkNote(link));
    assert.equal(await text('ledger/vkey'), `${encodeVkey(link.after)}\n`);
    for (const key of [link.before, link.after])
      assert.equal((await readPublished(machine.folders.public, key))?.size, both.size());

    await (await signer()).retire();
    const alone = await machine.open();
    const [row] = signers(alone);
    assert.equal(row?.retired, alone.size() - 1);
    await alarm(alone, 'flood');
    await alone.stop();
    const note = parseNote(await text('ledger/checkpoint')) ?? assert.fail();
    assert.ok(verifyNote(note, link.after) && !verifyNote(note, link.before));
    assert.equal((await readPublished(machine.folders.public, link.after))?.size, alone.size());
    // Nothing more is stated, and nothing that is published changes.
    const again = await machine.open();
    assert.equal(again.size(), alone.size());
    await again.stop();
    assert.equal(await text('ledger/keys/1'), linkNote(link));
    assert.deepEqual(machine.fatal, []);
  });

  test('what is published of it is made again from the database', async () => {
    const { machine, signer, text } = await stoppedRoom();
    const link = await (await signer()).addNext(randomBytes);
    await (await machine.open()).stop();
    await (await signer()).retire();
    for (const path of ['ledger/keys/1', 'ledger/vkey']) await machine.folders.public.remove(path);
    await (await machine.open()).stop();
    assert.equal(await text('ledger/keys/1'), linkNote(link));
    assert.equal(await text('ledger/vkey'), `${encodeVkey(link.after)}\n`);
    await machine.folders.public.write(
      'ledger/keys/1',
      Buffer.from(linkNote(signLink(link.before.name, randomBytes(SEED_BYTES), randomBytes(SEED_BYTES)))),
    );
    await assert.rejects(machine.open(), /ledger\/keys\/1.*has another content/);
  });

  test('a witness’s checkpoint from before the change stands on', async () => {
    const { machine, signer, text } = await stoppedRoom();
    const old = await text('ledger/checkpoint');
    await machine.folders.public.write('ledger/witnessed', Buffer.from(old));
    await (await signer()).addNext(randomBytes);
    await (await machine.open()).stop();
    await (await signer()).retire();
    const room = await machine.open();
    assert.equal(room.checkpoints()[0]?.note, old);
    await room.stop();
  });

  test('a signer that came back from before the change is refused', async () => {
    const { machine, signer } = await stoppedRoom();
    const before = await machine.folders.signer.all();
    const link = await (await signer()).addNext(randomBytes);
    await (await machine.open()).stop();
    const guard = (await machine.folders.signer.read('guard')) ?? assert.fail();
    const restore = async (files: Map<string, Uint8Array>) => {
      for (const path of (await machine.folders.signer.all()).keys()) await machine.folders.signer.remove(path);
      for (const [path, bytes] of files) await machine.folders.signer.write(path, bytes);
    };
    await restore(new Map([...before, ['guard', guard]]));
    await assert.rejects(
      machine.open(),
      (error: Error) => error.message.includes(encodeVkey(link.after)) && /older backup/.test(error.message),
    );
    // A next key of its own does not make it another's.
    await (await signer()).addNext(randomBytes);
    await assert.rejects(machine.open(), /older backup/);
  });

  test('a key that the ledger states as gone signs no more, also where both files of the overlap come back beside what is newer', async () => {
    const { machine, signer, text } = await stoppedRoom();
    await (await signer()).addNext(randomBytes);
    await (await machine.open()).stop();
    const overlap = new Map(await machine.folders.signer.all());
    await (await signer()).retire();
    await (await machine.open()).stop();
    const before = await text('ledger/checkpoint');
    const alone = new Map(await machine.folders.signer.all());
    for (const file of ['key', 'next'])
      await machine.folders.signer.write(file, overlap.get(file) ?? assert.fail(file));
    await assert.rejects(machine.open(), /signs it no more, and the signer has it: its folder is from an older backup/);
    assert.equal(await text('ledger/checkpoint'), before);
    const room = { store: new MemoryStore(machine.data), folders: machine.folders, ...NOTHING_SHOWN };
    const { findings } = await checkRoom(room, () => {});
    assert(findings.all.some(({ rule, message }) => rule === 'signer' && /signs it no more/.test(message)));
    for (const [file, bytes] of alone) await machine.folders.signer.write(file, bytes);
    await machine.folders.signer.remove('next');
    await (await machine.open()).stop();
  });

  test('changed twice: each change is stated, and leads on from the last', async () => {
    const { machine, signer, signers, text } = await stoppedRoom();
    for (let n = 1; n <= 2; n++) {
      await (await signer()).addNext(randomBytes);
      await (await machine.open()).stop();
      await (await signer()).retire();
      await (await machine.open()).stop();
    }
    const room = await machine.open();
    const [first, second] = signers(room);
    assert.equal(second?.before, first?.after);
    assert.ok(first?.retired !== null && second?.retired !== null);
    await room.stop();
    assert.equal(await text('ledger/vkey'), `${second?.after}\n`);
    assert.match(await text('ledger/keys/2'), /^remit\/ledger-key\/v1\n/);
  });

  test('one that was made and retired while a room ran is stated by the next start, as both', async () => {
    const { machine, signer, signers } = await stoppedRoom();
    // As a process of its own does, which the room only asks.
    const running = await signer();
    await running.addNext(randomBytes);
    const { size } = await running.guard();
    const room = await machine.open();
    await alarm(room, 'fire');
    await room.stop();
    assert.ok((await (await signer()).guard()).size > size);
    await (await signer()).retire();
    const after = await machine.open();
    assert.deepEqual(
      signers(after).map(({ retired }) => retired === null),
      [false],
    );
    await after.stop();
  });
});

describe('what may be stated of the ledger’s key', () => {
  test('nobody but the operator states it, and nothing that does not lead on', async () => {
    const { machine, signer, signers } = await stoppedRoom();
    const link = await (await signer()).addNext(randomBytes);
    const room = await machine.open();
    const words = signers(room)[0] ?? assert.fail();
    const detail = { before: words.before, after: words.after, signatures: { ...words.signatures } };
    const mine = await room.door.submit(
      actOf(room, 'duty-a', { kind: 'ledger.key', detail: { ...detail, signs: 'after' } }),
    );
    assert.deepEqual('outcome' in mine && [mine.outcome, mine.clauses.includes('R-28')], ['prohibited', true]);
    const own = async (of: object) => {
      const answer = await room.enterOwn('operator', {
        kind: 'ledger.key',
        detail: { ...detail, signs: 'both', ...of },
      });
      return 'outcome' in answer ? [answer.outcome, ...answer.clauses] : answer.refused;
    };
    const before = room.size();
    // While two overlap, no third begins; and what ends is what began.
    assert.deepEqual(await own({}), ['prohibited', 'R-06']);
    const other = linkWords(signLink(room.origin, randomBytes(SEED_BYTES), randomBytes(SEED_BYTES)));
    assert.deepEqual(await own({ signs: 'after', ...other }), ['prohibited', 'R-06']);
    const swapped = { after: words.before, before: words.after };
    const elsewhere = linkWords(signLink('elsewhere.example/1', randomBytes(SEED_BYTES), randomBytes(SEED_BYTES)));
    for (const wrong of [
      swapped,
      { after: words.before },
      { signatures: other.signatures },
      { signatures: { before: words.signatures.after, after: words.signatures.before } },
      elsewhere,
    ]) {
      for (const signs of ['both', 'after']) assert.equal(await own({ ...wrong, signs }), 'malformed');
    }
    assert.equal(await own({ after: 'x' }), 'malformed');
    assert.equal(await own({ signatures: { before: words.signatures.before } }), 'malformed');
    assert.equal(signers(room).length, 1);
    assert.equal(room.size(), before + 2);
    assert.ok(isSameKey(link.before, (await signer()).verifier));
    await room.stop();
  });

  test('a link between keys that are nobody’s, in the operator’s name, is the end of the ledger: no start goes on', async () => {
    const { machine } = await stoppedRoom();
    const room = await machine.open();
    const strange = linkWords(signLink(room.origin, randomBytes(SEED_BYTES), randomBytes(SEED_BYTES)));
    const detail = { ...strange, signatures: { ...strange.signatures }, signs: 'both' };
    const answer = await room.enterOwn('operator', { kind: 'ledger.key', detail });
    assert.equal('outcome' in answer ? answer.outcome : JSON.stringify(answer), 'permitted');
    await room.stop();
    await assert.rejects(machine.open(), /the signer does not have that key/);
  });

  test('stated links are read strictly, for the database is not trusted', () => {
    const link = linkWords(signLink('room.example/1', randomBytes(SEED_BYTES), randomBytes(SEED_BYTES)));
    const rows = (of: object) => ({
      rows: [{ slice: 'ledger', id: 'ledger', row: { signers: [{ ...link, index: 7, retired: null, ...of }] } }],
    });
    for (const retired of [null, 9]) {
      const [stated] = statedLinks(rows({ retired }) as never);
      assert.equal(stated?.isOver, retired !== null);
    }
    const signatures = { before: link.signatures.after, after: link.signatures.before };
    assert.throws(() => statedLinks(rows({ signatures }) as never), /entry 7 states a key of the ledger that the key/);
  });
});
