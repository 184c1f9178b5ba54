import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { seededRandom } from '../../src/base/seeded-random.ts';
import { remit } from '../../src/cli/testing/spoken.ts';
import { verifiedOutside } from '../../src/cli/testing/verified-outside.ts';
import { suppliedScenario } from '../../src/exercise/testing/scenarios.ts';
import { MemoryFiles } from '../../src/ledger/files/memory.ts';
import { MemoryData, MemoryStore } from '../../src/ledger/store/memory.ts';
import { until } from '../../src/ledger/testing/witnessed-room.ts';
import { openRoom } from '../../src/server/room.ts';
import { exerciseTime } from '../../src/server/room-time.ts';
import type { Answer } from '../../src/terms/answer.ts';
import { MemoryActsView } from '../../src/views/memory.ts';
import { serveWitness } from '../../src/witness/server.ts';
import { Witness } from '../../src/witness/witness.ts';
import { BackedRoom, logLine } from './backed-room.ts';
import { RoomProcess } from './processes.ts';
import { SCENARIO } from './ready.ts';

const backed = new BackedRoom();
const { place, dataFolder, restore, work, refusedStart, signedFiles } = backed;

before(async () => {
  await work(5);
  backed.keep('older');
  await work(5);
  backed.keep('newest');
});

after(() => backed.discard());

describe('a backup that is older than what was signed', () => {
  const HOW = /Put back (the newest backup|a newer one)/;

  test('the database: the start halts and says how to go on', async () => {
    restore('newest');
    restore('older', ['postgres']);
    const said = await refusedStart();
    assert.match(
      said,
      /^\d+ entries were published, and the database holds \d+: it was restored from an older backup\./,
    );
    assert.match(said, HOW);
  });

  test('the database and what is published: the guard of the signer knows better', async () => {
    restore('newest');
    restore('older', ['postgres', 'public']);
    const said = await refusedStart();
    assert.match(said, /^\d+ entries were signed, and the database holds \d+: it was restored from an older backup\./);
    assert.match(said, HOW);
  });

  test('the database and the signer: what is published knows better', async () => {
    restore('newest');
    restore('older', ['postgres', 'signer']);
    assert.match(await refusedStart(), /^\d+ entries were published, and the database holds \d+/);
  });

  test('the signer alone: it is behind what bears its signature', async () => {
    restore('newest');
    restore('older', ['signer']);
    const said = await refusedStart();
    assert.match(said, /^the signer remembers a tree of \d+ entries, and \d+ are published with its signature/);
    assert.match(said, HOW);
  });

  test('what is published alone is made again from the database', async () => {
    restore('newest');
    restore('older', ['public']);
    await work(1);
    await verifiedOutside(join(dataFolder, 'public'));
  });

  test('put back, the newest backup goes on', async () => {
    restore('newest');
    await work(1);
    await verifiedOutside(join(dataFolder, 'public'));
  });
});

describe('a backup of everything, older than what a witness cosigned', () => {
  test('the room does not open while the witness can be asked, and signs nothing; passed over, or out of reach, it does', async () => {
    restore('newest');
    const witness = await Witness.create({
      ...{ files: new MemoryFiles(), clock: systemClock, name: 'guest.example/w' },
      random: seededRandom(9).bytes,
    });
    await witness.trust(readFileSync(join(dataFolder, 'public/ledger/vkey'), 'utf8').trim());
    const serving = await serveWitness({
      answer: (body) => witness.answer(body),
      ...{ port: 0, host: '127.0.0.1', failed: (error) => assert.fail(String(error)) },
    });
    const policy = join(dataFolder, 'witnesses.policy');
    writeFileSync(policy, `witness guest ${witness.vkey} http://127.0.0.1:${serving.port}/\nquorum guest\n`);
    try {
      const witnessed = new RoomProcess({ dataFolder });
      assert.notEqual(await witnessed.ready(), undefined, witnessed.said);
      await until(() => existsSync(join(dataFolder, 'public/ledger/witnessed')));
      await witnessed.kill('SIGTERM');
      const cosigned = readFileSync(join(dataFolder, 'public/ledger/witnessed'), 'utf8');
      restore('older');
      assert.match(
        await refusedStart(),
        new RegExp(
          `the witness \`guest\`: it cosigned ${cosigned.split('\n')[1]} entries of this ledger, and the database holds \\d+`,
        ),
      );
      await mendAndImport(policy);
      await serving.close();
      const alone = new RoomProcess({ dataFolder });
      assert.notEqual(await alone.ready(), undefined, alone.said);
      await alone.kill('SIGTERM');
      assert.match(alone.said, /what the witness `guest` knows could not be asked first: it cannot be reached/);
    } finally {
      await serving.close();
      rmSync(policy, { force: true });
    }
  });
});

