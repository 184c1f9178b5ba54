import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeFolder, writeDurably } from './durable.ts';
import { MemoryFiles } from './memory.ts';

const SEEDS = 60;
const PART = 'room.part-0a1b2c3d';

/** A folder that is finished, and not yet under its name. */
async function finished(): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  await writeDurably(files, `${PART}/keys/master`, Buffer.from('a key'));
  return files;
}

test('a folder that was placed stands under its name, whole, wherever the power is cut afterwards', async () => {
  for (let seed = 0; seed < SEEDS; seed++) {
    const files = await finished();
    await placeFolder(files, PART, 'room');
    const left = files.powerCut(seed);
    assert.deepEqual(await left.list(''), ['room'], `seed ${seed}`);
    assert.equal(Buffer.from((await left.read('room/keys/master')) ?? []).toString(), 'a key', `seed ${seed}`);
  }
});

test('renamed alone, it may still stand under the other: the harness sees the difference', async () => {
  let lost = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const files = await finished();
    await files.rename(PART, 'room');
    if (!(await files.powerCut(seed).list('')).includes('room')) lost += 1;
  }
  assert.ok(lost > 0 && lost < SEEDS, `${lost} of ${SEEDS}`);
});
