import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { copyPrograms, findPrograms, type Programs, packageFolder } from './programs.ts';

const root = mkdtempSync(join(tmpdir(), 'remit-programs-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('links that the install scripts did not make are made', () => {
  const native = packageWithoutLinks('package');
  assert.equal(runs({ initdb: '', postgres: join(native, 'bin', 'postgres') }), false);
  const found = findPrograms(join(root, 'unused'), native);
  assert.equal(found.postgres, join(native, 'bin', 'postgres'));
  assert.equal(runs(found), true);
});

test('a copy has its links too, and is made once', () => {
  const native = packageWithoutLinks('read-only');
  const copy = copyPrograms(native, join(root, 'copy'));
  assert.match(copy.postgres, /copy-[0-9].*\/bin\/postgres$/);
  assert.equal(runs(copy), true);
  rmSync(native, { recursive: true });
  cpSync(join(packageFolder(), '..', 'package.json'), join(native, '..', 'package.json'));
  assert.deepEqual(copyPrograms(native, join(root, 'copy')), copy);
});

/** The package as its archive has it: without symbolic links. */
function packageWithoutLinks(name: string): string {
  const original = join(packageFolder(), '..');
  const links: { target: string }[] = JSON.parse(readFileSync(join(original, 'native', 'pg-symlinks.json'), 'utf8'));
  const names = new Set(links.map((link) => basename(link.target)));
  const copy = join(root, name);
  cpSync(original, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !names.has(basename(path)),
  });
  return join(copy, 'native');
}

function runs(programs: Programs): boolean {
  return spawnSync(programs.postgres, ['--version']).status === 0;
}
