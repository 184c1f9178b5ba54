import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EXIT } from './command.ts';
import { remit } from './testing/spoken.ts';

const BIN = fileURLToPath(new URL('../../bin/remit.js', import.meta.url));

test('wrong usage ends with 64 and one sentence that names the thing and the nearest known', async () => {
  const cases: [string[], RegExp][] = [
    [['strat'], /there is no command `strat`; did you mean `start`\?/],
    [['help', 'exprot'], /there is no command `exprot`; did you mean `export`\?/],
    [['start', '--prot', '1'], /there is no option `--prot`; did you mean `--port`\?/],
    [['start', '--port', '70000'], /`--port` is a whole number from 0 to 65535, not `70000`/],
    [['start', '--port', '-1'], /`--port` needs a value/],
    [['start', '--port=-1'], /`--port` is a whole number/],
    [['start', '--port'], /`--port` needs a value/],
    [['start', '--port='], /`--port` needs a value/],
    [['start', '--port', '1', '--port', '2'], /`--port` is given twice/],
    [['start', '--speed', '0'], /`--speed` is a whole number from 1 to 100000, not `0`/],
    [['start', '--speed', '100001'], /`--speed` is a whole number/],
    [['start', '--speed', '1e3'], /`--speed` is a whole number/],
    [['start', '--empty=yes'], /`--empty` takes no value/],
    [['start', '--empty', '--speed', '5'], /a live room runs with the clock on the wall/],
    [
      ['start', '--proxy', '127.0.0.2, 10.0.0.1'],
      /`--proxy` names addresses of this machine like `127\.0\.0\.2`, not `10\.0\.0\.1`/,
    ],
    [['start', 'now'], /`now` is one argument too many/],
    [['act'], /`--kind` \(or `--file`\) says/],
    [['act', '--kind', 'log.lime'], /no kind of act `log.lime`; did you mean `log.line`\?/],
    [['act', '--kind', 'log.line'], /`--as` says who acts/],
    [['act', '--kind', 'log.line', '--as', 'a-b', '--detail', '[1]'], /`--detail` is a JSON object/],
    [['act', '--kind', 'log.line', '--as', 'a-b', '--deed-at', 'today'], /`--deed-at` is a time like/],
    [['act', '--kind', 'log.line', '--as', 'a-b', '--form', 'wish'], /`--form` is proposal or report/],
    [['act', '--url', 'ftp://x', '--kind', 'log.line', '--as', 'a-b'], /`--url` is an address/],
    [['log'], /`--as` says who reads or writes/],
    [['log', 'text', '--as', 'a-b', '--follow'], /for reading, not for writing/],
    [['log', '--as', 'a-b', '--limit', '501'], /`--limit` is a whole number from 1 to 500/],
    [['export'], /the folder to write is wanted/],
    [['import', 'x', '--data', 'y'], /`--secrets` names the file/],
    [['import', 'x', '--secrets', 'y'], /`--data` names the new data folder/],
    [['exercise', '--speed', 'fast'], /`--speed` is a whole number/],
  ];
  for (const [argv, wanted] of cases) {
    const { code, out, err } = await remit(argv);
    assert.match(err, wanted, argv.join(' '));
    assert.deepEqual([code, out], [EXIT.usage, ''], argv.join(' '));
  }
});

test('what cannot be read ends with 66', async () => {
  const cases: [string[], RegExp][] = [
    [['export', 'x', '--data', join(tmpdir(), 'remit-is-not-here')], /there is no data folder/],
    [
      ['import', 'x', '--secrets', '/nowhere/at/all', '--data', join(tmpdir(), 'remit-new')],
      /secrets file .* cannot be read/,
    ],
    [['exercise', '--scenario', './no-such-scenario'], /is not there/],
    [['act', '--file', '/nowhere/act.json'], /cannot be read/],
    [['act', '--file', tmpdir()], /cannot be read/],
  ];
  for (const [argv, wanted] of cases) {
    const { code, err } = await remit(argv);
    assert.match(err, wanted, argv.join(' '));
    assert.equal(code, EXIT.unreadable, argv.join(' '));
  }
});

