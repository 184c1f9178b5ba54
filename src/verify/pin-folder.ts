/** Pins in a folder of the reader's. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readPlainFile } from './folder.ts';
import type { Pins } from './pin.ts';

/** Pins in `folder`, which is made when the first one is written. */
export function pinFolder(folder: string): Pins {
  return {
    name: folder,
    async read(file, bytesMax) {
      return readPlainFile(join(folder, file), bytesMax);
    },
    async write(file, bytes) {
      const draft = join(folder, `${file}.${process.pid}.new`);
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(draft, bytes, { flush: true });
        renameSync(draft, join(folder, file));
        return undefined;
      } catch (error) {
        removeDraft(draft);
        return (error as NodeJS.ErrnoException).code ?? 'failed';
      }
    },
  };
}

/** The draft may not be there, or the folder not even be one: what counts is the error before. */
function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {}
}

/** `$REMIT_PINS`, else `$XDG_STATE_HOME/remit/pins`, else `~/.local/state/remit/pins`. */
export function defaultPinFolder(env: Readonly<Record<string, string | undefined>>): string {
  const own = env['REMIT_PINS'];
  if (own !== undefined && own !== '') return own;
  const state = env['XDG_STATE_HOME'];
  if (state !== undefined && state !== '') return join(state, 'remit', 'pins');
  return join(env['HOME'] || homedir(), '.local', 'state', 'remit', 'pins');
}
