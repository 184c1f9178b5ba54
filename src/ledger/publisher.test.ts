import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { Bug } from '../base/assert.ts';
import { sha256Hex } from '../base/digest.ts';
import { MemoryFiles, PowerFailure, PowerSwitch } from './files/memory.ts';
import { encodeVkey } from './note.ts';
import { PublishedFileDiffers } from './published-tiles.ts';
import { Publisher, RestoredBackup } from './publisher.ts';
import { Signer } from './signer.ts';
import { SignerRefused } from './signer-refused.ts';
import { SignerAway, type SignerPort } from './signing/port.ts';
import { TEST_ORIGIN, TestWriter } from './testing/entries.ts';
import { readPublished } from './testing/published-check.ts';

/** A room of its own: store, signer, published folder; and how to open the publisher on them. */
async function makeRoom(writer = new TestWriter()) {
  const [files, signerFiles] = [new MemoryFiles(), new MemoryFiles()];
  const signer = await Signer.create({ files: signerFiles, name: TEST_ORIGIN, random: randomBytes });
  const open = (changed: { writer?: TestWriter; catchUp?: boolean; signer?: SignerPort } = {}) => {
    const by = changed.writer ?? writer;
    const place = { files, store: by.store, signer: changed.signer ?? signer, stored: by.frontier };
    return Publisher.open({ ...place, catchUp: changed.catchUp ?? false });
  };
  return { files, signerFiles, signer, writer, open };
}

async function publishedRoom(...counts: number[]) {
  const room = await makeRoom();
  const publisher = await room.open();
  for (const count of counts) await publisher.publishTo(await room.writer.append(count));
  return { ...room, publisher };
}

async function flip(files: MemoryFiles, path: string): Promise<void> {
  const bytes = Buffer.from((await files.read(path)) ?? []);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  await files.write(path, bytes);
}

const differs = (path: string) => (error: unknown) => error instanceof PublishedFileDiffers && error.path === path;

describe('publishing', () => {
  test('a stranger reads back every size that was published', async () => {
    const { files, signer, writer, open } = await makeRoom();
    const publisher = await open();
    assert.equal(publisher.published, null);
    assert.equal(await readPublished(files, signer.verifier), null);
    for (const count of [1, 1, 253, 1, 1, 255, 300, 512]) {
      const frontier = await writer.append(count);
      const published = await publisher.publishTo(frontier);
      const read = await readPublished(files, signer.verifier);
      assert.equal(read?.size, frontier.size);
      assert.ok(published && read.root.equals(published.root));
      const stored = await writer.store.entries(0, frontier.size);
      assert.ok(Buffer.concat(read.entries).equals(Buffer.concat(stored)));
    }
    assert.equal(String(Buffer.from((await files.read('ledger/vkey')) ?? [])), `${encodeVkey(signer.verifier)}\n`);
  });

  test('the same size again does nothing; a smaller one is a bug', async () => {
    const { files, publisher, writer } = await publishedRoom(5);
    const before = await files.all();
    await publisher.publishTo(writer.frontier);
    assert.deepEqual(await files.all(), before);
    await assert.rejects(publisher.publishTo({ size: 0, hashes: [] }), Bug);
  });

  test('partial tiles go once the full one stands, and no unfinished file is left', async () => {
    const { files } = await publishedRoom(100, 100, 100, 212, 3);
    const paths = [...(await files.all()).keys()].filter((path) => path.startsWith('ledger/tile'));
    assert.deepEqual(paths.filter((path) => !path.includes('.p/')).length, 4);
    assert.deepEqual(
      paths.filter((path) => path.includes('.p/')),
      ['ledger/tile/0/002.p/3', 'ledger/tile/1/000.p/1', 'ledger/tile/1/000.p/2', 'ledger/tile/entries/002.p/3'],
    );
  });

  test('a tree of three tile levels', async () => {
    const { files, signer, writer, open, publisher } = await publishedRoom(65_530, 4, 10);
    assert.equal((await readPublished(files, signer.verifier))?.size, 65_544);
    await files.remove('ledger/tile/1/000');
    await open();
    await publisher.publishTo(await writer.append(1));
    assert.equal((await readPublished(files, signer.verifier))?.size, 65_545);
  });

  test('mandate sets are written once under their digest', async () => {
    const { files, publisher } = await publishedRoom(1);
    const text = '{"format":1}';
    await publisher.publishDocument(sha256Hex(text), text);
    await publisher.publishDocument(sha256Hex(text), text);
    const path = `sets/${sha256Hex(text)}.json`;
    assert.equal(String(Buffer.from((await files.read(path)) ?? [])), text);
    await assert.rejects(publisher.publishDocument(sha256Hex('x'), text), Bug);
    await flip(files, path);
    await assert.rejects(publisher.publishDocument(sha256Hex(text), text), differs(path));
  });

  test('an error of the disk at any step leaves it to be tried again', async () => {
    for (let operations = 0; operations < 45; operations++) {
      const writer = new TestWriter();
      const power = new PowerSwitch(operations);
      const [whole, signerFiles] = [new MemoryFiles(), new MemoryFiles()];
      const signer = await Signer.create({ files: signerFiles, name: TEST_ORIGIN, random: randomBytes });
      await writer.append(250);
      const first = await Publisher.open({ files: whole, store: writer.store, signer, stored: writer.frontier });
      await first.publishTo(writer.frontier);
      // The port fails once and for all after so many operations; then the same files work again.
      let failing = true;
      const flaky = new Proxy(whole, {
        get: (target, name: keyof MemoryFiles) => {
          const member = target[name];
          if (typeof member !== 'function') return member;
          if (!['write', 'rename', 'remove', 'sync', 'syncFolder'].includes(name)) return member.bind(target);
          return async (...args: [string, string & Uint8Array]) => {
            if (failing) power.spend();
            await (member as (...given: unknown[]) => Promise<unknown>).apply(target, args);
          };
        },
      });
      failing = false;
      const publisher = await Publisher.open({ files: flaky, store: writer.store, signer, stored: writer.frontier });
      failing = true;
      const frontier = await writer.append(10);
      await publisher.publishTo(frontier).catch((error) => assert.ok(error instanceof PowerFailure, String(error)));
      failing = false;
      await publisher.publishTo(await writer.append(1));
      assert.equal((await readPublished(whole, signer.verifier))?.size, 261);
    }
  });
});