test('every command says its options, and help lists every command', async () => {
  const { code, out } = await remit(['help']);
  assert.equal(code, EXIT.done);
  for (const name of ['start', 'act', 'log', 'verify', 'export', 'import', 'exercise']) {
    assert.match(out, new RegExp(`^  ${name} `, 'm'));
    const [long, short] = [await remit([name, '--help']), await remit(['help', name])];
    assert.match(long.out, new RegExp(`^remit ${name}`));
    assert.match(long.out, /exit codes: 0/);
    assert.deepEqual([long.code, short.code], [EXIT.done, EXIT.done]);
    assert.equal(short.out, long.out);
  }
  assert.equal((await remit([])).out, out);
});

test('help for one of several things that a command does tells of that one, and where all are told', async () => {
  const one = await remit(['mandate', 'decide', '--help']);
  assert.match(one.out, /^ {2}remit mandate decide \[FOLDER\]/);
  assert.doesNotMatch(one.out, /remit mandate (prove|check|explain)/);
  assert.match(one.out, /\n`remit mandate --help` tells all that there is: check, prove, /);
  assert.match(
    one.out.replaceAll(/\s+/g, ' '),
    /no power is conferred \(conferral=yes\), no clearance is held where one is needed \(clearance=held\)/,
  );
  assert.equal((await remit(['help', 'mandate', 'decide'])).out, one.out);
  assert.match((await remit(['keys', 'rotate', '--help'])).out, /^ {2}remit keys rotate /);
  assert.match((await remit(['witness', 'ask', '--help'])).out, /^ {2}remit witness ask /);
  const all = (await remit(['mandate', '--help'])).out;
  for (const what of ['constructor', 'prof', '--json', 'harbour-summit']) {
    assert.equal((await remit(['mandate', what, '--help'])).out, all, what);
  }
  assert.match(all, /\n {2}remit mandate check [\s\S]*\n {2}remit mandate export /);
});

test('an exercise is compared with what its author wrote', async () => {
  const { code, out } = await remit(['exercise', '--scenario', 'harbour-summit', '--quiet']);
  assert.match(out, /^\d+ acts, \d+ refused or needing approval, 7 ends checked, 0 differ\n$/);
  assert.equal(code, EXIT.done);
});

test('bin/remit.js starts the command line, passes arguments and exit codes on', async () => {
  assert.match((await run(BIN, ['help', 'act'])).out, /^remit act --kind/);
  const { code, err } = await run(BIN, ['strat']);
  assert.equal(code, EXIT.usage);
  assert.match(err, /did you mean `start`/);
});

test('bin/remit.js says in one sentence that packages or Node are missing', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'remit-bin-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const bin = join(folder, 'bin', 'remit.js');
  copyFileSync(BIN, bin);
  copyFileSync(join(BIN, '../with-types.js'), join(folder, 'bin', 'with-types.js'));
  chmodSync(bin, 0o755);
  const bare = await run(bin, ['help']);
  assert.deepEqual(
    [bare.code, bare.err],
    [1, 'the packages of remit are not installed: run `npm ci` in its folder first\n'],
  );
  // With packages, a Node that strips no types, and none beside them.
  mkdirSync(join(folder, 'node_modules', 'zod'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', 'zod', 'package.json'), '{}');
  const old = await run(bin, ['help'], ['--no-strip-types']);
  assert.equal(old.code, 1);
  assert.match(old.err, /^remit runs on Node 24, .*: run `npm ci --include=optional` in its folder, or use Node 24\n$/);
});

test('bin/remit.js names a Node that is too old', async () => {
  const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } })`;
  const launcher = await run(BIN, ['help'], ['--import', `data:text/javascript,${encodeURIComponent(old)}`]);
  assert.deepEqual([launcher.code, launcher.out], [1, '']);
  assert.match(
    launcher.err,
    /^remit needs Node 20 or later to start, and this is [^\n]*: install a newer Node from nodejs\.org\n$/,
  );
});

test('bin/remit.js passes a signal on to the Node that came with the packages, once, and waits for its end', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const argv = ['--no-strip-types', BIN, 'exercise', '--scenario', 'harbour-summit', '--speed', '2000'];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (out === '') child.kill(signal);
      out += chunk.toString();
    });
    const [code, by] = (await once(child, 'close')) as [number | null, string | null];
    assert.match(out, /\(stopped before its end\)\n$/);
    assert.deepEqual([code, by], [EXIT.failed, null]);
  }
});

function run(bin: string, argv: readonly string[], flags: readonly string[] = []) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [...flags, bin, ...argv], (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), out, err });
    });
  });
}
