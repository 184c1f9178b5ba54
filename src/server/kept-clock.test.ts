import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { MINUTE } from '../base/clock.ts';
import { KeptClock } from './kept-clock.ts';
import { TestMachine } from './testing/test-room.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-clock-'));
after(() => rmSync(folder, { recursive: true }));

test('a clock is kept when it stops, and what is no clock is none', () => {
  const clock = new KeptClock(folder);
  assert.equal(clock.read(), 0);
  clock.keep(() => 1_770_000_000_000.7)();
  assert.equal(clock.read(), 1_770_000_000_000);
  assert.equal(statSync(join(folder, 'exercise-clock')).mode & 0o777, 0o600, 'of the room’s user only');
  for (const text of ['', 'x\n', '-5\n', '1e99\n', '9'.repeat(40), '17\n18\n']) {
    writeFileSync(join(folder, 'exercise-clock'), text);
    assert.equal(clock.read(), 0, JSON.stringify(text));
  }
  assert.doesNotThrow(() => new KeptClock(join(folder, 'none')).keep(() => 1)());
});

test('a room goes on at the time at which it stopped, and never before its last entry', async () => {
  const machine = new TestMachine();
  const first = await machine.open();
  const stopped = first.roomNow() + 20 * MINUTE;
  await first.stop();
  const quiet = await machine.open({ resumeAt: stopped });
  assert(quiet.roomNow() >= stopped, 'the quiet time is not gone over again');
  await quiet.stop();
  const older = await machine.open({ resumeAt: 5 });
  assert(older.roomNow() >= first.roomNow(), 'it does not go back');
  await older.stop();
});
