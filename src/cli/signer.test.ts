import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { MemoryStore } from '../ledger/store/memory.ts';
import { until } from '../ledger/testing/witnessed-room.ts';
import type { LedgerRow } from '../matters/ledger/rows.ts';
import { memoryFolders } from '../server/exercise-room.ts';
import { openOutside } from '../server/room-signer.ts';
import { actOf, TestMachine } from '../server/testing/test-room.ts';
import { EXIT } from './command.ts';
import { signerAt } from './start.ts';
import { remit } from './testing/spoken.ts';
import { exportLedger } from './transfer/export-ledger.ts';
import { ExportFiles } from './transfer/export-source.ts';
import { importLedger } from './transfer/import-ledger.ts';
import { readExport } from './transfer/read-export.ts';
import { parseSecrets } from './transfer/secrets.ts';

const root = mkdtempSync(join(tmpdir(), 'remit-signer-'));
after(() => rmSync(root, { recursive: true, force: true }));
const folder = join(root, 'signer');
const socket = join(root, 's');

/** `remit signer` on these, once it answers. */
async function running(...more: string[]) {
  const ending = new AbortController();
  let heard = '';
  const argv = ['signer', '--folder', folder, '--socket', socket, ...more];
  const hear = (text: string) => {
    heard += text;
  };
  const ended = remit(argv, { signal: ending.signal, heard: hear });
  const early = await Promise.race([ended, until(() => heard.includes('socket ')).then(() => undefined)]);
  assert.equal(early, undefined, `it ended: ${early?.err}`);
  return {
    heard: () => heard,
    async end() {
      ending.abort();
      assert.equal((await ended).code, EXIT.done);
    },
  };
}

test('a room whose key another process holds is created, exported and imported with it, and never holds it itself', async () => {
  const machine = new TestMachine();
  const outside = signerAt(socket);
  const making = await running('--new', '--group');
  assert.equal(statSync(socket).mode & 0o777, 0o660);
  assert.equal(statSync(join(folder)).mode & 0o777, 0o700);
  const room = await machine.open({ signer: outside });
  const answer = await room.door.submit(
    actOf(room, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } }),
  );
  assert.ok('outcome' in answer);
  await room.stop();
  assert.match(making.heard(), /signer +waits for the ledger.*made the key of a new ledger: harbour-summit/s);
  assert.equal((await machine.folders.signer.all()).size, 0);
  await making.end();
  assert.ok(!existsSync(socket));
  assert.equal(statSync(join(folder, 'key')).mode & 0o777, 0o600);

  const signing = await running();
  assert.match(signing.heard(), new RegExp(`signer +${room.origin}\n`));
  const other = await remit(['signer', '--folder', folder, '--socket', `${socket}2`]);
  assert.deepEqual([other.code, /run by another process/.test(other.err)], [EXIT.failed, true]);

  const store = new MemoryStore(machine.data);
  const secretsFile = join(root, 'secrets.json');
  const out = join(root, 'out');
  await exportLedger({
    store,
    folders: { ...machine.folders, public: memoryFolders().public },
    folder: out,
    secrets: secretsFile,
    signer: outside,
    random: randomBytes,
  });
  const secrets = parseSecrets(readFileSync(secretsFile));
  assert.equal(secrets.signer, null);
  assert.ok(!readFileSync(secretsFile, 'utf8').includes(JSON.parse(readFileSync(join(folder, 'key'), 'utf8')).seed));
  const files = await ExportFiles.open(out);
  await assert.rejects(readExport(files, secrets), /without the signing key, which a process of its own holds/);
  assert.ok(outside);
  const port = await openOutside(room.origin, outside, assert.fail);
  const checked = await readExport(files, secrets, { outside: port });
  const made = { store: new MemoryStore(), folders: memoryFolders() };
  await importLedger({ checked, secrets, outside: port, ...made, random: randomBytes });
  assert.deepEqual(
    await made.folders.public.read('ledger/checkpoint'),
    await machine.folders.public.read('ledger/checkpoint'),
  );
  assert.equal(await made.folders.signer.read('key'), undefined);
  // The old room signs on: what was exported is not all any more.
  await (await machine.open({ signer: outside })).stop();
  const again = await machine.open({ signer: outside });
  await again.door.submit(
    actOf(again, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'fire' } }),
  );
  await again.stop();
  await assert.rejects(
    readExport(files, secrets, { outside: port }),
    /the signer remembers a tree of .*a second history would begin/,
  );
  await signing.end();
});

test('a signer is not begun by accident, nor on what is none', async () => {
  const empty = join(root, 'empty');
  const at = (place: string, ...more: string[]) =>
    remit(['signer', '--folder', place, '--socket', `${socket}3`, ...more]);
  const missing = await at(empty);
  assert.deepEqual([missing.code, /there is no folder/.test(missing.err)], [EXIT.unreadable, true]);
  assert.ok(!existsSync(empty));
  mkdirSync(empty);
  const keyless = await at(empty);
  assert.deepEqual(
    [keyless.code, /for a ledger that is created now, start with `--new`/.test(keyless.err)],
    [EXIT.failed, true],
  );
  const twice = await at(folder, '--new');
  assert.deepEqual([twice.code, /start without `--new`/.test(twice.err)], [EXIT.failed, true]);
  assert.ok(!existsSync(`${socket}3`));
  assert.equal((await remit(['signer', '--folder', folder])).code, EXIT.usage);
});

test('its key changes as whoever runs it says, and the room states it at its next starts', async () => {
  const machine = new TestMachine();
  const outside = signerAt(socket);
  const own = join(root, 'changing');
  const start = async (...more: string[]) => {
    const ending = new AbortController();
    let heard = '';
    const ended = remit(['signer', '--folder', own, '--socket', socket, ...more], {
      signal: ending.signal,
      heard: (text) => {
        heard += text;
      },
    });
    await Promise.race([ended, until(() => heard.includes('socket '))]);
    const end = () => {
      ending.abort();
      return ended;
    };
    return { heard, end };
  };
  const change = (what: string, ...more: string[]) => remit(['keys', what, '--folder', own, ...more]);
  assert.equal((await change('next')).code, EXIT.unreadable);
  let process = await start('--new');
  const created = await machine.open({ signer: outside });
  await created.stop();
  assert.match((await change('next')).err, /is run by another process/);
  await process.end();

  const made = await change('next');
  assert.match(
    made.out,
    /^present {3}harbour-summit\S+\nnext {6}harbour-summit\S+\nFrom the next start on both sign\.\n$/,
  );
  assert.match((await change('retire')).err, /nothing was signed by both keys yet/);
  const twoPlaces = await change('next', '--data', own);
  assert.deepEqual([twoPlaces.code, /exclude each other/.test(twoPlaces.err)], [EXIT.usage, true]);
  process = await start();
  const both = await machine.open({ signer: outside });
  const [row] = (both.state.get('ledger', 'ledger') as LedgerRow).signers ?? [];
  assert.equal(row?.retired, null);
  await both.stop();
  await process.end();

  assert.equal((await change('retire')).code, EXIT.done);
  process = await start();
  const alone = await machine.open({ signer: outside });
  assert.notEqual((alone.state.get('ledger', 'ledger') as LedgerRow).signers?.[0]?.retired, null);
  await alone.stop();
  await process.end();
  assert.equal(String(Buffer.from((await machine.folders.public.read('ledger/vkey')) ?? [])), `${row?.after}\n`);
  assert.equal((await machine.folders.signer.all()).size, 0);
});
