import { createHash } from 'node:crypto';
import { canonicalJson } from '../src/base/json.ts';
import { PowerFailure } from '../src/ledger/files/memory.ts';
import type { StoreFault } from '../src/ledger/store/memory.ts';
import type { SignedAct } from '../src/terms/act.ts';
import type { ActKind } from '../src/terms/act-kinds.ts';
import type { Answer } from '../src/terms/answer.ts';
import type { EdgeRefusal } from '../src/terms/refusal.ts';
import { Signers } from './actors.ts';
import { Composer, SENT_AGAIN_MS } from './acts/compose.ts';
import { type Intent, Scene } from './acts/scene.ts';
import { Chance } from './chance.ts';
import { SimClock } from './clock.ts';
import { CutShort } from './erasing.ts';
import { Agreement, Counts } from './invariants/agreement.ts';
import { Approvals } from './invariants/approvals.ts';
import { Audiences } from './invariants/audiences.ts';
import { Challenges } from './invariants/challenges.ts';
import { Acknowledged, checkState, checkStore } from './invariants/durability.ts';
import { EffectsOfOutcomes } from './invariants/effects.ts';
import { Endings } from './invariants/endings.ts';
import { ErasedBoxes } from './invariants/erased-boxes.ts';
import { Erasures } from './invariants/erasures.ts';
import { Halts } from './invariants/halts.ts';
import { Ledger, Replays } from './invariants/ledger.ts';
import { Promises } from './invariants/promises.ts';
import { Journal, must, type Stepped, Violation, type Watcher } from './journal.ts';
import { Recent } from './recent.ts';
import { SimRoom, type Tamper } from './room.ts';
import { Tally } from './tally.ts';
import { OPENS_AT, readWorld, type World } from './world/world.ts';

export type SimulationOptions = {
  readonly seed: number;
  /** Acts to submit, beside those that set the room up. */
  readonly steps: number;
  readonly tamper?: Tamper;
  /** Leaves the comparison with the model out, so that the invariants are alone. */
  readonly withoutModel?: boolean;
  /** Kinds that nobody tries: a pinned seed goes without those that came after it, so that it stays the run it was. */
  readonly without?: readonly ActKind[];
  /** False: no version of a mandate takes away what an earlier one permits; for seeds that were pinned before there were such. */
  readonly narrows?: boolean;
  /** False: the host has no data protection desk; for seeds that were pinned before it had one. */
  readonly erases?: boolean;
  /** Stops before `steps` at this wall time of the machine, ms. */
  readonly until?: number;
  readonly progress?: (tally: Tally) => void;
};

export type SimulationResult = {
  readonly ok: boolean;
  readonly tally: Tally;
  /** SHA-256 over the plain drafts of all entries: the same seed gives the same. */
  readonly digest: string;
  readonly failure?: {
    readonly invariant: string;
    readonly message: string;
    readonly step: number;
    readonly recent: readonly string[];
  };
};

/** All rows are compared this often at first, and less often as they grow; every change is looked at as it is made. */
const CHECK_STATE_EVERY = 40;

