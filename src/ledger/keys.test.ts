import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Bug } from '../base/assert.ts';
import { MemoryFiles, PowerFailure, PowerSwitch } from './files/memory.ts';
import { KeysRefused, keyFileName } from './key-files.ts';
import { KeyRing } from './keys.ts';
import { TEST_ORIGIN } from './testing/entries.ts';

const at = (files: MemoryFiles, ledger = TEST_ORIGIN) => ({ files, ledger, random: randomBytes });
const IDS = ['decision/1', 'room/1', 'person/p-rossi', 'person/registrar:us-dss'];

test('keys that were ensured are there after the restart', async () => {
  const files = new MemoryFiles();
  const ring = await KeyRing.create(at(files));
  await ring.ensure(IDS);
  const again = await KeyRing.open(at(files));
  for (const id of IDS) {
    const [before, after] = [ring.key(id), again.key(id)];
    assert.ok(before && after?.equals(before), id);
    assert.equal(before.symmetricKeySize, 32);
  }
  assert.equal(again.key('person/nobody'), undefined);
});

test('an ensured key survives every power cut; a cut while ensuring leaves a ring that opens', async () => {
  for (let seed = 0; seed < 150; seed++) {
    const files = new MemoryFiles(new PowerSwitch(8 + (seed % 40)));
    let ensured: string[] = [];
    let ring: KeyRing | undefined;
    try {
      ring = await KeyRing.create(at(files));
      for (let i = 0; i < 8; i++) {
        const ids = [`person/p-${i}a`, `person/p-${i}b`];
        await ring.ensure(ids);
        ensured = [...ensured, ...ids];
      }
    } catch (error) {
      assert.ok(error instanceof PowerFailure, String(error));
    }
    if (ring === undefined) continue;
    const cut = files.powerCut(seed);
    // Killed first: what the next process finds and may use must survive the power cut after it, too.
    const killed = files.processCrash();
    const found = (await KeyRing.open(at(killed))).exportKeys();
    const again = await KeyRing.open(at(killed.powerCut(seed)));
    assert.deepEqual(again.exportKeys(), found, `seed ${seed}`);
    const left = (await KeyRing.open(at(cut))).exportKeys();
    for (const id of ensured) assert.ok(found[id] && left[id] === found[id], `seed ${seed}: ${id}`);
    await again.ensure(['person/p-0a', 'person/p-7b', 'person/new-one']);
  }
});

test('a key is not to be had before it is durable', async () => {
  const ring = await KeyRing.create(at(new MemoryFiles()));
  const pending = ring.ensure(['person/p-rossi']);
  assert.equal(ring.key('person/p-rossi'), undefined);
  await pending;
  assert.ok(ring.key('person/p-rossi'));
});

test('ensuring at the same time makes one key', async () => {
  const files = new MemoryFiles();
  const ring = await KeyRing.create(at(files));
  await Promise.all([ring.ensure(IDS), ring.ensure(IDS), ring.ensure(['room/1'])]);
  const key = ring.key('room/1');
  assert.ok(key && (await KeyRing.open(at(files))).key('room/1')?.equals(key));
});

test('a name that an interrupted ensure left is taken as it is', async () => {
  const files = new MemoryFiles();
  const [one, two] = [await KeyRing.create(at(files)), await KeyRing.open(at(files))];
  await one.ensure(['room/1']);
  await two.ensure(['room/1']);
  const key = one.key('room/1');
  assert.ok(key && two.key('room/1')?.equals(key));
});

test('a ring is created once, never by opening, and only for its ledger', async () => {
  const files = new MemoryFiles();
  await assert.rejects(KeyRing.open(at(files)), KeysRefused);
  await KeyRing.create(at(files));
  await assert.rejects(KeyRing.create(at(files)), KeysRefused);
  await assert.rejects(KeyRing.open(at(files, 'other.example')), /is of the ledger/);
});

