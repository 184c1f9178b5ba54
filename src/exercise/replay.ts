import { verify } from 'node:crypto';
import { type Clock, isoTime, MINUTE } from '../base/clock.ts';
import { sha256 } from '../base/digest.ts';
import { directoryOf } from '../desk/directory.ts';
import { Door } from '../desk/door.ts';
import { ed25519PublicKey, exerciseKey } from '../desk/keys.ts';
import { SetBook } from '../desk/set-book.ts';
import { Stamper, SteppedClock } from '../desk/stamp.ts';
import { State } from '../desk/state.ts';
import type { Room } from '../desk/step.ts';
import { roomTimer } from '../desk/timer.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { KeyRing } from '../ledger/keys.ts';
import type { RandomSource } from '../ledger/seal.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import { EMPTY_FRONTIER } from '../ledger/tree.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { TIMER } from '../terms/act-kinds.ts';
import { ExerciseJournal } from './journal.ts';
import { openingActs } from './opening.ts';
import { type ExerciseResult, type Played, playExercise } from './player.ts';

/** The room opens this long before the first act of the script. */
const BEFORE_FIRST_ACT_MS = 5 * MINUTE;

/** So many attempts of the room's clock may end nothing before the replay is given up. */
const STUCK_MAX = 5;

export type ReplayOptions = {
  readonly seed?: number;
  /** A store with faults, or one to look into. */
  readonly store?: MemoryStore;
  readonly log?: (played: Played) => void;
  readonly signal?: AbortSignal;
};

/** A room in memory after its exercise, for further checks. */
export type Replay = {
  readonly result: ExerciseResult;
  readonly door: Door;
  readonly state: State;
  readonly store: MemoryStore;
  readonly keys: KeyRing;
  readonly room: Room;
  readonly origin: string;
  readonly clock: SteppedClock;
};

/**
 * Plays the whole script of a scenario in a room in memory, as fast as it goes: room time steps from act to act, and stops at everything
 * that the room's clock ends in between, so what is entered is what a room running at normal speed would enter. The same seed
 * gives the same bytes.
 */
export async function replayExercise(scenario: Scenario, options: ReplayOptions = {}): Promise<Replay> {
  const first = scenario.exercise[0]?.steps[0]?.at ?? 0;
  const opensAt = first - BEFORE_FIRST_ACT_MS;
  const replay = await openHeart(scenario, opensAt, options.seed ?? 1, options.store ?? new MemoryStore());
  const { clock, origin, journal } = replay;
  // A door whose writer failed answers nobody any more: its failure is the replay's.
  const door = { submit: (input: object) => Promise.race([replay.door.submit(input), replay.failed]) };
  for (const signed of openingActs({ scenario, origin, at: opensAt })) {
    const answer = await door.submit(signed);
    if ('outcome' in answer && answer.outcome === 'permitted') continue;
    const why = 'refused' in answer ? answer.message : `${answer.outcome} ${answer.clauses.join(' ')}`;
    throw new Error(`the room does not open: \`${signed.act.kind}\` of \`${signed.act.actor}\`: ${why}`);
  }
  const result = await playExercise({
    scenario,
    origin,
    mode: 'exercise',
    door,
    roomNow: () => clock.now(),
    waitUntil: (time) => stepTo(replay.door, clock, time),
    entered: (id, step) => journal.entered(id, step),
    ended: (kind, matters) => journal.ended(kind, matters),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  return { ...replay, result };
}

/** Moves room time on, and stops wherever something is due. */
export async function stepTo(door: Door, clock: SteppedClock, time: number): Promise<void> {
  let stuck = 0;
  for (;;) {
    const due = door.nextDue();
    if (due === undefined || due > time) break;
    clock.advanceTo(due);
    const before = door.size;
    await door.tick();
    // A store that is busy for a moment takes it the next time; a door that is halted or stopped never does.
    stuck = door.size === before ? stuck + 1 : 0;
    if (stuck === STUCK_MAX) throw new Error(`the room's clock does not end what was due at ${isoTime(due)}`);
  }
  clock.advanceTo(time);
}

async function openHeart(scenario: Scenario, opensAt: number, seed: number, store: MemoryStore) {
  const origin = `${scenario.id}.exercise.remit.example/${seed.toString(16).padStart(12, '0')}`;
  const bytes = repeatableRandom(seed);
  // Wall time stands at the time of opening and moves with the entries only: a replay is the same whenever it is made.
  const wall = { now: opensAt };
  const clock = new SteppedClock(opensAt);
  const machine: Clock = { wallNow: () => wall.now, monotonicNow: () => wall.now };
  const keys = await KeyRing.create({ files: new MemoryFiles(), ledger: origin, random: bytes });
  await store.create({ origin, mode: 'exercise', created: opensAt });
  const state = new State();
  const journal = new ExerciseJournal(state);
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const directory = directoryOf(scenario, 'exercise');
  const room: Room = { directory, sets: new SetBook(directory) };
  const door = new Door({
    room,
    origin,
    store,
    epoch: await store.claimWriter(),
    keys,
    stamper: new Stamper(machine, clock, { at: opensAt, recorded: opensAt }),
    timer: roomTimer(exerciseKey(scenario.id, TIMER), origin, 'exercise'),
    random: bytes,
    state,
    frontier: EMPTY_FRONTIER,
    verifySignature: verifyAtOnce,
    committed(entries) {
      for (const { index, recorded, draft } of entries) journal.note({ index, recorded, fields: draft.fields });
    },
    fatal: failure.reject,
  });
  return { door, state, store, keys, room, origin, clock, journal, failed: failure.promise };
}

async function verifyAtOnce(message: string, publicKey: Buffer, signature: Buffer): Promise<boolean> {
  return verify(null, Buffer.from(message, 'utf8'), ed25519PublicKey(publicKey), signature);
}

/** Bytes that look random and are the same for the same seed: a replay keeps no secrets. */
function repeatableRandom(seed: number): RandomSource {
  let drawn = 0;
  return (length) => {
    drawn += 1;
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) => sha256(`${seed}/${drawn}/${block}`));
    return Buffer.concat(blocks, length);
  };
}
