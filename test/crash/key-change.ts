/** Changes of the keys of a room that does not run, each killed at some moment and then begun again to its end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { REMIT, remitProcess } from './data-room.ts';
import type { KeyChange } from './fates.ts';

const FOLDERS = { rotate: 'keys', next: 'signer', retire: 'signer' } as const;
/** What the command ends with where it changes nothing: there is no key that follows, or it has signed nothing yet, or there were too many. */
const NOT_YET = 1;

/** @throws Error where it does not come to its end */
export async function changeKeys(dataFolder: string, change: KeyChange): Promise<void> {
  await killed(dataFolder, change);
  const { code, text } = remitProcess('keys', change.command, '--data', dataFolder);
  const refused = code === NOT_YET && /there is no next key|signed by both|times at most/.test(text);
  if (code !== 0 && !refused) throw new Error(`\`remit keys ${change.command}\` ends with ${code}: ${text}`);
}

/** Kills the command so long after its folder shows that it has begun; one that is through by then is through. */
async function killed(dataFolder: string, { command, ms }: KeyChange): Promise<void> {
  const folder = join(dataFolder, FOLDERS[command]);
  const before = readdirSync(folder).join();
  const child = spawn(process.execPath, [REMIT, 'keys', command, '--data', dataFolder], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (child.exitCode === null && readdirSync(folder).join() === before) await wait(0);
  if (ms > 0) await wait(ms);
  child.kill('SIGKILL');
  await ended;
}
