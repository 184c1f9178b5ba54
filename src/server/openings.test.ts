import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR } from '../base/clock.ts';
import { sha256Hex } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import { playOnRoom } from '../exercise/on-room.ts';
import type { MemoryFiles } from '../ledger/files/memory.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import { nodePrimitives } from '../verify/node.ts';
import { verifyLedger } from '../verify/verify.ts';
import { Openings, type OpeningsPorts } from './openings.ts';
import type { OpenRoom } from './room.ts';
import { ShownOpened } from './shown-opened.ts';
import { harbour, lineOf, signOn, TestMachine } from './testing/test-room.ts';

async function included(room: OpenRoom): Promise<void> {
  if (room.includedSize() === room.size()) return;
  await new Promise<void>((done) => {
    const stop = room.onIncluded((size) => {
      if (size < room.size()) return;
      stop();
      done();
    });
  });
}

function openingsOf(machine: TestMachine, room: OpenRoom, changed: Partial<OpeningsPorts> = {}): Openings {
  return new Openings({
    room,
    store: new MemoryStore(machine.data),
    files: machine.folders.public,
    countedUntil: () => Number.POSITIVE_INFINITY,
    log: { info: (message) => machine.said.push(message), warn: (message) => machine.said.push(message) },
    ...changed,
  });
}

/** A room that has been through its exercise, an hour and more ago. */
async function played(): Promise<{ machine: TestMachine; room: OpenRoom }> {
  const machine = new TestMachine();
  const room = await machine.open();
  await playOnRoom(room, new MemoryStore(machine.data), await harbour());
  await room.waitUntil(room.roomNow() + 2 * HOUR);
  await included(room);
  return { machine, room };
}

async function openedFiles(files: MemoryFiles): Promise<Map<string, string>> {
  const all = [...(await files.all())].filter(([path]) => path.startsWith('opened/'));
  return new Map(all.map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]));
}

/** What somebody finds who has nothing but the published files. */
async function verified(files: MemoryFiles) {
  const read = async (path: string) => {
    const bytes = await files.read(path);
    return bytes === undefined ? ({ kind: 'missing' } as const) : ({ kind: 'bytes', bytes } as const);
  };
  return await verifyLedger({ name: 'published', read }, { primitives: nodePrimitives });
}

/** Looks until batch `n` is stated in a checkpoint, and its statement is there. */
async function batchOf(room: OpenRoom, openings: Openings): Promise<void> {
  await openings.look();
  await included(room);
  await openings.look();
}

