import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MemoryFiles } from '../files/memory.ts';
import { parseNote, verifyNote } from '../note.ts';
import { type SignerRefusal, SignerRefused } from '../signer-refused.ts';
import type { SignerPort } from '../signing/port.ts';
import { TEST_ORIGIN } from './entries.ts';
import { treeOf } from './test-tree.ts';

/** How a test makes and opens the signer of a folder, as a room does. */
export type SignerKind = {
  readonly create: (files: MemoryFiles, name: string) => Promise<SignerPort>;
  readonly open: (files: MemoryFiles, name: string) => Promise<SignerPort>;
};

const tree = treeOf('entry');
const fork = treeOf('fork');
const refused = (refusal: SignerRefusal) => (error: unknown) =>
  error instanceof SignerRefused && error.refusal === refusal;

/** What every signer holds to, wherever its key lies. */
export function signerContract(what: string, kind: SignerKind): void {
  const create = (files: MemoryFiles) => kind.create(files, TEST_ORIGIN);
  const open = (files: MemoryFiles) => kind.open(files, TEST_ORIGIN);

  describe(`every signer: ${what}`, () => {
    test('signs a growing tree, and the same pair again after a restart', async () => {
      const files = new MemoryFiles();
      const signer = await create(files);
      await signer.sign(await tree.at(3, 0));
      const note = await signer.sign(await tree.at(10, 3));
      const parsed = parseNote(note);
      assert.ok(parsed && verifyNote(parsed, signer.verifier));
      assert.deepEqual(signer.ownCheckpoint(note), { origin: TEST_ORIGIN, size: 10, root: tree.root(10) });
      const again = await open(files);
      assert.deepEqual(again.verifier, signer.verifier);
      assert.equal(await again.sign({ ...(await tree.at(10, 10)), proof: [] }), note);
      assert.equal((await again.guard()).size, 10);
    });

    test('a smaller tree, another of the same size, and one without the last are never signed', async () => {
      const signer = await create(new MemoryFiles());
      await signer.sign(await tree.at(10, 0));
      await assert.rejects(signer.sign(await tree.at(9, 9)), refused('smaller'));
      await assert.rejects(signer.sign(await fork.at(10, 10)), refused('fork'));
      await assert.rejects(signer.sign(await fork.at(20, 10)), refused('fork'));
      await assert.rejects(signer.sign({ ...(await tree.at(20, 10)), proof: [] }), refused('fork'));
      await assert.rejects(signer.sign({ ...(await tree.at(20, 10)), root: fork.root(20) }), refused('fork'));
      await assert.rejects(signer.sign(await fork.at(20, 10)), /restored from an older backup.*Put back the newest/s);
      assert.deepEqual(await signer.guard(), { size: 10, root: tree.root(10) });
      await signer.sign(await tree.at(20, 10));
    });

    test('two signings at the same time come one after the other', async () => {
      const signer = await create(new MemoryFiles());
      const both = await Promise.allSettled([signer.sign(await tree.at(5, 0)), signer.sign(await fork.at(5, 0))]);
      assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
      const lost = both.find(({ status }) => status === 'rejected');
      assert.ok(lost?.status === 'rejected' && refused('fork')(lost.reason));
    });

    test('creating is explicit and happens once; opening never creates', async () => {
      const files = new MemoryFiles();
      await assert.rejects(open(files), refused('key'));
      assert.equal((await files.all()).size, 0);
      await create(files);
      await assert.rejects(create(files), refused('key'));
      await assert.rejects(kind.open(files, 'other.example'), refused('key'));
    });

    test('a missing or unreadable guard is never taken as empty', async () => {
      const files = new MemoryFiles();
      const signer = await create(files);
      await signer.sign(await tree.at(5, 0));
      for (const text of ['', '{}', '{"root":"AAAA","size":5,"v":1}', '{"root":null,"size":-1,"v":1}']) {
        await files.write('guard', Buffer.from(text));
        await assert.rejects(open(files), refused('behind'));
        await assert.rejects(signer.sign(await tree.at(6, 5)), refused('behind'));
      }
      await files.remove('guard');
      await assert.rejects(open(files), refused('behind'));
      await files.remove('key');
      await files.write('guard', Buffer.from(`{"root":"${tree.root(5).toString('base64')}","size":5,"v":1}`));
      await assert.rejects(create(files), refused('key'));
    });

    test('catching up takes only our own signature on a tree that contains the guard’s', async () => {
      const files = new MemoryFiles();
      const signer = await create(files);
      await signer.sign(await tree.at(4, 0));
      const guardOfFour = (await files.read('guard')) ?? assert.fail('no guard');
      const ahead = await signer.sign(await tree.at(12, 4));
      await files.write('guard', guardOfFour);
      const behind = await open(files);
      const strange = await (await create(new MemoryFiles())).sign(await tree.at(12, 0));
      await assert.rejects(behind.catchUp(strange, await tree.proof(4, 12)), refused('fork'));
      await assert.rejects(behind.catchUp(ahead, []), refused('fork'));
      await behind.catchUp(ahead, await tree.proof(4, 12));
      assert.equal((await behind.guard()).size, 12);
    });
  });
}
