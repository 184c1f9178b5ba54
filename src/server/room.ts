import { SECOND } from '../base/clock.ts';
import { type Committed, Door } from '../desk/door.ts';
import type { ReadInTurn } from '../desk/edge.ts';
import { PastReader } from '../desk/past-record.ts';
import { roomTimer } from '../desk/timer.ts';
import { PublishedTree } from '../ledger/published-proof.ts';
import { watchSets } from '../mandates/watch.ts';
import { TIMER } from '../terms/act-kinds.ts';
import type { FollowedEntry } from '../views/acts-row.ts';
import { Follower } from '../views/follower.ts';
import { type Creation, enrolRoster, enterGenesis, hostPlace } from './create-ledger.ts';
import { readDecisions } from './decisions-read.ts';
import { DueAlarm } from './due-alarm.ts';
import { Erasing } from './erasing.ts';
import { once, sentenceOf } from './fatal.ts';
import { Fillers } from './fillers.ts';
import { stateKeys } from './ledger-keys.ts';
import { Listeners } from './listeners.ts';
import { entryReader, sealedReader } from './load-ledger.ts';
import { type Loaded, loadRoom } from './load-room.ts';
import { RoomMetrics } from './metrics.ts';
import { type Stating, statePassedOver } from './passed-over.ts';
import { Publishing } from './publishing.ts';
import { ReadableRecords } from './readable-records.ts';
import { ReadingTurns } from './reading-turns.ts';
import { roomActs } from './room-acts.ts';
import type { OpenRoom, RoomLog, RoomOptions } from './room-ports.ts';
import { type RoomTime, SCRIPT, waitForTime } from './room-time.ts';
import { openWitnesses } from './witnesses.ts';

export type { OpenRoom, RoomLog, RoomOptions } from './room-ports.ts';

/**
 * Opens the room on its store and folders, and creates the ledger where there is none. A restart takes up what was committed: it runs the
 * same code as creating does, and finds everything done.
 * @throws StartRefused, KeysRefused, SignerRefused, RestoredBackup, PublishedFileDiffers: each says in one sentence why
 */
export async function openRoom(options: RoomOptions): Promise<OpenRoom> {
  const loaded = await loadRoom(options);
  const { origin, ring, actors, state, from, time, stamper, directory } = loaded;
  const { scenario, mode } = options;
  const parts = await connect(options, loaded);
  const { door, publishing, follower, listeners, metrics, witnesses } = parts;
  const stop = async () => {
    parts.alarm?.stop();
    await parts.fillers?.stop();
    await parts.erasing?.stop();
    await door.stop();
    await publishing.stop();
    await witnesses.stop();
    await follower.stop();
  };
  const orStop = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await stop();
      throw error;
    }
  };
  await orStop(() =>
    createMissing(
      { scenario, mode, origin, keys: actors, door, state, random: options.random, at: from.at },
      options.log,
    ),
  );
  const running: RoomTime = time.release();
  const { enterOwn, roomNow } = actOnItsOwn(options, loaded, parts);
  await orStop(() => statePassedOver(loaded.passedOver, { enterOwn, ...statingPorts(options, listeners) }));
  await orStop(() => stateKeys({ signer: loaded.signer, state, enterOwn, log: options.log }));
  const alarm = new DueAlarm(door, running);
  parts.alarm = alarm;
  parts.erasing?.wake();
  running.exercise?.onChanged(() => alarm.set());
  return {
    origin,
    mode,
    directory,
    folders: options.folders,
    keys: ring,
    metrics,
    readInTurn: parts.readInTurn,
    door: { submit: (input, signed) => metrics.counted(() => door.submit(input, signed)) },
    enterOwn,
    state,
    readable: parts.readable,
    sets: parts.sets,
    takenKeys: loaded.takenKeys,
    touches: parts.touches,
    ...pastReading(door),
    readEntry: entryReader(options.store, origin, ring),
    readDecisions: (from, to) => readDecisions({ origin, keys: ring }, options.store, from, to),
    readSealed: sealedReader(options.store, origin, ring),
    views: { acts: options.view, follower },
    size: () => door.size,
    includedSize: () => publishing.includedSize,
    publishedTree: new PublishedTree(options.folders.public),
    checkpoints: () => [loaded.publisher.witnessed, loaded.publisher.published].flatMap((one) => one ?? []),
    publishedAt: () => publishing.publishedAt,
    unsignedSince: () => publishing.unsignedSince,
    witnesses,
    erasing: () => parts.erasing?.now ?? null,
    halted: () => stamper.halted(),
    get speed() {
      return running.speed;
    },
    exerciseTime: running.exercise,
    roomNow,
    waitUntil: (roomTime, signal, holder = SCRIPT) => waitForTime({ running, door, roomTime, signal, holder }),
    letClockRun: (holder = SCRIPT) => running.exercise?.letGo(holder),
    onCommitted: (listener) => listeners.add('committed', listener),
    onViewed: (listener) => listeners.add('viewed', listener),
    onIncluded: (listener) => listeners.add('included', listener),
    stop,
  };
}

