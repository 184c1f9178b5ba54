/** A harness counts only after it was seen to fail: rooms that break one promise each, and what must be found. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import type { SabotageName } from './ready.ts';
import { type CrashResult, crashRun } from './run.ts';

const SEED = 3;

test('acts that are acknowledged before they are committed are found lost', async () => {
  const { lost } = await sabotagedRun('ack-before-commit', 30);
  assert.ok(lost > 0);
});

test('commits that do not wait for the disk are found lost', async () => {
  // Only where PostgreSQL is killed with all its processes, before something else waits for the disk.
  const { lost, account } = await sabotagedRun('commit-without-waiting', 120);
  // What was published before it was lost keeps the room itself from starting again.
  const says = account.join('\n');
  assert.ok(lost > 0 || /the database holds \d+: it was restored from an older backup/.test(says), says);
});

test('a ledger whose guard and publication are thrown away is found forked', async () => {
  const { forks } = await sabotagedRun('forget-history', 30);
  assert.ok(forks > 0);
});

/** Stops as soon as something is found: one breach is enough. */
async function sabotagedRun(sabotage: SabotageName, rounds: number): Promise<CrashResult> {
  const result = await crashRun({ rounds, seed: SEED, sabotage, untilFound: true });
  if (result.folder !== undefined)
    rmSync(result.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  return result;
}
