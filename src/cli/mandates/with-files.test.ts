import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { scenarioFolder } from '../../scenarios/read.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

const place = mkdtempSync(join(tmpdir(), 'remit-with-'));
after(() => rmSync(place, { recursive: true, force: true }));

const GUEST_B = readFileSync(join(scenarioFolder('harbour-summit'), 'mandates/guest-b.yaml'), 'utf8');
const GUEST_A = readFileSync(join(scenarioFolder('harbour-summit'), 'mandates/guest-a.yaml'), 'utf8');

/** A file of its own, far from every event. */
function file(name: string, text: string): string {
  const path = join(place, name);
  writeFileSync(path, text);
  return path;
}

const json = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const setOf = async (...args: string[]) =>
  json((await remit(['mandate', 'check', 'harbour-summit', '--json', ...args])).out)[0].set;

test('a mandate’s file from anywhere counts in the place of the event’s own, and beside it where it has none of that name', async () => {
  const own = await setOf();
  assert.equal(await setOf('--with', file('same.yaml', GUEST_A)), own);
  const version = GUEST_A.replace('\nversion: 1\n', '\nversion: 2\n');
  const fewer = file('fewer.yaml', version.replace(/\n {2}- id: 2\n[\s\S]*?(?=\n {2}- id: 3\n)/, ''));
  assert.notEqual(await setOf('--with', fewer), own);
  const other = file('other.yaml', GUEST_A.replace('mandate: guest-a\n', 'mandate: guest-a-sea\n'));
  const counts = json(
    (await remit(['mandate', 'check', 'harbour-summit', '--json', '--with', `${fewer},${other}`])).out,
  )[0];
  const before = json((await remit(['mandate', 'check', 'harbour-summit', '--json'])).out)[0];
  assert.equal(counts.mandates, before.mandates + 1);
  const { code, out } = await remit(['mandate', 'compare', 'harbour-summit', 'harbour-summit', '--with', fewer]);
  assert.equal(code, EXIT.failed);
  assert.match(out, /guest-a\/2/);
  const told = await remit(['mandate', 'explain', 'harbour-summit', 'guest-a-sea', '--with', other]);
  assert.deepEqual([told.code, told.err], [EXIT.done, '']);
  for (const command of [
    ['prove'],
    ['simulate'],
    ['export', '--as', 'smt', '--to', join(place, 'smt')],
    ['decide', 'activity=escort-principal'],
  ]) {
    const [name = '', ...rest] = command;
    const asked = await remit(['mandate', name, 'harbour-summit', '--with', other, ...rest]);
    assert.notEqual(asked.code, EXIT.usage, `${name}: ${asked.err}`);
    assert.notEqual(asked.code, EXIT.unreadable, `${name}: ${asked.err}`);
  }
});

test('what is wrong in such a file is told by its own name and line; all of its problems, and two of one mandate', async () => {
  const wrong = file('wrong.yaml', GUEST_A.replace('holder: guest-a-protection', 'holder: guest-a-protecton'));
  const { code, err } = await remit(['mandate', 'check', 'harbour-summit', '--with', wrong]);
  assert.equal(code, EXIT.unreadable);
  assert.match(
    err,
    /what is put into the event `harbour-summit` is not in order:\n {2}\S*wrong\.yaml:5:9: [^\n]*did you mean `guest-a-protection`/,
  );
  const twice = `${file('one.yaml', GUEST_A)},${file('two.yaml', GUEST_A)}`;
  assert.match(
    (await remit(['mandate', 'check', 'harbour-summit', '--with', twice])).err,
    /two\.yaml:1: another file is of the mandate `guest-a` too/,
  );
  for (const [bad, wanted] of [
    [join(place, 'nowhere.yaml'), /nowhere\.yaml:1: this cannot be read/],
    [place, /:1: this is no ordinary file/],
    [file('large.yaml', `# ${'x'.repeat(1_048_576)}\n`), /large\.yaml:1: larger than 1048576 bytes/],
    [
      file('aliases.yaml', `a: &a [${'x,'.repeat(50)}]\nb: &b [${'*a,'.repeat(50)}]\nc: [${'*b,'.repeat(50)}]\n`),
      /aliases\.yaml:\d+/,
    ],
  ] as const) {
    const { code: ended, err: said } = await remit(['mandate', 'check', 'harbour-summit', '--with', bad]);
    assert.equal(ended, EXIT.unreadable);
    assert.match(said, wanted);
  }
  const [problem] = json((await remit(['mandate', 'check', 'harbour-summit', '--json', '--with', wrong])).out);
  assert.deepEqual([problem.problem.line, problem.problem.file], [5, wrong]);
});

test('a lone file in the place of a folder is told how it is read', async () => {
  const lone = file('lone.yaml', GUEST_A);
  const { code, err } = await remit(['mandate', 'check', lone]);
  assert.equal(code, EXIT.unreadable);
  assert(err.includes(`a mandate's file is read in an event: \`FOLDER --with ${lone}\``), err);
});

test('a draft of another version is what simulate puts in force, and that is said; as data too', async () => {
  const other = file('guest-b-9.yaml', GUEST_B.replace('version: 1', 'version: 9'));
  const { code, out } = await remit(['mandate', 'simulate', 'harbour-summit', '--with', other]);
  assert.deepEqual(out.split('\n').slice(0, 1), [
    'the script puts guest-b 1 in force; version 9, which is here, stands in its place',
  ]);
  assert.match(out, /, 0 otherwise than expected\n$/);
  assert.equal(code, EXIT.done);
  const json = await remit(['mandate', 'simulate', 'harbour-summit', '--with', other, '--json']);
  assert.deepEqual(JSON.parse(json.out).instead, [{ mandate: 'guest-b', scripted: 1, atHand: 9 }]);
});
