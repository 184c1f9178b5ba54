import assert from 'node:assert/strict';
import { closeSync, openSync, readdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { NotCommitted, UnknownCommit } from '../../../ledger/store/port.ts';
import { openPostgresStore } from '../../../ledger/store/postgres.ts';
import { StartRefused } from '../../../ledger/store/postgres-connection.ts';
import { lockDataFolder } from '../data-folder-lock.ts';
import { type EmbeddedDatabase, openEmbedded } from '../embedded.ts';
import { batchOf } from '../made-up-batch.ts';

/** For full-disk.test.ts: a room on a small disk that runs full. The argument is a folder on it. Ends with 0 where all held. */

const MEGABYTE = 1_048_576;
const [disk = ''] = process.argv.slice(2);
const data = join(disk, 'room');
const filler = join(disk, 'filler');
const log = { info: () => {}, warn: () => {} };
const ends: string[] = [];
let open: EmbeddedDatabase | undefined;

try {
  await noFirstStart();
  await noLock();
  // Large batches meet the end of the disk in the tables; small ones on a disk without a byte in the database's own log.
  for (const plan of [
    { free: 6 * MEGABYTE, count: 50 },
    { free: 0, count: 1 },
  ]) {
    const { acknowledged, failure } = await appendUntilFull(plan);
    await goOnWithSpace(acknowledged, failure, plan.count);
    console.log(`full at ${acknowledged} entries: ${failure.name}: ${failure.message}; ${ends.splice(0).join()}`);
  }
} finally {
  await open?.stop();
  rmSync(filler, { force: true });
}

async function noFirstStart(): Promise<void> {
  fillUpTo(10 * MEGABYTE);
  await assert.rejects(openEmbedded({ dataFolder: data, log }), saysFull);
  assert.deepEqual(
    readdirSync(data).filter((name) => name.startsWith('postgres')),
    [],
  );
}

async function noLock(): Promise<void> {
  fillUpTo(0);
  assert.throws(() => lockDataFolder(data), saysFull);
  assert.deepEqual(readdirSync(data), []);
  rmSync(filler);
}

async function appendUntilFull(plan: { free: number; count: number }) {
  open ??= await openEmbedded({ dataFolder: data, log, onExit: (sentence) => ends.push(sentence) });
  const store = await openPostgresStore(open.address);
  const epoch = await store.claimWriter();
  let acknowledged = await store.size();
  fillUpTo(plan.free);
  try {
    for (;;) {
      await store.append(batchOf(epoch, acknowledged, plan.count));
      acknowledged += plan.count;
    }
  } catch (error) {
    assert.ok(error instanceof NotCommitted || error instanceof UnknownCommit, String(error));
    return { acknowledged, failure: error };
  } finally {
    await store.close();
  }
}

/** Once there is space again, a restart finds what was acknowledged and goes on. */
async function goOnWithSpace(acknowledged: number, failure: Error, count: number): Promise<void> {
  await open?.stop();
  for (const sentence of ends) assert.match(sentence, /^the disk is full/);
  rmSync(filler);
  open = await openEmbedded({ dataFolder: data, log, onExit: (sentence) => ends.push(sentence) });
  const store = await openPostgresStore(open.address);
  const size = await store.size();
  assert.ok(size === acknowledged || (failure instanceof UnknownCommit && size === acknowledged + count), `${size}`);
  assert.equal((await store.entries(0, 60_000)).length, size);
  assert.equal((await store.openings(0, 60_000)).length, size);
  await store.append(batchOf(await store.claimWriter(), size, 1));
  await store.close();
}

/** Leaves `free` bytes on the disk. */
function fillUpTo(free: number): void {
  const file = openSync(filler, 'a');
  const zeros = new Uint8Array(MEGABYTE / 16);
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(disk);
      const excess = bavail * bsize - free;
      if (excess <= 0) return;
      writeSync(file, zeros, 0, Math.min(zeros.length, excess));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

function saysFull(error: unknown): boolean {
  assert.ok(error instanceof StartRefused, error instanceof Error ? error.stack : String(error));
  assert.match(error.message, /^the disk is full/);
  return true;
}