describe('opening what is published', () => {
  test('goes on where it was, and changes no file', async () => {
    const { files, signer, writer, open } = await publishedRoom(300, 300, 17);
    const before = await files.all();
    const publisher = await open();
    assert.deepEqual(await files.all(), before);
    await publisher.publishTo(await writer.append(500));
    assert.equal((await readPublished(files, signer.verifier))?.size, 1117);
  });

  test('every missing tile is made again from the database', async () => {
    const { files, open } = await publishedRoom(600);
    const before = await files.all();
    for (const path of before.keys()) {
      if (!path.includes('/tile/')) continue;
      await files.remove(path);
      await open();
      assert.deepEqual(await files.all(), before, path);
    }
    for (const path of before.keys()) if (path.includes('/tile/')) await files.remove(path);
    await open();
    assert.deepEqual(await files.all(), before);
  });

  test('the whole folder lost: the same checkpoint comes again', async () => {
    const { files, open, writer, publisher } = await publishedRoom(300);
    const before = await files.all();
    const first = publisher.published;
    for (const path of before.keys()) await files.remove(path);
    const again = await open();
    assert.equal(again.published, null);
    assert.deepEqual(await again.publishTo(writer.frontier), first);
    assert.deepEqual(await files.all(), before);
  });

  test('a changed hash tile halts and is named', async () => {
    const { files, open } = await publishedRoom(600);
    const paths = [...(await files.all()).keys()].filter(
      (path) => /\/tile\/\d/.test(path) || /entries\/.*\.p\//.test(path),
    );
    assert.equal(paths.length, 5);
    for (const path of paths) {
      await flip(files, path);
      await assert.rejects(open(), differs(path), path);
      await flip(files, path);
    }
    await open();
    await files.write('ledger/tile/0/000', Buffer.alloc(100));
    await assert.rejects(open(), differs('ledger/tile/0/000'));
  });

  test('another tile where a new one belongs halts, names it, and publishes nothing', async () => {
    const { files, publisher, writer } = await publishedRoom(200);
    const before = await files.read('ledger/checkpoint');
    await files.write('ledger/tile/entries/000', Buffer.from('somebody else’s'));
    await assert.rejects(publisher.publishTo(await writer.append(100)), differs('ledger/tile/entries/000'));
    assert.deepEqual(await files.read('ledger/checkpoint'), before);
    assert.equal(String(Buffer.from((await files.read('ledger/tile/entries/000')) ?? [])), 'somebody else’s');
  });

  test('a checkpoint that is not ours, and a vkey that is not, halt', async () => {
    for (const path of ['ledger/checkpoint', 'ledger/vkey']) {
      const { files, open } = await publishedRoom(5);
      const other = await publishedRoom(5);
      await files.write(path, (await other.files.read(path)) ?? Buffer.alloc(0));
      await assert.rejects(open(), differs(path));
      await files.write(path, Buffer.alloc(0));
      await assert.rejects(open(), differs(path));
    }
  });
});

