/**
 * A real room in a process of its own, to be killed: wired as `src/server/main.ts` does it, without the exercise, on any free port. Prints
 * one line of JSON once it can be used. A sabotage makes it a room that breaks its promises, so that the harness can be seen to fail.
 */
import { randomBytes } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Clock, SECOND, systemClock } from '../../src/base/clock.ts';
import type { FilePort } from '../../src/ledger/files/port.ts';
import { openPostgresStore } from '../../src/ledger/store/postgres.ts';
import { clientConfig } from '../../src/ledger/store/postgres-connection.ts';
import { lockDataFolder } from '../../src/server/database/data-folder-lock.ts';
import { openDatabase } from '../../src/server/database/database.ts';
import { sentenceOf } from '../../src/server/fatal.ts';
import { openFolders, type RoomFolders } from '../../src/server/folders.ts';
import { buildHttpServer } from '../../src/server/http/http-server.ts';
import { openRoom } from '../../src/server/room.ts';
import { exerciseTime } from '../../src/server/room-time.ts';
import { loadScenario } from '../../src/server/scenario-folder.ts';
import { Closers, Ending } from '../../src/server/stopping.ts';
import { readWitnesses } from '../../src/server/witnesses.ts';
import { openPostgresActsView } from '../../src/views/postgres.ts';
import { isSabotage, type Ready, SCENARIO } from './ready.ts';
import { forgetHistory, sabotageCommits, sabotaged } from './sabotage.ts';

/** Room seconds in a second: fast enough for the room's clock to end things during a run. */
const SPEED = 20;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    'struck-at': { type: 'string' },
    'struck-by': { type: 'string' },
    sabotage: { type: 'string' },
    'wall-back': { type: 'string' },
    'says-all': { type: 'boolean' },
  },
});
const dataFolder = resolve(values.data ?? 'no-data-folder');
const sabotage = isSabotage(values.sabotage) ? values.sabotage : undefined;
const closers = new Closers();
const ending = new Ending();
const failed = (sentence: string) => ending.end({ why: 'failed', sentence });

try {
  await open();
  const end = await ending.ended;
  if (end.why === 'failed') {
    process.stderr.write(`${end.sentence}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n${error instanceof Error ? error.stack : ''}\n`);
  process.exitCode = 1;
}
ending.end({ why: 'asked' });
await closers.closeAll((what, error) => process.stderr.write(`${what} did not close: ${sentenceOf(error)}\n`));
ending.release();

async function open(): Promise<void> {
  const said = (message: string) => void process.stderr.write(`${message}\n`);
  const log = { info: values['says-all'] === true ? said : () => {}, warn: said };
  const scenario = await loadScenario(SCENARIO, 'exercise');
  const lock = lockDataFolder(dataFolder);
  closers.add('the lock of the data folder', lock.release);
  const database = await openDatabase({ dataFolder, log, onExit: failed });
  closers.add('the database', database.stop);
  const store = await openPostgresStore(database.address, { warn: log.warn });
  closers.add('the store', () => store.close());
  const view = await openPostgresActsView(clientConfig(database.address), { warn: log.warn });
  closers.add('the views', () => view.close());
  if (sabotage === 'commit-without-waiting') await sabotageCommits(database.address);
  const honest = await openFolders(dataFolder);
  if (sabotage === 'forget-history') await forgetHistory(honest, await store.size());
  const room = await openRoom({
    store: sabotaged(store, sabotage),
    view,
    folders: struck(honest),
    witnesses: await readWitnesses(dataFolder, undefined),
    scenario,
    mode: 'exercise',
    clock: setBack(),
    roomTime: exerciseTime(systemClock, SPEED),
    random: randomBytes,
    log,
    fatal(sentence, error) {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      failed(sentence);
    },
  });
  closers.add('the room', room.stop);
  const http = await buildHttpServer(room, {
    wallNow: systemClock.wallNow,
    unforeseen: (error) => log.warn(error instanceof Error ? `${error.stack}` : String(error)),
  });
  closers.add('the HTTP side', http.close);
  const url = `http://127.0.0.1:${await http.listen(0)}`;
  const { address } = database;
  const ready: Ready = { url, origin: room.origin, roomNow: room.roomNow(), speed: SPEED, address };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  // A killed process would never keep what it compiled, and every start of the run would compile it again.
  flushCompileCache();
}

/** The machine's clock, or one that is behind it and can be set back further. */
function setBack(): Clock {
  const step = Number(values['wall-back'] ?? 0) * SECOND;
  let back = step;
  process.on('SIGUSR2', () => {
    back += step;
  });
  return { wallNow: () => systemClock.wallNow() - back, monotonicNow: () => systemClock.monotonicNow() };
}

/**
 * At the n-th change of a file of the room, in the middle of publishing, of signing, of making a key: kills this process, or lets that change and all after it fail as
 * a disk does that is full, was mounted read-only or broke.
 */
function struck(folders: RoomFolders): RoomFolders {
  const by = values['struck-by'] ?? 'kill';
  let left = Number(values['struck-at'] ?? Number.NaN);
  /** Counts an operation before it is done. */
  const counting = <A extends readonly unknown[]>(operation: (...args: A) => Promise<void>) => {
    return async (...args: A): Promise<void> => {
      left -= 1;
      if (left <= 0 && by === 'kill') process.kill(process.pid, 'SIGKILL');
      if (left <= 0) throw Object.assign(new Error(`${by}: the disk takes nothing`), { code: by });
      return await operation(...args);
    };
  };
  const counted = (files: FilePort): FilePort => ({
    read: (path) => files.read(path),
    list: (folder) => files.list(folder),
    write: counting((path: string, bytes: Uint8Array) => files.write(path, bytes)),
    rename: counting((from: string, to: string) => files.rename(from, to)),
    remove: counting((path: string) => files.remove(path)),
    sync: counting((path: string) => files.sync(path)),
    syncFolder: counting((path: string) => files.syncFolder(path)),
  });
  const { keys, signer, actors, public: published } = folders;
  const open = (path: string) => published.open(path);
  return { actors, keys: counted(keys), signer: counted(signer), public: { ...counted(published), open } };
}
