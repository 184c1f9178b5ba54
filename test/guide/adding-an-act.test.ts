import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type * as Harbour from '../../src/desk/testing/harbour.ts';
import type { ActKind } from '../../src/terms/act-kinds.ts';
import { stepDone, stepsOf } from './steps.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
let copy = '';

before(() => {
  copy = mkdtempSync(join(tmpdir(), 'remit-guide-'));
  for (const part of ['src', 'scenarios', 'docs', 'sim', 'test', 'bench', 'tools', 'package.json', 'tsconfig.json']) {
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const steps = stepsOf(readFileSync(join(ROOT, 'docs/guides/adding-an-act.md'), 'utf8'));
  // Whoever follows the guide in the sources themselves runs these tests too.
  if (steps.some(({ file, place }) => place.to === 'new' && existsSync(join(ROOT, file)))) return;
  for (const step of steps) {
    const path = join(copy, step.file);
    assert.equal(existsSync(path), step.place.to !== 'new', `${step.file} is there`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, stepDone(step, step.place.to === 'new' ? '' : readFileSync(path, 'utf8')));
  }
});

after(() => rmSync(copy, { recursive: true, force: true }));

test('after the steps of the guide everything compiles', async () => {
  for (const project of ['.', 'src/web']) {
    const argv = ['--noEmit', '-p', project];
    const done = await run(join(copy, 'node_modules/.bin/tsc'), argv, { cwd: copy }).catch((error) => error);
    assert.equal(done.stdout, '', `what the compiler says of ${project}`);
  }
});

test('after the steps of the guide the tests of the registry pass, the page included', async () => {
  const done = await run(process.execPath, ['--test', 'src/matters/registry.test.ts'], {
    cwd: copy,
    env: { PATH: process.env['PATH'] },
  }).catch((error) => error);
  assert.match(String(done.stdout), /`visit\.announce`: its example passes/);
  assert.match(String(done.stdout), /fail 0\n/);
});

test('after the steps of the guide the simulation tries it, and agrees with its reference', async () => {
  const argv = ['sim/main.ts', '--steps', '600', '--seed', '5'];
  const { stdout } = await run(process.execPath, argv, { cwd: copy, env: { PATH: process.env['PATH'] } });
  assert.match(stdout, /visit\.announce +/);
  assert.match(stdout, /sim OK/);
});

test('after the steps of the guide a visit is announced, by whom the clause says and nobody else', async () => {
  const { harbourAtWork }: typeof Harbour = await import(join(copy, 'src/desk/testing/harbour.ts'));
  const room = await harbourAtWork();
  const kind = 'visit.announce' as ActKind;
  const detail = { principal: 'head of delegation', from: room.now, until: room.now + 3_600_000 };
  const announced = { by: 'ga-lead', kind, purpose: 'delegation-protection', detail };
  const answer = await room.enter(announced);
  assert.deepEqual(
    [answer.outcome, answer.clauses, answer.matter],
    ['permitted', ['guest-a/14'], 'VISIT-guest-a-protection-1'],
  );
  const rows = [...room.state.values('visits' as 'deeds')];
  assert.deepEqual(
    rows.map(({ id, agency }) => [id, agency]),
    [['VISIT-guest-a-protection-1', 'guest-a-protection']],
  );
  assert.equal((await room.enter({ ...announced, by: 'gb-support-a' })).outcome, 'outside');
  const backwards = await room.enter({ ...announced, detail: { ...detail, until: detail.from } });
  assert.deepEqual(backwards.clauses, ['R-12']);
});
