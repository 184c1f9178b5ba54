import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sha256Hex } from '../../base/digest.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'remit-mandate-export-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const exported = (...argv: string[]) => remit(['mandate', 'export', 'harbour-summit', ...argv]);

test('each form is written with a README, and the set with the id that `check` gives', async (t) => {
  const folder = folderOf(t);
  const [, id] = /^set ([0-9a-f]{64})$/m.exec((await remit(['mandate', 'check', 'harbour-summit'])).out) ?? [];
  const wanted: Readonly<Record<string, readonly string[]>> = {
    cedar: ['README.txt', 'policies.cedar', 'policies.json', 'request.json', 'schema.cedarschema', 'set.json'],
    conformance: ['README.txt', 'requests.jsonl', 'set.json'],
  };
  for (const [as, files] of Object.entries(wanted)) {
    const to = join(folder, as);
    const { code, out } = await exported('--as', as, '--to', to);
    assert.equal(code, EXIT.done);
    assert.match(out, new RegExp(`^set {7}${id}\nfiles {5}README\\.txt, .*\nfolder {4}.*${as}\n$`));
    assert.deepEqual(readdirSync(to).sort(), files);
    assert.equal(sha256Hex(readFileSync(join(to, 'set.json'))), id);
    assert.match(readFileSync(join(to, 'README.txt'), 'utf8'), new RegExp(`\n${id}\n`));
  }
  const to = join(folder, 'new', 'smt');
  const { out } = await exported('--as', 'smt', '--to', to, '--json');
  const said = JSON.parse(out);
  assert.deepEqual([said.set, said.as, said.folder], [id, 'smt', to]);
  assert.deepEqual(readdirSync(to).sort(), [...said.files].sort());
  const scripts = said.files.filter((file: string) => file.endsWith('.smt2'));
  assert.equal(scripts.length, 8, 'four commitments are rules');
  for (const file of said.files.filter((name: string) => name.startsWith('set-'))) {
    assert.equal(file, `set-${sha256Hex(readFileSync(join(to, file)))}.json`);
  }
  assert.match(readFileSync(join(to, 'C2.smt2'), 'utf8'), new RegExp(`^; Remit, mandate set ${id}\n; commitment C2: `));
});

test('the same documents and seed give the same bytes, another seed other requests', async (t) => {
  const folder = folderOf(t);
  const pack = async (name: string, ...more: string[]) => {
    assert.equal((await exported('--as', 'conformance', '--to', join(folder, name), ...more)).code, EXIT.done);
    return readFileSync(join(folder, name, 'requests.jsonl'), 'utf8');
  };
  const first = await pack('a');
  assert.equal(await pack('b', '--seed', '1'), first);
  assert.notEqual(await pack('c', '--seed', '2'), first);
});

test('a folder that holds something is left as it is, and so is what is no folder: one sentence each', async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'note'), 'mine');
  const full = await exported('--as', 'cedar', '--to', folder);
  assert.equal(full.code, EXIT.failed);
  assert.equal(full.err, `remit mandate: the folder \`${folder}\` is not empty: name one that is new or empty\n`);
  for (const to of [join(folder, 'note'), join(folder, 'note', 'below')]) {
    const { code, err, out } = await exported('--as', 'cedar', '--to', to);
    assert.deepEqual([code, out], [EXIT.failed, '']);
    assert.equal(err, `remit mandate: \`${to}\` is no folder\n`);
  }
  assert.deepEqual(readdirSync(folder), ['note']);
  mkdirSync(join(folder, 'empty'));
  assert.equal((await exported('--as', 'cedar', '--to', join(folder, 'empty'))).code, EXIT.done);
});

test('what does not say what to write is wrong usage', async () => {
  const wrong: readonly (readonly [argv: readonly string[], said: RegExp])[] = [
    [[], /say in which form: `--as cedar`, `--as smt`, `--as conformance`/],
    [['--as', 'rego', '--to', 'x'], /say in which form/],
    [['--as', 'cedar'], /the folder to write is wanted: `--to DIR`/],
    [['--as', 'cedar', '--to', 'x', '--seed', '1'], /`--seed` goes with `--as conformance`/],
    [['--as', 'conformance', '--to', 'x', '--seed', 'one'], /`--seed` is a whole number/],
  ];
  for (const [argv, said] of wrong) {
    const { code, err } = await exported(...argv);
    assert.equal(code, EXIT.usage, argv.join(' '));
    assert.match(err, said);
  }
});
