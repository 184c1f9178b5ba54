/** A whole room on files in memory that forget what was not synced, and on a store that keeps what it committed. */
import assert from 'node:assert/strict';
import type { Clock } from '../../src/base/clock.ts';
import { canonicalJson } from '../../src/base/json.ts';
import { type SeededRandom, seededRandom } from '../../src/base/seeded-random.ts';
import { PowerSwitch } from '../../src/ledger/files/memory.ts';
import { KeyRing } from '../../src/ledger/keys.ts';
import { Signer } from '../../src/ledger/signer.ts';
import { SignerRefused } from '../../src/ledger/signer-refused.ts';
import { MemoryData, MemoryStore } from '../../src/ledger/store/memory.ts';
import { unsealEntry } from '../../src/ledger/unseal.ts';
import type { Scenario } from '../../src/mandates/scenario.ts';
import type { RoomFolders } from '../../src/server/folders.ts';
import { type OpenRoom, openRoom } from '../../src/server/room.ts';
import { exerciseTime } from '../../src/server/room-time.ts';
import type { SignedAct } from '../../src/terms/act.ts';
import type { Answer } from '../../src/terms/answer.ts';
import { nodePrimitives } from '../../src/verify/node.ts';
import { readKeys } from '../../src/verify/openings.ts';
import { memoryPins, memorySource } from '../../src/verify/testing/memory.ts';
import { verifyLedger } from '../../src/verify/verify.ts';
import { MemoryActsView } from '../../src/views/memory.ts';
import { Crowd } from './crowd.ts';
import { exportFiles, secretsOf } from './export.ts';
import {
  type Disks,
  emptyDisks,
  isPowerFailure,
  poweredDisks,
  poweredStore,
  survivors,
  verifyAtOnce,
} from './power.ts';

/** What a harness that is worth something must notice. */
export type Sabotage = {
  readonly folders: (folders: RoomFolders) => RoomFolders;
  readonly store: (store: MemoryStore) => MemoryStore;
};

export type Lived = {
  readonly cuts: number;
  readonly acknowledged: number;
  readonly entries: number;
  readonly keyChanges: number;
};

type Acknowledged = Pick<Answer, 'act' | 'index' | 'outcome' | 'repeated'>;

/** A room that runs, and the end of its power. */
type Running = { readonly room: OpenRoom; readonly dead: Promise<'dead'>; readonly power: PowerSwitch };

/** Operations, on files and on the database together, that a life has before a cut. */
const OPERATIONS_MAX = 110;
/** Turns of the event loop between two acts of one hand, at most. */
const TURNS_MAX = 40;
/** How often the ledger's key is changed, or a change ended, before a start. */
const KEY_CHANGES = 0.4;
/** Room time that one act takes. */
const ACT_MS = 250;

/**
 * One ledger from its creation on. {@link Life.cut} cuts the power at some operation, looks at what the disks hold *before* anything
 * repairs it, and opens the room again. Throws where a promise is broken.
 */
export class Life {
  readonly #scenario: Scenario;
  readonly #random: SeededRandom;
  readonly #sabotage: Sabotage;
  readonly #database = new MemoryData();
  readonly #view = new MemoryActsView();
  readonly #pins = memoryPins();
  readonly #acknowledged: Acknowledged[] = [];
  readonly #clock: Clock;
  #now = 1_789_000_000_000;
  #disks: Disks = emptyDisks();
  #running: Running | undefined;
  #opened = Promise.withResolvers<Running>();
  #crowd: Crowd | undefined;
  #work: Promise<void> | undefined;
  /** Keys that sealed what is committed, and what stands in the entries that were looked at. */
  #keys: Readonly<Record<string, string>> = {};
  readonly #stands: string[] = [];
  #acts = 0;
  #included = 0;
  #cuts = 0;
  #keyChanges = 0;
  /** Room time of the last answer: all that somebody outside knows of it. */
  #roomNow = 0;

  constructor(scenario: Scenario, seed: number, sabotage: Sabotage) {
    this.#scenario = scenario;
    this.#random = seededRandom(seed);
    this.#sabotage = sabotage;
    this.#clock = { wallNow: () => this.#now, monotonicNow: () => this.#now };
    this.#opened.promise.catch(() => {});
  }

