import { type Clock, SECOND } from '../base/clock.ts';
import type { EventDirectory } from '../desk/directory.ts';
import { type Committed, Door } from '../desk/door.ts';
import type { ReadInTurn } from '../desk/edge.ts';
import type { SetBook } from '../desk/set-book.ts';
import type { SignatureCheck } from '../desk/signature-checks.ts';
import type { State } from '../desk/state.ts';
import { roomTimer } from '../desk/timer.ts';
import type { Published } from '../ledger/publisher.ts';
import type { RandomSource } from '../ledger/seal.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { watchSets } from '../mandates/watch.ts';
import type { Mode } from '../terms/act.ts';
import { OPERATOR, TIMER } from '../terms/act-kinds.ts';
import type { ActsRow, FollowedEntry, Touches } from '../views/acts-row.ts';
import { Follower } from '../views/follower.ts';
import type { ActsView } from '../views/port.ts';
import { type Creation, enrolRoster, enterGenesis, hostPlace } from './create-ledger.ts';
import { DueAlarm } from './due-alarm.ts';
import { Erasing } from './erasing.ts';
import { once, sentenceOf } from './fatal.ts';
import { Fillers, type FillersCadence } from './fillers.ts';
import type { RoomFolders } from './folders.ts';
import { Listeners } from './listeners.ts';
import { entryReader, type SealedEntry, sealedReader } from './load-ledger.ts';
import { type Loaded, loadRoom } from './load-room.ts';
import { RoomMetrics } from './metrics.ts';
import type { LedgerKeys } from './open-keys.ts';
import { Publishing } from './publishing.ts';
import { ReadableRecords } from './readable-records.ts';
import { ReadingTurns } from './reading-turns.ts';
import { type EnterOwn, roomActs } from './room-acts.ts';
import type { RoomSigner } from './room-signer.ts';
import { type ExerciseTime, type RoomTime, type RoomTimeFactory, SCRIPT, waitForTime } from './room-time.ts';
import { type OpenWitnesses, openWitnesses, type RoomWitnesses } from './witnesses.ts';

export type RoomLog = { info(message: string): void; warn(message: string): void };

export type RoomOptions = {
  readonly store: LedgerStore;
  readonly view: ActsView;
  readonly folders: RoomFolders;
  readonly scenario: Scenario;
  readonly mode: Mode;
  readonly clock: Clock;
  readonly roomTime: RoomTimeFactory;
  /** An exercise goes on at this room time (ms), where that is after its last entry. */
  readonly resumeAt?: number;
  readonly random: RandomSource;
  readonly log: RoomLog;
  /** The room cannot go on and the process must end; called once, with one sentence for a person. */
  readonly fatal: (sentence: string, error: unknown) => void;
  readonly verifySignature?: SignatureCheck;
  /** Asks the signer that is a process of its own; without, key and guard lie in the folder `signer`. */
  readonly signer?: RoomSigner | undefined;
  /** Who cosigns what the ledger publishes; without, nobody outside does. */
  readonly witnesses?: RoomWitnesses | undefined;
  readonly fillers?: FillersCadence | undefined;
};

