import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { DataRoom, remitProcess } from './data-room.ts';

const LINES = 40;
/** A rotation that nobody kills ends by then; kills are spread over as long. */
const ENDS_MS = 60_000;

const data = new DataRoom('rotation');
after(() => data.cleanUp());

const REMIT = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** Kills `remit keys rotate` once its folder shows that it has begun, and so long after that. @returns whether it was found half way */
async function killedRotation(afterMs: number): Promise<boolean> {
  const next = join(data.dataFolder, 'keys', 'master.next');
  const child = spawn(process.execPath, [REMIT, 'keys', 'rotate', '--data', data.dataFolder], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const until = performance.now() + ENDS_MS;
  while (child.exitCode === null && !existsSync(next) && performance.now() < until) await wait(0);
  if (afterMs > 0) await wait(afterMs);
  child.kill('SIGKILL');
  await ended;
  return existsSync(next);
}

test('a rotation of the master key that is killed at any moment loses no key: the room starts, and everything opens', async () => {
  await data.work(LINES);
  const secretsBefore = exported('before');
  let halfway = 0;
  for (const ms of [0, 2, 8]) {
    if (await killedRotation(ms)) {
      halfway += 1;
      const { code, text } = data.fsck();
      assert.equal(code, 0, `half way, ${ms} ms: ${text}`);
    }
  }
  await data.assertWhole();
  assert(halfway > 0, 'a rotation was found half way');
  const whole = remitProcess('keys', 'rotate', '--data', data.dataFolder);
  assert.equal(whole.code, 0, whole.text);
  assert.match(whole.text, /^keys {6}\d+, all under the new master key$/m);
  await data.assertWhole();
  const secretsAfter = exported('after');
  for (const [id, key] of Object.entries(secretsBefore)) assert.equal(secretsAfter[id], key, id);
  const verified = remitProcess('verify', data.at('export-after'), '--keys', data.at('secrets-after.json'), '--no-pin');
  assert.equal(verified.code, 0, verified.text);
});

/** An export with its secrets; gives its keys. */
function exported(name: string): Record<string, string> {
  const secrets = data.at(`secrets-${name}.json`);
  const said = remitProcess('export', data.at(`export-${name}`), '--data', data.dataFolder, '--secrets', secrets);
  assert.equal(said.code, 0, said.text);
  return (JSON.parse(readFileSync(secrets, 'utf8')) as { readonly keys: Record<string, string> }).keys;
}
