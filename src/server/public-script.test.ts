import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { checkerVersion } from '../verify/version.ts';
import { verifyProgram } from './public-script.ts';

const project = resolve(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'remit-program-'));
after(() => rmSync(folder, { recursive: true }));

async function build(cache: string): Promise<Uint8Array> {
  const built = await verifyProgram({ cache: join(folder, cache) });
  assert.ok('bytes' in built, JSON.stringify(built));
  return built.bytes;
}

const first = await build('first');
const file = join(folder, 'remit-verify.mjs');
writeFileSync(file, first);
const text = Buffer.from(first).toString('utf8');

/** The Node that the machine itself has, where the packages' own is not the only one. */
function nodeOfTheMachine(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((path) => !path.includes('node_modules'));
  return folders.map((path) => join(path, 'node')).find((path) => existsSync(path)) ?? process.execPath;
}

function run(...argv: string[]) {
  // In a folder where nothing can be found, and with no memory of earlier checks.
  const env = { HOME: folder, REMIT_PINS: join(folder, 'pins') };
  return spawnSync(nodeOfTheMachine(), [file, ...argv], { encoding: 'utf8', cwd: folder, env });
}

test('the checker in one file: built twice, from different folders, it has the same bytes', async () => {
  assert.deepEqual(await build('second'), first);
  assert.deepEqual(await build('first'), first, 'from the cache');
  const elsewhere = join(folder, 'elsewhere.mjs');
  const script = `import { writeFileSync } from 'node:fs';
    import { verifyProgram } from ${JSON.stringify(join(project, 'src', 'server', 'public-script.ts'))};
    const built = await verifyProgram({ cache: ${JSON.stringify(join(folder, 'third'))} });
    writeFileSync(${JSON.stringify(elsewhere)}, built.bytes);`;
  const built = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  assert.deepEqual(readFileSync(elsewhere), Buffer.from(first));
});

test('the checker in one file: says its version, its licence and how it is used, and can be read', () => {
  const { version, license } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  assert.equal(checkerVersion, version);
  const head = text.split('\n').slice(0, 16).join('\n');
  assert.ok(head.startsWith('#!/usr/bin/env node\n') && head.includes(`version ${version},`) && head.includes(license));
  assert.match(head, /node remit-verify\.mjs <folder\|url>/);
  assert.match(text, /\n\/\/ src\/verify\/walk\.ts\n\/\*\*\n\* The published tree/, 'comments and names are there');
  assert.ok(text.split('\n').length > 3000 && Math.max(...text.split('\n').map((line) => line.length)) < 600);
});

test('the checker in one file: imports nothing but what Node itself has, and shows no way of this machine', () => {
  const imports = [...text.matchAll(/^import .* from "(.*)";$/gm)].map(([, name = '']) => name);
  assert.ok(imports.length > 3 && imports.every((name) => name.startsWith('node:')), imports.join());
  assert.ok(!text.includes('import(') && !text.includes('require('));
  assert.ok(!text.includes(project) && !text.includes(folder) && !text.includes('node_modules'));
});

test('the checker in one file: the machine’s own Node says OK of a good ledger and INVALID of a changed one', () => {
  const vectors = join(project, 'src', 'verify', 'vectors');
  const good = run(join(vectors, 'export'), '--keys', join(vectors, 'secrets.json'));
  assert.equal(good.status, 0, good.stdout + good.stderr);
  assert.match(good.stdout, /\nsignatures {2}20 checked\nreplay 1 {4}21 replayed, 0 mismatches\nOK\n$/);
  const wrong = join(folder, 'vkey');
  writeFileSync(wrong, readFileSync(join(vectors, 'export', 'ledger', 'vkey'), 'utf8').toUpperCase());
  assert.equal(run(join(vectors, 'export'), '--vkey', wrong).status, 66);
  assert.equal(run().status, 64);
  assert.match(run('--help').stdout, /exit codes: 0 OK/);
});
