import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { findPostmaster } from './postmaster.ts';
import { isRunning, startTicks } from './processes.ts';

test('the file of a killed server that nobody has looked after yet does not keep the next one from starting', {
  skip: process.platform !== 'linux' && 'needs /proc',
}, async () => {
  const cluster = join(mkdtempSync(join(tmpdir(), 'remit-postmaster-')), 'postgres');
  mkdirSync(cluster);
  // The shell becomes a program that never asks after its child, so the child stays a zombie as long as that program runs.
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [line = ''] = await new Promise<string[]>((said) => {
      createInterface({ input: parent.stdout }).once('line', (text) => said([text]));
    });
    const zombie = Number(line);
    for (const until = performance.now() + 5_000; isRunning(zombie); ) {
      assert.ok(performance.now() < until, 'the child ends');
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.notEqual(startTicks(zombie), null, 'its number is not free');
    writeFileSync(join(cluster, 'postmaster.pid'), `${zombie}\n${cluster}\n0\n5432\n${cluster}\n`);
    const socketLock = join(cluster, '.s.PGSQL.5432.lock');
    writeFileSync(socketLock, `${zombie}\n`);
    assert.equal(await findPostmaster(cluster), null);
    assert.deepEqual([existsSync(join(cluster, 'postmaster.pid')), existsSync(socketLock)], [false, false]);
  } finally {
    parent.kill('SIGKILL');
    rmSync(join(cluster, '..'), { recursive: true, force: true });
  }
});
