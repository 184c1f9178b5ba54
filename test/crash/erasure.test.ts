import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { remit } from '../../src/cli/testing/spoken.ts';
import { killCluster, RoomProcess } from './processes.ts';

const CANARY = 'CANARY-c0ffee-is-a-name';

const place = mkdtempSync(join(tmpdir(), 'remit-erasure-'));
const dataFolder = join(place, 'data');
let room: RoomProcess;
let url = '';
/** All that rooms of this test wrote on their outputs. */
let written = '';

before(() => start());
after(async () => {
  await room.kill().catch(() => {});
  killCluster(dataFolder);
  rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

async function start(folder = dataFolder): Promise<void> {
  room = new RoomProcess({
    dataFolder: folder,
    heard: (text) => {
      written += text;
    },
  });
  const ready = await room.ready();
  assert(ready !== undefined, `the room starts: ${room.said}`);
  url = ready.url;
}

/** Files below a folder that hold the canary in clear. */
function found(folder: string): string[] {
  const { status, stdout, stderr } = spawnSync('grep', ['-rla', CANARY, folder], { encoding: 'utf8' });
  assert(status === 0 || status === 1, stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

/** One act by the command line; gives the index of its entry and its number. */
async function act(person: string, desk: string, kind: string, detail: object, ...more: string[]) {
  const options = ['--desk', desk, '--detail', JSON.stringify(detail), '--url', url, '--json', ...more];
  const { code, out, err } = await remit(['act', '--kind', kind, '--as', person, ...options]);
  assert.equal(code, 0, err);
  const answer = JSON.parse(out) as { readonly outcome: string; readonly index: number; readonly matter?: string };
  return answer;
}

async function sit(person: string, desk: string): Promise<void> {
  await act(person, desk, 'desk.sign-on', { room: desk.split('.')[0], desk }, '--place', 'ministry-annex');
}

async function erase(record: string) {
  const why = ['--basis', 'request', '--reason', 'whom it names asked for it'];
  return await remit(['erase', record, '--as', 'privacy-a', ...why, '--url', url]);
}

const SAID = `${CANARY} was there (exercise)`;

/** A line of the log that names somebody. */
async function line(): Promise<string> {
  const { index } = await act('duty-a', 'host-room.duty', 'log.line', { text: SAID });
  return `entry-${index}`;
}

/** A report that does. */
async function report(): Promise<string> {
  const unknown = { component: 'unknown', role: 'unknown', purpose: 'unknown' };
  const deed = { agency: 'guest-b-police', activity: 'identity-check', place: 'ferry-terminal', ...unknown };
  const { matter } = await act('duty-a', 'host-room.duty', 'occurrence.report', { deed, text: SAID });
  return matter ?? assert.fail('no number');
}

/** The room wrote on its outputs, and never the canary. */
function assertNeverWritten(): void {
  assert.match(written, /erasing: [1-9][0-9]* boxes of/, 'this is the log of a room that erased');
  assert.match(written, /"url":/, 'and its first line, of the other output');
  assert(!written.includes(CANARY), written);
}

test('what was erased is nowhere in the data folder, also while the room runs', async () => {
  await sit('duty-a', 'host-room.duty');
  await sit('privacy-a', 'host-room.data-protection');
  const records = [await line(), await report()];
  // Until it is written out, the database has it in memory only; then the search finds what is there.
  while (found(dataFolder).length === 0) await wait(50);
  const refused = await erase('DEED-nobody-1');
  assert.equal(refused.code, 1, refused.err);
  assert.match(refused.out, /R-37/);
  for (const record of records) {
    const { code, out, err } = await erase(record);
    assert.equal(code, 0, err);
    assert.match(out, /ERA-[12] is finished: its keys are destroyed/);
  }
  assert.deepEqual(found(dataFolder), []);
  assertNeverWritten();
});

test('killed as soon as the act is recorded, the room finishes when it starts again', async () => {
  const detail = { entry: Number((await line()).slice('entry-'.length)), basis: 'order', reason: 'by the court' };
  await act('privacy-a', 'host-room.data-protection', 'record.erase', detail);
  await room.kill();
  await start();
  const stop = new AbortController();
  const heard = (text: string) => {
    if (/erasure\.finish/.test(text) && /ERA-3/.test(text)) stop.abort();
  };
  const options = ['--follow', '--limit', '50', '--url', url];
  await remit(['log', '--as', 'privacy-a', ...options], { signal: stop.signal, heard });
  assert.deepEqual(found(dataFolder), []);
  assertNeverWritten();
});

test('an export holds nothing of it; it verifies with all keys, and a room goes on from it', async () => {
  await room.kill('SIGTERM');
  const [exported, secrets, again] = ['export', 'secrets.json', 'again'].map((name) => join(place, name)) as Three;
  const made = await remit(['export', exported, '--secrets', secrets, '--data', dataFolder]);
  assert.equal(made.code, 0, made.err);
  const verified = await remit(['verify', exported, '--keys', secrets, '--no-pin']);
  assert.equal(verified.code, 0, verified.out);
  const [, entries = 0] = (/entries +([0-9]+) checked/.exec(verified.out) ?? []).map(Number);
  assert(entries > 20, verified.out);
  // The outcome of what was erased, too: facts and set stay.
  assert.match(verified.out, new RegExp(`openings +${2 * entries - 3} opened, 3 closed`));
  assert.match(verified.out, new RegExp(`replay 1 +${entries} replayed, 0 mismatches`));
  const imported = await remit(['import', exported, '--secrets', secrets, '--data', again]);
  assert.equal(imported.code, 0, imported.err);
  assert.deepEqual([exported, secrets, again, dataFolder].flatMap(found), []);
  await start(again);
  await act('duty-a', 'host-room.duty', 'log.line', { text: 'all quiet (exercise)' });
  await room.kill('SIGTERM');
  assertNeverWritten();
  killCluster(again);
});
type Three = [string, string, string];
