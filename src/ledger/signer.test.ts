import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { MemoryFiles, PowerFailure, PowerSwitch } from './files/memory.ts';
import { Signer } from './signer.ts';
import { type SignerRefusal, SignerRefused } from './signer-refused.ts';
import { TEST_ORIGIN } from './testing/entries.ts';
import { signerContract } from './testing/signer-contract.ts';
import { treeOf } from './testing/test-tree.ts';

const tree = treeOf('entry');
const fork = treeOf('fork');
const place = (files: MemoryFiles) => ({ files, name: TEST_ORIGIN });
const create = (files: MemoryFiles) => Signer.create({ ...place(files), random: randomBytes });
signerContract('in the room itself', {
  create: (files, name) => Signer.create({ files, name, random: randomBytes }),
  open: (files, name) => Signer.open({ files, name }),
});

const refused = (refusal: SignerRefusal) => (error: unknown) =>
  error instanceof SignerRefused && error.refusal === refusal;

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
