import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { checkRoom } from '../cli/fsck/check-room.ts';
import { NOTHING_SHOWN } from '../cli/testing/no-views.ts';
import { exportLedger } from '../cli/transfer/export-ledger.ts';
import { parseSecrets } from '../cli/transfer/secrets.ts';
import { exerciseKey } from '../desk/keys.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import { appendLeaves, leafHash } from '../ledger/tree.ts';
import type { Act } from '../terms/act.ts';
import { MemoryActsView } from '../views/memory.ts';
import type { OpenRoom } from './room.ts';
import { actOf, TestMachine } from './testing/test-room.ts';

const folder = await mkdtemp(join(tmpdir(), 'remit-ring-'));
after(() => rm(folder, { recursive: true, force: true }));

async function copyOf(files: MemoryFiles): Promise<MemoryFiles> {
  const copy = new MemoryFiles();
  for (const [path, bytes] of await files.all()) await copy.write(path, bytes);
  return copy;
}

/** A room whose view is folded anew, as after a restart of the machine. */
async function opened(machine: TestMachine, options: Parameters<TestMachine['open']>[0] = {}): Promise<OpenRoom> {
  machine.view = new MemoryActsView();
  return await machine.open(options);
}

async function entered(room: OpenRoom, by: string, act: Partial<Act>): Promise<number> {
  const answer = await room.door.submit(actOf(room, by, act));
  assert('outcome' in answer && answer.outcome === 'permitted', JSON.stringify(answer));
  return answer.index;
}

const text = async (room: OpenRoom, index: number) => (await room.readEntry(index))?.fields.act?.detail['text'];
const keysOf = (machine: TestMachine) => machine.folders.keys as MemoryFiles;
const newcomer = (person: string) => ({
  id: person,
  agency: 'guest-a-protection',
  component: 'guest-a-protection.close-protection',
  roles: ['protection-officer'],
  publicKey: exerciseKey('harbour-summit', person).publicKey,
});

/** A room in which one line was erased; gives copies of its keys from before, and the line. */
async function erasedRoom() {
  const machine = new TestMachine();
  const room = await machine.open();
  for (const desk of ['duty', 'data-protection']) {
    const by = desk === 'duty' ? 'duty-a' : 'privacy-a';
    await entered(room, by, { kind: 'desk.sign-on', detail: { desk: `host-room.${desk}`, room: 'host-room' } });
  }
  const line = await entered(room, 'duty-a', { desk: 'host-room.duty', detail: { text: 'CANARY-7f3a' } });
  const kept = await entered(room, 'duty-a', { desk: 'host-room.duty', detail: { text: 'the north gate is open' } });
  const [older, boxes] = [await copyOf(keysOf(machine)), structuredClone(machine.data.openings)];
  const detail = { entry: line, basis: 'request', reason: 'asked for' };
  await entered(room, 'privacy-a', { kind: 'record.erase', desk: 'host-room.data-protection', detail });
  while ([...room.readable.state.values('erasures')].some(({ status }) => status !== 'done')) await pause(5);
  await room.stop();
  machine.said.length = 0;
  return { machine, line, kept, older, boxes };
}

const fsck = async (machine: TestMachine) => {
  const room = { store: new MemoryStore(machine.data), folders: machine.folders, ...NOTHING_SHOWN };
  return (await checkRoom(room, () => {})).findings.all.map(({ rule, place }) => `${rule} ${place}`);
};

