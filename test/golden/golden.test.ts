import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { suppliedScenario } from '../../src/exercise/testing/scenarios.ts';
import { partsOf, spellWords } from './classes.ts';
import { goldenTable } from './table.ts';

for (const id of ['milano-cortina-2026', 'harbour-summit']) {
  test(`the authority table of ${id} is as committed; a wanted change is written by \`npm run golden -- --write\``, async () => {
    const committed = readFileSync(new URL(`./${id}.txt`, import.meta.url), 'utf8').split('\n');
    const table = goldenTable(await suppliedScenario(id)).split('\n');
    const gone = new Set(committed).difference(new Set(table));
    const come = new Set(table).difference(new Set(committed));
    const diff = [...[...gone].map((line) => `- ${line}`), ...[...come].map((line) => `+ ${line}`)];
    assert.deepEqual(diff.slice(0, 20), [], `${diff.length} lines differ`);
    assert.deepEqual(table, committed);
  });
}

test('the parts of a table cover each cell once, with what the function gives there', () => {
  const words = ['a', 'b', 'c', 'd'];
  const axes = ['x', 'y', 'z'].map((name) => ({
    name,
    alike: words.map((word) => [word]) as never,
    spell: spellWords(words) as never,
  }));
  const decide = ([x, y, z]: readonly unknown[]) => (x === 'a' && y !== 'b' ? 'one' : z === 'd' ? 'two' : 'three');
  const seen = new Map<string, string>();
  for (const part of partsOf(axes, decide)) {
    const [xs = [], ys = [], zs = []] = part.words;
    for (const x of xs) {
      for (const y of ys) {
        for (const z of zs) {
          assert(!seen.has(`${x}${y}${z}`), 'no cell stands in two parts');
          seen.set(`${x}${y}${z}`, part.result);
          assert.equal(part.result, decide([x, y, z]));
        }
      }
    }
  }
  assert.equal(seen.size, 64);
});