test('no key lies in clear but the master', async () => {
  const files = new MemoryFiles();
  const ring = await KeyRing.create(at(files));
  await ring.ensure(IDS);
  const wrapped = [...(await files.all())].filter(([path]) => path !== 'master');
  const keys = Object.values(ring.exportKeys()).map((key) => Buffer.from(key, 'base64url'));
  assert.deepEqual([wrapped.length, keys.length], [IDS.length, IDS.length]);
  for (const [path, bytes] of wrapped) {
    for (const key of keys) {
      const clear = [key, key.toString('base64url'), key.toString('base64'), key.toString('hex')];
      for (const form of clear) assert.ok(!Buffer.from(bytes).includes(form), path);
    }
  }
});

test('files that were swapped, cut or changed are refused by name', async () => {
  const make = async (): Promise<MemoryFiles> => {
    const files = new MemoryFiles();
    await (await KeyRing.create(at(files))).ensure(IDS);
    return files;
  };
  const [a, b] = ['subject/room.1.json', 'subject/person.p-rossi.json'];
  const spoil: Record<string, (files: MemoryFiles) => Promise<void>> = {
    swapped: async (files) => files.write(a, (await files.read(b)) ?? Buffer.alloc(0)),
    cut: async (files) => files.write(a, ((await files.read(a)) ?? Buffer.alloc(0)).slice(0, 50)),
    empty: (files) => files.write(a, Buffer.alloc(0)),
    'renamed inside': async (files) => {
      const text = Buffer.from((await files.read(b)) ?? [])
        .toString()
        .replace('person/p-rossi', 'room/1');
      await files.write(a, Buffer.from(text));
    },
    'of another master': async (files) => {
      const other = new MemoryFiles();
      await KeyRing.create(at(other));
      await files.write('master', (await other.read('master')) ?? Buffer.alloc(0));
    },
  };
  for (const [how, spoiling] of Object.entries(spoil)) {
    const files = await make();
    await spoiling(files);
    await assert.rejects(KeyRing.open(at(files)), KeysRefused, how);
  }
});

test('an export opens elsewhere; another key under the same id is refused and nothing is written', async () => {
  const ring = await KeyRing.create(at(new MemoryFiles()));
  await ring.ensure(IDS);
  const files = new MemoryFiles();
  const other = await KeyRing.create(at(files));
  await other.importKeys(ring.exportKeys());
  assert.deepEqual((await KeyRing.open(at(files))).exportKeys(), ring.exportKeys());
  await other.importKeys(ring.exportKeys());

  const clash = {
    'person/new-one': randomBytes(32).toString('base64url'),
    'room/1': randomBytes(32).toString('base64url'),
  };
  await assert.rejects(other.importKeys(clash), /another key `room\/1`/);
  assert.equal(other.key('person/new-one'), undefined);
  const malformed: Record<string, string>[] = [
    { '../x': 'A' },
    { 'room/1': 'AAAA' },
    { 'room/2': `${'A'.repeat(42)}B` },
    { toString: '' },
  ];
  for (const exported of malformed) await assert.rejects(other.importKeys(exported), KeysRefused);
});

test('key ids have names of their own, and hostile ones none', () => {
  assert.equal(keyFileName('person/registrar:us-dss'), 'person.registrar=us-dss.json');
  assert.equal(new Set([...IDS, 'person/registrar', 'person/1a', 'room/11'].map(keyFileName)).size, 7);
  for (const id of [
    '',
    'person/',
    'person/../x',
    'person/a/b',
    'person/A-b',
    'room/0',
    'decision/01',
    'other/1',
    'person/a.json',
    `person/${'a'.repeat(64)}`,
  ]) {
    assert.throws(() => keyFileName(id), Bug, id);
  }
});

