import { LIMITS } from '../base/limits.ts';
import type { KeyRing } from '../ledger/keys.ts';
import type { RandomSource } from '../ledger/seal.ts';
import type { Batch, Frontier, LedgerStore } from '../ledger/store/port.ts';
import type { Answer } from '../terms/answer.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';
import type { ReadInTurn } from './edge.ts';
import type { Committed } from './open-batch.ts';
import type { PastReader } from './past-record.ts';
import type { SignatureCheck } from './signature-checks.ts';
import type { Stamper } from './stamp.ts';
import type { State } from './state.ts';
import type { Entered, Room, step } from './step.ts';
import type { RoomTimer } from './timer.ts';

/** What the door stands on. */
export type DoorPorts = {
  readonly room: Room;
  readonly origin: string;
  readonly store: LedgerStore;
  readonly epoch: number;
  readonly keys: Pick<KeyRing, 'key' | 'current' | 'ensure'>;
  readonly stamper: Stamper;
  readonly timer: RoomTimer;
  readonly random: RandomSource;
  readonly state: State;
  readonly frontier: Frontier;
  /** The verification of one signature; over the thread pool in the room, at once in a simulation. */
  readonly verifySignature?: SignatureCheck;
  /** When a long reading for somebody of this agency is made, or that too much waits; at once, where it is left out. */
  readonly readInTurn?: ReadInTurn;
  /** What decides and plans; the simulation wraps it to check, and to show that breaking it is found out. */
  readonly step?: typeof step;
  /** After every commit, in order; must not throw. */
  readonly committed?: (entries: readonly Committed[], frontier: Frontier, documents: Batch['documents']) => void;
  /** The store does not know whether it committed, or a bug stopped the writer: the process must end. */
  readonly fatal: (error: unknown) => void;
};

/** An act in the queue. */
export type Waiting = {
  readonly entered: Entered;
  /** Of an act that erases: the record as far as it was read. */
  readonly past?: PastReader;
  readonly answer: (answer: Answer | EdgeRefusal) => void;
};

/** How many of those that wait share the next transaction: what erases reads all that is committed, and so comes first in its own. */
export function sharing(waiting: readonly Waiting[]): number {
  const at = waiting.findIndex(({ past }) => past !== undefined);
  return Math.min(LIMITS.batchActs, at < 0 ? waiting.length : Math.max(at, 1));
}

/** The act with what is known by now of the record that it erases. */
export function withPast({ entered, past }: Waiting): Entered {
  return past === undefined ? entered : { ...entered, past: past.record(), came: past.came };
}
