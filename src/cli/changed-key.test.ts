import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { MemoryFiles } from '../ledger/files/memory.ts';
import { linkNote, signLink } from '../ledger/key-link.ts';
import { encodeVkey, parseNote, SEED_BYTES } from '../ledger/note.ts';
import { Signer } from '../ledger/signer.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import { memoryFolders } from '../server/exercise-room.ts';
import { actOf, TestMachine } from '../server/testing/test-room.ts';
import { runVerify } from '../verify/main.ts';
import { checkRoom } from './fsck/check-room.ts';
import { mend } from './fsck/mend.ts';
import { SILENT } from './progress.ts';
import { askingNobody } from './testing/asking-nobody.ts';
import { NOTHING_SHOWN } from './testing/no-views.ts';
import { exportLedger } from './transfer/export-ledger.ts';
import { ExportFiles } from './transfer/export-source.ts';
import { importLedger } from './transfer/import-ledger.ts';
import { readExport } from './transfer/read-export.ts';
import { parseSecrets } from './transfer/secrets.ts';

const root = mkdtempSync(join(tmpdir(), 'remit-changed-key-'));
after(() => rmSync(root, { recursive: true, force: true }));

const machine = new TestMachine();
const { folders } = machine;
const room = await machine.open();
await room.stop();
const signer = () => Signer.open({ files: folders.signer, name: room.origin });
/** What befalls the key, one after the other; after each the room may have run or not. */
const CHANGES: readonly (readonly [name: string, change: () => Promise<unknown>])[] = [
  ['made and not stated yet', async () => (await signer()).addNext(randomBytes)],
  ['stated', run],
  ['retired and not stated yet', async () => (await signer()).retire()],
  ['stated as retired', run],
  ['changed again', async () => (await signer()).addNext(randomBytes)],
  ['stated again', run],
];

async function run(): Promise<void> {
  const running = await machine.open();
  await running.door.submit(
    actOf(running, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } }),
  );
  await running.stop();
}

const checked = () => ({
  store: new MemoryStore(machine.data),
  folders,
  ...NOTHING_SHOWN,
});
const found = async () =>
  (await checkRoom(checked(), SILENT)).findings.all.map(({ place, message }) => `${place}: ${message}`);

for (const [n, [name, change]] of CHANGES.entries()) {
  test(`a key that is ${name}: the room is in order, its export verifies and goes on elsewhere with every key`, async () => {
    await change();
    assert.deepEqual(await found(), []);
    const [folder, secretsFile] = [join(root, `out-${n}`), join(root, `secrets-${n}.json`)];
    await exportLedger({
      store: new MemoryStore(machine.data),
      folders,
      folder,
      secrets: secretsFile,
      random: randomBytes,
    });
    const quiet = { out: () => {}, err: () => {} };
    assert.equal(await runVerify([folder, '--keys', secretsFile, '--no-pin'], quiet), 0);
    const secrets = parseSecrets(readFileSync(secretsFile));
    const made = { store: new MemoryStore(), folders: memoryFolders() };
    const read = await readExport(await ExportFiles.open(folder), secrets);
    await importLedger({ checked: read, secrets, ...made, random: randomBytes });
    const there = await Signer.open({ files: made.folders.signer, name: room.origin });
    assert.deepEqual(await there.exportSecrets(), await (await signer()).exportSecrets());
    const text = async (files: MemoryFiles, path: string) => String(Buffer.from((await files.read(path)) ?? []));
    // The one that goes on signs with every key that it has: what was not published yet may be there.
    for (const path of ['ledger/keys/1', 'ledger/keys/2']) {
      const here = await text(folders.public as MemoryFiles, path);
      if (here !== '') assert.equal(await text(made.folders.public as MemoryFiles, path), here, path);
    }
    const [one, other] = [folders, made.folders].map((of) => text(of.public as MemoryFiles, 'ledger/checkpoint'));
    assert.equal(parseNote((await one) ?? '')?.text, parseNote((await other) ?? '')?.text);
    rmSync(folder, { recursive: true });
  });
}

test('a check names what is published of the keys and is not what the ledger states, and mends it', async () => {
  const [files, text] = [
    folders.public,
    async (path: string) => String(Buffer.from((await folders.public.read(path)) ?? [])),
  ];
  const [first, vkey] = [await text('ledger/keys/1'), await text('ledger/vkey')];
  const { before, after } = signLink(room.origin, randomBytes(SEED_BYTES), randomBytes(SEED_BYTES));
  const thieves = linkNote(signLink(room.origin, randomBytes(SEED_BYTES), randomBytes(SEED_BYTES)));
  await files.write('ledger/keys/1', Buffer.from(thieves));
  await files.write('ledger/keys/3', Buffer.from(thieves));
  await files.remove('ledger/keys/2');
  await files.write('ledger/vkey', Buffer.from(`${encodeVkey(before)}\n`));
  assert.deepEqual((await found()).sort(), [
    'public/ledger/keys/1: it is not the change of key that the signer made',
    'public/ledger/keys/2: it is missing',
    'public/ledger/keys/3: it is no change of key that the signer made',
    'public/ledger/vkey: it is not the key of this ledger',
  ]);
  const aside = async () => ({ take: (path: string) => files.remove(path).then(() => true) });
  await mend(checked(), await checkRoom(checked(), SILENT), askingNobody(aside));
  assert.deepEqual(await found(), []);
  assert.deepEqual([await text('ledger/keys/1'), await text('ledger/vkey')], [first, vkey]);
  assert.notEqual(encodeVkey(after), vkey.trimEnd());
});

test('a check of a room whose change of key was interrupted changes nothing, and a signer from before a change is named', async () => {
  const old = await folders.signer.all();
  await folders.signer.remove('links/2');
  const before = await folders.signer.all();
  assert.deepEqual(await found(), []);
  assert.deepEqual(await folders.signer.all(), before);
  await folders.signer.remove('next');
  assert.match((await found()).join(), /signer\/key: the ledger states the key `.*older backup/);
  for (const [path, bytes] of old) await folders.signer.write(path, bytes);
  assert.deepEqual(await found(), []);
});
