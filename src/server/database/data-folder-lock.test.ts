import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { lockDataFolder } from './data-folder-lock.ts';
import { startTicks } from './processes.ts';

const root = mkdtempSync(join(tmpdir(), 'remit-lock-'));
after(() => rmSync(root, { recursive: true, force: true }));

const REFUSED = /^StartRefused: another room \(process \d+\) is running on the data folder `/;

test('one holder at a time, in a folder that is made where it is missing', () => {
  const folder = join(root, 'new', 'data');
  const lock = lockDataFolder(folder);
  assert.throws(() => lockDataFolder(folder), REFUSED);
  lock.release();
  const next = lockDataFolder(folder);
  lock.release(); // once more: it is not ours any longer
  assert.throws(() => lockDataFolder(folder), REFUSED);
  next.release();
  assert.deepEqual(readdirSync(folder), []);
});

test('of eight processes that find a stale lock at once, one takes it', async () => {
  const folder = mkdtempSync(join(root, 'race-'));
  for (let round = 0; round < 3; round++) {
    writeFileSync(join(folder, 'room.lock'), JSON.stringify({ pid: 2 ** 22 + 1, started: '1', boot: null }));
    const program = `import { lockDataFolder } from ${JSON.stringify(new URL('./data-folder-lock.ts', import.meta.url).href)};
      process.stdin.once('data', () => {
        try { lockDataFolder(${JSON.stringify(folder)}); process.stdout.write('got\\n'); }
        catch (error) { process.stdout.write(error.message + '\\n'); }
      }).once('end', () => process.exit());
      process.stdout.write('ready\\n');`;
    const rooms = Array.from({ length: 8 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    await Promise.all(rooms.map((room) => once(room.stdout, 'data')));
    const answers = rooms.map((room) => once(room.stdout, 'data'));
    for (const room of rooms) room.stdin.write('go\n');
    const said = (await Promise.all(answers)).map(String);
    const ends = rooms.map((room) => once(room, 'exit'));
    for (const room of rooms) room.stdin.end();
    await Promise.all(ends);
    assert.equal(said.filter((line) => line === 'got\n').length, 1, said.join(''));
    for (const line of said) assert.match(line, /^got$|^another room|keeps changing/m);
  }
});

const holder = { pid: process.pid, started: startTicks(process.pid), boot: 'another boot of the machine' };
for (const [what, content] of [
  ['whose process has ended', JSON.stringify({ pid: 2 ** 22 + 1, started: '1', boot: null })],
  ['of before a reboot', JSON.stringify(holder)],
  ['whose number is another process now', lockTextWith({ started: '1' })],
  ['that a power cut left empty', ''],
  ['that a power cut left as zeros', '\0'.repeat(80)],
] as const) {
  test(`a lock ${what} is taken over`, (t) => {
    if (content === undefined) return t.skip('this system does not tell when a process started');
    const folder = mkdtempSync(join(root, 'stale-'));
    writeFileSync(join(folder, 'room.lock'), content);
    lockDataFolder(folder).release();
    assert.deepEqual(readdirSync(folder), []);
  });
}

/** The lock as this very process would write it, but for `change`. */
function lockTextWith(change: object): string | undefined {
  if (startTicks(process.pid) === null) return undefined;
  const folder = mkdtempSync(join(root, 'text-'));
  const lock = lockDataFolder(folder);
  const text = readFileSync(join(folder, 'room.lock'), 'utf8');
  lock.release();
  return JSON.stringify({ ...JSON.parse(text), ...change });
}
