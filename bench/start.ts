import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Measured, Size } from './measured.ts';
import { temporaryFolder } from './room.ts';
import { median } from './statistics.ts';

const PROGRAM = fileURLToPath(new URL('../bin/remit.js', import.meta.url));
/** Rounds, and so cold starts; each is followed by two warm ones. */
const ROUNDS = { full: 3, short: 1, tiny: 1 };
const WARM_STARTS = { full: 2, short: 2, tiny: 1 };

const ASK_MS = 10;
const GIVE_UP_MS = 120_000;

/**
 * Seconds from starting the room's process until it answers over HTTP: cold, where it makes its database and its ledger first, and
 * warm, where it finds both.
 */
export async function start(size: Size): Promise<Measured[]> {
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS[size]; round++) {
    const folder = await temporaryFolder();
    try {
      const data = join(folder.path, 'data');
      cold.push(await startAndStop(data));
      for (let n = 0; n < WARM_STARTS[size]; n++) warm.push(await startAndStop(data));
    } finally {
      await folder.remove();
    }
  }
  return [
    {
      name: 'start-cold',
      value: median(cold),
      unit: 's',
      against: null,
      againstValue: null,
      ratio: null,
      samples: cold.length,
      batch: 1,
      bytes: null,
      target: null,
      met: null,
      note: 'new data folder: database cluster, ledger, roster; from the start of the process until GET /healthz answers 200',
    },
    {
      name: 'start-warm',
      value: median(warm),
      unit: 's',
      against: 'start-cold',
      againstValue: median(cold),
      ratio: median(warm) / median(cold),
      samples: warm.length,
      batch: 1,
      bytes: null,
      target: 'under 5 s',
      met: median(warm) < 5,
      note: 'on the data folder of the cold start, after a stop that was asked for',
    },
  ];
}

/** Runs the room until it answers, and stops it again. Returns the seconds until the answer. */
async function startAndStop(data: string): Promise<number> {
  const port = await freePort();
  const started = performance.now();
  const room = spawn(process.execPath, [PROGRAM, 'start', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own database, whatever the one who measures works with.
    env: { ...process.env, DATABASE_URL: '' },
  });
  let said = '';
  const hear = (text: Buffer) => {
    said = (said + text.toString('utf8')).slice(-2_000);
  };
  room.stdout.on('data', hear);
  room.stderr.on('data', hear);
  try {
    while (!(await answers(port))) {
      const late = performance.now() - started > GIVE_UP_MS;
      if (room.exitCode !== null || late) throw new Error(`the room ${late ? 'does not answer' : 'ended'}: ${said}`);
      await wait(ASK_MS);
    }
    return (performance.now() - started) / 1000;
  } finally {
    await stop(room);
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    const { status } = await fetch(`http://127.0.0.1:${port}/healthz`);
    return status === 200;
  } catch {
    return false;
  }
}

async function stop(room: ChildProcess): Promise<void> {
  if (room.exitCode !== null || room.signalCode !== null) return;
  const ended = once(room, 'exit');
  room.kill('SIGTERM');
  await ended;
}

/** A port that nobody listens on just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return address.port;
}
