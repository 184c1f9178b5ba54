import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { playOnRoom } from '../exercise/on-room.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import { openPostgresStore } from '../ledger/store/postgres.ts';
import { clientConfig, StartRefused } from '../ledger/store/postgres-connection.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { openPostgresActsView } from '../views/postgres.ts';
import { lockDataFolder } from './database/data-folder-lock.ts';
import { openDatabase } from './database/database.ts';
import { isForeseen, sentenceOf } from './fatal.ts';
import { openFolders } from './folders.ts';
import { buildHttpServer, portRefused } from './http/http-server.ts';
import { type OpenRoom, openRoom, type RoomLog } from './room.ts';
import { exerciseTime, liveTime, steppedTime } from './room-time.ts';
import { loadScenario } from './scenario-folder.ts';
import { Closers, Ending } from './stopping.ts';

export type StartOptions = {
  /** 0 takes any that is free. */
  readonly port: number;
  /** The data folder. */
  readonly data: string;
  /** How fast an exercise runs; 0 is as fast as it goes. */
  readonly speed: number;
  /** An empty live room instead of an exercise. */
  readonly empty: boolean;
  /** `postgres://…`; without it the room runs its own database. */
  readonly databaseUrl?: string | undefined;
  /** A folder, or the name of a supplied scenario. */
  readonly scenario?: string | undefined;
};

/** Where the lines go that a person reads; each text ends in a line feed. */
export type StartOutput = { readonly out: (text: string) => void; readonly err: (text: string) => void };

const EXERCISE = 'milano-cortina-2026';
const EMPTY_ROOM = 'empty-room';
/** Type stripping without a flag (Node 22.18, 24). */
const NODE_MIN = [22, 18] as const;

/**
 * Runs a room until it is asked to stop: database, ledger, HTTP, and the exercise where it is one.
 * @returns the exit code: 0 after a stop that was asked for, 1 where it could not start or had to end
 */
export async function startRoom(options: StartOptions, output: StartOutput): Promise<number> {
  const closers = new Closers();
  const ending = new Ending();
  const said = (error: unknown) => {
    output.err(`remit: ${sentenceOf(error)}\n`);
    if (!isForeseen(error) && error instanceof Error) output.err(`${error.stack}\n`);
  };
  let code = 0;
  try {
    refuseNode(process.versions.node);
    await open(options, output, closers, ending);
    const end = await ending.ended;
    if (end.why === 'failed') {
      output.err(`remit: ${end.sentence}\n`);
      code = 1;
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) {
      said(error);
      code = 1;
    }
  }
  ending.end({ why: 'asked' });
  await closers.closeAll((what, error) => output.err(`remit: ${what} did not close: ${sentenceOf(error)}\n`));
  if (code === 0) output.out('The room is closed; everything it acknowledged is in the ledger.\n');
  ending.release();
  return code;
}

/** A signal came while the room was opening. */
class Interrupted extends Error {}

async function open(options: StartOptions, output: StartOutput, closers: Closers, ending: Ending): Promise<void> {
  const { port, databaseUrl } = options;
  const dataFolder = resolve(options.data);
  const mode = options.empty ? 'live' : 'exercise';
  const log: RoomLog = {
    info: (message) => output.out(`${message}\n`),
    // While it closes, connections end: that is nothing to warn of.
    warn: (message) => ending.signal.aborted || output.err(`remit: ${message}\n`),
  };
  const failed = (sentence: string) => ending.end({ why: 'failed', sentence });
  const goOn = () => {
    if (ending.signal.aborted) throw new Interrupted();
  };
  const scenario = await loadScenario(options.scenario ?? (options.empty ? EMPTY_ROOM : EXERCISE), mode);
  // Before anything is made: a port that is taken must not leave a new ledger behind.
  await probePort(port);
  const lock = lockDataFolder(dataFolder);
  closers.add('the lock of the data folder', lock.release);
  const database = await openDatabase({ dataFolder, log, databaseUrl, onExit: failed });
  closers.add('the database', database.stop);
  goOn();
  const store = await openPostgresStore(database.address, { warn: log.warn });
  closers.add('the store', () => store.close());
  const view = await openPostgresActsView(clientConfig(database.address), { warn: log.warn });
  closers.add('the views', () => view.close());
  goOn();
  const room = await openRoom({
    store,
    view,
    folders: await openFolders(dataFolder),
    scenario,
    mode,
    clock: systemClock,
    roomTime: roomTimeOf(options),
    random: randomBytes,
    log,
    fatal(sentence, error) {
      if (!isForeseen(error) && error instanceof Error) output.err(`${error.stack}\n`);
      failed(sentence);
    },
  });
  closers.add('the room', room.stop);
  const http = await buildHttpServer(room, {
    wallNow: systemClock.wallNow,
    unforeseen: (error) => log.warn(error instanceof Error ? `${error.stack}` : String(error)),
  });
  closers.add('the HTTP side', http.close);
  goOn();
  announce(room, scenario, await http.listen(port), output);
  if (mode === 'exercise') closers.add('the exercise', play(room, store, scenario, ending, output));
}

/** Plays the script beside the open room; gives back how to wait for its end. */
function play(room: OpenRoom, store: LedgerStore, scenario: Scenario, ending: Ending, output: StartOutput) {
  const playing = playOnRoom(room, store, scenario, {
    signal: ending.signal,
    log({ id, what, expected, got, as, again }) {
      if (as === 'different' && !again)
        output.err(`remit: ${id} (${what}) gave ${got}; its author expected ${expected}\n`);
    },
  }).then(
    ({ acts, heldUp, differing, whole }) => {
      if (!whole) return;
      const came =
        differing.length === 0 ? 'all came out as written' : `${differing.length} came out otherwise than written`;
      output.out(`The exercise is over: ${acts} acts, ${heldUp} of them held up; ${came}. The room stays open.\n`);
    },
    (error: unknown) => ending.end({ why: 'failed', sentence: `the exercise broke off: ${sentenceOf(error)}` }),
  );
  return () => playing;
}

function announce(room: OpenRoom, scenario: Scenario, port: number, { out }: StartOutput): void {
  const address = `http://127.0.0.1:${port}/`;
  const entries = room.size() === 1 ? '1 entry' : `${room.size()} entries`;
  const kind = room.mode === 'exercise' ? 'EXERCISE, everything in it is invented' : 'LIVE';
  out(
    [
      `Remit, the joint operations room. ${scenario.title}: ${kind}.`,
      `  the wall    ${address}`,
      `  the ledger  ${room.origin}, ${entries}`,
      `  to verify   npx remit verify ${address}public/`,
      '  to stop     Ctrl-C',
      '',
    ].join('\n'),
  );
}

function roomTimeOf({ empty, speed }: StartOptions) {
  if (empty) return liveTime(systemClock);
  return speed === 0 ? steppedTime() : exerciseTime(systemClock, speed, true);
}

/** @throws StartRefused where the port cannot be had */
async function probePort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((done, refused) => {
    probe.once('error', (error) => refused(portRefused(error, port)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done()));
  });
}

/** @throws StartRefused where this Node cannot run the room */
function refuseNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  throw new StartRefused(
    `Remit needs Node ${NODE_MIN.join('.')} or later, this is ${version}; run it with \`npm start\``,
  );
}
