// `npm test`: the tests of the repository, two files at a time, with one summary that CI reads. Nothing is skipped silently.
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { run } from 'node:test';

const root = resolve(import.meta.dirname, '..');
const wanted = process.argv.slice(2);
const patterns =
  wanted.length > 0
    ? wanted
    : ['src/**/*.test.ts', 'sim/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts', 'bench/**/*.test.ts'];
/** Have commands of their own, which CI runs: `npm run browser`, `npm run worlds`, `npm run seen-to-fail`. One visit in a browser is always made. */
const LONG = /^(test\/(e2e|two-worlds)\/|(test\/crash|sim)\/sabotage\.test\.ts$)/;
const ALWAYS = ['test/e2e/passkey.test.ts'];
const asked = (file: string) => wanted.length > 0 || !LONG.test(file) || ALWAYS.includes(file);
const files = [...new Set(patterns.flatMap((pattern) => globSync(pattern, { cwd: root })))]
  .filter(asked)
  .sort()
  .map((file) => resolve(root, file));
const started = performance.now();
const count = { passed: 0, failed: 0, skipped: 0 };
const slow: { file: string; seconds: number }[] = [];

if (files.length === 0) {
  console.error(`no test file matches ${patterns.join(' ')}`);
  process.exit(1);
}
const stream = run({ files, concurrency: Math.max(1, Math.min(2, availableParallelism())), timeout: 280_000 });
stream.on('test:pass', (event) => {
  const leaf = event.details.type !== 'suite' && !isFile(event);
  if (event.skip !== undefined || event.todo !== undefined) {
    count.skipped++;
    console.log(`SKIPPED ${where(event)}: ${event.name} (${event.skip ?? event.todo})`);
  } else if (leaf) count.passed++;
});
stream.on('test:fail', (event) => {
  const cause = (event.details.error as Error & { failureType?: string }).failureType;
  // A suite or file that failed only because of a test inside is counted by that test.
  if (cause === 'subtestsFailed') return;
  count.failed++;
  const error = event.details.error.cause ?? event.details.error;
  console.log(
    `FAILED ${where(event)}: ${event.name}\n${indent(error instanceof Error ? (error.stack ?? error.message) : String(error))}`,
  );
});
stream.on('test:stderr', ({ message }) => process.stderr.write(message));
stream.on('test:summary', ({ file, duration_ms: ms }) => {
  if (file !== undefined) slow.push({ file: relative(root, file), seconds: ms / 1000 });
});
stream.on('end', () => {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const slowest = slow.sort((a, b) => b.seconds - a.seconds).slice(0, 5);
  console.log(`slowest: ${slowest.map(({ file, seconds: s }) => `${file} ${s.toFixed(1)} s`).join(', ')}`);
  console.log(`${files.length} files in ${seconds} s`);
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;
});
stream.resume();

type Event = { readonly name: string; readonly file?: string | undefined; readonly line?: number | undefined };

function isFile(event: Event): boolean {
  return event.file !== undefined && resolve(event.name) === resolve(event.file);
}

function where({ file, line }: Event): string {
  return file === undefined ? '' : `${relative(root, file)}${line === undefined ? '' : `:${line}`}`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .slice(0, 30)
    .map((line) => `    ${line}`)
    .join('\n');
}
