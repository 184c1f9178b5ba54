import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseCheckpoint, parseNote } from '../../src/ledger/note.ts';
import { pathOf } from '../../src/ledger/published-tiles.ts';
import { tilesOfGrowth } from '../../src/ledger/testing/tiles-of-growth.ts';
import { DataRoom, remitProcess } from './data-room.ts';
import { killCluster } from './processes.ts';
import { SCENARIO } from './ready.ts';

/** More than one full tile, with what a ledger begins with. */
const LINES = 270;

const data = new DataRoom('restore');
const secrets = data.at('secrets.json');

before(async () => {
  await data.work(LINES);
  data.assertVerifies();
});
after(() => data.cleanUp());

/** What is published and never changes: full tiles, the sets, the key; and the tiles that the checkpoint promises. */
function promised(): Map<string, string> {
  const note = parseNote(readFileSync(join(data.dataFolder, 'public/ledger/checkpoint'), 'utf8'));
  const size = (note && parseCheckpoint(note.text))?.size ?? assert.fail('there is a checkpoint');
  const tiles = [...tilesOfGrowth(0, size)].map((tile) => `public/${pathOf(tile)}`);
  assert(
    tiles.some((path) => path.endsWith('entries/000')),
    'there is a full tile',
  );
  const kept = [...data.digests('public')].filter(
    ([path]) => tiles.includes(path) || /^public\/(sets\/|ledger\/vkey)/.test(path),
  );
  assert.equal(kept.length, tiles.length + kept.filter(([path]) => !path.includes('/tile/')).length);
  return new Map(kept);
}

test('a room that stopped in order is in order', () => {
  const { code, text } = data.fsck();
  assert.equal(code, 0, text);
  assert.match(text, /^OK$/m);
  const json = JSON.parse(data.fsck('--json').text) as { readonly size: number; readonly shown: number };
  assert(json.size > LINES && json.shown === json.size, JSON.stringify(json));
});

test('an emptied published folder is made again from the database alone, byte for byte, by a mending', () => {
  const whole = promised();
  const checkpoint = readFileSync(join(data.dataFolder, 'public/ledger/checkpoint'), 'utf8');
  rmSync(join(data.dataFolder, 'public'), { recursive: true });
  const looked = data.fsck();
  assert.equal(looked.code, 1);
  assert.match(looked.text, /mendable\s+public\/ledger\/checkpoint/);
  const mended = data.fsck('--mend');
  assert.equal(mended.code, 0, mended.text);
  assert.deepEqual(promised(), whole);
  assert.equal(readFileSync(join(data.dataFolder, 'public/ledger/checkpoint'), 'utf8'), checkpoint);
  data.assertVerifies();
});

test('and by the next start', async () => {
  const whole = promised();
  rmSync(join(data.dataFolder, 'public'), { recursive: true });
  await data.assertWhole();
  const again = promised();
  // The ledger has grown by then: of what it was, all that never changes stands as it stood.
  for (const [path, digest] of whole) if (!path.includes('.p/')) assert.equal(again.get(path), digest, path);
});

test('a database that is lost is told by fsck and by the start, and neither makes a new ledger of it', async () => {
  const exported = remitProcess('export', data.at('export'), '--data', data.dataFolder, '--secrets', secrets);
  assert.equal(exported.code, 0, exported.text);
  rmSync(join(data.dataFolder, 'postgres'), { recursive: true });
  const { code, text } = data.fsck();
  assert.equal(code, 1);
  assert.match(text, /has no database.*remit import/);
  assert.match(await data.refusedStart(), /the database holds no ledger, but the folder `keys`/);
  killCluster(data.dataFolder);
});

test('it is made again from the published folder, the openings and the secrets alone, and goes on', async () => {
  const left = data.at('left');
  cpSync(join(data.dataFolder, 'public'), left, { recursive: true });
  cpSync(data.at('export', 'openings'), join(left, 'openings'), { recursive: true });
  const without = remitProcess('import', left, '--secrets', secrets, '--data', data.at('again'));
  assert.equal(without.code, 1);
  assert.match(without.text, /is missing in `documents`.*`--scenario`/);
  const whole = promised();
  data.moveTo('again');
  const event = ['--scenario', SCENARIO];
  const imported = remitProcess('import', left, '--secrets', secrets, '--data', data.dataFolder, ...event);
  assert.equal(imported.code, 0, imported.text);
  assert.deepEqual(promised(), whole);
  const { code, text } = data.fsck();
  assert.equal(code, 0, text);
  data.assertVerifies();
  await data.assertWhole();
  assert.equal(data.fsck().code, 0);
});
