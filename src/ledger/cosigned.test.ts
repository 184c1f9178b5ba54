import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Bug } from '../base/assert.ts';
import { cosign } from './cosignature.ts';
import { withCosignatures } from './cosigned-note.ts';
import { MemoryFiles, PowerFailure, PowerSwitch } from './files/memory.ts';
import type { FilePort } from './files/port.ts';
import { parseNote } from './note.ts';
import { PublishedFileDiffers } from './published-tiles.ts';
import { Publisher, RestoredBackup } from './publisher.ts';
import { Signer } from './signer.ts';
import { TEST_ORIGIN, TestWriter } from './testing/entries.ts';
import { readPublished } from './testing/published-check.ts';
import { verifyConsistency } from './tree.ts';

const A = { name: 'witness.example/a', seed: Buffer.alloc(32, 11) };
const B = { name: 'witness.example/b', seed: Buffer.alloc(32, 12) };

async function publishedRoom(...counts: number[]) {
  const files = new MemoryFiles();
  const signer = await Signer.create({ files: new MemoryFiles(), name: TEST_ORIGIN, random: randomBytes });
  const writer = new TestWriter();
  const open = (on = files) => Publisher.open({ files: on, store: writer.store, signer, stored: writer.frontier });
  const publisher = await open();
  for (const count of counts) await publisher.publishTo(await writer.append(count));
  const note = () => publisher.published?.note ?? '';
  const line = (by: typeof A, seconds: number, on = note()) => cosign(parseNote(on)?.text ?? '', by, seconds);
  const text = async (path: string) => {
    const bytes = await files.read(`ledger/${path}`);
    return bytes && Buffer.from(bytes).toString('utf8');
  };
  return { files, signer, writer, open, publisher, note, line, text };
}

describe('cosignatures on what is published', () => {
  test('stand below the ledger’s own signature, on the same three lines, and a reader still reads it', async () => {
    const { files, signer, publisher, note, line, text } = await publishedRoom(5);
    const before = note();
    await publisher.cosigned(before, [line(A, 10)], false);
    await publisher.cosigned(before, [line(B, 11)], false);
    assert.equal(await text('checkpoint'), before + line(A, 10) + line(B, 11));
    assert.equal((await readPublished(files, signer.verifier))?.size, 5);
    assert.equal(await text('witnessed'), undefined);
    assert.equal(publisher.witnessed, null);
  });

  test('a witness that cosigns again takes the place of its line before', async () => {
    const { publisher, note, line, text } = await publishedRoom(5);
    const before = note();
    for (const seconds of [10, 20, 30]) await publisher.cosigned(before, [line(A, seconds)], false);
    assert.equal(await text('checkpoint'), before + line(A, 30));
  });

  test('what is witnessed stands as such until something larger is, also over a restart', async () => {
    const { publisher, note, line, text, writer, open } = await publishedRoom(5);
    const five = note();
    const cosigned = five + line(A, 10);
    await publisher.cosigned(five, [line(A, 10)], true);
    await publisher.publishTo(await writer.append(3));
    assert.equal(await text('witnessed'), cosigned);
    const again = await open();
    assert.deepEqual([again.witnessed?.size, again.published?.size], [5, 8]);
    const eight = note();
    await again.cosigned(eight, [line(A, 20, eight)], true);
    await again.cosigned(five, [line(A, 30, five)], true);
    assert.equal(await text('witnessed'), eight + line(A, 20, eight));
    assert.equal(await text('checkpoint'), eight + line(A, 20, eight));
  });

  test('one that comes late does not come onto a checkpoint that is no longer its own', async () => {
    const { publisher, note, line, text, writer } = await publishedRoom(5);
    const five = note();
    await publisher.publishTo(await writer.append(1));
    await publisher.cosigned(five, [line(A, 10, five)], true);
    assert.equal(await text('checkpoint'), note());
    assert.equal(await text('witnessed'), five + line(A, 10, five));
  });

  test('publishing and cosigning at once never overwrite each other', async () => {
    const { files, signer, publisher, note, line, writer } = await publishedRoom(5);
    for (let i = 0; i < 20; i++) {
      const now = note();
      const frontier = await writer.append(1);
      await Promise.all([publisher.publishTo(frontier), publisher.cosigned(now, [line(A, i, now)], true)]);
      assert.equal((await readPublished(files, signer.verifier))?.size, 6 + i);
      assert.equal(publisher.witnessed?.size, 5 + i);
    }
  });

  test('a checkpoint that is published while cosignatures are being written waits for them, and stands in the end', async () => {
    const { files, signer, writer, note, line, text } = await publishedRoom(5);
    const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let first = true;
    const slow: FilePort = {
      read: (path) => files.read(path),
      write: (path, bytes) => files.write(path, bytes),
      remove: (path) => files.remove(path),
      sync: (path) => files.sync(path),
      syncFolder: (path) => files.syncFolder(path),
      list: (folder) => files.list(folder),
      async rename(from, to) {
        if (first && to === 'ledger/checkpoint') {
          first = false;
          held.resolve();
          await released.promise;
        }
        await files.rename(from, to);
      },
    };
    const publisher = await Publisher.open({ files: slow, store: writer.store, signer, stored: writer.frontier });
    const cosigning = publisher.cosigned(note(), [line(A, 10)], true);
    await held.promise;
    const publishing = publisher.publishTo(await writer.append(1));
    // Long enough for all that is only in memory, were it not waiting for its turn.
    for (let turn = 0; turn < 500; turn++) await nextTurn();
    released.resolve();
    await Promise.all([cosigning, publishing]);
    assert.equal((await text('checkpoint'))?.split('\n')[1], '6');
    assert.deepEqual([publisher.published?.size, publisher.witnessed?.size], [6, 5]);
    assert.equal((await readPublished(files, signer.verifier))?.size, 6);
  });

  test('cosignatures of another ledger’s checkpoint are a bug', async () => {
    const { publisher } = await publishedRoom(5);
    const other = await publishedRoom(5);
    await assert.rejects(publisher.cosigned(other.note(), [other.line(A, 1)], false), Bug);
  });

  test('a witnessed checkpoint of more than the database holds shows a restored backup, a broken one is named', async () => {
    const { files, signer, publisher, note, line } = await publishedRoom(5);
    await publisher.cosigned(note(), [line(A, 10)], true);
    await files.remove('ledger/checkpoint');
    const older = new TestWriter();
    const stored = await older.append(4);
    await assert.rejects(Publisher.open({ files, store: older.store, signer, stored }), RestoredBackup);
    await files.write('ledger/witnessed', Buffer.from('x'));
    const place = { files, store: older.store, signer, stored };
    await assert.rejects(Publisher.open(place), (error) => {
      return error instanceof PublishedFileDiffers && error.path === 'ledger/witnessed';
    });
  });

  test('wherever the power is cut, checkpoint and witnessed are whole', async () => {
    const { files, publisher, note, line, open, signer } = await publishedRoom(3);
    await publisher.cosigned(note(), [line(A, 10)], true);
    for (let operations = 0; operations < 16; operations++) {
      for (let seed = 0; seed < 6; seed++) {
        const cut = files.processCrash(new PowerSwitch(operations));
        const running = await open(cut).catch((error: unknown) => {
          assert.ok(error instanceof PowerFailure);
          return undefined;
        });
        await running?.cosigned(note(), [line(B, 20)], true).catch((error: unknown) => {
          assert.ok(error instanceof PowerFailure);
        });
        const after = cut.powerCut(seed);
        assert.equal((await readPublished(after, signer.verifier))?.size, 3);
        assert.equal((await open(after)).witnessed?.size, 3);
      }
    }
  });
});

