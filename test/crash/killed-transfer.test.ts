/** An export and an import that are killed, or asked to end, at some moment: what stands under the names that were asked for is whole or not there. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '../../src/base/seeded-random.ts';
import { DataRoom, REMIT, remitProcess } from './data-room.ts';
import { killCluster } from './processes.ts';

const SEED = 20260207;
/** More than one full tile, with what a ledger begins with. */
const LINES = 270;
const KILLS = 3;

const data = new DataRoom('killed-transfer');
const random = seededRandom(SEED);

before(async () => await data.work(LINES));
after(() => data.cleanUp());

/** What half-written things lie beside a place. */
function beside(target: string): string[] {
  return readdirSync(dirname(target)).filter((name) => name.startsWith(`${basename(target)}.part-`));
}

type Cut = { readonly child: ChildProcess; text: string };

function begin(...argv: string[]): Cut {
  const child = spawn(process.execPath, [REMIT, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  const cut: Cut = { child, text: '' };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (cut.text += text));
  return cut;
}

/** Waits until it writes beside the target, and then some ms; gives false where it ended before. */
async function untilWriting({ child }: Cut, target: string, ms: number): Promise<boolean> {
  while (child.exitCode === null && beside(target).length === 0) await wait(2);
  await wait(ms);
  return child.exitCode === null;
}

async function ended({ child }: Cut): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** Somebody removes what the next command names. */
function clearLeft(target: string, said: string): void {
  for (const name of beside(target)) {
    assert(said.includes(name), `${name} is told of: ${said}`);
    killCluster(data.at(name));
    rmSync(data.at(name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

function exportTo(name: string): string[] {
  return ['export', data.at(name), '--data', data.dataFolder, '--secrets', data.at(`${name}.secrets`)];
}

function importTo(name: string): string[] {
  return ['import', data.at('whole'), '--secrets', data.at('whole.secrets'), '--data', data.at(name)];
}

function assertExport(name: string): void {
  const { code, text } = remitProcess('verify', data.at(name), '--keys', data.at(`${name}.secrets`), '--no-pin');
  assert.equal(code, 0, text);
}

test('an export that is killed leaves nothing half under its name, says what is left beside it, and the room goes on', async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    const name = `export-${kill}`;
    const cut = begin(...exportTo(name));
    const ms = random.below(120);
    const caught = await untilWriting(cut, data.at(name), ms);
    cut.child.kill('SIGKILL');
    await ended(cut);
    const told = `killed ${ms} ms after it began to write: ${caught}`;
    if (existsSync(data.at(name))) assertExport(name);
    else {
      // The secrets have their name before the folder has.
      rmSync(data.at(`${name}.secrets`), { force: true });
      const again = remitProcess(...exportTo(name));
      assert.equal(again.code, 0, `${told}: ${again.text}`);
      clearLeft(data.at(name), again.text);
      clearLeft(data.at(`${name}.secrets`), again.text);
    }
    assertExport(name);
    rmSync(data.at(name), { recursive: true });
    rmSync(data.at(`${name}.secrets`));
  }
  await data.assertWhole();
});

test('an import that is killed leaves no room under its name, and the next makes one that goes on', async () => {
  const exported = remitProcess(...exportTo('whole'));
  assert.equal(exported.code, 0, exported.text);
  let caught = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const cut = begin(...importTo('copy'));
    const ms = random.below(2_500);
    if (await untilWriting(cut, data.at('copy'), ms)) caught += 1;
    cut.child.kill('SIGKILL');
    await ended(cut);
    for (const name of beside(data.at('copy'))) killCluster(data.at(name));
    if (existsSync(data.at('copy'))) {
      killCluster(data.at('copy'));
      rmSync(data.at('copy'), { recursive: true });
    }
  }
  assert(caught > 0, 'some are killed while they write');
  const again = remitProcess(...importTo('copy'));
  assert.equal(again.code, 0, again.text);
  clearLeft(data.at('copy'), again.text);
  data.moveTo('copy');
  const { code, text } = data.fsck();
  assert.equal(code, 0, text);
  await data.assertWhole();
});

test('Ctrl-C ends either in order: nothing is left under the name, nor beside it', async () => {
  for (const [name, argv] of [
    ['asked', exportTo('asked')],
    ['asked-room', importTo('asked-room')],
  ] as const) {
    const cut = begin(...argv);
    assert(await untilWriting(cut, data.at(name), 0), 'it is caught while it writes');
    cut.child.kill('SIGINT');
    await ended(cut);
    assert.equal(cut.child.exitCode, 1, cut.text);
    assert.match(cut.text, /interrupted: nothing was written/);
    assert.deepEqual(
      readdirSync(data.place).filter((found) => found.startsWith(name)),
      [],
      name,
    );
  }
});
