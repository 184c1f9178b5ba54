import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../base/clock.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import type { RandomSource } from '../ledger/seal.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { MemoryActsView } from '../views/memory.ts';
import type { RoomFolders } from './folders.ts';
import { type OpenRoom, openRoom, type RoomLog } from './room.ts';
import { type RoomTimeFactory, steppedTime } from './room-time.ts';

export type ExerciseRoomOptions = {
  readonly scenario: Scenario;
  /** Its clock stands until the script moves it, unless another is given. */
  readonly roomTime?: RoomTimeFactory | undefined;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  readonly log?: RoomLog;
};

/** A room without its HTTP side, for playing an exercise in it; `failed` rejects where it could not go on. */
export type ExerciseRoom = {
  readonly room: OpenRoom;
  readonly store: LedgerStore;
  readonly folders: RoomFolders;
  readonly failed: Promise<never>;
};

/** Opens an exercise that leaves nothing behind. */
export async function openMemoryRoom(options: ExerciseRoomOptions): Promise<ExerciseRoom> {
  return await openExerciseRoom(new MemoryStore(), memoryFolders(), options);
}

/**
 * Opens an exercise on a store and folders. Its view is kept in memory, for nobody reads lists here; a room that is started on the same store
 * later folds its own.
 */
export async function openExerciseRoom(
  store: LedgerStore,
  folders: RoomFolders,
  options: ExerciseRoomOptions,
): Promise<ExerciseRoom> {
  const { scenario, clock = systemClock, random = randomBytes, roomTime = steppedTime(), log = SILENT } = options;
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const room = await openRoom({
    store,
    view: new MemoryActsView(),
    folders,
    scenario,
    mode: 'exercise',
    clock,
    roomTime,
    random,
    log,
    fatal: (_sentence, error) => failure.reject(error),
  });
  return { room, store, folders, failed: failure.promise };
}

const SILENT: RoomLog = { info: () => {}, warn: () => {} };

/** Folders that are gone with the process. */
export function memoryFolders(): RoomFolders {
  return {
    keys: new MemoryFiles(),
    signer: new MemoryFiles(),
    actors: new MemoryFiles(),
    public: new MemoryFiles(),
  };
}
