import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { link, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Bug } from '../../base/assert.ts';
import { overwrite, writeDurably } from './durable.ts';
import { MemoryFiles } from './memory.ts';
import { NodeFiles, StrangeFile } from './node.ts';
import type { FilePort } from './port.ts';

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'remit-files-'));
  try {
    await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What both ports do alike; only forgetting is the memory's own. */
async function keepsThePort(files: FilePort): Promise<void> {
  assert.equal(await files.read('a/b/c'), undefined);
  assert.deepEqual(await files.list('a/b'), []);
  await files.write('a/b/c', Buffer.from('one'));
  await files.write('a/b/c', Buffer.from('2'));
  await files.sync('a/b/c');
  await files.syncFolder('a/b');
  await files.syncFolder('');
  assert.equal(Buffer.from((await files.read('a/b/c')) ?? []).toString(), '2');
  await files.write('a/b/a', Buffer.alloc(0));
  assert.deepEqual(await files.list('a/b'), ['a', 'c']);
  await files.rename('a/b/a', 'a/b/c');
  assert.deepEqual(await files.list('a/b'), ['c']);
  assert.equal((await files.read('a/b/c'))?.length, 0);
  await assert.rejects(files.rename('a/b/none', 'a/b/x'));
  await assert.rejects(files.sync('a/b/none'));
  await assert.rejects(files.remove('a/b'), 'a folder that is not empty stays');
  await files.remove('a/b/c');
  await files.remove('a/b/c');
  await files.remove('a/b');
  assert.deepEqual(await files.list('a'), []);
  await writeDurably(files, 'deep/er/file', Buffer.from('x'));
  assert.deepEqual(await files.list('deep/er'), ['file']);
}

test('the port on disk', () =>
  inFolder(async (folder) => keepsThePort(await NodeFiles.open(join(folder, 'new/root')))));
test('the port in memory', () => keepsThePort(new MemoryFiles()));

test('a file that is opened is read piece by piece, as large as it was', () =>
  inFolder(async (folder) => {
    for (const files of [await NodeFiles.open(join(folder, 'root')), new MemoryFiles()]) {
      const bytes = Buffer.alloc(200_000, 'remit');
      await files.write('a/file', bytes);
      await files.write('a/empty', Buffer.alloc(0));
      const opened = (await files.open('a/file')) ?? assert.fail('not there');
      assert.equal(opened.size, bytes.length);
      assert(Buffer.concat(await opened.bytes.toArray()).equals(bytes));
      const empty = (await files.open('a/empty')) ?? assert.fail('not there');
      assert.deepEqual([empty.size, await empty.bytes.toArray()], [0, []]);
      assert.equal(await files.open('a/none'), undefined);
    }
  }));

test('paths that would leave the folder are bugs', () =>
  inFolder(async (folder) => {
    const files = await NodeFiles.open(join(folder, 'root'));
    await writeFile(join(folder, 'outside'), 'secret');
    for (const path of [
      '../outside',
      '/etc/passwd',
      'a/../../outside',
      '',
      '.',
      'a//b',
      'a/',
      'C:\\x',
      'a\0b',
      'a b',
    ]) {
      await assert.rejects(files.read(path), Bug, path);
      await assert.rejects(files.open(path), Bug, path);
      await assert.rejects(files.write(path, Buffer.from('x')), Bug, path);
      await assert.rejects(files.remove(path), Bug, path);
      await assert.rejects(files.rename('a', path), Bug, path);
    }
    await assert.rejects(files.list('..'), Bug);
    await assert.rejects(files.syncFolder('..'), Bug);
  }));

test('symbolic links are not followed', { skip: process.platform === 'win32' }, () =>
  inFolder(async (folder) => {
    const files = await NodeFiles.open(join(folder, 'root'));
    await writeFile(join(folder, 'outside'), 'secret');
    await symlink(join(folder, 'outside'), join(folder, 'root', 'link'));
    await assert.rejects(files.read('link'), /cannot be read/);
    await assert.rejects(files.open('link'), /cannot be read/);
    await assert.rejects(files.write('link', Buffer.from('x')));
  }),
);

test(
  'a folder that is a link, or lies behind one, is not listed: what is there is not ours',
  {
    skip: process.platform === 'win32',
  },
  () =>
    inFolder(async (folder) => {
      const files = await NodeFiles.open(join(folder, 'root'));
      await mkdir(join(folder, 'outside', 'below'), { recursive: true });
      await writeFile(join(folder, 'outside', 'precious'), 'x');
      await symlink(join(folder, 'outside'), join(folder, 'root', 'link'));
      await assert.rejects(files.list('link'), StrangeFile);
      await assert.rejects(files.list('link/below'), StrangeFile);
      assert.deepEqual(await files.list('nowhere/below'), []);
    }),
);

test('what is no file is not read, and not waited for', { skip: process.platform === 'win32', timeout: 10_000 }, () =>
  inFolder(async (folder) => {
    const files = await NodeFiles.open(folder);
    await mkdir(join(folder, 'folder'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const path of ['folder', 'pipe']) {
      await assert.rejects(files.read(path), StrangeFile, path);
      await assert.rejects(files.open(path), StrangeFile, path);
    }
  }),
);

test('a secret folder is its owner’s alone', { skip: process.platform === 'win32' }, () =>
  inFolder(async (folder) => {
    const root = join(folder, 'keys');
    const files = await NodeFiles.open(root, { secret: true });
    await files.write('below/key', Buffer.from('x'));
    const modes = [root, join(root, 'below'), join(root, 'below/key')].map(
      async (path) => (await stat(path)).mode & 0o777,
    );
    assert.deepEqual(await Promise.all(modes), [0o700, 0o700, 0o600]);
    assert.deepEqual(await readdir(root), ['below']);
  }),
);

test('a secret is written over where it lies: the same file, the same length, never cut first; another length is refused', async () => {
  await inFolder(async (folder) => {
    const files = await NodeFiles.open(folder);
    await files.write('key', Buffer.from('secret'));
    // A name of the same file from before sees what is done to its bytes.
    await link(join(folder, 'key'), join(folder, 'other'));
    const before = await stat(join(folder, 'key'));
    await overwrite(files, 'key');
    assert.equal((await stat(join(folder, 'key'))).ino, before.ino);
    assert.deepEqual(await files.read('other'), Buffer.alloc(6));
    await assert.rejects(files.write('key', Buffer.alloc(7), 'in-place'), /has 6 bytes, and 7 are to take their place/);
    assert.deepEqual(await files.read('key'), Buffer.alloc(6));
    await overwrite(files, 'none');
    assert.equal(await files.read('none'), undefined);
    await symlink(join(folder, 'key'), join(folder, 'linked'));
    await assert.rejects(files.write('linked', Buffer.alloc(6), 'in-place'));
  });
});
