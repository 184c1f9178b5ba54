import type { Committed } from '../desk/door.ts';
import type { State } from '../desk/state.ts';
import type { SubjectKeys } from '../ledger/seal.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import type { Scenario } from '../mandates/scenario.ts';
import type { Mode } from '../terms/act.ts';
import type { Answer } from '../terms/answer.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';
import { ExerciseJournal } from './journal.ts';
import { type ExercisePorts, type ExerciseResult, type Played, playExercise } from './player.ts';

/** What playing needs of a room that runs. */
export type ExerciseRoom = {
  readonly origin: string;
  readonly mode: Mode;
  readonly door: { submit(input: object): Promise<Answer | EdgeRefusal> };
  readonly state: State;
  readonly keys: SubjectKeys;
  /** Entries recorded. */
  readonly size: () => number;
  readonly roomNow: () => number;
  readonly waitUntil: (roomTime: number, signal?: AbortSignal, holder?: string) => Promise<void>;
  readonly letClockRun: (holder?: string) => void;
  /** Committed entries, in order. Returns how to stop listening. */
  readonly onCommitted: (listener: (entries: readonly Committed[]) => void) => () => void;
};

/**
 * Plays the script of a scenario in a room that runs, from where it stopped the last time: what the ledger holds of it already is looked up
 * and never entered again.
 */
export async function playOnRoom(
  room: ExerciseRoom,
  store: Pick<LedgerStore, 'entries' | 'openings'>,
  scenario: Scenario,
  options: { readonly signal?: AbortSignal | undefined; readonly log?: ((played: Played) => void) | undefined } = {},
): Promise<ExerciseResult> {
  const { signal, log } = options;
  const journal = new ExerciseJournal(room.state);
  const stop = room.onCommitted((entries) => {
    for (const { index, recorded, draft } of entries) journal.note({ index, recorded, fields: draft.fields });
  });
  try {
    await journal.recall({ store, size: room.size(), ledger: room.origin, keys: room.keys });
    return await playExercise({
      ...portsOf(room, scenario, journal, signal),
      ...(log === undefined ? {} : { log }),
    });
  } finally {
    room.letClockRun();
    stop();
  }
}

/** What a player needs, of a room and what is known of its ledger. @param holder who plays, where several do */
export function portsOf(
  room: ExerciseRoom,
  scenario: Scenario,
  journal: ExerciseJournal,
  signal: AbortSignal | undefined,
  holder?: string,
): ExercisePorts {
  return {
    scenario,
    origin: room.origin,
    mode: room.mode,
    door: room.door,
    roomNow: room.roomNow,
    waitUntil: (time) => room.waitUntil(time, signal, holder),
    entered: (id, step) => journal.entered(id, step),
    ended: (kind, matters) => journal.ended(kind, matters),
    ...(signal === undefined ? {} : { signal }),
  };
}