/** One seeded run of a room in which everything happens at once; ends at the first thing that must not be. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const simulation = new Simulation(options);
  try {
    await simulation.run();
    return { ok: true, tally: simulation.tally, digest: simulation.digest() };
  } catch (error) {
    const { tally, recent } = simulation;
    const invariant = error instanceof Violation ? error.invariant : 'crashed';
    const message = error instanceof Violation ? error.message : String((error as Error).stack ?? error);
    const failure = { invariant, message, step: tally.submitted, recent: recent.lines() };
    return { ok: false, tally, digest: simulation.digest(), failure };
  }
}

class Simulation {
  readonly tally = new Tally();
  readonly recent = new Recent();
  readonly #options: SimulationOptions;
  readonly #world: World;
  readonly #chance: Chance;
  readonly #clock = new SimClock(OPENS_AT);
  readonly #origin: string;
  readonly #journal: Journal;
  readonly #room: SimRoom;
  readonly #scene: Scene;
  readonly #composer: Composer;
  readonly #acknowledged = new Acknowledged();
  readonly #agreement: Agreement;
  readonly #erased: ErasedBoxes;
  /** What the room's own was answered that erasures are finished. */
  #finishes: { readonly signed: SignedAct; readonly answer: Answer | EdgeRefusal }[] = [];
  /** Acts whose senders have no answer. */
  #unanswered: SignedAct[] = [];
  #halted = false;
  #checked = 0;
  /** What went wrong inside the room, where an exception would be taken for a fault of the store. */
  #violation: unknown;

  constructor(options: SimulationOptions) {
    this.#options = options;
    this.#world = readWorld(options);
    this.#chance = new Chance(options.seed);
    this.#origin = `simulated-summit.exercise.remit.example/${(options.seed >>> 0).toString(16).padStart(12, '0')}`;
    // Signatures cost most: every fourth seed makes and checks them all.
    const real = options.seed % 4 === 0;
    const signers = new Signers(real);
    const agreement = new Agreement(this.#world, options.withoutModel === true);
    this.#agreement = agreement;
    this.#erased = new ErasedBoxes(this.#origin);
    const watchers: Watcher[] = [
      { before: (stepped) => this.#noteStep(stepped, signers) },
      new Ledger(),
      new Halts(this.#clock),
      agreement,
      new Counts(agreement),
      new EffectsOfOutcomes(),
      new Endings(),
      new Promises(this.#world),
      new Approvals(this.#world, agreement),
      new Challenges(this.#world),
      new Erasures(),
      new Audiences(this.#world),
      new Replays((id) => this.#room.store.inner.data.documents.get(id)),
    ];
    this.#journal = new Journal(watchers.map((watcher) => this.#guarded(watcher)));
    this.#room = new SimRoom({
      scenario: this.#world.scenario,
      clock: this.#clock,
      chance: this.#chance,
      signers,
      journal: this.#journal,
      origin: this.#origin,
      checksSignatures: real,
      tamper: options.tamper ?? {},
      finish: (erasure, left) => this.#finish(erasure, left),
      losesPower: this.#world.retention !== null,
    });
    this.#scene = new Scene(this.#world, this.#chance, this.#journal, signers);
    this.#composer = new Composer(this.#scene, this.#origin, options.without);
  }

  digest(): string {
    const hash = createHash('sha256');
    for (const { fields, recorded } of this.#journal.entries) hash.update(`${recorded} ${canonicalJson(fields)}\n`);
    return hash.digest('hex');
  }

  async run(): Promise<void> {
    await this.#setUp();
    const { steps, until, progress } = this.#options;
    while (this.tally.submitted < steps && (until === undefined || Date.now() < until)) {
      await this.#pass();
      await this.#round();
      progress?.(this.tally);
    }
    if (this.#halted) await this.#acceptClock();
    if (this.#world.retention !== null) await this.#finishErasures();
    checkState(this.#room, this.#journal);
    await checkStore(this.#room, this.#journal, this.#acknowledged, this.#origin);
  }

  /** The first entries: the ledger, its people, the mandates, and some at their desks. */
  async #setUp(): Promise<void> {
    await this.#room.create();
    const { signers } = this.#scene;
    this.#scene.now = this.#clock.now();
    const actors = [
      'operator',
      'timer',
      ...this.#world.scenario.vocabulary.agencies.map(({ id }) => `registrar:${id}`),
    ];
    const keys = Object.fromEntries(actors.map((actor) => [actor, signers.key(actor).publicKey]));
    const { digest = '' } = this.#world.mandates[0] ?? {};
    const creation = {
      scenario: 'simulated-summit',
      title: 'Simulated summit',
      keys,
      root: { id: 'host-root', version: 1, digest },
    };
    await this.#say({ kind: 'ledger.create', actor: 'operator', detail: creation });
    for (const person of this.#world.people) {
      const detail = { person: { ...person, roles: [...person.roles], publicKey: signers.key(person.id).publicKey } };
      await this.#say({ kind: 'roster.enrol', actor: `registrar:${person.agency}`, detail });
    }
    const desk = (actor: string, room: string, name: string) =>
      this.#say({
        kind: 'desk.sign-on',
        actor,
        place: this.#scene.placeOf(room),
        detail: { room, desk: `${room}.${name}` },
      });
    await desk('commander-1', 'host-room', 'commander');
    await desk('loggist-1', 'host-room', 'loggist');
    await desk('police-1', 'host-room', 'field');
    for (const { id, version, digest, breaks, text } of this.#world.mandates) {
      for (const commitment of text === null ? breaks : []) {
        const detail = { mandate: id, version, digest, commitment, reason: 'opening' };
        await this.#say({ kind: 'mandate.except', actor: 'commander-1', detail });
      }
    }
    const erasing = this.#world.retention === null ? [] : ['host-privacy'];
    for (const mandate of ['host-guard', ...erasing, 'guest-a', 'guest-b', 'guest-b-extra', 'organiser']) {
      await this.#say({
        kind: 'mandate.enforce',
        actor: 'commander-1',
        detail: { mandate, version: 1, reason: 'opening' },
      });
    }
    await desk('b-support-1', 'quay-room', 'support');
    if (this.#world.retention !== null) {
      await desk('privacy-1', 'host-room', 'privacy');
      await desk('privacy-2', 'quay-room', 'privacy');
    }
    this.tally.submitted = 0;
  }

  async #say(intent: Intent): Promise<void> {
    await this.#submit([this.#composer.exactly(intent)]);
  }

  /** Time passes; mostly the room's clock is woken at what is due, sometimes it sleeps over it. */
  async #pass(): Promise<void> {
    const chance = this.#chance;
    // Only where records are kept by date there are whole days that have to pass.
    const days = this.#world.retention === null ? 0 : 0.5;
    const sort = chance.weighted({ moment: 60, minutes: 30, while: 9, hours: 1, days });
    const ms = {
      moment: [0, 5_000],
      minutes: [0, 180_000],
      while: [60_000, 1_200_000],
      hours: [600_000, 9_000_000],
      days: [70_000_000, 180_000_000],
    }[sort];
    const target = this.#clock.now() + chance.between(ms[0] ?? 0, ms[1] ?? 0);
    const wakes = chance.is(0.8);
    while (wakes && !this.#halted) {
      const due = this.#room.door.nextDue();
      if (due === undefined || due > target) break;
      const before = this.#journal.entries.length;
      this.#clock.advance(Math.max(0, due - this.#clock.now()));
      await this.#tick();
      if (this.#journal.entries.length === before) break;
    }
    this.#clock.advance(Math.max(0, target - this.#clock.now()));
    if (chance.is(0.012)) {
      this.#clock.jump(chance.of([61_000, 600_000, 7_200_000, -90_000, -240_000]));
      this.tally.jumps += 1;
    }
  }

  async #tick(): Promise<void> {
    this.#maybeFault(0.01);
    await this.#room.door.tick();
    this.#rethrow();
    if (this.#room.fatal !== undefined) await this.#restart();
  }

  async #round(): Promise<void> {
    const chance = this.#chance;
    this.#scene.now = this.#clock.now();
    if (this.#halted && chance.is(0.5)) return this.#acceptClock();
    const size = chance.is(0.5) ? 1 : chance.between(2, 7);
    const acts = Array.from({ length: size }, () => this.#composer.next());
    this.#unanswered = this.#unanswered.filter(({ act }) => this.#scene.now - act.signedAt < SENT_AGAIN_MS);
    const again = chance.is(0.3) ? this.#unanswered.splice(0, 3) : [];
    this.#maybeFault(0.03);
    const erases = this.#ordered().length > 0 && chance.is(0.5);
    const meanwhile = erases && chance.is(0.7);
    await this.#submit(chance.shuffled([...acts, ...again]), meanwhile ? () => this.#erase() : undefined);
    if (erases && !meanwhile) await this.#submit([], () => this.#erase());
    if (chance.is(0.012)) await this.#restart();
    this.#maybeCheckState(CHECK_STATE_EVERY);
  }

  #maybeCheckState(every: number): void {
    if (this.tally.submitted - this.#checked < every + this.#journal.entries.length / 20) return;
    this.#checked = this.tally.submitted;
    checkState(this.#room, this.#journal);
  }

  #maybeFault(probability: number): void {
    if (!this.#chance.is(probability)) return;
    const fault = this.#chance.of<StoreFault>([
      'not-committed',
      'not-committed',
      'failed-but-persisted',
      'unknown-not-persisted',
    ]);
    this.#room.failNext(fault);
    this.tally.faults[fault] = (this.tally.faults[fault] ?? 0) + 1;
  }

  /** Sends acts together; they come into one batch. */
  async #submit(acts: readonly SignedAct[], meanwhile?: () => Promise<'goes-on' | 'is-gone'>): Promise<void> {
    const sent = Promise.all(acts.map((act) => this.#room.submit(act)));
    const [answers, process] = await Promise.all([sent, meanwhile?.()]);
    this.#rethrow();
    // Acts that make no entry come to no store. Nor does a batch whose keys could not be written for a power cut, but that one never happened: the restart drops it.
    if (this.#room.fatal === undefined) this.#journal.committed();
    this.#rethrow();
    for (const [n, answer] of answers.entries()) this.#answered(acts[n] as SignedAct, answer);
    for (const { signed, answer } of this.#finishes.splice(0)) this.#answered(signed, answer);
    this.tally.submitted += acts.length;
    await this.#erased.check(this.#room, this.#journal);
    await this.#reviewed();
    if (this.#room.fatal !== undefined || process === 'is-gone') await this.#restart();
  }

  #ordered() {
    return this.#journal.rows.all('erasures').filter(({ status }) => status === 'ordered');
  }

  /** Finishes what is ordered; sometimes the database fails on the way, or the process is killed, or the machine. */
  async #erase(): Promise<'goes-on' | 'is-gone'> {
    const { scissors, power } = this.#room;
    const cut = this.#chance.weighted({ nothing: 12, store: 2, process: 3, machine: 3 });
    if (cut === 'store' || cut === 'process') scissors.cutAfter(this.#chance.between(0, 24));
    if (cut === 'machine') power.cutAfter(this.#chance.between(0, 30));
    const failure = await this.#room.eraser.run().then(
      () => undefined,
      (error: unknown) => error,
    );
    scissors.mend();
    if (!(failure instanceof PowerFailure)) power.cutAfter(Number.POSITIVE_INFINITY);
    if (failure === undefined) return cut === 'process' && this.#chance.is(0.5) ? 'is-gone' : 'goes-on';
    const isOurs = failure instanceof CutShort || failure instanceof PowerFailure;
    if (!isOurs) throw failure;
    this.tally.cutErasures += 1;
    return failure instanceof PowerFailure || cut === 'process' ? 'is-gone' : 'goes-on';
  }

  /** The room's own states that an erasure is finished. */
  async #finish(erasure: string, left: readonly string[]): Promise<void> {
    const detail = { erasure, left: [...left] };
    const signed = this.#composer.exactly({ kind: 'erasure.finish', actor: 'operator', detail });
    const answer = await this.#room.submit(signed);
    this.#finishes.push({ signed, answer });
    if ('refused' in answer) throw new CutShort(answer.message);
    must(answer.outcome === 'permitted', 'finished', () => `\`${erasure}\` is not finished: ${answer.clauses}`);
  }

  /** What was ordered is finished in the end, whatever came between. */
  async #finishErasures(): Promise<void> {
    for (let attempts = 0; this.#ordered().length > 0; attempts++) {
      const [first] = this.#ordered();
      must(attempts < 20, 'finished', () => `\`${first?.id}\` is ordered, and never finished`);
      this.#scene.now = this.#clock.now();
      if (this.#halted) await this.#acceptClock();
      await this.#submit([], () => this.#erase());
    }
  }

  /** After every transaction all is up for review whose date had come by its last entry. */
  async #reviewed(): Promise<void> {
    if (this.#agreement.silent || this.#clock.unaccepted || this.#room.fatal !== undefined) return;
    const dueNow = () => this.#agreement.model.dueForReview(this.#journal.entries.at(-1)?.fields.at ?? 0);
    // What was not committed comes up with the next transaction.
    if (dueNow().length > 0) await this.#room.door.tick();
    this.#rethrow();
    if (this.#room.fatal !== undefined) return;
    const due = dueNow();
    must(due.length === 0, 'clock', () => `not up for review: ${due.join(', ')}`);
  }

  #answered(signed: SignedAct, answer: Answer | EdgeRefusal): void {
    if (!('refused' in answer)) {
      this.#acknowledged.take(answer, this.#journal, this.#room.store.inner.data.entries.length);
      this.tally.answered(signed.act.kind, answer);
      return;
    }
    this.tally.refused(answer.refused);
    if (answer.refused === 'halted') this.#halted = true;
    // What finishes erasures states it anew itself, once it has done it again.
    const isOwn = signed.act.kind === 'erasure.finish';
    if (!isOwn && (answer.refused === 'busy' || answer.refused === 'stopping')) this.#unanswered.push(signed);
    const ours = ['busy', 'stopping', 'halted', 'bad-signature', 'unknown-word', 'malformed'].includes(answer.refused);
    must(ours, 'edge', () => `\`${signed.act.id}\` was turned away: ${answer.message}`);
  }

  /** The process is gone; another starts from the store and the keys. Acts without an answer are sent again, the same. */
  async #restart(): Promise<void> {
    this.tally.crashes += 1;
    // A process that starts knows no clock to compare with; only one that is far behind the last record halts it.
    this.#clock.unaccepted = false;
    await this.#room.open();
    this.#maybeCheckState(1);
    await checkStore(
      this.#room,
      this.#journal,
      this.#acknowledged,
      this.#origin,
      Math.max(0, this.#journal.entries.length - 8),
    );
    const again = this.#unanswered.splice(0);
    if (again.length > 0) await this.#submit(again);
  }

  /** The operator accepts the clock, together with others who could not wait; also somebody who is not the operator. */
  async #acceptClock(): Promise<void> {
    const acts = [this.#composer.exactly({ kind: 'clock.accept', actor: 'operator', detail: { reason: 'looked at' } })];
    for (let n = this.#chance.between(0, 3); n > 0; n--) acts.push(this.#composer.next());
    if (this.#chance.is(0.5))
      acts.unshift(
        this.#composer.exactly({ kind: 'clock.accept', actor: 'a-lead', detail: { reason: 'mine is right' } }),
      );
    this.#halted = false;
    this.#maybeFault(0.2);
    await this.#submit(acts);
  }

  #noteStep(stepped: Stepped, signers: Signers): void {
    this.recent.note(stepped);
    this.tally.stepped(stepped);
    const { act } = stepped.entered.signed;
    if (
      act.kind !== 'roster.enrol' ||
      stepped.result.answer.outcome !== 'permitted' ||
      stepped.result.answer.again === true
    )
      return;
    const { id, publicKey } = (act.detail as { person: { id: string; publicKey: string } }).person;
    signers.use(id, publicKey);
  }

  /** The door takes what its ports throw for a fault of the store; so a violation is kept, and thrown where it is seen. */
  #guarded(watcher: Watcher): Watcher {
    const guard = (work: (() => void) | undefined): void => {
      if (this.#violation !== undefined || work === undefined) return;
      try {
        work();
      } catch (error) {
        this.#violation = error;
      }
    };
    return {
      before: (stepped, journal) => guard(() => watcher.before?.(stepped, journal)),
      after: (stepped, journal) => guard(() => watcher.after?.(stepped, journal)),
    };
  }

  #rethrow(): void {
    if (this.#violation !== undefined) throw this.#violation;
    const { fatal } = this.#room;
    if (
      fatal instanceof Violation ||
      (fatal instanceof Error && !['UnknownCommit', 'PowerFailure'].includes(fatal.name))
    )
      throw fatal;
  }
}
