import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { stepTo } from '../../exercise/replay.ts';
import { MemoryFiles } from '../../ledger/files/memory.ts';
import { KeyRing } from '../../ledger/keys.ts';
import { MemoryStore } from '../../ledger/store/memory.ts';
import { EMPTY_FRONTIER } from '../../ledger/tree.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { actorsOf, enrolRoster, enterGenesis } from '../../server/create-ledger.ts';
import type { Act, Form, SignedAct } from '../../terms/act.ts';
import { type ActKind, ROOM_PURPOSE, TIMER } from '../../terms/act-kinds.ts';
import type { Answer } from '../../terms/answer.ts';
import type { EdgeRefusal } from '../../terms/refusal.ts';
import { directoryOf } from '../directory.ts';
import { type Committed, Door } from '../door.ts';
import { ed25519PublicKey, exerciseKey, type SigningKey } from '../keys.ts';
import { SetBook } from '../set-book.ts';
import { Stamper, SteppedClock } from '../stamp.ts';
import { State } from '../state.ts';
import type { Room } from '../step.ts';
import { roomTimer } from '../timer.ts';

/** An act as a test asks for it; what is left out follows from where its actor is signed on. */
export type Asked = {
  readonly by: string;
  readonly kind: ActKind;
  readonly detail: object;
  readonly form?: Form;
  readonly desk?: string | null;
  readonly activity?: string;
  readonly purpose?: string;
  readonly place?: string;
  readonly deedAt?: number;
  readonly signedAt?: number;
  readonly id?: string;
  /** Signs with this key, where it is not the actor's. */
  readonly key?: SigningKey;
};

export type DeskRoomOptions = {
  /** Room time of the opening, ms. */
  readonly at: number;
  readonly store?: MemoryStore;
  /** False: signatures are not checked, for runs of many thousand acts. */
  readonly checksSignatures?: boolean;
};

/** A door over a store in memory, with the people of a scenario enrolled and both clocks in the test's hand. */
export class DeskRoom {
  readonly scenario: Scenario;
  readonly origin: string;
  readonly state = new State();
  readonly store: MemoryStore;
  readonly keys: KeyRing;
  /** The writer's. */
  readonly epoch: number;
  readonly clock: SteppedClock;
  /** The machine's two clocks; they stand still unless a test moves them. */
  readonly machine = { wall: 0, monotonic: 0 };
  readonly room: Room;
  readonly door: Door;
  /** Every entry as it was committed. */
  readonly entries: Committed[] = [];
  /** What stopped the writer, if anything did. */
  readonly failures: unknown[] = [];
  #acts = 0;

  private constructor(scenario: Scenario, keys: KeyRing, store: MemoryStore, epoch: number, options: DeskRoomOptions) {
    this.scenario = scenario;
    this.origin = originOf(scenario);
    this.store = store;
    this.keys = keys;
    this.epoch = epoch;
    this.clock = new SteppedClock(options.at);
    this.machine.wall = options.at;
    const machine: Clock = { wallNow: () => this.machine.wall, monotonicNow: () => this.machine.monotonic };
    const directory = directoryOf(scenario, 'exercise');
    this.room = { directory, sets: new SetBook(directory) };
    const random = seededRandom(7);
    this.door = new Door({
      room: this.room,
      origin: this.origin,
      store,
      epoch,
      keys,
      stamper: new Stamper(machine, this.clock, { at: options.at, recorded: options.at }),
      timer: roomTimer(exerciseKey(scenario.id, TIMER), this.origin, 'exercise'),
      random: (length) => random.bytes(length),
      state: this.state,
      frontier: EMPTY_FRONTIER,
      verifySignature: options.checksSignatures === false ? async () => true : verifyAtOnce,
      committed: (entries) => {
        for (const entry of entries) this.entries.push(entry);
      },
      fatal: (error) => this.failures.push(error),
    });
  }