  /** Creates the ledger; with `operation`, the power is cut there first. */
  async create(operation?: number): Promise<void> {
    if (operation !== undefined) await this.#run(operation);
    await this.#powerUp(new PowerSwitch());
  }

  /** Works until the power is cut, looks at the disks, and starts again. */
  async cut(): Promise<void> {
    await this.#shutDown();
    await this.#run(this.#random.below(OPERATIONS_MAX));
    await this.#powerUp(new PowerSwitch());
  }

  /** The work is done to its end, everything is published, and all of it is verified. */
  async end(): Promise<Lived> {
    const { room } = this.#running ?? assert.fail('no room runs');
    this.#crowd?.stop();
    await this.#work;
    await room.stop();
    assert.equal(room.includedSize(), room.size(), 'all is included in the end');
    await this.#look();
    await this.#verifyAll(room);
    const { entries } = this.#database;
    return { cuts: this.#cuts, acknowledged: this.#acts, entries: entries.length, keyChanges: this.#keyChanges };
  }

  /** Lets nothing run on after a failure. */
  abandon(): void {
    this.#crowd?.stop();
    this.#opened.reject(new Error('abandoned'));
    void this.#running?.room.stop();
  }

  /** A room whose power ends at that operation; returns when it has ended. The work is that of the crowd. */
  async #run(operations: number): Promise<void> {
    const power = new PowerSwitch(operations);
    const running = await this.#open(power).catch((error: Error) => {
      if (power.done < operations) throw error;
    });
    if (running) {
      await Promise.race([running.dead, this.#work?.then(() => assert.fail('the work ended'))]);
      await running.room.stop();
    }
    this.#cuts += 1;
    this.#disks = survivors(this.#disks, this.#random);
    await this.#look();
  }

  async #powerUp(power: PowerSwitch): Promise<void> {
    await this.#open(power);
    const { room } = this.#running ?? assert.fail('no room runs');
    this.#roomNow = room.roomNow();
    this.#crowd ??= new Crowd({
      scenario: this.#scenario.id,
      origin: room.origin,
      mode: 'exercise',
      random: this.#random,
      roomNow: () => this.#roomNow,
      submit: (signed) => this.#submit(signed),
      pause: () => this.#pause(),
    });
    this.#work ??= this.#crowd.run();
    this.#work.catch(() => {});
  }

  /** The room that ran without a cut is killed, as a process is: its files stay as they are. */
  async #shutDown(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#opened = Promise.withResolvers();
    this.#opened.promise.catch(() => {});
    await running?.room.stop();
  }

  /** As `remit keys next` and `remit keys retire` do while no room runs; the power may be cut in it. */
  async #changeKey({ signer: files }: RoomFolders): Promise<void> {
    const name = this.#database.identity?.origin;
    if (name === undefined || this.#database.entries.length === 0 || !this.#random.chance(KEY_CHANGES)) return;
    const signer = await Signer.open({ files, name });
    const links = (await signer.links()).length;
    // Nothing may have been signed by both yet: then the key before stays.
    await signer.retire().catch((error: unknown) => {
      if (!(error instanceof SignerRefused)) throw error;
      return signer.addNext((length) => this.#random.bytes(length));
    });
    if ((await signer.links()).length > links) this.#keyChanges += 1;
  }

  async #open(power: PowerSwitch): Promise<Running> {
    this.#disks = poweredDisks(this.#disks, power);
    const folders = this.#sabotage.folders(this.#disks);
    await this.#changeKey(folders);
    const dead = Promise.withResolvers<'dead'>();
    const failed = Promise.withResolvers<never>();
    failed.promise.catch(() => {});
    const room = await openRoom({
      store: this.#sabotage.store(poweredStore(this.#database, power)),
      view: this.#view,
      folders,
      scenario: this.#scenario,
      mode: 'exercise',
      clock: this.#clock,
      roomTime: exerciseTime(this.#clock, 1),
      random: (length) => this.#random.bytes(length),
      log: { info() {}, warn() {} },
      verifySignature: verifyAtOnce,
      fatal: (_sentence, error) => {
        if (isPowerFailure(error)) dead.resolve('dead');
        else failed.reject(error);
      },
    });
    room.onIncluded((size) => {
      this.#included = Math.max(this.#included, size);
    });
    this.#running = { room, dead: Promise.race([dead.promise, failed.promise]), power };
    this.#running.dead.catch(() => {});
    this.#opened.resolve(this.#running);
    return this.#running;
  }

  async #submit(signed: SignedAct): Promise<Answer> {
    for (;;) {
      const { room, dead } = await this.#opened.promise;
      this.#now += ACT_MS;
      const answer = await Promise.race([room.door.submit(signed), dead]);
      if (answer !== 'dead' && !('refused' in answer)) {
        this.#acknowledged.push(answer);
        this.#roomNow = Math.max(this.#roomNow, answer.at);
        return answer;
      }
      if (answer !== 'dead' && answer.refused !== 'stopping') assert.fail(`turned away: ${answer.message}`);
      if (this.#running?.room === room) {
        this.#running = undefined;
        this.#opened = Promise.withResolvers();
        this.#opened.promise.catch(() => {});
      }
    }
  }

  /** Some turns of the event loop, so that what is committed is also published between two acts. */
  async #pause(): Promise<void> {
    for (let turns = this.#random.below(TURNS_MAX); turns >= 0; turns--)
      await new Promise((done) => setImmediate(done));
  }

  /** INVARIANT of every moment: what is published is whole and no fork; what was acknowledged stands; every box has its key. */
  async #look(): Promise<void> {
    const files = await this.#disks.public.all();
    if (files.has('ledger/checkpoint')) {
      const report = await verifyLedger(memorySource(files), { primitives: nodePrimitives, pins: this.#pins });
      const [finding] = report.findings;
      assert.equal(report.status, 'OK', `the published ledger is ${report.status}: ${finding?.message}`);
      assert.ok((report.size ?? 0) >= this.#included, `${this.#included} were included, ${report.size} are`);
      assert.ok((report.size ?? 0) <= this.#database.entries.length, 'more is published than was committed');
    } else assert.equal(this.#included, 0, 'no checkpoint is published any more');
    await this.#unsealAll();
  }

  async #unsealAll(): Promise<void> {
    const { entries, openings, identity } = this.#database;
    if (entries.length === 0 || identity === null) return;
    const ledger = identity.origin;
    const files = this.#disks.keys.processCrash();
    const keys = await KeyRing.open({ files, ledger, random: (length) => this.#random.bytes(length) });
    const boxes = Map.groupBy(openings.slice(2 * this.#stands.length), ({ index }) => index);
    const held = keys.exportKeys();
    for (const [id, key] of Object.entries(this.#keys)) assert.equal(held[id], key, `the box of \`${id}\` is closed`);
    this.#keys = held;
    for (let index = this.#stands.length; index < entries.length; index++) {
      const bytes = entries[index] ?? assert.fail();
      const entry = unsealEntry({ bytes, index, openings: boxes.get(index) ?? [], ledger, keys });
      assert(entry.state === 'open', `entry ${index} is ${entry.state}`);
      this.#stands.push(`${entry.fields.act?.id ?? ''} ${entry.fields.outcome}`);
    }
    for (const { act, index, outcome, repeated } of this.#acknowledged.splice(0)) {
      this.#acts += 1;
      const stands = this.#stands[index];
      if (repeated === undefined) assert.equal(stands, `${act} ${outcome}`, `\`${act}\` was acknowledged`);
      else assert.ok(stands?.endsWith(` ${outcome}`), `\`${act}\` was acknowledged as a repetition of ${index}`);
    }
  }

  /** The whole of it by the independent checker: signatures, chains, decisions. */
  async #verifyAll(room: OpenRoom): Promise<void> {
    const store = new MemoryStore(this.#database);
    const files = await this.#disks.public.all();
    const openings = await store.openings(0, room.size());
    const exported = exportFiles({ published: files, entries: await store.entries(0, room.size()), openings });
    const keys = readKeys(Buffer.from(canonicalJson(secretsOf(room.origin, room.keys)), 'utf8'));
    assert(!('fault' in keys), 'the keys are readable');
    const report = await verifyLedger(memorySource(exported), { primitives: nodePrimitives, pins: this.#pins, keys });
    assert.deepEqual(report.findings, []);
    assert.equal(report.counts.closed, 0, 'every box opens');
    assert.equal(report.counts.replayed, room.size());
  }
}
