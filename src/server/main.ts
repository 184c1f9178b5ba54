import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { openPostgresStore } from '../ledger/store/postgres.ts';
import { clientConfig } from '../ledger/store/postgres-connection.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { openPostgresActsView } from '../views/postgres.ts';
import { type BuiltConsole, builtConsole } from './console/build.ts';
import { lockDataFolder } from './database/data-folder-lock.ts';
import { openDatabase } from './database/database.ts';
import { isForeseen, sentenceOf } from './fatal.ts';
import { openFolders } from './folders.ts';
import { buildHttpServer, portRefused } from './http/http-server.ts';
import { KeptClock } from './kept-clock.ts';
import { openPublicPages } from './open-public-pages.ts';
import { Openings } from './openings.ts';
import { deskLinks, exerciseOf } from './playing.ts';
import { type OpenRoom, openRoom, type RoomLog } from './room.ts';
import type { RoomSigner } from './room-signer.ts';
import { exerciseTime, liveTime, steppedTime } from './room-time.ts';
import { saidOnce } from './said-once.ts';
import { loadScenario } from './scenario-folder.ts';
import { linkFor, openSignIn } from './sign-in/sign-in.ts';
import { Closers, Ending } from './stopping.ts';
import { readWitnesses } from './witnesses.ts';

export type StartOptions = {
  /** 0 takes any that is free. */
  readonly port: number;
  /** The data folder. */
  readonly data: string;
  /** How fast an exercise runs; 0 is as fast as it goes. */
  readonly speed: number;
  /** That speed was not asked for: once people come in, the exercise goes at the speed of the clock on the wall. */
  readonly slowsForPeople?: boolean;
  /** An empty live room instead of an exercise. */
  readonly empty: boolean;
  /** `postgres://…`; without it the room runs its own database. */
  readonly databaseUrl?: string | undefined;
  /** The origin under which browsers reach the room by https, through a proxy on this machine. */
  readonly reachedAt?: string | undefined;
  /** Addresses of this machine from which that proxy asks. */
  readonly proxies?: readonly string[];
  /** A folder, or the name of a supplied scenario. */
  readonly scenario?: string | undefined;
  /** A signer that is a process of its own; without it key and guard lie in the data folder. */
  readonly signer?: RoomSigner | undefined;
  /** A policy of witnesses (C2SP tlog-policy), instead of `witnesses.policy` in the data folder. */
  readonly witnesses?: string | undefined;
  /** Witnesses whose word does not keep the room from opening, by their names in the policy. */
  readonly passOver?: readonly string[] | undefined;
  readonly withoutKeys?: boolean | undefined;
  readonly catchUp?: boolean | undefined;
  /** Wall-clock seconds between two fillers, on average; without, there are none. */
  readonly fillerSeconds?: number | undefined;
};

/** Where the lines go that a person reads; each text ends in a line feed. */
export type StartOutput = { readonly out: (text: string) => void; readonly err: (text: string) => void };

