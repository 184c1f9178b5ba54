import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { MemoryFiles } from './files/memory.ts';
import { linkNote } from './key-link.ts';
import { encodeVkey } from './note.ts';
import { Publisher } from './publisher.ts';
import { Signer } from './signer.ts';
import { TEST_ORIGIN, TestWriter } from './testing/entries.ts';

/** What is in the published folder after each time that a file of it is put in place, as a reader may find it. */
async function rounds() {
  const [files, signing, writer] = [new MemoryFiles(), new MemoryFiles(), new TestWriter()];
  const placed: string[] = [];
  const rename = files.rename.bind(files);
  files.rename = async (from, to) => {
    await rename(from, to);
    placed.push(to);
  };
  const open = async () => {
    const signer = await Signer.open({ files: signing, name: TEST_ORIGIN });
    return Publisher.open({ files, store: writer.store, signer, stored: writer.frontier });
  };
  const text = async (path: string) => String(Buffer.from((await files.read(path)) ?? []));
  const keys = () => placed.splice(0).filter((path) => !path.includes('/tile/'));
  const signer = await Signer.create({ files: signing, name: TEST_ORIGIN, random: randomBytes });
  await (await open()).publishTo(await writer.append(5));
  keys();
  return { files, signing, writer, signer, open, text, keys };
}

describe('a reader who comes at any moment of a change of key', () => {
  test('finds first the checkpoint by both, then how they follow each other, then the new key', async () => {
    const { signing, writer, open, text, keys } = await rounds();
    const link = await (await Signer.open({ files: signing, name: TEST_ORIGIN })).addNext(randomBytes);
    const publisher = await open();
    assert.deepEqual(keys(), [], 'as long as the new key signed nothing, nothing tells of it');
    await publisher.publishTo(await writer.append(3));
    assert.deepEqual(keys(), ['ledger/checkpoint', 'ledger/keys/1', 'ledger/vkey']);
    assert.equal(await text('ledger/keys/1'), linkNote(link));
    assert.equal(await text('ledger/vkey'), `${encodeVkey(link.after)}\n`);
    await publisher.publishTo(await writer.append(3));
    await open();
    assert.deepEqual(keys(), ['ledger/checkpoint'], 'once');
  });

  test('finds how to follow before a checkpoint by the new key alone, where the one by both was signed and never published', async () => {
    const { files, signing, writer, open, keys } = await rounds();
    const signer = await Signer.open({ files: signing, name: TEST_ORIGIN });
    await signer.addNext(randomBytes);
    const publisher = await open();
    const write = files.write.bind(files);
    files.write = async (path, bytes) => {
      if (path.startsWith('ledger/checkpoint')) throw new Error('killed here');
      await write(path, bytes);
    };
    await assert.rejects(publisher.publishTo(await writer.append(1)), /killed here/);
    files.write = write;
    const again = await Signer.open({ files: signing, name: TEST_ORIGIN });
    assert.equal((await again.guard()).size, 6);
    await again.retire();
    keys();
    await (await open()).publishTo(writer.frontier);
    assert.deepEqual(keys(), ['ledger/keys/1', 'ledger/checkpoint', 'ledger/vkey']);
  });

  test('finds, where the key was lost, that of the checkpoint, whatever else is wrong', async () => {
    const { files, signing, writer, open, text } = await rounds();
    const { after } = await (await Signer.open({ files: signing, name: TEST_ORIGIN })).addNext(randomBytes);
    await (await open()).publishTo(await writer.append(3));
    await (await Signer.open({ files: signing, name: TEST_ORIGIN })).retire();
    await (await open()).publishTo(await writer.append(1));
    await files.remove('ledger/vkey');
    await files.write('ledger/tile/0/000.p/9', Buffer.from('damaged'));
    await assert.rejects(open(), /000\.p\/9/);
    assert.equal(await text('ledger/vkey'), `${encodeVkey(after)}\n`);
  });
});
