/** A room in a process of its own, with backups of its data folder that are put back in whole or in part. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exerciseKey } from '../../src/desk/keys.ts';
import type { Act, SignedAct } from '../../src/terms/act.ts';
import { killCluster, RoomProcess } from './processes.ts';
import { SCENARIO } from './ready.ts';

const FOLDERS = ['postgres', 'signer', 'public', 'keys', 'actors'] as const;
export type DataFolderPart = (typeof FOLDERS)[number];
type Backup = 'older' | 'newest';

let lines = 0;

/** A line in the log of the exercise, each time another one. */
export function logLine(ledger: string, now: number): SignedAct {
  lines += 1;
  const act: Act = {
    v: 1,
    id: `restored-line-${lines}`,
    ledger,
    mode: 'exercise',
    kind: 'log.line',
    form: 'report',
    actor: 'loggist-a',
    desk: null,
    activity: 'log.line',
    purpose: 'room-duty',
    place: 'ministry-annex',
    deedAt: now,
    signedAt: now,
    detail: { text: `line ${lines}` },
  };
  return exerciseKey(SCENARIO, 'loggist-a').sign(act);
}

export class BackedRoom {
  readonly place = mkdtempSync(join(tmpdir(), 'remit-restored-'));
  readonly dataFolder = join(this.place, 'data');

  get published(): string {
    return join(this.dataFolder, 'public');
  }

  /** Puts these folders of the data folder back as they were in a backup. */
  readonly restore = (backup: Backup, folders: readonly DataFolderPart[] = FOLDERS): void => {
    for (const folder of folders) {
      rmSync(join(this.dataFolder, folder), { recursive: true, force: true });
      copy(join(this.place, backup, folder), this.dataFolder);
    }
  };

  /** Copies the data folder of the stopped room. */
  keep(backup: Backup): void {
    mkdirSync(join(this.place, backup));
    for (const folder of FOLDERS) copy(join(this.dataFolder, folder), join(this.place, backup));
  }

  /** Starts a room, has some lines written, and stops it as Ctrl-C would: everything is published then. */
  readonly work = async (count: number): Promise<void> => {
    const room = new RoomProcess({ dataFolder: this.dataFolder });
    const ready = await room.ready();
    assert(ready !== undefined, `the room starts: ${room.said}`);
    try {
      const { roomNow } = (await (await fetch(`${ready.url}/room`)).json()) as { readonly roomNow: number };
      for (let line = 0; line < count; line++) {
        const signed = logLine(ready.origin, roomNow);
        const response = await fetch(`${ready.url}/acts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(signed),
        });
        assert.equal(response.status, 201);
      }
    } finally {
      await room.kill('SIGTERM');
    }
  };

  /** What a start that is refused says first; nothing may have been signed or published by it. */
  readonly refusedStart = async (): Promise<string> => {
    const before = this.signedFiles();
    const room = new RoomProcess({ dataFolder: this.dataFolder });
    const ready = await room.ready();
    if (ready !== undefined) await room.kill();
    assert.equal(ready, undefined, 'the room does not start');
    await room.ended();
    assert.deepEqual(this.signedFiles(), before, 'nothing is signed and nothing is published');
    return room.said.split('\n')[0] ?? '';
  };

  discard(): void {
    killCluster(this.dataFolder);
    rmSync(this.place, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }

  /** The files that are signed or published, by their paths. */
  readonly signedFiles = (): Map<string, string> => {
    const found = new Map<string, string>();
    for (const folder of ['signer', 'public']) {
      for (const item of readdirSync(join(this.dataFolder, folder), { recursive: true, withFileTypes: true })) {
        const path = join(item.parentPath, item.name);
        if (item.isFile()) found.set(path, readFileSync(path).toString('base64'));
      }
    }
    return found;
  };
}

/** As people do it: with owners and modes, which a database insists on. */
function copy(folder: string, into: string): void {
  execFileSync('cp', ['-a', folder, into]);
}