/** A room that runs. */
export type OpenRoom = {
  readonly origin: string;
  readonly mode: Mode;
  readonly directory: EventDirectory;
  readonly folders: RoomFolders;
  readonly keys: LedgerKeys['ring'];
  readonly metrics: RoomMetrics;
  readonly door: Pick<Door, 'submit'>;
  /** Enters an act of the room's own actors. */
  readonly enterOwn: EnterOwn;
  /** When what takes long to read is read. */
  readonly readInTurn: ReadInTurn;
  /** The state of decisions, which may hold what is not committed yet: for resuming an exercise, never for showing. */
  readonly state: State;
  /** Committed records, for those who read. */
  readonly readable: ReadableRecords;
  /** Every mandate set that was ever in force, by id: content that never changes. */
  readonly sets: SetBook;
  /** Which forbidding commitments the facts of an act touch; for showing, never for deciding. */
  readonly touches: Touches;
  /** One committed entry from the store, as far as its boxes can be opened; undefined where there is none of this index. */
  readonly readEntry: (index: number) => Promise<FollowedEntry | undefined>;
  /** The same with its bytes and disclosures, for receipts. */
  readonly readSealed: (index: number) => Promise<SealedEntry | undefined>;
  readonly views: { readonly acts: ActsView; readonly follower: Follower };
  /** Entries recorded. */
  readonly size: () => number;
  /** Entries in the last checkpoint. */
  readonly includedSize: () => number;
  /** The checkpoints as they stand published: the last that met the policy of the witnesses, and the last of all. */
  readonly checkpoints: () => readonly Published[];
  /** Wall clock of the last checkpoint of this run, ms. */
  readonly publishedAt: () => number | null;
  /** Wall clock since which the signer is away and no checkpoint is signed, ms; null where all is well. */
  readonly unsignedSince: () => number | null;
  readonly witnesses: OpenWitnesses;
  /** Why nothing is entered at the moment, if so: the clock jumped. */
  readonly halted: () => string | undefined;
  /** Room milliseconds in a millisecond of the wall, at present; 0 where the clock stands. */
  readonly speed: number;
  /** The clock of an exercise; undefined in a live room. */
  readonly exerciseTime: ExerciseTime | undefined;
  readonly roomNow: () => number;
  /** Resolves when the room's clock is there, and what is due by then is entered. `holder` names who plays, where several do. */
  readonly waitUntil: (roomTime: number, signal?: AbortSignal, holder?: string) => Promise<void>;
  /** Lets the clock of an exercise run on, after {@link OpenRoom.waitUntil} held it for the same holder. */
  readonly letClockRun: (holder?: string) => void;
  /** Committed entries, in order, in the turn of their commit. Must not throw. Returns how to stop listening. */
  readonly onCommitted: (listener: (entries: readonly Committed[]) => void) => () => void;
  /** Rows, once they are in the view. Must not throw. */
  readonly onViewed: (listener: (rows: readonly ActsRow[]) => void) => () => void;
  /** After each checkpoint. Must not throw. */
  readonly onIncluded: (listener: (size: number) => void) => () => void;
  /** Answers what waits, publishes a last checkpoint, and stops. The store stays open. */
  readonly stop: () => Promise<void>;
};

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
  try {
    await createMissing({ scenario, mode, origin, keys: actors, door, state, at: from.at }, options.log);
  } catch (error) {
    await stop();
    throw error;
  }
  const running: RoomTime = time.release();
  const { enterOwn, roomNow } = actOnItsOwn(options, loaded, parts);
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
    touches: parts.touches,
    readEntry: entryReader(options.store, origin, ring),
    readSealed: sealedReader(options.store, origin, ring),
    views: { acts: options.view, follower },
    size: () => door.size,
    includedSize: () => publishing.includedSize,
    checkpoints: () => [loaded.publisher.witnessed, loaded.publisher.published].flatMap((one) => one ?? []),
    publishedAt: () => publishing.publishedAt,
    unsignedSince: () => publishing.unsignedSince,
    witnesses,
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

/** What the room does by itself and enters as its own actors: it finishes erasures, and fills. */
function actOnItsOwn(options: RoomOptions, loaded: Loaded, parts: Awaited<ReturnType<typeof connect>>) {
  const { store, scenario, mode, random, log, fillers } = options;
  const { origin, ring, actors, state, stamper } = loaded;
  const { door, follower } = parts;
  const [place, roomNow] = [hostPlace(scenario), () => stamper.peek().at];
  const enterOwn = roomActs({ door, ledger: origin, mode, place, roomNow }, actors);
  if (fillers !== undefined) parts.fillers = new Fillers({ enter: enterOwn, random, ...fillers, warn: log.warn });
  parts.erasing = new Erasing({
    state,
    store,
    keys: ring,
    epoch: loaded.epoch,
    ledger: origin,
    random,
    door,
    mode,
    operator: keyOf(actors, OPERATOR),
    place,
    roomNow,
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
  const witnesses = await openWitnesses(publisher, loaded.signer.verifier, options.witnesses, { clock, warn, fatal });
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
    room: { directory, sets },
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