test('a batch is written, stated, included, and its statement published; what it opens are the entries themselves', async () => {
  const { machine, room } = await played();
  const openings = openingsOf(machine, room);
  await batchOf(room, openings);
  const files = await openedFiles(machine.folders.public);
  const manifest = JSON.parse(files.get('opened/1/manifest.json') ?? assert.fail(machine.said.join('\n')));
  const row = room.readable.records.disclosures.get('1') ?? assert.fail('no act');
  assert.equal(row.manifest, sha256Hex(files.get('opened/1/manifest.json') ?? ''));
  assert.equal(row.policy, sha256Hex(canonicalJson(room.directory.scenario.publication)));
  const { size, opened, withheld, erased, filler } = manifest;
  assert.equal(opened + withheld + erased + filler, size);
  const lines = (files.get('opened/1/1.jsonl') ?? '').trimEnd().split('\n');
  assert.equal(lines.length, opened);
  assert(opened >= 20 && opened % 5 === 0, String(opened));
  const cells = new Map<string, number>();
  for (const line of lines) {
    const { index, disclosures } = JSON.parse(line) as { index: number; disclosures: string[] };
    const entry = await room.readSealed(index);
    const shown = disclosures.map((text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    assert.deepEqual(shown.map(([, name]) => name).sort(), ['activityClass', 'agency', 'outcome']);
    for (const [, name, value] of shown) {
      assert.equal(entry?.fields[name as 'agency'], value);
    }
    const key = JSON.stringify(shown.map(([, name, value]) => [name, value]).sort());
    cells.set(key, (cells.get(key) ?? 0) + 1);
  }
  for (const [key, count] of cells) assert.equal(count % 5, 0, key);
  const statement = JSON.parse(files.get('opened/1.statement.json') ?? assert.fail('no statement'));
  assert.equal(statement.index, row.index);
  assert.equal(statement.disclosures.length, 3);
  const report = await verified(machine.folders.public);
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  assert.deepEqual(report.warnings, []);
  assert.deepEqual(
    { ...report.opened, counts: null },
    { batches: 1, size, opened, withheld, erased, filler, counts: null },
  );
  const shown = await new ShownOpened(machine.folders.public).at(room.readable.records.disclosures.values());
  const { cells: byClass = [], ...sums } = shown?.numbers ?? {};
  assert.deepEqual(sums, { size, opened, withheld, erased, filler });
  for (const { agency, activityClass, entries } of byClass) {
    const same = report.opened?.counts.filter(
      ({ fields }) => fields['agency'] === agency && fields['activityClass'] === activityClass,
    );
    assert.equal(
      same?.reduce((sum, one) => sum + one.entries, 0),
      entries,
      `${agency} ${activityClass}`,
    );
  }
  assert.equal(
    byClass.reduce((sum, { entries }) => sum + entries, 0),
    opened,
  );
  await machine.folders.public.write('opened/1/1.jsonl', Buffer.from(''));
  const altered = await new ShownOpened(machine.folders.public).at(room.readable.records.disclosures.values());
  assert.deepEqual(altered, { batches: 1, numbers: null });
  const recounted = report.opened?.counts.map(({ fields, entries }) => [
    JSON.stringify(Object.entries(fields).sort()),
    entries,
  ]);
  assert.deepEqual(new Map(recounted as [string, number][]), cells);
  await openings.stop();
  await room.stop();
});

test('the next batch comes when its time has, and not when nothing would be opened', async () => {
  const { machine, room } = await played();
  const openings = openingsOf(machine, room);
  await batchOf(room, openings);
  const before = await openedFiles(machine.folders.public);
  await room.waitUntil(room.roomNow() + 2 * HOUR);
  await included(room);
  await batchOf(room, openings);
  assert.deepEqual(await openedFiles(machine.folders.public), before, 'there was nothing to open');
  await signOn(room, 'duty-a', 'host-room.duty').catch(() => undefined);
  for (let n = 0; n < 40; n++) await room.door.submit(lineOf(room, 'duty-a', 'host-room.duty', `line ${n}`));
  await included(room);
  await openings.look();
  assert.deepEqual(await openedFiles(machine.folders.public), before, 'they are too young');
  await room.waitUntil(room.roomNow() + 2 * HOUR);
  await included(room);
  await batchOf(room, openings);
  const after = await openedFiles(machine.folders.public);
  for (const [path, text] of before) assert.equal(after.get(path), text);
  assert(after.has('opened/2/manifest.json') && after.has('opened/2.statement.json'), machine.said.join('\n'));
  const indices = [1, 2].flatMap((n) => (after.get(`opened/${n}/1.jsonl`) ?? '').trimEnd().split('\n'));
  assert.equal(new Set(indices.map((line) => JSON.parse(line).index)).size, indices.length);
  const report = await verified(machine.folders.public);
  assert.deepEqual([report.status, report.opened?.batches, report.opened?.opened], ['OK', 2, indices.length]);
  await openings.stop();
  await room.stop();
});

test('without a policy nothing is opened', async () => {
  const machine = new TestMachine();
  const scenario = { ...(await harbour()), publication: null };
  const room = await machine.open({ scenario });
  await playOnRoom(room, new MemoryStore(machine.data), scenario);
  await room.waitUntil(room.roomNow() + 2 * HOUR);
  await included(room);
  const openings = openingsOf(machine, room);
  await batchOf(room, openings);
  assert.equal((await openedFiles(machine.folders.public)).size, 0);
  await openings.stop();
  await room.stop();
});

test('what was broken off anywhere is gone on with, and what stands there stays as it is', async () => {
  const { machine, room } = await played();
  const whole = openingsOf(machine, room);
  await batchOf(room, whole);
  await whole.stop();
  const wanted = await openedFiles(machine.folders.public);
  await room.stop();
  // Writing, syncing and renaming, one by one; the act is entered somewhere in the middle.
  let cuts = 0;
  for (let left = 0; left < 60; left += 2) {
    const { machine, room } = await played();
    let operations = left;
    const files = machine.folders.public;
    const cut = new Proxy(files, {
      get(target, name) {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        return async (...given: unknown[]) => {
          if (['write', 'rename', 'sync', 'syncFolder'].includes(String(name)) && operations-- <= 0) {
            throw new Error('the disk is full');
          }
          return await Reflect.apply(member, target, given);
        };
      },
    });
    const broken = openingsOf(machine, room, { files: cut });
    await broken.look();
    await included(room);
    await broken.look();
    await broken.stop();
    const standing = [...(await openedFiles(files))].filter(([path]) => !path.endsWith('.tmp'));
    const isWhole = operations >= 0;
    if (!isWhole) cuts += 1;
    const again = openingsOf(machine, room);
    await room.waitUntil(room.roomNow() + HOUR);
    await included(room);
    await batchOf(room, again);
    await again.stop();
    const got = await openedFiles(machine.folders.public);
    const { at: _, ...manifest } = JSON.parse(got.get('opened/1/manifest.json') ?? assert.fail(`cut after ${left}`));
    const { at: __, ...other } = JSON.parse(wanted.get('opened/1/manifest.json') ?? '');
    assert.deepEqual(
      { ...manifest, parts: null, size: 0, withheld: 0, ledger: '' },
      { ...other, parts: null, size: 0, withheld: 0, ledger: '' },
    );
    for (const [path, text] of standing) assert.equal(got.get(path), text, `${path} after a cut after ${left}`);
    assert(got.has('opened/1.statement.json'), `cut after ${left}: ${machine.said.join('\n')}`);
    assert(!got.has('opened/2/manifest.json'));
    await room.stop();
    if (isWhole) break;
  }
  assert(cuts > 5, String(cuts));
});

for (const [what, path, spoil] of [
  ['a part that is altered', 'opened/1/1.jsonl', (text: string) => text.replace('index', 'Index')],
  ['a part that is cut off', 'opened/1/1.jsonl', (text: string) => text.slice(0, 400)],
  ['a manifest that is altered', 'opened/1/manifest.json', (text: string) => text.replace('"batch":1', '"batch":2')],
  ['a statement that is altered', 'opened/1.statement.json', (text: string) => `${text} `],
  ['a part that is missing', 'opened/1/1.jsonl', null],
  ['a manifest that is missing', 'opened/1/manifest.json', null],
] as const) {
  test(`nothing more is opened, and that is said once, after ${what}`, async () => {
    const { machine, room } = await played();
    const first = openingsOf(machine, room);
    await batchOf(room, first);
    await first.stop();
    const files = machine.folders.public;
    const text = (await openedFiles(files)).get(path) ?? assert.fail(path);
    if (spoil === null) await files.remove(path);
    else await files.write(path, Buffer.from(spoil(text), 'utf8'));
    await signOn(room, 'duty-a', 'host-room.duty').catch(() => undefined);
    for (let n = 0; n < 40; n++) await room.door.submit(lineOf(room, 'duty-a', 'host-room.duty', `line ${n}`));
    await room.waitUntil(room.roomNow() + 2 * HOUR);
    await included(room);
    const second = openingsOf(machine, room);
    await batchOf(room, second);
    await second.look();
    assert(!(await openedFiles(files)).has('opened/2/manifest.json'));
    assert.equal(
      machine.said.filter((line) => line.startsWith('NOTHING MORE IS OPENED')).length,
      1,
      machine.said.join('\n'),
    );
    // Put back, it goes on.
    await files.write(path, Buffer.from(text, 'utf8'));
    await batchOf(room, second);
    assert((await openedFiles(files)).has('opened/2.statement.json'), machine.said.join('\n'));
    await second.stop();
    await room.stop();
  });
}

test('a batch that was begun goes on under its own policy only; one of which nothing was shown yet begins anew', async () => {
  for (const [shown, goesOn] of [
    [false, true],
    [true, false],
  ] as const) {
    const { machine, room } = await played();
    const first = openingsOf(machine, room);
    await first.look();
    await first.stop();
    const files = machine.folders.public;
    const text = (await openedFiles(files)).get('opened/1/begun.json') ?? assert.fail();
    const { policy, ...begun } = JSON.parse(text);
    const parts = shown ? (await openedFiles(files)).get('opened/1/1.jsonl') : undefined;
    await room.stop();
    // As if the power had gone before the manifest stood, in another room of the same people.
    const other = await played();
    const at = other.room.roomNow();
    const altered = { ...begun, at, policy: { ...policy, ends: policy.ends + 1 } };
    await other.machine.folders.public.write('opened/1/begun.json', Buffer.from(canonicalJson(altered)));
    if (parts !== undefined) await other.machine.folders.public.write('opened/1/1.jsonl', Buffer.from(parts));
    const second = openingsOf(other.machine, other.room);
    await batchOf(other.room, second);
    const got = await openedFiles(other.machine.folders.public);
    assert.equal(got.has('opened/1.statement.json'), goesOn, other.machine.said.join('\n'));
    const said = other.machine.said.filter((line) => line.includes('begun under another `publication.yaml`'));
    assert.equal(said.length, goesOn ? 0 : 1);
    await second.stop();
    await other.room.stop();
  }
});

test('a restarted room goes on with its batches', async () => {
  const { machine, room } = await played();
  const first = openingsOf(machine, room);
  await first.look();
  await first.stop();
  await room.stop();
  const before = await openedFiles(machine.folders.public);
  const again = await machine.open();
  const second = openingsOf(machine, again);
  await second.look();
  const after = await openedFiles(machine.folders.public);
  assert(after.has('opened/1.statement.json'));
  for (const [path, text] of before) assert.equal(after.get(path), text);
  await second.stop();
  await again.stop();
});