describe('a folder of keys that is older than the database', () => {
  test('opens no room: a key of the same name would be made twice, and no copy would open everything any more', async () => {
    const machine = new TestMachine();
    const room = await machine.open();
    const older = await copyOf(keysOf(machine));
    const by = 'registrar:guest-a-protection';
    const index = await entered(room, by, { kind: 'roster.enrol', desk: null, detail: { person: newcomer('ga-new') } });
    await room.stop();
    const newest = keysOf(machine);
    machine.folders = { ...machine.folders, keys: older };
    await assert.rejects(
      opened(machine),
      /`person\/ga-new`\) is not in the folder `keys`, which is older .* `--without-keys` goes on/,
    );

    // Where no copy has it: what it closed stays closed, what comes after has a key that no copy knows, and with the newest copy over it all of it opens.
    const without = await opened(machine, { withoutKeys: true });
    assert.match(machine.said.join('\n'), /`person\/ga-new`\) is LOST/);
    assert.equal((await without.readEntry(index))?.fields.act, undefined);
    const answer = await without.door.submit(
      actOf(without, 'ga-new', { form: 'report', detail: { text: 'after it' } }),
    );
    assert('outcome' in answer, JSON.stringify(answer));
    assert.equal(await text(without, answer.index), 'after it');
    await without.stop();
    for (const [path, bytes] of await newest.all()) await older.write(path, bytes);
    const whole = await opened(machine);
    assert.equal(await text(whole, answer.index), 'after it');
    assert.equal((await whole.readEntry(index))?.fields.act?.kind, 'roster.enrol');
    await whole.stop();
  });

  test('of before an erasure opens none either, and none without the key of decisions', async () => {
    const { machine, older } = await erasedRoom();
    const newest = keysOf(machine);
    machine.folders = { ...machine.folders, keys: older };
    await assert.rejects(opened(machine), /`person\/duty-a\/2`\) is not in the folder/);
    const lacking = await copyOf(newest);
    await lacking.remove('subject/decision.1.json');
    machine.folders = { ...machine.folders, keys: lacking };
    await assert.rejects(
      opened(machine, { withoutKeys: true }),
      /restore the folder `keys`|is not in the folder `keys`/,
    );
  });

  test('laid over the newest, it brings no destroyed key back: the start destroys it again and says so, and no export holds it', async () => {
    const { machine, line, kept, older } = await erasedRoom();
    for (const [path, bytes] of await older.all()) {
      if ((await keysOf(machine).read(path)) === undefined) await keysOf(machine).write(path, bytes);
    }
    assert.deepEqual(await fsck(machine), ['keys keys/subject/person.duty-a.json']);
    const [to, secrets, warned] = [join(folder, 'out'), join(folder, 'out.json'), [] as string[]];
    const backup = new TestMachine();
    backup.folders = { ...machine.folders, keys: await copyOf(keysOf(machine)) };
    const warn = (message: string) => void warned.push(message);
    const asked = { store: new MemoryStore(machine.data), folders: backup.folders, folder: to, secrets, warn };
    await exportLedger({ ...asked, random: randomBytes });
    const exported = parseSecrets(await readFile(secrets));
    assert('keys' in exported && !('person/duty-a' in exported.keys) && 'person/duty-a/2' in exported.keys);
    assert.match(warned.join('\n'), /`person\/duty-a`, which ERA-1 destroyed, .* is destroyed again/);

    const room = await opened(machine);
    assert.match(machine.said.join('\n'), /`person\/duty-a`, which ERA-1 destroyed, .* is destroyed again/);
    assert.equal(room.keys.key('person/duty-a'), undefined);
    assert.deepEqual([await text(room, line), await text(room, kept)], [undefined, 'the north gate is open']);
    await room.stop();
    assert.deepEqual(await fsck(machine), []);
  });

  test('with the box of what was erased in the database again, no room opens and fsck names the entry', async () => {
    const { machine, line, older, boxes } = await erasedRoom();
    const box = boxes.find(({ index, group }) => index === line && group === 'person') ?? assert.fail();
    machine.data.openings.splice(
      machine.data.openings.findIndex(({ index }) => index > line),
      0,
      box,
    );
    for (const withKey of [false, true]) {
      if (withKey)
        await keysOf(machine).write(
          'subject/person.duty-a.json',
          (await older.read('subject/person.duty-a.json')) ?? assert.fail(),
        );
      for (const withoutKeys of [false, true]) {
        await assert.rejects(
          opened(machine, { withoutKeys }),
          /closed under the key `person\/duty-a`, which ERA-1 destroyed/,
        );
      }
      assert((await fsck(machine)).includes(`openings openings/${line}`), String(withKey));
    }
  });
});

test('a signer that came back older than what is published halts the start, and says how to go on; with that it goes on', async () => {
  const machine = new TestMachine();
  await (await machine.open()).stop();
  const older = await copyOf(machine.folders.signer);
  const room = await opened(machine);
  await entered(room, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } });
  await room.stop();
  machine.folders = { ...machine.folders, signer: older };
  await assert.rejects(opened(machine), /restored from an older backup.* start once with `--catch-up`/);
  const guard = await older.read('guard');
  await (await opened(machine, { catchUp: true })).stop();
  assert.notDeepEqual(await older.read('guard'), guard);
  await (await opened(machine)).stop();
});

test('an export signs and publishes nothing that a start refuses', async () => {
  const machine = new TestMachine();
  await (await machine.open()).stop();
  const { data, folders } = machine;
  const checkpoint = async () => Buffer.from((await folders.public.read('ledger/checkpoint')) ?? []).toString('utf8');
  const [before, honest, guard] = [await checkpoint(), data.frontier, await folders.signer.read('guard')];
  const [last = assert.fail()] = data.entries.slice(-1);
  for (const forged of [Buffer.from('no entry at all'), Buffer.from(last)]) {
    data.entries.push(forged);
    data.frontier = appendLeaves(honest, [leafHash(forged)]);
    const to = join(folder, `forged-${forged.length}`);
    const asked = { store: new MemoryStore(data), folders, folder: to, secrets: `${to}.json`, random: randomBytes };
    await assert.rejects(exportLedger(asked), /the database is damaged|cannot be opened/);
    assert.equal(await checkpoint(), before);
    assert.deepEqual(await folders.signer.read('guard'), guard);
    await assert.rejects(readFile(`${to}.json`), /ENOENT/);
    data.entries.pop();
    data.frontier = honest;
  }
  await (await opened(machine)).stop();
});
