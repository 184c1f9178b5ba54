/**
 * `npm run outside`: the ledger as code that others wrote sees it. A real ledger is published, and the Go check over golang.org/x/mod/sumdb must
 * accept it, and refuse it when one byte is changed. What is opened to the public is counted again by Python's standard library alone. What a check needs and is not there is a failure, never a silent pass.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from './opened-ledger.ts';
import { publishLedger } from './published-ledger.ts';

const CHECK = join(import.meta.dirname, '..', 'golang', 'run.sh');
/** Where Debian's golang-golang-x-mod-dev puts the package that the check is built on. */
const PACKAGE = '/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog';
const RECOUNT = join(import.meta.dirname, 'recount.py');
const CHECK_MS = 180_000;

type Checked = { readonly good: boolean; readonly said: string };

const missing = missingProgram();
let failed = 0;
let passed = 0;
if (missing === undefined) await checkAll();
else {
  console.error(`outside: ${missing}`);
  failed = 1;
}
await recountAll();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function missingProgram(): string | undefined {
  if (spawnSync('go', ['version']).status !== 0) return 'Go is missing: install Debian’s `golang-go`';
  if (!existsSync(PACKAGE))
    return 'the Go package golang.org/x/mod is missing: install Debian’s `golang-golang-x-mod-dev`';
  return undefined;
}

async function checkAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'remit-outside-'));
  try {
    const { size, witness, firstKey } = await publishLedger(folder);
    expect(
      `a ledger of ${size} entries is accepted`,
      check(folder, witness),
      ({ good, said }) => good && /\bOK\b/.test(said),
    );
    const vkey = join(folder, 'ledger', 'vkey');
    const newest = readFileSync(vkey, 'utf8');
    writeFileSync(vkey, `${firstKey}\n`);
    expect(
      'it is so by the key that it began with, as long as both sign',
      check(folder, witness),
      ({ good, said }) => good && newest !== `${firstKey}\n` && /\bOK\b/.test(said),
    );
    writeFileSync(vkey, newest);
    for (const path of ['tile/entries/000', 'tile/0/000', 'checkpoint', 'witnessed']) {
      const file = join(folder, 'ledger', path);
      const whole = readFileSync(file);
      const changed = Buffer.from(whole);
      // In a checkpoint the root, in a tile somewhere in its middle.
      const at = !path.startsWith('tile') ? whole.indexOf('\n', whole.indexOf('\n') + 1) + 5 : whole.length >> 1;
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      expect(
        `one changed bit in \`${path}\` is refused`,
        check(folder, witness),
        ({ good, said }) => !good && !/\bOK\b/.test(said),
      );
      writeFileSync(file, whole);
    }
    expect('put back, it is accepted again', check(folder, witness), ({ good }) => good);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Python's count of what is opened, and that it sees what is broken. */
async function recountAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'remit-recount-'));
  try {
    const opened = await openLedger(folder);
    const wanted = new RegExp(`^batches 2: ${opened} \\+ .*\\nOK$`, 'm');
    expect(
      `${opened} opened entries are counted again`,
      recount(folder),
      ({ good, said }) => good && wanted.test(said),
    );
    for (const path of [
      'opened/1/1.jsonl',
      'opened/2/manifest.json',
      'opened/2.statement.json',
      'ledger/tile/entries/000',
    ]) {
      const file = join(folder, path);
      const whole = readFileSync(file);
      const changed = Buffer.from(whole);
      const at = whole.length >> 1;
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      expect(
        `one changed bit in \`${path}\` is seen`,
        recount(folder),
        ({ good, said }) => !good && said.includes('INVALID'),
      );
      writeFileSync(file, whole);
    }
    const part = join(folder, 'opened/1/1.jsonl');
    writeFileSync(part, readFileSync(part).subarray(0, 1000));
    expect(
      'a part that is cut off is seen',
      recount(folder),
      ({ good, said }) => !good && said.includes('part 1 is another'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function recount(folder: string): Checked {
  const { status, stdout, stderr, error } = spawnSync('python3', [RECOUNT, folder], {
    encoding: 'utf8',
    timeout: CHECK_MS,
  });
  return { good: status === 0, said: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim() };
}

function check(folder: string, witness: string): Checked {
  const { status, stdout, stderr, error } = spawnSync('sh', [CHECK, folder, join(folder, 'ledger', 'vkey'), witness], {
    encoding: 'utf8',
    timeout: CHECK_MS,
  });
  return { good: status === 0, said: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim() };
}

function expect(what: string, checked: Checked, wanted: (checked: Checked) => boolean): void {
  const as = wanted(checked);
  if (as) passed += 1;
  else failed += 1;
  // `go run` ends with the status of the program, which is no news.
  const said = checked.said.split('\n').filter((line) => !line.startsWith('exit status'));
  console.log(`${as ? 'passed' : 'FAILED'}: ${what}: ${said.at(-1) ?? 'it said nothing'}`);
}
