import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measured } from './measured.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
/** What is asked for, and what it measures. Those that need a served room take a minute: CI runs all of them (`npm run bench -- --short`). */
const ASKED = [
  'decide',
  'event',
  'seal',
  'publish',
  'verify',
  'verify-memory',
  'verify-full',
  'line',
  'line-p99',
  'start',
];
const NAMES = [
  ...['decide-10', 'decide-100', 'decide-1000', 'decide-10000'],
  ...[
    'event-read',
    'event-compare',
    'seal',
    'publish',
    'verify',
    'verify-memory',
    'verify-full',
    'line',
    'line-p99',
    'start-cold',
    'start-warm',
  ],
];
const MEMBERS = [
  'name',
  'value',
  'unit',
  'against',
  'againstValue',
  'ratio',
  'samples',
  'batch',
  'bytes',
  'target',
  'met',
  'note',
];

/** Runs the benchmarks in a configuration that measures nothing. What the numbers are decides nothing here. */
async function bench(...args: string[]): Promise<{ readonly lines: string[]; readonly table: string }> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [MAIN, '--tiny', ...args]);
  return { lines: stdout.trimEnd().split('\n'), table: stderr };
}

test('benchmarks run, print one line of JSON for each measurement, and a table beside', async () => {
  const { lines, table } = await bench('--json', ...ASKED);
  const measured = lines.map((line) => JSON.parse(line) as Measured);
  assert.deepEqual(
    measured.map(({ name }) => name),
    NAMES,
  );
  for (const one of measured) {
    assert.deepEqual(Object.keys(one), MEMBERS);
    assert(Number.isFinite(one.value) && one.value > 0, `${one.name} has a value`);
    assert(Number.isSafeInteger(one.samples) && one.samples > 0, `${one.name} has samples`);
    assert.equal(one.against === null, one.ratio === null, `${one.name} has what it is compared with, or has not`);
    assert.equal(one.met === null, one.target === null, `${one.name} says whether its target was met`);
    assert.equal(
      new RegExp(`^${one.name} .*MISSED`, 'm').test(table),
      one.met === false,
      `${one.name}: what is missed is marked`,
    );
    assert(table.includes(`\n${one.name} `) || table.startsWith(`${one.name} `), `${one.name} is in the table`);
  }
});

test('a benchmark that there is not is named, and nothing is measured', async () => {
  await assert.rejects(bench('lines'), /no benchmark is called lines; there are .*line-p99/);
});