test('a subject’s next key is the one in use, also after the restart, and the one before is gone for good', async () => {
  const files = new MemoryFiles();
  const ring = await KeyRing.create(at(files));
  await ring.ensure(IDS);
  assert.equal(ring.current('person/p-rossi'), 'person/p-rossi');
  await assert.rejects(ring.destroy('person/p-rossi'), Bug, 'what is in use is not destroyed');
  assert.equal(await ring.renew('person/p-rossi'), 'person/p-rossi/2');
  assert.equal(await ring.renew('room/1'), 'room/2');
  assert.equal(await ring.renew('person/p-rossi'), 'person/p-rossi/2', 'once made it is taken');
  const [first, second] = [ring.key('person/p-rossi'), ring.key('person/p-rossi/2')];
  assert(first !== undefined && second !== undefined && !first.equals(second));
  await ring.destroy('person/p-rossi');
  await ring.destroy('person/p-rossi');
  const again = await KeyRing.open(at(files));
  for (const one of [ring, again]) {
    assert.equal(one.key('person/p-rossi'), undefined);
    assert(one.key('person/p-rossi/2')?.equals(second));
    assert.equal(one.current('person/p-rossi'), 'person/p-rossi/2');
    assert.equal(one.current('person/p-rossi/2'), 'person/p-rossi/2');
    assert.equal(one.current('room/1'), 'room/2');
    assert.equal(one.current('decision/1'), 'decision/1');
  }
  assert.equal(await again.renew('person/p-rossi/2'), 'person/p-rossi/3');
});

test('a cut while a key is destroyed leaves it, or leaves nothing of it; the next start finishes', async () => {
  let [kept, gone] = [0, 0];
  for (let operations = 0; operations < 12; operations++) {
    for (let seed = 0; seed < 6; seed++) {
      const power = new PowerSwitch();
      const files = new MemoryFiles(power);
      const ring = await KeyRing.create(at(files));
      await ring.ensure(['person/p-rossi', 'person/p-neri']);
      await ring.renew('person/p-rossi');
      const before = ring.key('person/p-rossi');
      power.cutAfter(operations);
      const isDone = await ring.destroy('person/p-rossi').then(
        () => true,
        (error) => assert(error instanceof PowerFailure, String(error)) ?? false,
      );
      for (const left of [files.powerCut(seed), files.processCrash()]) {
        const again = await KeyRing.open(at(left));
        const found = again.key('person/p-rossi');
        assert(found === undefined || (!isDone && before !== undefined && found.equals(before)));
        if (found === undefined) gone += 1;
        else kept += 1;
        assert(again.key('person/p-neri') && again.key('person/p-rossi/2'));
        assert.deepEqual(
          (await left.list('subject')).filter((name) => name.endsWith('.destroyed')),
          [],
        );
      }
    }
  }
  assert(kept > 0 && gone > 0, 'both were seen');
});

/** A ring of which one subject has a second key and another's was destroyed. */
async function usedRing(files: MemoryFiles): Promise<KeyRing> {
  const ring = await KeyRing.create(at(files));
  await ring.ensure([...IDS, 'person/p-neri']);
  await ring.renew('person/p-rossi');
  await ring.renew('person/p-neri');
  await ring.destroy('person/p-neri');
  return ring;
}

test('a rotated master key opens every key that the one before opened, and no key file opens under that any more', async () => {
  const files = new MemoryFiles();
  const ring = await usedRing(files);
  const before = ring.exportKeys();
  const old = (await files.read('master')) as Uint8Array;
  const oldFiles = new Map<string, Uint8Array>();
  for (const name of await files.list('subject'))
    oldFiles.set(name, (await files.read(`subject/${name}`)) as Uint8Array);
  assert.deepEqual(await KeyRing.rotateMaster(at(files)), { epoch: 2, keys: ring.size });
  assert.deepEqual(await KeyRing.rotateMaster(at(files)), { epoch: 3, keys: ring.size });
  const again = await KeyRing.open(at(files));
  assert.deepEqual([again.exportKeys(), again.epoch], [before, 3]);
  assert.deepEqual(await files.list(''), ['master', 'subject']);
  // A thief who has the old master key and the folder of today.
  await files.write('master', old);
  await assert.rejects(
    KeyRing.open(at(files)),
    /is under the master key of epoch 3, and here is that of 1; restore both from one backup/,
  );
  for (const [name, bytes] of oldFiles) await files.write(`subject/${name}`, bytes);
  assert.deepEqual(
    (await KeyRing.open(at(files))).exportKeys(),
    before,
    'an old copy of the whole folder opens what it opened',
  );
});

