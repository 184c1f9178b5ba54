import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { remit } from '../../src/cli/testing/spoken.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
/** One request in so many is decided here; the comparison decides thousands. */
const EVERY = 8;

/** A folder with both exports of the Harbour Summit and the script of the guide. */
async function exported(t: TestContext): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'remit-guide-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const as of ['cedar', 'conformance']) {
    const { code, err } = await remit(['mandate', 'export', 'harbour-summit', '--as', as, '--to', join(folder, as)]);
    assert.equal(code, 0, err);
  }
  const guide = readFileSync(join(ROOT, 'docs', 'guides', 'checking-with-other-tools.md'), 'utf8');
  const script = /```js\n(?<code>.*?)```/s.exec(guide)?.groups?.['code'] ?? assert.fail('the guide has a script');
  writeFileSync(join(folder, 'check.mjs'), script);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const pack = join(folder, 'conformance', 'requests.jsonl');
  const lines = readFileSync(pack, 'utf8').trim().split('\n');
  writeFileSync(pack, lines.filter((_, n) => n % EVERY === 0).join('\n'));
  return folder;
}

async function check(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['check.mjs', 'cedar', 'conformance'], {
    cwd: folder,
  });
  return stdout;
}

test('the script of the guide decides a conformance pack as expected, and says where something differs', async (t) => {
  const folder = await exported(t);
  const [, alike, all] = /^(\d+) of (\d+) alike\n$/.exec(await check(folder)) ?? [];
  assert.equal(alike, all);
  assert.ok(Number(all) > 200);
  const policies = join(folder, 'cedar', 'policies.json');
  const changed = readFileSync(policies, 'utf8').replaceAll('unless { context.approved }', '');
  writeFileSync(policies, changed);
  assert.match(await check(folder), /: expected needs-approval .*, Cedar says prohibited /);
});