const EXERCISE = 'milano-cortina-2026';
const EMPTY_ROOM = 'empty-room';
const NO_PROXY =
  'no `--proxy` is named: whoever comes through a proxy is counted as one address with all others, and is taken for somebody at this machine where it passes on any `Host`';

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
  const { port, databaseUrl, signer } = options;
  const dataFolder = resolve(options.data);
  const mode = options.empty ? 'live' : 'exercise';
  const log = roomLog(output, ending);
  const failed = (sentence: string) => ending.end({ why: 'failed', sentence });
  const goOn = () => {
    if (ending.signal.aborted) throw new Interrupted();
  };
  const scenario = await loadScenario(options.scenario ?? (options.empty ? EMPTY_ROOM : EXERCISE), mode);
  // Before anything is made: a port that is taken must not leave a new ledger behind.
  await probePort(port);
  const lock = lockDataFolder(dataFolder);
  closers.add('the lock of the data folder', lock.release);
  // Built while the database starts; only a new version is.
  const built = consoleOrNone(log);
  const { database, store, view } = await openStores({ dataFolder, log, databaseUrl, onExit: failed }, closers, goOn);
  const kept = new KeptClock(dataFolder);
  const room = await openRoom({
    store,
    view,
    folders: await openFolders(dataFolder),
    scenario,
    mode,
    clock: systemClock,
    roomTime: roomTimeOf(options),
    resumeAt: kept.read(),
    random: randomBytes,
    log,
    signer,
    witnesses: await readWitnesses(dataFolder, options.witnesses, options.passOver),
    withoutKeys: options.withoutKeys,
    catchUp: options.catchUp,
    fillers: options.fillerSeconds === undefined ? undefined : { seconds: options.fillerSeconds },
    fatal(sentence, error) {
      if (!isForeseen(error) && error instanceof Error) output.err(`${error.stack}\n`);
      failed(sentence);
    },
  });
  closers.add('the room', room.stop);
  if (mode === 'exercise') closers.add('the clock of the exercise', kept.keep(room.roomNow));
  const signIn = await openSignIn({
    room,
    clock: systemClock,
    random: randomBytes,
    database,
    dataFolder,
    https: options.reachedAt !== undefined,
    warn: log.warn,
  });
  closers.add('the sessions', signIn.close);
  const { slowsForPeople = false } = options;
  const exercise = mode === 'live' ? undefined : exerciseOf(room, store, { slowsForPeople }, ending, output);
  const http = await buildHttpServer(room, {
    wallNow: systemClock.wallNow,
    hosts: options.reachedAt === undefined ? [] : [new URL(options.reachedAt).host],
    proxies: options.proxies ?? [],
    signIn,
    console: await built,
    exercise: exercise?.run,
    unforeseen: unforeseenTo(log),
  });
  closers.add('the HTTP side', http.close);
  if (options.reachedAt !== undefined && (options.proxies ?? []).length === 0) log.warn(NO_PROXY);
  goOn();
  const pages = await openPublicPages(room, store, { clock: systemClock, warn: log.warn, settings: process.env });
  closers.add('the public pages', () => pages.stop());
  const countedUntil = () => pages.countedUntil;
  const openings = new Openings({ room, store, files: room.folders.public, countedUntil, log });
  openings.start();
  closers.add('the openings', () => openings.stop());
  goOn();
  const address = `http://127.0.0.1:${await http.listen(port)}/`;
  announce(room, scenario, address, output);
  if (exercise === undefined) return;
  signIn.sessions.onBegun(() => exercise.run.peopleHere());
  output.out(await deskLinks(room, (person, desk) => linkFor(signIn, person, desk), named(address)));
  closers.add('the exercise', exercise.play());
}

/** The database, and what reads and writes it; whatever was opened is closed with the rest. */
async function openStores(asked: Parameters<typeof openDatabase>[0], closers: Closers, goOn: () => void) {
  const { warn } = asked.log;
  const { address, stop } = await openDatabase(asked);
  closers.add('the database', stop);
  goOn();
  const store = await openPostgresStore(address, { warn });
  closers.add('the store', () => store.close());
  const database = clientConfig(address);
  const view = await openPostgresActsView(database, { warn });
  closers.add('the views', () => view.close());
  goOn();
  return { database, store, view };
}

function roomLog(output: StartOutput, ending: Ending): RoomLog {
  return {
    info: (message) => output.out(`${message}\n`),
    // While it closes, connections end: that is nothing to warn of.
    warn: (message) => ending.signal.aborted || output.err(`remit: ${message}\n`),
  };
}

function unforeseenTo(log: RoomLog): (error: unknown) => void {
  const say = saidOnce((message) => log.warn(message));
  return (error) => say(error instanceof Error ? `${error.stack}` : String(error));
}

/** Passkeys want a name, and this machine has one. */
function named(address: string): string {
  return address.replace('127.0.0.1', 'localhost');
}

function announce(room: OpenRoom, scenario: Scenario, address: string, { out }: StartOutput): void {
  const entries = room.size() === 1 ? '1 entry' : `${room.size()} entries`;
  const kind = room.mode === 'exercise' ? 'EXERCISE, everything in it is invented' : 'LIVE';
  out(
    [
      `Remit, the joint operations room. ${scenario.title}: ${kind}.`,
      `  the console ${named(address)}console/`,
      `  the wall    ${address}`,
      `  the ledger  ${room.origin}, ${entries}`,
      `  the public  ${address}public/`,
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

/** The room goes on without its console: who acts by the command line or reads the ledger must not be kept out by it. */
async function consoleOrNone(log: RoomLog): Promise<BuiltConsole | undefined> {
  try {
    return await builtConsole({ log });
  } catch (error) {
    log.warn(`${error instanceof Error ? error.message : String(error)}; the room opens without it`);
    return undefined;
  }
}

/** @throws StartRefused where the port cannot be had */
async function probePort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((done, refused) => {
    probe.once('error', (error) => refused(portRefused(error, port)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done()));
  });
}
