// `npm run mutate -- <room> [files…] [--sample N] [--seed S]`: puts one small fault after the other into the sources of a room, and runs the
// tests of the room that run over it until one fails. Prints every fault that none of them sees. Exit code 1 under 95 % seen.
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../src/base/seeded-random.ts';
import { ROOMS } from './boundary-rules.ts';
import { EQUIVALENTS } from './mutation/equivalents.ts';
import type { Mutant } from './mutation/mutators.ts';
import { reportOf } from './mutation/report.ts';
import { tryMutants } from './mutation/trial.ts';

const root = resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const [room = '', ...wanted] = positionals;
const sample = values.sample === undefined ? undefined : Number(values.sample);
const seed = Number(values.seed);
const files = filesOf(`src/${room}/**/*.ts`);
const sources = files.filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/'));
const unknown = wanted.filter((file) => !sources.includes(file));
if (ROOMS[room] === undefined || unknown.length > 0 || !isCount(sample ?? 1) || !isCount(seed)) {
  console.error('usage: npm run mutate -- <room> [sources of the room…] [--sample N] [--seed S]');
  for (const file of unknown) console.error(`\`${file}\` is no source of \`src/${room}\``);
  process.exit(2);
}

const started = performance.now();
const texts = new Map(
  sources
    .filter((file) => wanted.length === 0 || wanted.includes(file))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
);
const tried = await tryMutants({
  sources: texts,
  tests: files.filter((file) => file.endsWith('.test.ts')),
  kept: (ROOMS[room]?.may ?? []).map((below) => `src/${below}/`),
  processes: Math.max(1, Math.min(2, availableParallelism())),
  choose: (mutants) => (sample === undefined ? mutants : chosen(mutants, sample, seed)),
  progress: (told) => console.error(`${seconds()}: ${told}`),
});
const { lines, isEnough } = reportOf(tried, texts, EQUIVALENTS, { isWhole: sample === undefined });
console.error(`${seconds()}: all tried`);
for (const line of lines) console.log(line);
process.exitCode = isEnough ? 0 : 1;

function filesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number > 0;
}

function seconds(): string {
  return `${((performance.now() - started) / 1000).toFixed(0)} s`;
}

/** Some of the mutants, the same for the same seed, in the order they have. */
function chosen(mutants: readonly Mutant[], count: number, from: number): Mutant[] {
  const random = seededRandom(from);
  const drawn = mutants.map((mutant) => ({ mutant, lot: random.next() }));
  const last = drawn.map(({ lot }) => lot).sort((a, b) => a - b)[count - 1] ?? 1;
  return drawn.filter(({ lot }) => lot <= last).map(({ mutant }) => mutant);
}
