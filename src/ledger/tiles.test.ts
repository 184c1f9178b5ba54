import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../base/assert.ts';
import { tilesOfGrowth } from './testing/tiles-of-growth.ts';
import { decodeEntryTile, decodeHashTile, encodeEntryTile, partialFolder, tilePath } from './tiles.ts';

test('tile paths are those of C2SP tlog-tiles', () => {
  const cases: [Parameters<typeof tilePath>[0], string][] = [
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 0, width: 1 }, 'tile/0/000.p/1'],
    [{ level: 1, index: 999, width: 255 }, 'tile/1/999.p/255'],
    [{ level: 0, index: 1000, width: 256 }, 'tile/0/x001/000'],
    [{ level: 2, index: 1_234_067, width: 256 }, 'tile/2/x001/x234/067'],
    [{ level: 'entries', index: 1_234_067, width: 8 }, 'tile/entries/x001/x234/067.p/8'],
  ];
  for (const [tile, path] of cases) assert.equal(tilePath(tile), path);
  assert.equal(partialFolder({ level: 0, index: 1000, width: 256 }), 'tile/0/x001/000.p');
});

test('a tile that cannot be is a bug', () => {
  for (const tile of [
    { level: 0, index: -1, width: 1 },
    { level: 0, index: 0.5, width: 1 },
    { level: 64, index: 0, width: 1 },
    { level: 0, index: 0, width: 0 },
    { level: 0, index: 0, width: 257 },
  ]) {
    assert.throws(() => tilePath(tile), Bug);
  }
});

test('a growth needs the tiles that are new, and only them', () => {
  const paths = (from: number, to: number): string[] => [...tilesOfGrowth(from, to)].map(tilePath);
  assert.deepEqual(paths(0, 0), []);
  assert.deepEqual(paths(0, 1), ['tile/entries/000.p/1', 'tile/0/000.p/1']);
  assert.deepEqual(paths(5, 5), []);
  assert.deepEqual(paths(255, 256), ['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
  assert.deepEqual(paths(256, 260), ['tile/entries/001.p/4', 'tile/0/001.p/4']);
  assert.deepEqual(paths(200, 600), [
    'tile/entries/000',
    'tile/entries/001',
    'tile/entries/002.p/88',
    'tile/0/000',
    'tile/0/001',
    'tile/0/002.p/88',
    'tile/1/000.p/2',
  ]);
  assert.deepEqual(paths(65_535, 65_536), ['tile/entries/255', 'tile/0/255', 'tile/1/000', 'tile/2/000.p/1']);
});

test('entry tiles come back as they went in', () => {
  const entries = [Buffer.from('a'), Buffer.alloc(0), Buffer.alloc(61_440, 3)];
  const bytes = encodeEntryTile(entries);
  assert.equal(bytes.length, 6 + 1 + 61_440);
  assert.deepEqual(
    decodeEntryTile(bytes, 3)?.map((entry) => Buffer.from(entry)),
    entries,
  );
  assert.throws(() => encodeEntryTile([Buffer.alloc(61_441)]), Bug);
  assert.throws(() => encodeEntryTile([]), Bug);
});

test('broken framing is no tile', () => {
  const bytes = encodeEntryTile([Buffer.from('one'), Buffer.from('two')]);
  assert.equal(decodeEntryTile(bytes, 1), undefined);
  assert.equal(decodeEntryTile(bytes, 3), undefined);
  for (let cut = 0; cut < bytes.length; cut++) assert.equal(decodeEntryTile(bytes.subarray(0, cut), 2), undefined);
  assert.equal(decodeEntryTile(Buffer.concat([bytes, Buffer.alloc(1)]), 2), undefined);
  assert.equal(decodeEntryTile(Buffer.concat([Buffer.from([0xff, 0xff]), Buffer.alloc(65_535)]), 1), undefined);
  assert.equal(decodeHashTile(Buffer.alloc(63), 2), undefined);
  assert.equal(decodeHashTile(Buffer.alloc(64), 2)?.length, 2);
});
