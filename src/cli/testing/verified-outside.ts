import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { MemoryFiles } from '../../ledger/files/memory.ts';
import { NodeFiles } from '../../ledger/files/node.ts';

const PROGRAM = fileURLToPath(new URL('../../../bin/remit.js', import.meta.url));

/**
 * Has a process of its own verify all that is published, as a stranger would who took the folder: `remit verify`, with nothing from before.
 * @param published a folder, or files in memory, which are laid into one
 * @param size entries that must be there, where the test knows
 */
export async function verifiedOutside(published: string | MemoryFiles, size?: number): Promise<void> {
  if (typeof published !== 'string') {
    const place = await mkdtemp(join(tmpdir(), 'remit-outside-'));
    try {
      const files = await NodeFiles.open(join(place, 'public'));
      for (const [path, bytes] of await published.all()) await files.write(path, bytes);
      return await verifiedOutside(join(place, 'public'), size);
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  }
  // A status other than 0 rejects, with what was said.
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, 'verify', published, '--no-pin', '--json']);
  const { status, size: found } = JSON.parse(stdout) as { readonly status: string; readonly size: number };
  assert.equal(status, 'OK');
  if (size !== undefined) assert.equal(found, size);
}
