import { verify } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { directoryOf } from '../src/desk/directory.ts';
import { Door } from '../src/desk/door.ts';
import type { Eraser, EraserPorts } from '../src/desk/eraser.ts';
import { ed25519PublicKey } from '../src/desk/keys.ts';
import { SetBook } from '../src/desk/set-book.ts';
import { Stamper } from '../src/desk/stamp.ts';
import type { State } from '../src/desk/state.ts';
import { step } from '../src/desk/step.ts';
import { roomTimer } from '../src/desk/timer.ts';
import { MemoryFiles, PowerFailure, PowerSwitch } from '../src/ledger/files/memory.ts';
import { KeyRing } from '../src/ledger/keys.ts';
import { MemoryStore, type StoreFault } from '../src/ledger/store/memory.ts';
import { type Batch, UnknownCommit } from '../src/ledger/store/port.ts';
import type { Scenario } from '../src/mandates/scenario.ts';
import { lastStamp, stateOf } from '../src/server/load-ledger.ts';
import type { SignedAct } from '../src/terms/act.ts';
import type { Answer } from '../src/terms/answer.ts';
import type { EdgeRefusal } from '../src/terms/refusal.ts';
import type { Signers } from './actors.ts';
import type { Chance } from './chance.ts';
import type { SimClock } from './clock.ts';
import { cutEraser, Scissors } from './erasing.ts';
import { deepFreeze } from './freeze.ts';
import { type Journal, must } from './journal.ts';
import { SimStore } from './store.ts';
import { OPENS_AT } from './world/world.ts';

/** Ways to break the room on purpose, for showing that it is found out. Nothing of it exists outside the simulation. */
export type Tamper = {
  /** Stands between the door and `step`. */
  readonly step?: (real: typeof step) => typeof step;
  /** What the engine is told of the event; the model and the invariants know better. */
  readonly scenario?: (scenario: Scenario) => Scenario;
  /** Batches that the store acknowledges and does not keep. */
  readonly lies?: (batch: Batch) => boolean;
  /** What the store keeps instead of a batch. */
  readonly alters?: (batch: Batch) => Batch;
  /** Stands between the eraser and what it works on. */
  readonly eraser?: (ports: EraserPorts) => EraserPorts;
};

export type RoomPorts = {
  readonly scenario: Scenario;
  readonly clock: SimClock;
  readonly chance: Chance;
  readonly signers: Signers;
  readonly journal: Journal;
  readonly origin: string;
  readonly checksSignatures: boolean;
  readonly tamper: Tamper;
  /** Enters that an erasure is finished. */
  readonly finish: EraserPorts['finish'];
  /** Whether a crash may be one of the machine, after which a folder holds only what was synced. */
  readonly losesPower: boolean;
};

/** The room under test: the real door, state, stamper, keys and step, over a store whose faults the simulation chooses. */
export class SimRoom {
  readonly #ports: RoomPorts;
  readonly #scenario: Scenario;
  readonly store: SimStore;
  /** Cuts the power of the machine that the keys lie on. */
  power = new PowerSwitch();
  readonly scissors = new Scissors();
  #files = new MemoryFiles(this.power);
  #eraser: Eraser | undefined;
  #keys: KeyRing | undefined;
  #door: Door | undefined;
  #state: State | undefined;
  /** Why the process ended, where it did. */
  fatal: unknown;
  /** Rejects where it ended by a bug: then those who wait are never answered. */
  #bug = Promise.withResolvers<never>();

  constructor(ports: RoomPorts) {
    this.#ports = ports;
    const scenario = ports.tamper.scenario?.(ports.scenario) ?? ports.scenario;
    this.#scenario = deepFreeze(scenario);
    const { journal } = ports;
    const witness = { persisted: () => journal.committed(), lost: () => journal.dropped() };
    this.store = new SimStore(new MemoryStore(), witness, ports.tamper.lies, ports.tamper.alters);
  }

