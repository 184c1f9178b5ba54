import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Progress, progressTo } from '../src/cli/progress.ts';
import { withStoppedRoom } from '../src/cli/stopped-room.ts';
import { ExportFiles } from '../src/cli/transfer/export-source.ts';
import { importLedger } from '../src/cli/transfer/import-ledger.ts';
import { readExport } from '../src/cli/transfer/read-export.ts';
import { type Exported, exportOf } from './exported.ts';
import { Load } from './load.ts';
import type { Measured, Size } from './measured.ts';
import { temporaryFolder } from './room.ts';
import { withServedRoom } from './served-room.ts';
import { secondsOf } from './statistics.ts';

const ENTRIES = { full: 1_000_000, short: 5_000, tiny: 60 };
const PROGRAM = fileURLToPath(new URL('../bin/remit.js', import.meta.url));
/** Who sits at the data protection desk of the supplied exercise. */
const OFFICER = 'it-privacy-a';

/** `restore`: seconds in which a ledger is made again from its export; the checking, which comes before anything is written, beside all of it. */
export async function restore(size: Size): Promise<Measured[]> {
  const folder = await temporaryFolder();
  try {
    const filling = told('made');
    const exported = await exportOf(folder.path, Load.prepare, ENTRIES[size], (_acts, _room, done) =>
      filling(done, ENTRIES[size]),
    );
    const { checking, writing } = await restored(exported, join(folder.path, 'again'));
    const value = checking + writing;
    const { entries } = exported;
    return [
      {
        name: 'restore',
        value,
        unit: 's',
        against: 'checking the export against its secrets, before anything is written',
        againstValue: checking,
        ratio: value / checking,
        samples: 1,
        batch: entries,
        bytes: null,
        target: null,
        met: null,
        note: `${entries} entries, ${Math.round(entries / value)} a second, into a database of its own; once`,
      },
    ];
  } finally {
    await folder.remove();
  }
}

async function restored({ folder, secrets, entries }: Exported, dataFolder: string) {
  const files = await ExportFiles.open(folder);
  let checked: Awaited<ReturnType<typeof readExport>> | undefined;
  const checking = await secondsOf(async () => {
    checked = await readExport(files, secrets, { progress: told('checked') });
  });
  const writing = await secondsOf(async () => {
    await withStoppedRoom({ dataFolder, databaseUrl: undefined }, { err: console.error } as never, async (room) => {
      if (checked === undefined) throw new Error('the export was not checked');
      await importLedger({ checked, secrets, random: randomBytes, progress: told('entered'), ...room });
      if ((await room.store.size()) !== entries) throw new Error('the ledger was not made again as a whole');
    });
  });
  return { checking, writing };
}

/** What a restore of many entries says while it goes on, as `remit import` does. */
function told(doing: string): Progress {
  return progressTo({ err: (text) => void process.stderr.write(text) }, doing);
}

/** `erase`: seconds from the command that erases one line of a ledger until its keys are destroyed, in a room that runs. */
export async function erase(size: Size): Promise<Measured[]> {
  const lines = ENTRIES[size];
  return await withServedRoom({}, async (room) => {
    const first = await erasing(room.address, (await room.ask('fill', { lines: 1 })) - 1);
    const entries = await room.ask('fill', { lines });
    const value = await erasing(room.address, entries - 1);
    return [
      {
        name: 'erase',
        value,
        unit: 's',
        against: 'the same in a ledger of a few hundred entries',
        againstValue: first,
        ratio: value / first,
        samples: 1,
        batch: entries,
        bytes: null,
        target: null,
        met: null,
        note: `\`remit erase\` of one line in ${entries} entries until it says that it is finished, the start of the command with it; once`,
      },
    ];
  });
}

async function erasing(address: string, entry: number): Promise<number> {
  const asked = ['erase', `entry-${entry}`, '--as', OFFICER, '--basis', 'request', '--reason', 'measured'];
  return await secondsOf(async () => {
    const erasing = promisify(execFile)(process.execPath, [PROGRAM, ...asked, '--url', address]);
    erasing.child.stderr?.pipe(process.stderr);
    await erasing;
  });
}