/** Of a room that a witness knows more of, nothing is exported or mended and no export goes on; what only looks asks nobody. */
async function mendAndImport(policy: string): Promise<void> {
  const [out, secrets, made] = ['export', 'secrets.json', 'imported'].map((name) => join(place, name)) as [
    string,
    string,
    string,
  ];
  const told =
    /the witness `guest`: it cosigned \d+ entries of this ledger, and the (database|export) holds \d+\. Nothing was signed/;
  const exporting = ['export', out, '--data', dataFolder, '--secrets', secrets];
  const [signed, there] = [signedFiles(), readdirSync(place).sort()];
  const against = await remit(exporting);
  assert.deepEqual([against.code, told.exec(against.err)?.[1]], [1, 'database'], against.err);
  assert.deepEqual([signedFiles(), readdirSync(place).sort()], [signed, there], 'nothing is signed, nothing is made');
  const exported = await remit([...exporting, '--pass-over', 'guest']);
  assert.equal(exported.code, 0, exported.err);
  rmSync(join(dataFolder, 'public/ledger/tile/entries'), { recursive: true });
  const lost = signedFiles();
  const fsck = ['fsck', '--data', dataFolder, '--quiet'];
  const looking = await remit(fsck);
  assert.match(looking.out, /\nNOT IN ORDER\n$/);
  assert.equal(looking.err, '');
  const mending = await remit([...fsck, '--mend']);
  assert.deepEqual([mending.code, told.exec(mending.err)?.[1]], [1, 'database'], mending.err);
  assert.deepEqual(signedFiles(), lost);
  assert.equal(existsSync(join(dataFolder, 'set-aside')), false);
  const importing = ['import', out, '--secrets', secrets, '--data', made, '--witnesses', policy];
  const before = readdirSync(place).sort();
  const refused = await remit(importing);
  assert.deepEqual([refused.code, told.exec(refused.err)?.[1]], [1, 'export'], refused.err);
  assert.deepEqual(readdirSync(place).sort(), before, 'nothing is made');
  for (const argv of [[...fsck, '--mend'], importing]) {
    const unknown = await remit([...argv, '--pass-over', 'gest']);
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /the policy names no witness `gest`/);
    const passed = await remit([...argv, '--pass-over', 'guest']);
    assert.equal(passed.code, 0, passed.err);
    assert.match(passed.err, /^remit: the witness `guest` was passed over: it cosigned \d+ entries/m);
  }
  await verifiedOutside(join(dataFolder, 'public'));
  await verifiedOutside(join(made, 'public'));
}

describe('two rooms on one ledger', () => {
  test('a second room on a data folder is refused, and the first goes on', async () => {
    restore('newest');
    const first = new RoomProcess({ dataFolder });
    try {
      const ready = await first.ready();
      assert(ready !== undefined, first.said);
      const second = new RoomProcess({ dataFolder });
      assert.equal(await second.ready(), undefined);
      await second.ended();
      assert.match(second.said, /^another room \(process \d+\) is running on the data folder/);
      assert.equal((await fetch(`${ready.url}/room`)).status, 200);
    } finally {
      await first.kill('SIGTERM');
    }
  });

  test('where a second writer gets through, the first is fenced out: it ends, and enters nothing more', async () => {
    const data = new MemoryData();
    const files = {
      keys: new MemoryFiles(),
      signer: new MemoryFiles(),
      actors: new MemoryFiles(),
      public: new MemoryFiles(),
    };
    const ended: string[] = [];
    const random = seededRandom(1);
    const scenario = await suppliedScenario(SCENARIO);
    const open = () =>
      openRoom({
        store: new MemoryStore(data),
        view: new MemoryActsView(),
        folders: files,
        scenario,
        mode: 'exercise',
        clock: systemClock,
        roomTime: exerciseTime(systemClock, 1),
        random: (length) => random.bytes(length),
        log: { info() {}, warn() {} },
        fatal: (sentence) => ended.push(sentence),
      });
    const first = await open();
    const second = await open();
    const turned = await first.door.submit(logLine(first.origin, first.roomNow()));
    assert.equal('refused' in turned && turned.refused, 'stopping');
    assert.match(ended.join(), /^another room has taken over this ledger/);
    const size = second.size();
    const taken = await second.door.submit(logLine(second.origin, second.roomNow()));
    assert.equal((taken as Answer).index, size);
    await Promise.all([first.stop(), second.stop()]);
    assert.equal(second.includedSize(), second.size());
    await verifiedOutside(files.public, second.size());
  });
});