test('new keys come under the new master key, and go with it', async () => {
  const files = new MemoryFiles();
  await usedRing(files);
  await KeyRing.rotateMaster(at(files));
  const ring = await KeyRing.open(at(files));
  await ring.ensure(['person/new-one']);
  assert.equal(JSON.parse(Buffer.from((await files.read('subject/person.new-one.json')) ?? []).toString()).epoch, 2);
  assert((await KeyRing.open(at(files))).key('person/new-one'));
});

test('a key that does not open keeps the master key where it is', async () => {
  const files = new MemoryFiles();
  await usedRing(files);
  const master = await files.read('master');
  await files.write('subject/room.1.json', Buffer.from('{}'));
  await assert.rejects(KeyRing.rotateMaster(at(files)), KeysRefused);
  assert.deepEqual([await files.read('master'), await files.read('master.next')], [master, undefined]);
});

test('wherever a rotation is cut, every key is there, and the next start finishes it', async () => {
  const seen = new Set<number>();
  let interrupted = 0;
  for (let operations = 0; operations < 60; operations++) {
    for (let seed = 0; seed < 4; seed++) {
      const power = new PowerSwitch();
      const files = new MemoryFiles(power);
      const before = (await usedRing(files)).exportKeys();
      power.cutAfter(operations);
      const isDone = await KeyRing.rotateMaster(at(files)).then(
        () => true,
        (error) => assert(error instanceof PowerFailure, String(error)) ?? false,
      );
      for (const left of [files.powerCut(seed), files.processCrash()]) {
        if ((await left.read('master.next')) !== undefined) {
          interrupted += 1;
          const looked = await KeyRing.open({ ...at(left), untouched: true });
          assert.deepEqual(looked.exportKeys(), before);
          assert.notEqual(await left.read('master.next'), undefined, 'whoever only looks changes nothing');
        }
        const ring = await KeyRing.open(at(left));
        assert.deepEqual(ring.exportKeys(), before, `${operations} operations, seed ${seed}`);
        assert(ring.epoch === 2 || !isDone, 'what was said to be done is');
        seen.add(ring.epoch);
        assert.deepEqual(
          (await left.list('')).filter((name) => name === 'master.next'),
          [],
        );
        assert.deepEqual((await KeyRing.open(at(left))).exportKeys(), before);
      }
    }
  }
  assert.deepEqual([...seen].sort(), [1, 2]);
  assert(interrupted > 20, `${interrupted} were found half way`);
});

test('a finishing that is cut again goes on from there', async () => {
  for (let first = 4; first < 40; first += 3) {
    for (let second = 0; second < 30; second += 2) {
      const power = new PowerSwitch();
      const files = new MemoryFiles(power);
      const before = (await usedRing(files)).exportKeys();
      power.cutAfter(first);
      await KeyRing.rotateMaster(at(files)).catch(() => {});
      const again = files.powerCut(first, new PowerSwitch(second));
      await KeyRing.open(at(again)).catch((error) => assert(error instanceof PowerFailure, String(error)));
      assert.deepEqual((await KeyRing.open(at(again.powerCut(second)))).exportKeys(), before, `${first}, ${second}`);
    }
  }
});

test('a next master key that does not follow, is of another ledger, or is none is refused', async () => {
  const files = new MemoryFiles();
  await usedRing(files);
  const master = JSON.parse(Buffer.from((await files.read('master')) ?? []).toString());
  for (const [next, said] of [
    [{ ...master, epoch: 3 }, /is of epoch 3, and does not follow 1/],
    [{ ...master, epoch: 2, ledger: 'another' }, /of the ledger `another`/],
    [{ ...master, epoch: -1 }, /`master.next` is no master key/],
    [{ ...master, epoch: 1.5 }, /`master.next` is no master key/],
  ] as const) {
    await files.write('master.next', Buffer.from(JSON.stringify(next)));
    await assert.rejects(KeyRing.open(at(files)), said);
    await assert.rejects(KeyRing.rotateMaster(at(files)), said);
  }
});
