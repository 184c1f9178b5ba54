import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DataRoom, remitProcess } from './data-room.ts';
import { killCluster, RoomProcess } from './processes.ts';

const LINES = 20;
/** Changes of files from a start on, at which the room kills itself: among them those by which the change is published, stated and signed. */
const STRUCK_AT = [1, 3, 6, 10];

const data = new DataRoom('ledger-key');
after(() => data.cleanUp());
const published = (path: string) => join(data.dataFolder, 'public/ledger', path);
const vkey = () => readFileSync(published('vkey'), 'utf8');

/** A start that kills itself at a change of a file, or else is killed after some lines. @returns whether it came so far */
async function killedStart(operation: number): Promise<boolean> {
  const room = new RoomProcess({ dataFolder: data.dataFolder, struck: { operation, by: 'kill' } });
  const ready = await room.ready();
  if (ready !== undefined) await data.write(ready, 2).catch(() => {});
  const came = room.runs;
  if (came) await room.kill();
  await room.ended();
  killCluster(data.dataFolder);
  return came;
}

test('wherever a start is killed that takes up a change of the ledger’s key, whoever has any of the keys can follow, and nothing is lost', async () => {
  await data.work(LINES);
  data.assertVerifies();
  const first = data.at('first.vkey');
  copyFileSync(published('vkey'), first);
  const keys = [vkey()];
  let struck = 0;
  const changes = [
    ['next', STRUCK_AT],
    ['retire', STRUCK_AT],
    ['next', []],
    ['retire', []],
  ] as const;
  for (const [command, operations] of changes) {
    const { code, text } = remitProcess('keys', command, '--data', data.dataFolder);
    assert.equal(code, 0, text);
    for (const operation of operations) {
      if (!(await killedStart(operation))) struck += 1;
      data.assertVerifies();
    }
    await data.assertWhole();
    const looked = data.fsck();
    assert.equal(looked.code, 0, looked.text);
    if (command === 'next') keys.push(vkey());
  }
  assert.ok(struck >= STRUCK_AT.length, `only ${struck} starts were struck`);
  assert.equal(new Set(keys).size, 3, 'each change made another key');
  assert.ok(existsSync(published('keys/2')) && !existsSync(published('keys/3')));
  const { code, text } = remitProcess('verify', join(data.dataFolder, 'public'), '--vkey', first, '--no-pin');
  assert.equal(code, 0, text);
  const signers = readFileSync(published('checkpoint'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('— '));
  assert.equal(signers.length, 1);
});
