/** A full check that is killed half way, as a process of its own, goes on where it was. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { sealsEveryTiles } from './resuming-seals.ts';
import { buildLedger } from './testing/builder.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-killed-'));
after(() => rmSync(folder, { recursive: true }));
const cli = join(import.meta.dirname, 'cli.ts');
const passed = 256 * sealsEveryTiles;

test('a full check that is killed goes on with --resume, and leaves nothing behind', { timeout: 120_000 }, async () => {
  const { files, secrets } = buildLedger(passed + 300);
  const exported = join(folder, 'export');
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(exported, name)), { recursive: true });
    writeFileSync(join(exported, name), bytes);
  }
  const keys = join(folder, 'secrets.json');
  writeFileSync(keys, secrets);
  const kept = join(folder, 'kept', 'place');
  mkdirSync(dirname(kept));
  const options = ['--keys', keys, '--mine', 'bo', '--no-pin', '--resume', kept];

  // The openings behind the first place are asked for, and never come.
  const waits = `/openings/${String(sealsEveryTiles).padStart(9, '0')}.jsonl`;
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    if (request.url === waits) return resolve();
    const bytes = files.get(request.url?.slice(1) ?? '');
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [cli, `http://127.0.0.1:${port}`, ...options], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await Promise.race([asked, ended]);
  child.kill('SIGKILL');
  assert.deepEqual(await ended, [null, 'SIGKILL']);
  server.closeAllConnections();
  server.close();

  assert.deepEqual(readdirSync(dirname(kept)), ['place']);
  if (process.platform !== 'win32') assert.equal(statSync(kept).mode & 0o777, 0o600, 'nobody else reads it');
  // As one that was killed while it wrote leaves.
  writeFileSync(`${kept}.123.new`, 'half');
  writeFileSync(`${kept}.mine.new`, 'of somebody else');
  const run = (...more: string[]) =>
    spawnSync(process.execPath, [cli, exported, ...options, ...more], { encoding: 'utf8' });
  const second = run('--json');
  assert.equal(second.status, 0, second.stdout);
  const { warnings, ...report } = JSON.parse(second.stdout);
  const said = `what ${passed} entries hold under their seals was checked before, by the resume file \`${kept}\`; the tree is checked whole`;
  assert.ok(warnings.includes(said), JSON.stringify(warnings));
  assert.deepEqual(readdirSync(dirname(kept)), ['place.mine.new']);
  const whole = run('--json');
  const { warnings: others, ...uninterrupted } = JSON.parse(whole.stdout);
  assert.deepEqual(report, uninterrupted);
  assert.deepEqual(
    others,
    warnings.filter((warning: string) => warning !== said),
  );
});
