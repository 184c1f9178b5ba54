/** A data folder and the room processes that come and go on it, for faults that befall it in between; looked at from outside. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '../../src/base/digest.ts';
import { exerciseKey } from '../../src/desk/keys.ts';
import type { Act, SignedAct } from '../../src/terms/act.ts';
import type { Answer } from '../../src/terms/answer.ts';
import { killCluster, RoomProcess } from './processes.ts';
import { type Ready, SCENARIO } from './ready.ts';

export const REMIT = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
/** A command that has not ended by then hangs. Far beyond what a busy machine makes of it. */
const COMMAND_MS = 240_000;

export type Said = { readonly code: number | null; readonly text: string };

export class DataRoom {
  readonly place: string;
  readonly pins: string;
  dataFolder: string;
  /** What was acknowledged, as it was sent. */
  readonly acked: { readonly signed: SignedAct; readonly index: number }[] = [];
  #lines = 0;
  readonly #folders: string[] = [];

  constructor(name: string, place = mkdtempSync(join(tmpdir(), `remit-${name}-`))) {
    this.place = place;
    this.pins = this.at('pins');
    mkdirSync(this.pins);
    this.dataFolder = this.at('data');
    this.#folders.push(this.dataFolder);
  }

  at(...names: string[]): string {
    return join(this.place, ...names);
  }

  /** Goes on with another data folder, which is looked after too. */
  moveTo(name: string): void {
    this.dataFolder = this.at(name);
    this.#folders.push(this.dataFolder);
  }

  cleanUp(): void {
    for (const folder of this.#folders) killCluster(folder);
    rmSync(this.place, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }

  /** Starts a room that must start; `use` is given how to write lines. It is stopped as Ctrl-C would: everything is published then. */
  async run(use: (room: RoomProcess, ready: Ready) => Promise<void>): Promise<void> {
    const room = new RoomProcess({ dataFolder: this.dataFolder });
    const ready = await room.ready();
    assert(ready !== undefined, `the room starts: ${room.said}`);
    try {
      await use(room, ready);
    } finally {
      await room.kill('SIGTERM');
    }
  }

  /** Has some lines written; all of them are acknowledged. */
  async work(lines: number): Promise<void> {
    await this.run(async (_room, ready) => await this.write(ready, lines));
  }

  async write(ready: Ready, lines: number): Promise<void> {
    const { roomNow } = (await (await fetch(`${ready.url}/room`)).json()) as { readonly roomNow: number };
    for (let line = 0; line < lines; line++) {
      this.#lines += 1;
      const signed = lineOf(ready.origin, roomNow, this.#lines);
      const response = await send(ready, signed);
      assert.equal(response.status, 201, `line ${this.#lines}`);
      this.acked.push({ signed, index: ((await response.json()) as Answer).index });
    }
  }

  /** Sends everything that was acknowledged again: the room must know each act, at the index that it said. */
  async assertNothingLost(ready: Ready): Promise<void> {
    for (const { signed, index } of this.acked) {
      const answer = (await (await send(ready, signed)).json()) as Answer;
      assert.deepEqual(
        [answer.again, answer.index],
        [true, index],
        `\`${signed.act.id}\` was acknowledged at ${index}`,
      );
    }
  }

  /** The whole of it from outside the process: `remit verify` with the pin of the last time, and every acknowledged act sent again. */
  async assertWhole(): Promise<void> {
    await this.run(async (_room, ready) => {
      await this.assertNothingLost(ready);
      await this.write(ready, 1);
    });
    this.assertVerifies();
  }

  /** `remit verify` in a process of its own, which remembers what it saw. */
  assertVerifies(folder = join(this.dataFolder, 'public')): void {
    const { code, text } = this.verify(folder);
    assert.equal(code, 0, text);
  }

  verify(folder = join(this.dataFolder, 'public')): Said {
    return remitProcess('verify', folder, '--pins', this.pins);
  }

  fsck(...options: string[]): Said {
    return remitProcess('fsck', '--data', this.dataFolder, ...options);
  }

  /** What a start that is refused says, in its first line; nothing may have been signed or published by it. */
  async refusedStart(): Promise<string> {
    const before = this.digests('signer', 'public');
    const room = new RoomProcess({ dataFolder: this.dataFolder });
    assert.equal(await room.ready(), undefined, 'the room does not start');
    await room.ended();
    assert.deepEqual(this.digests('signer', 'public'), before, 'nothing is signed and nothing is published');
    return room.said.split('\n')[0] ?? '';
  }

  /** Files below these folders of the data folder, with the digests of what they hold. */
  digests(...folders: string[]): Map<string, string> {
    return new Map(
      filesBelow(this.dataFolder, folders).map((path) => [path, sha256Hex(readFileSync(join(this.dataFolder, path)))]),
    );
  }
}

/** Paths of files below some folders of another, sorted. */
export function filesBelow(root: string, folders: readonly string[]): string[] {
  const found: string[] = [];
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder), { recursive: true }) as string[]) {
      const path = join(folder, name);
      if (statSync(join(root, path)).isFile()) found.push(path);
    }
  }
  return found.sort();
}

/** The command line in a process of its own. */
export function remitProcess(...argv: string[]): Said {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [REMIT, ...argv], {
    encoding: 'utf8',
    timeout: COMMAND_MS,
  });
  return { code: status, text: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` };
}

function send(ready: Ready, signed: SignedAct): Promise<Response> {
  return fetch(`${ready.url}/acts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signed),
  });
}

/** A line of the log by the loggist, who needs no desk for it. */
export function lineOf(ledger: string, now: number, line: number): SignedAct {
  const act: Act = {
    v: 1,
    id: `line-of-data-room-${line}`,
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
    detail: { text: `line ${line}` },
  };
  return exerciseKey(SCENARIO, 'loggist-a').sign(act);
}
