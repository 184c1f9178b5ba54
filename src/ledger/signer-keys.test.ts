import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { MemoryFiles, PowerFailure, PowerSwitch } from './files/memory.ts';
import { isSameKey, linkNote, parseLink } from './key-link.ts';
import { type NoteVerifier, parseNote, verifyNote } from './note.ts';
import { Signer } from './signer.ts';
import { LINKS_MAX } from './signer-keys.ts';
import { SignerRefused } from './signer-refused.ts';
import { TEST_ORIGIN } from './testing/entries.ts';
import { treeOf } from './testing/test-tree.ts';

const tree = treeOf('entry');
const place = (files: MemoryFiles) => ({ files, name: TEST_ORIGIN });
const open = (files: MemoryFiles) => Signer.open(place(files));
const isSigned = (note: string, by: NoteVerifier) => verifyNote(parseNote(note) ?? assert.fail(), by);
const lines = (note: string) => parseNote(note)?.signatures.length;

/** A signer that has signed a tree of five. */
async function signed(): Promise<{ readonly files: MemoryFiles; readonly signer: Signer }> {
  const files = new MemoryFiles();
  const signer = await Signer.create({ ...place(files), random: randomBytes });
  await signer.sign(await tree.at(5, 0));
  return { files, signer };
}

describe('a change of the ledger’s key', () => {
  test('both sign, then the next alone; the guard goes on, and the old key is nowhere', async () => {
    const { files, signer } = await signed();
    const before = signer.verifier;
    const seed = Buffer.from(JSON.parse(String(Buffer.from((await files.read('key')) ?? []))).seed, 'base64');
    const link = await signer.addNext(randomBytes);
    assert.ok(isSameKey(link.before, before) && !isSameKey(link.after, before));
    assert.ok(isSameKey((await open(files)).verifier, before), 'while both sign, the present one is the one before');
    const both = await signer.sign(await tree.at(8, 5));
    assert.ok(isSigned(both, link.before) && isSigned(both, link.after) && lines(both) === 2);
    assert.equal(await (await open(files)).sign({ ...(await tree.at(8, 8)), proof: [] }), both);
    assert.deepEqual(await signer.retire(), link);
    for (const one of [signer, await open(files)]) {
      assert.ok(isSameKey(one.verifier, link.after));
      assert.deepEqual((await one.links()).map(linkNote), [linkNote(link)]);
      const note = await one.sign({
        ...(await tree.at(9, 8)),
        proof: (await one.guard()).size === 9 ? [] : await tree.proof(8, 9),
      });
      assert.ok(isSigned(note, link.after) && !isSigned(note, link.before) && lines(note) === 1);
      await assert.rejects(one.sign(await tree.at(7, 7)), SignerRefused);
    }
    for (const [name, bytes] of await files.all()) {
      assert.ok(!Buffer.from(bytes).includes(seed.toString('base64')) && !Buffer.from(bytes).includes(seed), name);
    }
  });

  test('the key before is not destroyed where there is no next, or nothing was signed by both', async () => {
    const { signer } = await signed();
    await assert.rejects(signer.retire(), /there is no next key/);
    const link = await signer.addNext(randomBytes);
    assert.deepEqual(await signer.addNext(randomBytes), link, 'asked for again, the same is meant');
    await assert.rejects(signer.retire(), /nothing was signed by both keys yet/);
    await signer.sign({ ...(await tree.at(5, 5)), proof: [] });
    await assert.rejects(signer.retire(), /nothing was signed by both keys yet/);
    await signer.sign(await tree.at(6, 5));
    await signer.retire();
    await assert.rejects(signer.retire(), /there is no next key/);
  });

  test('one change after the other: each link leads to the next, and there is an end', async () => {
    const { files, signer } = await signed();
    for (let n = 0; n < LINKS_MAX; n++) {
      await signer.addNext(randomBytes);
      await signer.sign(await tree.at(6 + n, 5 + n));
      await signer.retire();
    }
    const links = await (await open(files)).links();
    assert.equal(links.length, LINKS_MAX);
    assert.ok(links.every((link, n) => n === 0 || isSameKey(link.before, links[n - 1]?.after ?? link.after)));
    await assert.rejects(signer.addNext(randomBytes), /at most/);
  });

  test('an export takes both keys and the links along, at each step', async () => {
    const { signer } = await signed();
    const copied = async () => {
      const exported = await signer.exportSecrets();
      const to = new MemoryFiles();
      const other = await Signer.create({
        ...place(to),
        random: randomBytes,
        exported: JSON.parse(JSON.stringify(exported)),
      });
      assert.deepEqual(await (await open(to)).exportSecrets(), exported);
      const { size } = await other.guard();
      const again = { ...(await tree.at(size, size)), proof: [] };
      assert.equal(await other.sign(again), await signer.sign(again));
    };
    await copied();
    await signer.addNext(randomBytes);
    await copied();
    await signer.sign(await tree.at(8, 5));
    await signer.retire();
    await copied();
  });

  test('the key of before a change, put back among the links of after it, signs nothing any more', async () => {
    const { files, signer } = await signed();
    const old = (await files.read('key')) ?? assert.fail();
    await signer.addNext(randomBytes);
    await signer.sign(await tree.at(8, 5));
    await signer.retire();
    const secrets = await signer.exportSecrets();
    await files.write('key', old);
    await assert.rejects(open(files), /its last link leads to another key.*put back the newest/);
    // Nor beside the key that follows a later one.
    const late = await Signer.create({ ...place(new MemoryFiles()), random: randomBytes, exported: secrets });
    await late.addNext(randomBytes);
    const { next } = await late.exportSecrets();
    const seed = String(JSON.parse(String(Buffer.from(old))).seed);
    const { links } = await late.exportSecrets();
    for (const exported of [
      { ...secrets, key: seed },
      { ...secrets, key: seed, next, links },
    ]) {
      const elsewhere = { ...place(new MemoryFiles()), random: randomBytes, exported };
      await assert.rejects(Signer.create(elsewhere), /its last link leads to another key/);
    }
  });

  test('files of another ledger, or that are none, are refused and never taken as nothing', async () => {
    const { files, signer } = await signed();
    await signer.addNext(randomBytes);
    const other = new MemoryFiles();
    await (await Signer.create({ files: other, name: 'other.example', random: randomBytes })).addNext(randomBytes);
    for (const name of ['next', 'links/1']) {
      const own = (await files.read(name)) ?? assert.fail(name);
      for (const bytes of [Buffer.from('{}'), Buffer.alloc(0), (await other.read(name)) ?? assert.fail(name)]) {
        await files.write(name, bytes);
        await assert.rejects(open(files), SignerRefused);
      }
      await files.write(name, own);
    }
    await open(files);
    // Without the key before, which alone could link the two, a next key is nobody's.
    await files.remove('links/1');
    await files.write('key', Buffer.alloc(10));
    await assert.rejects(open(files), /no readable signing key/);
  });

  test('whatever is cut when: one of the two states stands, every key that signed is linked, and it goes on', async () => {
    let cuts = 0;
    for (let operations = 0; operations < 60; operations++) {
      for (const kind of ['killed', 'cut'] as const) {
        const { files: healthy } = await signed();
        const power = new PowerSwitch(operations);
        const files = healthy.powerCut(operations, power);
        const given: string[] = [];
        try {
          const signer = await open(files);
          await signer.addNext(randomBytes);
          given.push(await signer.sign(await tree.at(8, 5)));
          await signer.retire();
          given.push(await signer.sign(await tree.at(9, 8)));
        } catch (error) {
          assert.ok(error instanceof PowerFailure, String(error));
          cuts += 1;
        }
        const left = kind === 'killed' ? files.processCrash() : files.powerCut(operations);
        const signer = await open(left);
        const links = await signer.links();
        const keys = [signer.verifier, ...links.flatMap(({ before, after }) => [before, after])];
        for (const note of given)
          assert.ok(
            keys.some((key) => isSigned(note, key)),
            `${operations} ${kind}`,
          );
        // Done once more, it comes to the end: no second key is ever linked to the first.
        if (links.length === 0 || !isSameKey(signer.verifier, links[0]?.after ?? signer.verifier)) {
          await signer.addNext(randomBytes);
          const { size } = await signer.guard();
          await signer.sign(await tree.at(Math.max(size, 9), size)).catch(() => assert.fail('it signs on'));
          await signer.retire();
        }
        const whole = await open(left);
        const [link, ...more] = await whole.links();
        assert.ok(link !== undefined && more.length === 0 && isSameKey(link.after, whole.verifier));
        assert.ok(parseLink(linkNote(link)));
      }
    }
    assert.ok(cuts > 40, `only ${cuts} cuts`);
  });
});