function pastReading(door: Door): Pick<OpenRoom, 'pastReader' | 'readPast' | 'readThrough'> {
  return {
    pastReader: (of) => new PastReader(door.past, of),
    readPast: () => door.past.readTo(door.size),
    readThrough: () => door.past.now,
  };
}

/** What the room does by itself and enters as its own actors: it finishes erasures, and fills. */
function actOnItsOwn(options: RoomOptions, loaded: Loaded, parts: Awaited<ReturnType<typeof connect>>) {
  const { store, scenario, mode, random, log, fillers } = options;
  const { origin, ring, actors, state, stamper } = loaded;
  const { door, follower } = parts;
  const [place, roomNow] = [hostPlace(scenario), () => stamper.peek().at];
  const enterOwn = roomActs({ door, ledger: origin, mode, place, roomNow, random }, actors);
  if (fillers !== undefined) parts.fillers = new Fillers({ enter: enterOwn, random, ...fillers, warn: log.warn });
  parts.erasing = new Erasing({
    state,
    store,
    keys: ring,
    epoch: loaded.epoch,
    ledger: origin,
    random,
    door,
    enterOwn,
    async followed(index) {
      while (!(await follower.reached(index, SECOND)));
    },
    log,
    fatal: once((error: unknown) => options.fatal(sentenceOf(error), error)),
  });
  return { enterOwn, roomNow };
}

/** The door, and those who follow each of its commits: readers' records, the view of acts, publication, the alarm. */
async function connect(options: RoomOptions, loaded: Loaded) {
  const { store, mode, clock, random, log } = options;
  const { origin, ring, actors, snapshot, state, stamper, directory, sets, publisher } = loaded;
  const listeners = new Listeners();
  const fatal = once((error: unknown) => options.fatal(sentenceOf(error), error));
  const warn = (message: string) => log.warn(message);
  const witnesses = await openWitnesses(publisher, options.witnesses, { clock, warn, fatal });
  const published = (size: number) => {
    listeners.included(size);
    witnesses.note();
  };
  const publishing = new Publishing({ publisher, clock, published, warn, fatal });
  const touches = watchSets(directory.scenario.commitments, (set) => sets.set(set).vocabulary);
  const readable = new ReadableRecords(snapshot.rows, sets);
  const metrics = new RoomMetrics(() => {
    return { size: door.size, includedSize: publishing.includedSize, viewLag: follower.lag };
  });
  metrics.unsigned(
    () => publishing.unsignedSince,
    () => clock.wallNow(),
  );
  if (witnesses.state() !== null) metrics.witnessed(witnesses.state, () => clock.wallNow());
  const parts: { alarm?: DueAlarm; erasing?: Erasing; fillers?: Fillers } = {};
  const turns = new ReadingTurns();
  const readInTurn: ReadInTurn = (agency, read) => turns.take(agency, read);
  const follower = await Follower.open({
    name: 'acts',
    view: options.view,
    store,
    ledger: origin,
    keys: ring,
    clock,
    touches,
    size: snapshot.frontier.size,
    applied: listeners.viewed,
    warn,
    fatal,
  });
  const door = new Door({
    room: { directory, sets, takenKeys: loaded.takenKeys },
    origin,
    store: metrics.timed(store),
    epoch: loaded.epoch,
    keys: ring,
    stamper,
    timer: roomTimer(keyOf(actors, TIMER), origin, mode),
    random,
    state,
    frontier: snapshot.frontier,
    ...(options.verifySignature === undefined ? {} : { verifySignature: options.verifySignature }),
    readInTurn,
    committed(entries, frontier, documents) {
      readable.apply(entries);
      follower.follow(entries.map(followed));
      publishing.note(frontier, documents);
      parts.alarm?.set();
      parts.erasing?.note(entries);
      listeners.committed(entries);
    },
    fatal,
  });
  // What a room before committed and did not come to publish.
  publishing.note(snapshot.frontier, []);
  return Object.assign(parts, {
    door,
    readInTurn,
    publishing,
    follower,
    readable,
    sets,
    touches,
    listeners,
    metrics,
    witnesses,
  });
}

function statingPorts(options: RoomOptions, listeners: Listeners): Omit<Stating, 'enterOwn'> {
  return {
    onCommitted: (listener) => listeners.add('committed', listener),
    warn: (message) => options.log.warn(message),
    fatal: once((error: unknown) => options.fatal(sentenceOf(error), error)),
  };
}

/** The first entry, and in an exercise its people; on most starts all of it is there. */
async function createMissing(creation: Creation, log: RoomLog): Promise<void> {
  await enterGenesis(creation);
  const enrolled = creation.mode === 'exercise' ? await enrolRoster(creation) : 0;
  if (enrolled > 0) log.info(`${enrolled} people of the exercise are enrolled, with worthless keys`);
}

function followed({ index, recorded, draft }: Committed): FollowedEntry {
  return { index, recorded, fields: draft.fields };
}

function keyOf<K>(keys: ReadonlyMap<string, K>, actor: string): K {
  const key = keys.get(actor);
  if (key === undefined) throw new RangeError(`there is no key of \`${actor}\``);
  return key;
}
