import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { MemoryFiles, PowerFailure, PowerSwitch } from './files/memory.ts';
import { parseNote, verifyNote } from './note.ts';
import { Signer, type SignerRefusal, SignerRefused } from './signer.ts';
import { TEST_ORIGIN } from './testing/entries.ts';
import { appendLeaves, consistencyProof, EMPTY_FRONTIER, type HashReader, leafHash, rootOf } from './tree.ts';

/** A little tree of its own: sizes, roots and proofs. */
function treeOf(salt: string) {
  const leaves = Array.from({ length: 40 }, (_, i) => leafHash(Buffer.from(`${salt} ${i}`)));
  const rootAt = (from: number, to: number) => rootOf(appendLeaves(EMPTY_FRONTIER, leaves.slice(from, to)));
  const read: HashReader = (level, index) => rootAt(index * 2 ** level, (index + 1) * 2 ** level);
  return {
    root: (size: number) => rootAt(0, size),
    at: async (size: number, from: number) => ({
      size,
      root: rootAt(0, size),
      proof: await consistencyProof(read, from, size),
    }),
    proof: (from: number, to: number) => consistencyProof(read, from, to),
  };
}

const tree = treeOf('entry');
const fork = treeOf('fork');
const place = (files: MemoryFiles) => ({ files, name: TEST_ORIGIN });
const create = (files: MemoryFiles) => Signer.create({ ...place(files), random: randomBytes });
const refused = (refusal: SignerRefusal) => (error: unknown) =>
  error instanceof SignerRefused && error.refusal === refusal;

test('signs a growing tree, and the same pair again after a restart', async () => {
  const files = new MemoryFiles();
  const signer = await create(files);
  await signer.sign(await tree.at(3, 0));
  const note = await signer.sign(await tree.at(10, 3));
  const parsed = parseNote(note);
  assert.ok(parsed && verifyNote(parsed, signer.verifier));
  assert.deepEqual(signer.ownCheckpoint(note), { origin: TEST_ORIGIN, size: 10, root: tree.root(10) });
  const again = await Signer.open(place(files));
  assert.equal(await again.sign({ ...(await tree.at(10, 10)), proof: [] }), note);
  assert.equal((await again.guard()).size, 10);
});

test('a smaller tree, another of the same size, and one without the last are never signed', async () => {
  const files = new MemoryFiles();
  const signer = await create(files);
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
  const [first, second] = await Promise.allSettled([
    signer.sign(await tree.at(5, 0)),
    signer.sign(await fork.at(5, 0)),
  ]);
  assert.equal(first.status, 'fulfilled');
  assert.ok(second.status === 'rejected' && refused('fork')(second.reason));
});

test('creating is explicit and happens once; opening never creates', async () => {
  const files = new MemoryFiles();
  await assert.rejects(Signer.open(place(files)), refused('key'));
  assert.equal((await files.all()).size, 0);
  await create(files);
  await assert.rejects(create(files), refused('key'));
  await assert.rejects(Signer.open({ files, name: 'other.example' }), refused('key'));
});

test('a missing or unreadable guard is never taken as empty', async () => {
  const files = new MemoryFiles();
  const signer = await create(files);
  await signer.sign(await tree.at(5, 0));
  for (const text of ['', '{}', '{"root":"AAAA","size":5,"v":1}', '{"root":null,"size":-1,"v":1}']) {
    await files.write('guard', Buffer.from(text));
    await assert.rejects(Signer.open(place(files)), refused('behind'));
    await assert.rejects(signer.sign(await tree.at(6, 5)), refused('behind'));
  }
  await files.remove('guard');
  await assert.rejects(Signer.open(place(files)), refused('behind'));
  await files.remove('key');
  await files.write('guard', Buffer.from(`{"root":"${tree.root(5).toString('base64')}","size":5,"v":1}`));
  await assert.rejects(create(files), refused('key'));
});

test('the export goes on elsewhere with the same key and guard', async () => {
  const signer = await create(new MemoryFiles());
  await signer.sign(await tree.at(8, 0));
  const files = new MemoryFiles();
  const other = await Signer.create({
    ...place(files),
    random: randomBytes,
    exported: await signer.exportSecrets(),
  });
  assert.deepEqual(other.verifier, signer.verifier);
  await assert.rejects(other.sign(await fork.at(9, 8)), refused('fork'));
  await other.sign(await tree.at(9, 8));
  const malformed = { key: 'AAAA', guard: { root: '', size: 0 } };
  await assert.rejects(
    Signer.create({ ...place(new MemoryFiles()), random: randomBytes, exported: malformed }),
    refused('key'),
  );
});

test('catching up takes only our own signature on a tree that contains the guard’s', async () => {
  const old = new MemoryFiles();
  const signer = await create(old);
  await signer.sign(await tree.at(4, 0));
  const exported = await signer.exportSecrets();
  const ahead = await signer.sign(await tree.at(12, 4));
  const behind = await Signer.create({ ...place(new MemoryFiles()), random: randomBytes, exported });
  const stranger = await create(new MemoryFiles());
  const strange = await stranger.sign(await tree.at(12, 0));
  await assert.rejects(behind.catchUp(strange, await tree.proof(4, 12)), refused('fork'));
  await assert.rejects(behind.catchUp(ahead, []), refused('fork'));
  await behind.catchUp(ahead, await tree.proof(4, 12));
  assert.equal((await behind.guard()).size, 12);
});

test('whatever is cut when, the guard knows every signature that was given out', async () => {
  for (let seed = 0; seed < 300; seed++) {
    const files = new MemoryFiles(new PowerSwitch(8 + (seed % 30)));
    let [given, signer]: [number, Signer | undefined] = [0, undefined];
    try {
      signer = await create(files);
      for (let size = 3; size < 40; size += 3) {
        await signer.sign(await tree.at(size, given));
        given = size;
      }
    } catch (error) {
      assert.ok(error instanceof PowerFailure, String(error));
    }
    if (signer === undefined) continue;
    // Killed first, so that the same pair is signed again from what was not synced; then the power fails.
    const files2 = files.processCrash();
    const again = await Signer.open(place(files2));
    const guard = await again.guard();
    assert.ok(guard.size >= given);
    await again.sign({ ...(await tree.at(guard.size, guard.size)), proof: [] });
    const last = await Signer.open(place(files2.powerCut(seed)));
    assert.deepEqual(await last.guard(), guard, `seed ${seed}`);
  }
});
