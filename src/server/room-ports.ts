import type { Clock } from '../base/clock.ts';
import type { EventDirectory } from '../desk/directory.ts';
import type { Committed, Door } from '../desk/door.ts';
import type { ReadInTurn } from '../desk/edge.ts';
import type { PastReader } from '../desk/past-record.ts';
import type { SetBook } from '../desk/set-book.ts';
import type { SignatureCheck } from '../desk/signature-checks.ts';
import type { State } from '../desk/state.ts';
import type { Published } from '../ledger/published-files.ts';
import type { PublishedTree } from '../ledger/published-proof.ts';
import type { RandomSource } from '../ledger/seal.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import type { Scenario } from '../mandates/scenario.ts';
import type { Mode } from '../terms/act.ts';
import type { ErasingNow, ReadThrough } from '../terms/api/erasing.ts';
import type { ActsRow, FollowedEntry, Touches } from '../views/acts-row.ts';
import type { Follower } from '../views/follower.ts';
import type { ActsView } from '../views/port.ts';
import type { ReadFields } from './decisions-read.ts';
import type { FillersCadence } from './fillers.ts';
import type { RoomFolders } from './folders.ts';
import type { SealedEntry } from './load-ledger.ts';
import type { RoomMetrics } from './metrics.ts';
import type { LedgerKeys } from './open-keys.ts';
import type { ReadableRecords } from './readable-records.ts';
import type { EnterOwn } from './room-acts.ts';
import type { RoomSigner } from './room-signer.ts';
import type { ExerciseTime, RoomTimeFactory } from './room-time.ts';
import type { OpenWitnesses, RoomWitnesses } from './witnesses.ts';

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
  /** Lets a signer whose folder came back older than what is published take that up. */
  readonly catchUp?: boolean | undefined;
  /** Opens although keys that close what is personal are lost. */
  readonly withoutKeys?: boolean | undefined;
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
  /** Public keys (base64url) that sign or cosign the ledger: nobody is enrolled with one. */
  readonly takenKeys: ReadonlySet<string>;
  /** Which forbidding commitments the facts of an act touch; for showing, never for deciding. */
  readonly touches: Touches;
  /** Reads what the ledger holds of a record, by its number or `entry-<index>`; through all of it. */
  readonly pastReader: (of: string) => PastReader;
  /** Resolves when all of the ledger is read through for that; it goes on although nobody waits. */
  readonly readPast: () => Promise<void>;
  /** One committed entry from the store, as far as its boxes can be opened; undefined where there is none of this index. */
  readonly readEntry: (index: number) => Promise<FollowedEntry | undefined>;
  /** The decisions of entries `from` to before `to`, without anything personal; a few dozen at a time, for they are opened in one turn. */
  readonly readDecisions: (from: number, to: number) => Promise<ReadFields[]>;
  /** One entry with its bytes and disclosures, for receipts. */
  readonly readSealed: (index: number) => Promise<SealedEntry | undefined>;
  readonly views: { readonly acts: ActsView; readonly follower: Follower };
  /** Entries recorded. */
  readonly size: () => number;
  /** Entries in the last checkpoint. */
  readonly includedSize: () => number;
  /** The tree as it is published, for proofs. */
  readonly publishedTree: PublishedTree;
  /** The checkpoints as they stand published: the last that met the policy of the witnesses, and the last of all. */
  readonly checkpoints: () => readonly Published[];
  /** Wall clock of the last checkpoint of this run, ms. */
  readonly publishedAt: () => number | null;
  /** Wall clock since which the signer is away and no checkpoint is signed, ms; null where all is well. */
  readonly unsignedSince: () => number | null;
  readonly witnesses: OpenWitnesses;
  /** How far the ledger is read through, to find what belongs together; for who may erase. */
  readonly readThrough: () => ReadThrough | null;
  /** How far the room is with what it erases; for who may erase. */
  readonly erasing: () => ErasingNow | null;
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
