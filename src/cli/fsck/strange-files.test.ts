import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { StrangeFile } from '../../ledger/files/node.ts';
import { MemoryStore } from '../../ledger/store/memory.ts';
import { openExerciseRoom } from '../../server/exercise-room.ts';
import { openFolders } from '../../server/folders.ts';
import { CommandEnds } from '../command.ts';
import { SILENT } from '../progress.ts';
import { askingNobody } from '../testing/asking-nobody.ts';
import { NOTHING_SHOWN } from '../testing/no-views.ts';
import { type CheckedRoom, checkRoom } from './check-room.ts';
import { mend } from './mend.ts';
import { AsideFolder } from './set-aside.ts';

/** More than can be read at once: who reads the file whole fails by it, before its zeros fill the memory of the machine. */
const SPARSE_BYTES = 3 * 2 ** 30;

let dataFolder: string;
let room: CheckedRoom;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'remit-fsck-'));
  const store = new MemoryStore();
  const folders = await openFolders(dataFolder);
  const { room: open } = await openExerciseRoom(store, folders, { scenario: await suppliedScenario('harbour-summit') });
  await open.stop();
  room = {
    store: new MemoryStore(store.data),
    folders,
    ...NOTHING_SHOWN,
  };
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

async function told(): Promise<string[]> {
  const { findings } = await checkRoom(room, SILENT);
  return findings.all.map(({ rule, place, mendable }) => `${mendable ? '' : '!'}${rule} ${place}`);
}

async function anyTile(level: string): Promise<string> {
  const folder = `ledger/tile/${level}/000.p`;
  const [width = assert.fail('no tile')] = await room.folders.public.list(folder);
  return `${folder}/${width}`;
}

test('a sparse file in the place of any published one is named, put aside as it is, and made again', async () => {
  assert.deepEqual(await told(), []);
  const [set = assert.fail('no set')] = await room.folders.public.list('sets');
  for (const path of [
    await anyTile('0'),
    await anyTile('entries'),
    'ledger/tile/0/999',
    `sets/${set}`,
    'ledger/checkpoint',
    'ledger/vkey',
    'ledger/policy',
  ]) {
    await writeFile(join(dataFolder, 'public', path), '');
    await truncate(join(dataFolder, 'public', path), SPARSE_BYTES);
    assert.deepEqual(await told(), [`published public/${path}`]);
    const aside = await AsideFolder.open(dataFolder);
    await mend(
      room,
      await checkRoom(room, SILENT),
      askingNobody(async () => aside),
    );
    assert.deepEqual(await told(), [], path);
    assert.equal((await stat(join(aside.root, path))).size, SPARSE_BYTES);
  }
});

test('a sparse file in the place of a key, a seed or the guard is named, and nothing is done about it', async () => {
  const [subject = assert.fail('no key')] = await room.folders.keys.list('subject');
  for (const [path, rule] of [
    [`keys/subject/${subject}`, 'keys'],
    ['signer/guard', 'signer'],
    ['actors/timer', 'actors'],
  ] as const) {
    const place = join(dataFolder, path);
    await rename(place, `${place}.kept`);
    await writeFile(place, '');
    await truncate(place, SPARSE_BYTES);
    const found = await told();
    assert(found.includes(`!${rule} ${rule === 'signer' ? 'signer' : path}`), found.join('\n'));
    await rename(`${place}.kept`, place);
  }
});

test('a file where a folder should be is named, with what to do; the database is not blamed', async () => {
  for (const folder of ['ledger/tile/0', 'ledger/tile', 'ledger', 'sets']) {
    const place = join(dataFolder, 'public', folder);
    await rename(place, `${place}.kept`);
    await writeFile(place, 'strange');
    await assert.rejects(told(), (error: Error) => {
      assert(error instanceof StrangeFile, String(error));
      assert(error.message.includes(place), error.message);
      assert.match(error.message, /a file lies where a folder belongs; move it away/);
      return true;
    });
    await rm(place);
    await rename(`${place}.kept`, place);
  }
  assert.deepEqual(await told(), []);
});

test('a folder, a link or a name that is none of ours is left to a person, and keeps nothing else from being mended', async () => {
  const [set = assert.fail('no set')] = await room.folders.public.list('sets');
  const published = (path: string) => join(dataFolder, 'public', path);
  for (const folder of ['ledger/keys', 'ledger/tile/0', 'sets']) {
    await mkdir(published(`${folder}/1234`), { recursive: true });
    await symlink(published('ledger/vkey'), published(`${folder}/5678`));
    await writeFile(published(`${folder}/ odd\u001b`), 'x');
    await writeFile(published(`${folder}/9012`), 'x');
    await rm(published(`sets/${set}`));
    const strange = ['1234', '5678', ' odd\u001b'].map((name) => `!published public/${folder}/${name}`).sort();
    const mendable = [`published public/${folder}/9012`, `published public/sets/${set}`];
    assert.deepEqual((await told()).sort(), [...strange, ...mendable].sort());
    const { findings } = await checkRoom(room, SILENT);
    for (const { message, mendable: can } of findings.all) assert.equal(/; move it away$/.test(message), !can, message);
    const aside = await AsideFolder.open(dataFolder);
    await mend(
      room,
      await checkRoom(room, SILENT),
      askingNobody(async () => aside),
    );
    assert.deepEqual((await told()).sort(), strange, 'what they are is for a person to see');
    await rm(published(`${folder}/1234`), { recursive: true });
    for (const name of ['5678', ' odd\u001b']) await rm(published(`${folder}/${name}`));
    assert.deepEqual(await told(), []);
  }
});

test('however much lies there for a person, what can be mended is told and mended; a socket is for a person as well', async () => {
  const [set = assert.fail('no set')] = await room.folders.public.list('sets');
  await rm(join(dataFolder, 'public/sets', set));
  for (let n = 0; n < 60; n++) await mkdir(join(dataFolder, 'public/sets', `s${n}`));
  await mkdir(join(dataFolder, 'public/ledger/keys'), { recursive: true });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(dataFolder, 'public/ledger/keys/7'), resolve));
  const found = await told();
  assert(found.includes(`published public/sets/${set}`), found.join('\n'));
  assert(found.includes('!published public/ledger/keys/7'), found.join('\n'));
  await mend(
    room,
    await checkRoom(room, SILENT),
    askingNobody(() => AsideFolder.open(dataFolder)),
  );
  assert.deepEqual(
    (await told()).filter((one) => !one.startsWith('!')),
    [],
  );
  await new Promise((resolve) => server.close(resolve));
});

test('a file that the disk does not give is named, with what to do; what the database does not give is the database’s', async () => {
  const failing = async (error: object) => {
    const { public: published } = room.folders;
    published.list = async () => Promise.reject(error);
    return await checkRoom(room, SILENT);
  };
  const ofDisk = Object.assign(new Error('EIO: i/o error'), { code: 'EIO', path: '/data/public/sets' });
  for (const error of [ofDisk, new Error('`/data/public/sets` cannot be read', { cause: ofDisk })]) {
    await assert.rejects(failing(error), (ended: Error) => {
      assert(ended instanceof CommandEnds);
      assert.match(
        ended.message,
        /^`\/data\/public\/sets` cannot be read \(EIO\): its disk does not answer; restore it/,
      );
      return true;
    });
  }
  const { findings } = await failing(Object.assign(new Error('invalid page'), { code: 'XX001' }));
  assert.deepEqual(
    findings.all.map(({ rule, place }) => [rule, place]),
    [['database', 'postgres']],
  );
});
