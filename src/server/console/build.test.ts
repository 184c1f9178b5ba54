import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { builtConsole, ConsoleNotBuilt } from './build.ts';

const made: string[] = [];
let project = '';
let cache = '';

/** A project with a console of one line. */
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'remit-console-build-'));
  made.push(project);
  cache = join(project, 'cache');
  for (const folder of ['web', 'base', 'terms', 'verify', 'mandates', 'server/console'])
    await mkdir(join(project, 'src', folder), { recursive: true });
  await writeFile(join(project, 'package-lock.json'), '{}');
  await writeFile(join(project, 'src/server/console/build.ts'), '');
  await writeFile(join(project, 'src/web/index.html'), '<div></div><script type="module" src="./main.ts"></script>');
  await writeFile(
    join(project, 'src/web/main.ts'),
    "import { word } from '../terms/word.ts';\ndocument.title = word;\n",
  );
  await writeFile(join(project, 'src/terms/word.ts'), "export const word: string = 'first';\n");
});

after(async () => {
  for (const folder of made) await rm(folder, { recursive: true });
});

const assetsOf = async (folder: string) => {
  const names = await readdir(join(folder, 'assets'));
  return (await Promise.all(names.map((name) => readFile(join(folder, 'assets', name), 'utf8')))).join('\n');
};

test('it is built once, and again when a source of any of its rooms changes', async () => {
  const said: string[] = [];
  const build = () => builtConsole({ project, cache, log: { info: (message) => said.push(message) } });
  const first = await build();
  assert.match(await assetsOf(first.folder), /first/);
  assert.deepEqual(await build(), first);
  assert.equal(said.length, 1);
  await writeFile(join(project, 'src/web/x.test.ts'), 'a test changes nothing');
  assert.deepEqual(await build(), first);
  await writeFile(join(project, 'src/terms/word.ts'), "export const word: string = 'second';\n");
  const second = await build();
  assert.notEqual(second.folder, first.folder);
  assert.match(await assetsOf(second.folder), /second/);
});

test('two rooms that start at once serve the same whole build', async () => {
  const [one, other] = await Promise.all([builtConsole({ project, cache }), builtConsole({ project, cache })]);
  assert.deepEqual(one, other);
  assert.deepEqual(
    (await readdir(cache)).filter((name) => name.startsWith('.')),
    [],
  );
});

test('a source that cannot be built is one sentence, and leaves nothing half made', async () => {
  await writeFile(join(project, 'src/web/main.ts'), 'const = ;');
  await assert.rejects(builtConsole({ project, cache }), (error) => {
    assert.ok(error instanceof ConsoleNotBuilt);
    assert.match(error.message, /^the console could not be built: [^\n]+$/);
    return true;
  });
  assert.deepEqual(await readdir(cache), []);
});
