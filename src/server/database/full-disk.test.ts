import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

/** Room for a cluster (some 40 MB) and a few segments of its log; more is not small enough to be filled. */
const DISK_MEGABYTES = 96;
const SMALL_BYTES_MAX = 200 * 1_048_576;

/**
 * A disk that runs full needs a small disk. In order: a mount of our own, as root or in a user namespace, which ends with
 * the process; the `/dev/shm` of a container, which is small; or the folder that REMIT_TEST_SMALL_DISK names. Where a build
 * server (`CI`) has none of them the test fails rather than passing unseen. What the store makes of the server's answer
 * "disk full" is tested everywhere (postgres.test.ts).
 */
test('a disk that runs full: said in a sentence, and nothing acknowledged is lost', (t) => {
  const result = inOwnMount() ?? inSmallFolder(process.env.REMIT_TEST_SMALL_DISK) ?? inSmallFolder('/dev/shm');
  if (result === undefined) return noSmallDisk(t);
  t.diagnostic(`${result.where}: ${result.output.trim()}`);
  assert.equal(result.status, 0, result.output);
});

type Result = { where: string; status: number | null; output: string };

function inOwnMount(): Result | undefined {
  for (const unshare of [
    ['unshare', '--mount'],
    ['unshare', '--user', '--map-root-user', '--mount'],
  ]) {
    const folder = mkdtempSync(join(tmpdir(), 'remit-full-'));
    try {
      const mounted = `mount -t tmpfs -o size=${DISK_MEGABYTES}m,mode=0755 remit-test ${folder}`;
      if (run([...unshare, 'sh', '-c', mounted]).status !== 0) continue;
      const room = [process.execPath, roomProgram(), folder].map((word) => `'${word}'`).join(' ');
      return { where: unshare.join(' '), ...run([...unshare, 'sh', '-c', `${mounted} && exec ${room}`]) };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return undefined;
}

function inSmallFolder(parent: string | undefined): Result | undefined {
  if (parent === undefined || !isSmall(parent)) return undefined;
  const folder = mkdtempSync(join(parent, 'remit-full-'));
  try {
    return { where: parent, ...run([process.execPath, roomProgram(), folder]) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isSmall(folder: string): boolean {
  try {
    const { blocks, bsize } = statfsSync(folder);
    return blocks * bsize <= SMALL_BYTES_MAX;
  } catch {
    return false;
  }
}

function noSmallDisk(t: TestContext): void {
  const why = 'no small disk to fill: set REMIT_TEST_SMALL_DISK to a folder on one of 64 to 200 MB';
  assert.equal(process.env.CI, undefined, why);
  t.skip(why);
}

function roomProgram(): string {
  return join(import.meta.dirname, 'testing/full-disk-room.ts');
}

function run(words: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(words[0] ?? '', words.slice(1), {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, output: `${stdout}${stderr}` };
}