  get door(): Door {
    if (this.#door === undefined) throw new Error('the room is not open');
    return this.#door;
  }

  get state(): State {
    if (this.#state === undefined) throw new Error('the room is not open');
    return this.#state;
  }

  get keys(): KeyRing {
    if (this.#keys === undefined) throw new Error('the room is not open');
    return this.#keys;
  }

  get eraser(): Eraser {
    if (this.#eraser === undefined) throw new Error('the room is not open');
    return this.#eraser;
  }

  /** The keys as their folder would have them after a power cut at this moment. */
  async keysAfterPowerCut(seed: number): Promise<KeyRing> {
    const { origin, chance } = this.#ports;
    const random = (length: number) => chance.bytes(length);
    return await KeyRing.open({ files: this.#files.powerCut(seed), ledger: origin, random });
  }

  async create(): Promise<void> {
    const { origin, chance } = this.#ports;
    this.#keys = await KeyRing.create({ files: this.#files, ledger: origin, random: (length) => chance.bytes(length) });
    await this.store.create({ origin, mode: 'exercise', created: OPENS_AT });
    await this.open();
  }

  /** Starts the process, the first time or again: everything it knows comes from the store and the folder of keys. */
  async open(): Promise<void> {
    const { clock, chance, signers, origin, checksSignatures, journal } = this.#ports;
    this.fatal = undefined;
    this.#bug = Promise.withResolvers<never>();
    this.#bug.promise.catch(() => {});
    journal.dropped();
    this.#restartMachine();
    const random = (length: number) => chance.bytes(length);
    const keys = await KeyRing.open({ files: this.#files, ledger: origin, random });
    const epoch = await this.store.claimWriter();
    const snapshot = await this.store.load();
    // A database gives rows in no order.
    const state = stateOf({ rows: deepFreeze(chance.shuffled(snapshot.rows)) });
    const previous = await lastStamp(this.store, snapshot.frontier.size, origin, keys);
    const directory = directoryOf(this.#scenario, 'exercise');
    this.#keys = keys;
    this.#state = state;
    this.#door = new Door({
      room: { directory, sets: new SetBook(directory, snapshot.documents) },
      origin,
      store: this.store,
      epoch,
      keys,
      stamper: new Stamper(clock, clock, previous ?? { at: OPENS_AT, recorded: OPENS_AT }),
      timer: roomTimer(signers.key('timer'), origin, 'exercise'),
      random,
      state,
      frontier: snapshot.frontier,
      verifySignature: async (message, publicKey, signature) =>
        !checksSignatures || verify(null, Buffer.from(message, 'utf8'), ed25519PublicKey(publicKey), signature),
      step: this.#watched(),
      fatal: (error) => {
        this.fatal = error;
        if (!(error instanceof UnknownCommit || error instanceof PowerFailure)) this.#bug.reject(error);
      },
    });
    this.#eraser = cutEraser(this.#eraserPorts(epoch, keys, state), this.scissors);
  }

  #eraserPorts(epoch: number, keys: KeyRing, state: State): EraserPorts {
    const { origin: ledger, chance, finish, tamper } = this.#ports;
    const ports: EraserPorts = {
      state,
      store: this.store,
      keys,
      epoch,
      ledger,
      random: (length) => chance.bytes(length),
      settled: () => this.door.settled(),
      // Nobody follows the ledger here.
      followed: async () => {},
      finish,
    };
    return tamper.eraser?.(ports) ?? ports;
  }

  /** What the folder of keys holds after the process was killed; after the machine was, nothing that was not synced is certain. */
  #restartMachine(): void {
    const { chance, losesPower } = this.#ports;
    if (!losesPower) return;
    this.scissors.mend();
    this.power = new PowerSwitch();
    const seed = chance.between(0, 2 ** 30);
    this.#files = chance.is(0.5) ? this.#files.processCrash(this.power) : this.#files.powerCut(seed, this.power);
  }

  submit(signed: SignedAct): Promise<Answer | EdgeRefusal> {
    return Promise.race([this.door.submit(deepFreeze(structuredClone(signed))), this.#bug.promise]);
  }

  failNext(fault: StoreFault): void {
    this.store.failNext(fault);
  }

  /** `step`, run twice on frozen inputs: it must give the same, change nothing, and need nothing else. */
  #watched(): typeof step {
    const real = this.#ports.tamper.step?.(step) ?? step;
    return (room, state, entered, moment) => {
      deepFreeze(entered);
      deepFreeze(moment);
      const result = deepFreeze(real(room, state, entered, moment));
      must(isDeepStrictEqual(result, real(room, state, entered, moment)), 'purity', () => {
        return `the act \`${entered.signed.act.id}\` was stepped twice with different results`;
      });
      this.#ports.journal.stepped({ entered, moment, result });
      return result;
    };
  }
}
