// `npm run stranger`: a clean clone in a folder of its own, and nothing but the commands of the README and curl. Shows a refusal with its clauses,
// an approval and its index, the verification, and that one flipped byte is found. Anything that does not show what it should ends with exit code 1.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Done, StrangersShell } from './commands.ts';

/** How fast the exercise runs here: its first approvals come within seconds. */
const SPEED = 600;

/** A step that did not show what the README says it shows. */
class NotShown extends Error {
  override readonly name = 'NotShown';
}

const origin = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'remit-stranger-'));
const clone = join(folder, 'remit');
// The last checkpoint seen is remembered in the reader's own folder; a stranger's is empty.
const shell = new StrangersShell(clone, { XDG_STATE_HOME: join(folder, 'state') });
const started = performance.now();

try {
  await walk();
  console.log(`all shown, in ${((performance.now() - started) / 1000).toFixed(0)} s`);
} catch (error) {
  if (!(error instanceof NotShown)) throw error;
  console.log(`NOT SHOWN: ${error.message}`);
  process.exitCode = 1;
} finally {
  await shell.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function walk(): Promise<void> {
  expect(await shell.run(`git clone --quiet '${origin}' remit`, folder), 'a clone');
  expect(await shell.run('npm ci --no-audit --no-fund'), 'the packages');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const data = join(folder, 'data');
  const room = await shell.until(`npm start -- --port ${port} --data '${data}' --speed ${SPEED}`, (line) =>
    line.includes(`${url}/`),
  );
  if (room.line === undefined) throw new NotShown(`the room does not open: ${room.lines.join(' / ')}`);
  await refusal(url);
  await approval(url);
  await published(url);
  await room.close();
  await flippedByte(data);
}

async function refusal(url: string): Promise<void> {
  const detail = `'{"until":"+60m","what":"check papers at the gates"}'`;
  const words = '--activity identity-check --purpose event-security --place milan.elsewhere';
  const done = await shell.run(
    `npx remit act --url ${url} --as us-hsi-liaison-a --kind deed.propose ${words} --detail ${detail}`,
  );
  expect(done, 'an answer of the room');
  show(done, /prohibited by .*\bR-05\b/, 'the refusal with its clauses');
  show(done, /#\d+/, 'the index of the refusal');
}

async function approval(url: string): Promise<void> {
  type Row = {
    readonly index: number;
    readonly kind: string;
    readonly outcome: string;
    readonly clauses: string[];
    readonly summary: string;
  };
  const followed = await shell.until(`npx remit log --url ${url} --as it-approver-a --follow --json`, (line) => {
    const row = JSON.parse(line) as Row;
    return row.kind === 'approval.answer' && row.outcome === 'permitted' && row.summary.startsWith('approve');
  });
  await followed.close();
  if (followed.line === undefined) throw new NotShown('an approval in the log');
  const row = JSON.parse(followed.line) as Row;
  console.log(`  approval: entry #${row.index}, ${row.outcome} by ${row.clauses.join(', ')}: ${row.summary}`);
}

async function published(url: string): Promise<void> {
  const checkpoint = await fetched(`${url}/public/ledger/checkpoint`);
  const [name, size] = checkpoint.split('\n');
  if (!/^milano-cortina-2026\.exercise\./.test(name ?? '') || !(Number(size) > 45)) {
    throw new NotShown(`a published checkpoint of the exercise: ${checkpoint}`);
  }
  console.log(`  published: ${name}, ${size} entries`);
  const done = await shell.run(`npx remit verify ${url}/public/`);
  expect(done, 'the verification of what is published');
  show(done, /^OK$/m, 'verification OK');
}

async function flippedByte(data: string): Promise<void> {
  const copy = join(folder, 'copy');
  expect(await shell.run(`npx remit export '${copy}' --data '${data}'`), 'the export');
  const sound = await shell.run(`npx remit verify '${copy}'`);
  expect(sound, 'the verification of the copy');
  show(sound, /^OK$/m, 'the copy is as published');
  const tiles = join(copy, 'ledger/tile/entries');
  const tile = readdirSync(tiles, { recursive: true, withFileTypes: true }).find((entry) => entry.isFile());
  if (tile === undefined) throw new NotShown('an entry tile in the copy');
  const path = join(tile.parentPath, tile.name);
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  console.log(`  flipped one bit of byte ${at} of ${path.slice(copy.length + 1)}`);
  const spoiled = await shell.run(`npx remit verify '${copy}'`);
  if (spoiled.code !== 1) throw new NotShown(`exit code 1 after the flip: it was ${spoiled.code}\n${spoiled.output}`);
  show(spoiled, /tile\/entries.* byte offset \d+/, 'file and offset of what is wrong');
  const last = spoiled.output.trimEnd().split('\n').at(-1) ?? '';
  if (!last.startsWith('INVALID')) throw new NotShown(`INVALID at the end: ${last}`);
  console.log(`  ${last}`);
}

/** By curl, as the README's readers would; where there is none, loudly by Node itself. */
async function fetched(url: string): Promise<string> {
  const done = await shell.run(`curl --silent --show-error --fail ${url}`, folder);
  if (done.code === 0) return done.output;
  if (done.code !== 127) throw new NotShown(`${url}: ${done.output}`);
  console.log('  NOTE: curl is not installed here; fetching with Node instead');
  const response = await fetch(url);
  if (!response.ok) throw new NotShown(`${url}: ${response.status}`);
  return await response.text();
}

function expect(done: Done, what: string): void {
  if (done.code !== 0) throw new NotShown(`${what}: exit code ${done.code}\n${done.output}`);
}

function show({ output }: Done, wanted: RegExp, what: string): void {
  const line = output.split('\n').find((one) => wanted.test(one));
  if (line === undefined) throw new NotShown(`${what}: nothing like ${wanted} in\n${output}`);
  console.log(`  ${line.trim()}`);
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
