import { createHash, verify } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { ed25519PublicKey, exerciseKey, type SigningKey } from '../../desk/keys.ts';
import { MemoryFiles } from '../../ledger/files/memory.ts';
import { MemoryStore } from '../../ledger/store/memory.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import type { Act, Mode, SignedAct } from '../../terms/act.ts';
import { MemoryActsView } from '../../views/memory.ts';
import type { ActsView } from '../../views/port.ts';
import { type OpenRoom, openRoom, type RoomOptions } from '../room.ts';
import { steppedTime } from '../room-time.ts';
import { loadScenario } from '../scenario-folder.ts';

/** A machine clock of a test: it goes on by a millisecond each time it is looked at, and by more where told. */
export class TestClock implements Clock {
  #wall = Date.UTC(2026, 8, 14, 9);
  #monotonic = 0;

  wallNow(): number {
    this.advance(1);
    return this.#wall;
  }

  monotonicNow(): number {
    return this.#monotonic;
  }

  advance(ms: number): void {
    this.#wall += ms;
    this.#monotonic += ms;
  }

  /** Somebody sets the clock on the wall. */
  jump(ms: number): void {
    this.#wall += ms;
  }
}

/** Everything of a room that outlives its process. */
export class TestMachine {
  readonly clock = new TestClock();
  readonly data = new MemoryStore().data;
  readonly said: string[] = [];
  readonly fatal: string[] = [];
  folders = {
    keys: new MemoryFiles(),
    signer: new MemoryFiles(),
    actors: new MemoryFiles(),
    public: new MemoryFiles(),
  };
  view: ActsView = new MemoryActsView();
  #opened = 0;

  /** Opens the room, as a process does that starts. */
  async open(options: Partial<RoomOptions> & { readonly scenario?: Scenario } = {}): Promise<OpenRoom> {
    this.#opened += 1;
    return await openRoom({
      store: new MemoryStore(this.data),
      view: this.view,
      folders: this.folders,
      scenario: options.scenario ?? (await harbour()),
      mode: 'exercise',
      clock: this.clock,
      roomTime: steppedTime(),
      random: seededRandom(this.#opened).bytes,
      log: { info: (message) => this.said.push(message), warn: (message) => this.said.push(message) },
      fatal: (sentence) => this.fatal.push(sentence),
      verifySignature: verifyAtOnce,
      ...options,
    });
  }
}

const scenarios = new Map<string, Promise<Scenario>>();

export function supplied(name: string, mode: Mode = 'exercise'): Promise<Scenario> {
  const key = `${name} ${mode}`;
  const loading = scenarios.get(key) ?? loadScenario(name, mode);
  scenarios.set(key, loading);
  return loading;
}

export const harbour = (): Promise<Scenario> => supplied('harbour-summit');

/** An act of somebody of the exercise, signed, with what a test does not care about filled in. */
export function actOf(
  room: Pick<OpenRoom, 'origin' | 'mode' | 'directory' | 'roomNow'>,
  actor: string,
  changed: Partial<Act>,
  key: SigningKey = exerciseKey(room.directory.scenario.id, actor),
): SignedAct {
  const kind = changed.kind ?? 'log.line';
  const act: Act = {
    v: 1,
    id: `test-${createHash('sha256')
      .update(JSON.stringify([actor, changed]))
      .digest('hex')
      .slice(0, 20)}`,
    ledger: room.origin,
    mode: room.mode,
    kind,
    form: 'proposal',
    actor,
    desk: null,
    activity: kind,
    purpose: 'room-duty',
    place: room.directory.scenario.vocabulary.rooms[0]?.place ?? '',
    deedAt: room.roomNow(),
    signedAt: room.roomNow(),
    detail: {},
    ...changed,
  };
  return key.sign(act);
}

/** Signs on at the desk of the exercise's first step, and gives who sits there. */
export async function signOn(room: OpenRoom, person: string, desk: string): Promise<void> {
  const [roomId = ''] = desk.split('.');
  const place = room.directory.room(roomId)?.place ?? '';
  const answer = await room.door.submit(
    actOf(room, person, { kind: 'desk.sign-on', desk, place, detail: { room: roomId, desk } }),
  );
  if ('refused' in answer || answer.outcome !== 'permitted') throw new Error(`no sign-on: ${JSON.stringify(answer)}`);
}

/** A line in the log from a desk. */
export function lineOf(room: OpenRoom, person: string, desk: string, text: string): SignedAct {
  const [roomId = ''] = desk.split('.');
  return actOf(room, person, { desk, place: room.directory.room(roomId)?.place ?? '', detail: { text } });
}

async function verifyAtOnce(message: string, publicKey: Buffer, signature: Buffer): Promise<boolean> {
  return verify(null, Buffer.from(message, 'utf8'), ed25519PublicKey(publicKey), signature);
}