  static async open(scenario: Scenario, options: DeskRoomOptions): Promise<DeskRoom> {
    const store = options.store ?? new MemoryStore();
    const random = seededRandom(3);
    const origin = originOf(scenario);
    const keys = await KeyRing.create({ files: new MemoryFiles(), ledger: origin, random: (n) => random.bytes(n) });
    await store.create({ origin, mode: 'exercise', created: options.at });
    const room = new DeskRoom(scenario, keys, store, await store.claimWriter(), options);
    const actors = new Map(actorsOf(scenario, 'exercise').map((actor) => [actor, room.keyOf(actor)]));
    const { door, state } = room;
    const creation = {
      scenario,
      mode: 'exercise' as const,
      origin,
      keys: actors,
      door,
      state,
      random: random.bytes,
      at: options.at,
    };
    await enterGenesis(creation);
    await enrolRoster(creation);
    return room;
  }

  keyOf(actor: string): SigningKey {
    return exerciseKey(this.scenario.id, actor);
  }

  /** Room time, ms. */
  get now(): number {
    return this.clock.now();
  }

  /** The act itself, unsigned; for tests that spoil one. */
  act(asked: Asked): Act {
    const { by, kind, detail, form = 'proposal' } = asked;
    const desk = asked.desk === undefined ? this.deskOf(by) : asked.desk;
    const room = desk === null ? undefined : this.room.directory.desk(desk)?.room;
    const place = this.room.directory.room(room ?? this.scenario.vocabulary.rooms[0]?.id ?? '')?.place ?? 'unknown';
    this.#acts += 1;
    return {
      v: 1,
      id: asked.id ?? `test-act-${this.#acts}`,
      ledger: this.origin,
      mode: 'exercise',
      kind,
      form,
      actor: by,
      desk,
      activity: asked.activity ?? kind,
      purpose: asked.purpose ?? ROOM_PURPOSE,
      place: asked.place ?? place,
      deedAt: asked.deedAt ?? this.now,
      signedAt: asked.signedAt ?? this.now,
      detail: detail as Act['detail'],
    };
  }

  sign(asked: Asked): SignedAct {
    return (asked.key ?? this.keyOf(asked.by)).sign(this.act(asked));
  }

  /** The desk that a person holds now, or null. */
  deskOf(person: string): string | null {
    for (const shift of this.state.values('shifts')) {
      if (shift.person === person && shift.until === null) return shift.desk;
    }
    return null;
  }

  async send(asked: Asked): Promise<Answer | EdgeRefusal> {
    return await this.door.submit(this.sign(asked));
  }

  /** Sends an act that the edge must take; returns what was decided. */
  async enter(asked: Asked): Promise<Answer> {
    const answer = await this.send(asked);
    assert(!('refused' in answer), `turned away: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Sends an act that must be permitted. */
  async permitted(asked: Asked): Promise<Answer> {
    const answer = await this.enter(asked);
    assert.equal(answer.outcome, 'permitted', `${asked.kind} of ${asked.by}: ${answer.outcome} ${answer.clauses}`);
    return answer;
  }

  async signOn(person: string, desk: string): Promise<Answer> {
    const room = this.room.directory.desk(desk)?.room ?? '';
    return await this.permitted({ by: person, kind: 'desk.sign-on', desk, detail: { room, desk } });
  }

  /** Moves room time on; the room's clock ends on the way what is due. */
  async advanceTo(time: number): Promise<void> {
    await stepTo(this.door, this.clock, time);
  }

  /** Kinds of the entries from an index on. */
  kindsFrom(index: number): string[] {
    return this.entries.filter((entry) => entry.index >= index).map(({ draft }) => draft.fields.kind);
  }
}

function originOf(scenario: Scenario): string {
  return `${scenario.id}.exercise.remit.example/0123456789ab`;
}

async function verifyAtOnce(message: string, publicKey: Buffer, signature: Buffer): Promise<boolean> {
  return verify(null, Buffer.from(message, 'utf8'), ed25519PublicKey(publicKey), signature);
}