describe('a restored backup', () => {
  test('of the database halts where it holds less than was published', async () => {
    const { open, publisher, writer } = await publishedRoom(300);
    const older = new TestWriter();
    await older.append(299);
    await assert.rejects(open({ writer: older }), RestoredBackup);
    await assert.rejects(
      open({ writer: older }),
      /300 entries were published, and the database holds 299.*Put back the newest/s,
    );
    await assert.rejects(publisher.publishTo(older.frontier), Bug);
    assert.equal(writer.frontier.size, 300);
  });

  test('halts where it holds less than was signed, though never published', async () => {
    const { files, open } = await publishedRoom(10, 10);
    for (const path of (await files.all()).keys()) await files.remove(path);
    const older = new TestWriter();
    await older.append(15);
    await assert.rejects(open({ writer: older }), /20 entries were signed/);
  });

  test('that grew another way never gets a second history signed, whatever its size', async () => {
    for (const size of [600, 601, 768, 1000]) {
      for (const wiped of [false, true]) {
        const { files, open, signer } = await publishedRoom(512, 88);
        const before = wiped ? undefined : await files.read('ledger/checkpoint');
        if (wiped) for (const path of (await files.all()).keys()) await files.remove(path);
        const other = new TestWriter('other ');
        await other.append(size);
        const going = open({ writer: other }).then((publisher) => publisher.publishTo(other.frontier));
        await assert.rejects(going, (error: Error) =>
          ['RestoredBackup', 'SignerRefused', 'PublishedFileDiffers'].includes(error.name),
        );
        assert.deepEqual(await files.read('ledger/checkpoint'), before);
        assert.equal((await signer.guard()).size, 600);
      }
    }
  });

  test('of a database that ends on a full tile and grew another way writes nothing', async () => {
    const { files, open } = await publishedRoom(512);
    const before = await files.all();
    const other = new TestWriter('other ');
    await other.append(700);
    const publisher = await open({ writer: other });
    await assert.rejects(publisher.publishTo(other.frontier), RestoredBackup);
    assert.deepEqual(await files.all(), before);
  });

  test('of the signer halts; catching up is the operator’s choice', async () => {
    const { files, open, signer, publisher, writer } = await publishedRoom(100);
    const exported = await signer.exportSecrets();
    await publisher.publishTo(await writer.append(200));
    const place = { files: new MemoryFiles(), name: TEST_ORIGIN };
    const older = await Signer.create({ ...place, random: randomBytes, exported });
    const behind = (error: unknown) => error instanceof SignerRefused && error.refusal === 'behind';
    await assert.rejects(open({ signer: older }), behind);
    assert.equal((await older.guard()).size, 100);
    const again = await open({ signer: older, catchUp: true });
    assert.equal((await older.guard()).size, 300);
    await again.publishTo(await writer.append(1));
    assert.equal((await readPublished(files, signer.verifier))?.size, 301);
  });
});

describe('a signer of its own', () => {
  test('away in the middle of publishing: the checkpoint waits, nothing that was promised is lost, and it goes on when it is back', async () => {
    const { files, signer, writer, open } = await makeRoom();
    let here = true;
    const answer = <T>(work: () => Promise<T>) =>
      here ? work() : Promise.reject(new SignerAway('it does not answer'));
    const port: SignerPort = {
      verifier: signer.verifier,
      guard: () => answer(() => signer.guard()),
      // It signs, and the answer is lost.
      async sign(tree) {
        const note = await signer.sign(tree);
        return await answer(async () => note);
      },
      catchUp: (note, proof) => answer(() => signer.catchUp(note, proof)),
      links: () => answer(() => signer.links()),
      ownCheckpoint: (note) => signer.ownCheckpoint(note),
    };
    const publisher = await open({ signer: port });
    await publisher.publishTo(await writer.append(10));
    const guarded = port.guard;
    for (const goes of ['before it is asked', 'while it signs'] as const) {
      here = goes === 'while it signs';
      Object.assign(port, {
        async guard() {
          const guard = await guarded();
          here = false;
          return guard;
        },
      });
      const frontier = await writer.append(300);
      await assert.rejects(publisher.publishTo(frontier), SignerAway);
      assert.equal((await readPublished(files, signer.verifier))?.size, frontier.size - 300, goes);
      Object.assign(port, { guard: guarded });
      here = true;
      const later = await writer.append(5);
      assert.equal((await publisher.publishTo(later))?.size, later.size);
      assert.equal((await readPublished(files, signer.verifier))?.size, later.size);
    }
  });

  test('restored from an older backup while the room runs: the room halts before it signs or writes anything', async () => {
    const { files, signerFiles, signer, writer, open } = await makeRoom();
    const publisher = await open();
    await publisher.publishTo(await writer.append(10));
    const old = (await signerFiles.read('guard')) ?? assert.fail('no guard');
    await publisher.publishTo(await writer.append(10));
    await signerFiles.write('guard', old);
    const before = await files.all();
    await assert.rejects(publisher.publishTo(await writer.append(10)), (error) => {
      return error instanceof SignerRefused && error.refusal === 'behind' && /older backup/.test(error.message);
    });
    assert.deepEqual(await files.all(), before);
    assert.equal((await signer.guard()).size, 10);
  });
});