test('proofs are given between any two published sizes, also when the edge has gone on', async () => {
  const { publisher, writer } = await publishedRoom();
  const roots = new Map<number, Uint8Array>();
  for (const count of [1, 4, 251, 1, 255, 300]) {
    const published = await publisher.publishTo(await writer.append(count));
    roots.set(published?.size ?? 0, published?.root ?? Buffer.alloc(0));
  }
  for (const [first, firstRoot] of roots) {
    for (const [second, secondRoot] of roots) {
      if (first > second) continue;
      const proof = await publisher.consistency(first, second);
      assert.ok(verifyConsistency({ first, firstRoot, second, secondRoot, proof }), `${first} in ${second}`);
    }
  }
});

test('the policy is published as it is, may change, and goes when there is none', async () => {
  const { publisher, text } = await publishedRoom(1);
  for (const policy of ['quorum none\n', '# another\nquorum none\n', undefined, undefined]) {
    await publisher.publishPolicy(policy === undefined ? undefined : Buffer.from(policy));
    assert.equal(await text('policy'), policy);
  }
});

test('a note bears 64 signatures at most: the ledger’s own and the latest others', async () => {
  const { note, line } = await publishedRoom(1);
  const witnesses = Array.from({ length: 70 }, (_, i) =>
    line({ name: `w${i}.example/x`, seed: Buffer.alloc(32, 60 + i) }, 10),
  );
  let cosigned = note();
  for (const one of witnesses) cosigned = withCosignatures(cosigned, [one]);
  assert.equal(cosigned, note() + witnesses.slice(-63).join(''));
});

test('a note takes signature lines and nothing else', async () => {
  const { note, line } = await publishedRoom(1);
  assert.equal(withCosignatures(note(), []), note());
  assert.throws(() => withCosignatures(note(), ['x\n']), Bug);
  assert.throws(() => withCosignatures(note(), [`${line(A, 1)}\n`]), Bug);
  assert.throws(() => withCosignatures('x', []), Bug);
});
