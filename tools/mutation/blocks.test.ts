import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockAround, marked } from './blocks.ts';

const SOURCE = `function f(a) {
  if (a > 3) return 'big';
  else if (a > 2) { return 'middling'; }
  for (const b of [a]) if (b === 1) return b === 1 && a ? 'one' : 'none';
  switch (a) {
    case 0:
      return [0].map((x) => ({ x }))[0].x === 0 ? 'zero' : '';
    default:
      return null ?? 'other';
  }
}
give(f);`;

/** The words of the source in whose block notes were made as it ran with a number. */
function runWith(number: number): string[] {
  const { text, blocks } = marked(SOURCE, (block) => `noted.push(${block})`);
  const noted: number[] = [];
  let given: unknown;
  const give = (f: (number: number) => unknown) => {
    given = f(number);
  };
  new Function('noted', 'give', text)(noted, give);
  const plain = new Function('give', `let out; ${SOURCE.replace('give(f)', 'out = f')}; return out;`)() as typeof give;
  assert.equal(given, (plain as unknown as (number: number) => unknown)(number), 'notes change nothing');
  return ['big', 'middling', 'one', 'none', 'zero', 'other'].filter((word) => {
    const block = blockAround(SOURCE.indexOf(`'${word}'`), blocks);
    return block === undefined || noted.includes(block);
  });
}

test('what ran is noted block by block, and nothing else', () => {
  assert.deepEqual(runWith(4), ['big']);
  assert.deepEqual(runWith(3), ['middling']);
  assert.deepEqual(runWith(1), ['one']);
  assert.deepEqual(runWith(0), ['zero']);
  assert.deepEqual(runWith(-1), ['other']);
});

test('what runs as a module is loaded is in no block', () => {
  const { blocks } = marked(SOURCE, String);
  assert.equal(blockAround(SOURCE.indexOf('give(f)'), blocks), undefined);
});
