import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { MemoryStore } from '../../ledger/store/memory.ts';
import { TestMachine } from '../../server/testing/test-room.ts';
import { exportLedger } from './export-ledger.ts';
import { TransferRefused } from './refused.ts';

/** Where an export cannot go: nothing hangs, nothing is unforeseen, and no secrets are left without an export. */

const folder = await mkdtemp(join(tmpdir(), 'remit-export-'));
after(() => rm(folder, { recursive: true, force: true }));
const at = (...path: string[]) => join(folder, ...path);

const machine = new TestMachine();
await (await machine.open()).stop();
const exported = (to: string, secrets?: string) =>
  exportLedger({
    ...{ store: new MemoryStore(machine.data), folders: machine.folders, folder: to, secrets },
    ...{ published: at('data', 'public'), random: randomBytes },
  });

await mkdir(at('data', 'public', 'ledger'), { recursive: true });
await writeFile(at('file'), 'a file');
await symlink(at('nowhere'), at('dangling'));

describe('an export is refused in a sentence', () => {
  for (const [what, to, secrets, said] of [
    ['below a file system that makes no folders', '/proc/remit-export/x', undefined, /nothing was exported: ENOENT/],
    ['into a link that leads nowhere', at('dangling'), at('secrets-1'), /is a link that leads nowhere/],
    ['below a file', at('file', 'x'), at('secrets-2'), /nothing was exported: E|is there and is no folder/],
    ['into what the room publishes', at('data', 'public', 'x'), undefined, /published to everybody/],
    ['with secrets in what the room publishes', at('out-1'), at('data', 'public', 's.json'), /published to everybody/],
    ['with secrets below a file', at('out-2'), at('file', 's.json'), /nothing was exported: E/],
  ] as const) {
    it(what, { timeout: 20_000 }, async () => {
      await assert.rejects(exported(to, secrets), (error: unknown) => {
        assert(error instanceof TransferRefused, String(error));
        assert.match(error.message, said);
        return true;
      });
      assert(secrets === undefined || secrets.startsWith(at('file')) || !existsSync(secrets), 'no secrets are left');
      assert.deepEqual(await readdir(at('data', 'public')), ['ledger']);
    });
  }
});

it('an export makes the folders above it', async () => {
  await exported(at('a', 'b', 'c'), at('d', 'e', 'keys.json'));
  assert((await readdir(at('a', 'b', 'c'))).includes('openings'));
  assert(existsSync(at('d', 'e', 'keys.json')));
});
