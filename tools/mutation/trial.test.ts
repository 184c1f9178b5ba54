import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reportOf } from './report.ts';
import { tryMutants } from './trial.ts';

const FILE = 'tools/mutation/testing/scales.ts';
const sources = new Map([[FILE, readFileSync(new URL('testing/scales.ts', import.meta.url), 'utf8')]]);

test('what tests see is killed, what hangs too, and what they do not see survives', { timeout: 120_000 }, async () => {
  const tried = await tryMutants({
    sources,
    tests: ['tools/mutation/testing/scales.test.ts'],
    kept: ['src/'],
    processes: 2,
  });
  const fates = tried.map(({ mutant: { replacement }, fate: { fate }, reachedBy }) => [replacement, fate, reachedBy]);
  assert.deepEqual(fates, [
    ['true', 'killed', 1],
    ['false', 'killed', 1],
    ['((kilograms) >= (10))', 'survived', 1],
    ['((kilograms) <= (10))', 'killed', 1],
    ['false', 'killed', 1],
    ['((n) <= (weights.length))', 'survived', 1],
    ['((n) >= (weights.length))', 'killed', 1],
    ['--', 'hung', 1],
    ['-=', 'killed', 1],
    ['((weights[n]) && (0))', 'killed', 1],
    ['undefined', 'killed', 1],
    ['true', 'survived', 0],
    ['false', 'survived', 0],
    ['((kilograms) !== (0))', 'survived', 0],
  ]);

  const over = {
    file: FILE,
    line: 'for (let n = 0; n < weights.length; n++) sum += weights[n] ?? 0;',
    mutated: 'for (let n = 0; ((n) <= (weights.length)); n++) sum += weights[n] ?? 0;',
    reason: 'one past the end there is nothing, which adds nothing',
  };
  const { lines, isEnough } = reportOf(tried, sources, [over], { isWhole: true });
  assert.equal(isEnough, false);
  assert.equal(lines.at(-1), 'mutants 13, killed 9, survivors 4 (69.2 %)');
  assert.equal(
    lines[0],
    `${FILE}:3\n  - return kilograms > 10;\n  + return ((kilograms) >= (10));`,
    'a survivor is shown with its place and its line, without and with the fault',
  );
  assert.match(lines.join('\n'), /scales\.ts:15 \(no test runs over it\)/);
  assert.match(lines.join('\n'), /scales\.ts:9 killed, but only by not ending/);
  assert.match(lines.at(-2) ?? '', /not ending in time: 1; known to change nothing, and not counted: 1$/);

  const seen = tried.filter(({ fate }) => fate.fate !== 'survived');
  assert.equal(reportOf(seen, sources, [], { isWhole: true }).isEnough, true);
  const stale = reportOf(seen, sources, [over], { isWhole: true });
  assert.equal(stale.isEnough, false, 'an equivalent that is none any more is an error');
  assert.match(stale.lines.join('\n'), /no longer an equivalent mutant/);
  assert.equal(reportOf(seen, sources, [over], { isWhole: false }).isEnough, true);
  assert.equal(reportOf([], sources, [], { isWhole: true }).isEnough, false, 'nothing tried shows nothing');
});

test('tests that fail without a mutant are an error, and kill nothing', { timeout: 60_000 }, async () => {
  const trial = { sources, tests: ['tools/mutation/testing/no-such.test.ts'], kept: ['src/'], processes: 1 };
  await assert.rejects(tryMutants(trial), /no-such\.test\.ts cannot be loaded/);
});
