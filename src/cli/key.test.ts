import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { keyId } from '../base/digest.ts';
import { runProgram } from './program.ts';

async function remit(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const io = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    env: {},
    interrupted: () => new AbortController().signal,
  };
  return { code: await runProgram(argv, io), ...said };
}

test('a key is made once, for its owner alone, and shows the same public half again', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'remit-key-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'my.key');
  const made = await remit('key', file, '--json');
  assert.equal(made.code, 0, made.err);
  const { key, publicKey } = JSON.parse(made.out) as { key: string; publicKey: string };
  assert.equal(key, keyId(Buffer.from(publicKey, 'base64url')));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const before = readFileSync(file, 'utf8');
  assert(!made.out.includes(before.trim()), 'the seed is not shown');
  const again = await remit('key', file);
  assert.equal(again.code, 1);
  assert.match(again.err, /was not written: there is something already/);
  assert.equal(readFileSync(file, 'utf8'), before);
  assert.match((await remit('key', file, '--show')).out, new RegExp(`public key  ${publicKey}`));
});

test('what is no key is named', async () => {
  assert.equal((await remit('key')).code, 64);
  assert.equal((await remit('key', '/nowhere/at/all', '--show')).code, 66);
  assert.equal((await remit('key', '/nowhere/at/all')).code, 1);
});
