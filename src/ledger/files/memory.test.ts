import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../../base/assert.ts';
import { placeFile, writeDurably } from './durable.ts';
import { MemoryFiles, PowerFailure, PowerSwitch } from './memory.ts';

const SEEDS = 400;

/** What a path holds over many cuts of the same moment. */
async function outcomes(files: MemoryFiles, path: string): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let seed = 0; seed < SEEDS; seed++) {
    const bytes = await files.powerCut(seed).read(path);
    seen.add(bytes ? Buffer.from(bytes).toString() : 'missing');
  }
  return seen;
}

test('what was synced, with the folders above it, survives every cut', async () => {
  const files = new MemoryFiles();
  await writeDurably(files, 'a/b/c', Buffer.from('kept'));
  assert.deepEqual(await outcomes(files, 'a/b/c'), new Set(['kept']));
});

test('a synced file whose name was not synced may be gone', async () => {
  const files = new MemoryFiles();
  await files.write('a/c', Buffer.from('kept'));
  await files.sync('a/c');
  await files.syncFolder('a');
  assert.deepEqual(await outcomes(files, 'a/c'), new Set(['kept', 'missing']), 'the folder’s own name was not synced');
  await files.syncFolder('');
  assert.deepEqual(await outcomes(files, 'a/c'), new Set(['kept']));
});

test('unsynced content is old, new, torn, zeroed or empty', async () => {
  const files = new MemoryFiles();
  await writeDurably(files, 'c', Buffer.from('old!'));
  await files.write('c', Buffer.from('new?'));
  const seen = await outcomes(files, 'c');
  for (const content of ['old!', 'new?', '', 'ne', 'new\0']) {
    assert.ok(seen.has(content), JSON.stringify([content, ...seen]));
  }
  assert.ok(!seen.has('missing'));
});

test('a rename is atomic, and may be forgotten', async () => {
  const files = new MemoryFiles();
  await writeDurably(files, 'c', Buffer.from('old'));
  await placeFile(files, 'c', Buffer.from('new'));
  assert.deepEqual(await outcomes(files, 'c'), new Set(['old', 'new']));
});

test('later changes may survive without earlier ones', async () => {
  const files = new MemoryFiles();
  await placeFile(files, 'first', Buffer.from('1'));
  await placeFile(files, 'second', Buffer.from('2'));
  let reordered = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const after = files.powerCut(seed);
    if ((await after.read('second')) && !(await after.read('first'))) reordered++;
  }
  assert.ok(reordered > 0);
});

test('a removal may be forgotten', async () => {
  const files = new MemoryFiles();
  await writeDurably(files, 'c', Buffer.from('x'));
  await files.remove('c');
  assert.deepEqual(await outcomes(files, 'c'), new Set(['x', 'missing']));
});

test('the switch cuts after so many operations, on all ports that share it, and the same seed gives the same rest', async () => {
  const power = new PowerSwitch(3);
  const [a, b] = [new MemoryFiles(power), new MemoryFiles(power)];
  await a.write('x', Buffer.from('1'));
  await b.write('y', Buffer.from('2'));
  await a.sync('x');
  await assert.rejects(b.sync('y'), PowerFailure);
  await assert.rejects(a.write('z', Buffer.from('3')), PowerFailure);
  assert.equal(power.done, 3);
  assert.deepEqual(await a.powerCut(7).all(), await a.powerCut(7).all());
});

test('after a killed process everything is there and still unsynced', async () => {
  const files = new MemoryFiles();
  await files.write('c', Buffer.from('x'));
  const after = files.processCrash();
  assert.equal(Buffer.from((await after.read('c')) ?? []).toString(), 'x');
  assert.ok((await outcomes(after, 'c')).has('missing'));
});

test('paths that leave the root are bugs here too', async () => {
  const files = new MemoryFiles();
  for (const path of ['../x', 'a//b', './x', '']) await assert.rejects(files.write(path, Buffer.alloc(1)), Bug);
  await assert.rejects(files.rename('a/x', 'b/x'));
});
