/** One crash run: rounds of work, kill, restart and verification on one data folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type SeededRandom, seededRandom } from '../../src/base/seeded-random.ts';
import { Audit } from './audit.ts';
import { type Fate, fateInWords, fateOf, type Victim } from './fates.ts';
import { changeKeys } from './key-change.ts';
import { ClientProcess, killCluster, RoomProcess } from './processes.ts';
import type { Ready, SabotageName, Struck } from './ready.ts';
import { WitnessProcess } from './witness-process.ts';

export type CrashOptions = {
  readonly rounds: number;
  readonly seed: number;
  readonly sabotage?: SabotageName | undefined;
  /** Ends with the first loss or fork: for rooms under sabotage. */
  readonly untilFound?: boolean;
  /** Told after each round. */
  readonly log?: (line: string) => void;
};

export type CrashResult = {
  readonly acked: number;
  /** Erasures that were finished. */
  readonly erased: number;
  readonly lost: number;
  readonly forks: number;
  /** Rounds that were run. */
  readonly rounds: number;
  /** Whatever is wrong beside: a room that did not come back, a ledger that does not verify. */
  readonly broken: number;
  readonly account: readonly string[];
  /** Kept when something is wrong. */
  readonly folder: string | undefined;
};

/** A moment that does not come: the kill happens then at the latest. */
const MOMENT_MS = 700;
/** An erasure that is not ordered by then has still another before it, or nothing to erase. */
const ERASURE_MS = 3_000;
/** After a backend was killed the room either ends or goes on by then. */
const RECOVERED_MS = 60_000;
/** A start is tried so often; each may be killed by its fate but the last. */
const STARTS = 4;

export async function crashRun(options: CrashOptions): Promise<CrashResult> {
  const run = new Run(options);
  const left = () => run.cleanUp(true);
  process.once('exit', left);
  try {
    return await run.run();
  } finally {
    process.off('exit', left);
  }
}

class Run {
  readonly #options: CrashOptions;
  readonly #random: SeededRandom;
  readonly #folder: string;
  readonly #dataFolder: string;
  readonly #audit: Audit;
  readonly #client: ClientProcess;
  #room: RoomProcess | undefined;
  #witness: WitnessProcess | undefined;
  #failed: string[] = [];
  #rounds = 0;

  constructor(options: CrashOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#folder = mkdtempSync(join(tmpdir(), 'remit-crash-'));
    this.#dataFolder = join(this.#folder, 'data');
    const acks = join(this.#folder, 'acknowledged.jsonl');
    const erasures = join(this.#folder, 'erasures.jsonl');
    const pins = join(this.#folder, 'pins');
    mkdirSync(pins);
    for (const file of [acks, erasures]) writeFileSync(file, '');
    this.#audit = new Audit({ dataFolder: this.#dataFolder, acks, erasures, pins });
    this.#client = new ClientProcess({ acks, erasures, seed: options.seed });
  }

  async run(): Promise<CrashResult> {
    try {
      this.#audit.published.watch();
      await this.#allRounds();
    } catch (error) {
      this.#failed.push(error instanceof Error ? error.message : String(error));
    }
    this.#audit.published.stop();
    const { lost, forks, broken, account } = this.#audit.findings;
    const wrong = [...this.#failed, ...this.#client.turnedAway.map((why) => `turned away: ${why}`)];
    const bad = lost + forks + broken + wrong.length > 0;
    this.cleanUp(bad);
    return {
      acked: this.#audit.acked,
      erased: this.#audit.erasures.finished,
      lost,
      forks,
      rounds: this.#rounds,
      broken: broken + wrong.length,
      account: [...account, ...wrong],
      folder: bad ? this.#folder : undefined,
    };
  }

  /** Nothing of a run is left but, where it is to be kept, its folder. */
  cleanUp(keep: boolean): void {
    this.#client.kill();
    void this.#room?.kill().catch(() => {});
    void this.#witness?.kill().catch(() => {});
    killCluster(this.#dataFolder);
    if (!keep) rmSync(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }

  async #allRounds(): Promise<void> {
    const { rounds, log } = this.#options;
    let fate = fateOf(this.#random, 0);
    mkdirSync(this.#dataFolder);
    const witness = await WitnessProcess.create(join(this.#folder, 'witness'));
    this.#witness = witness;
    await witness.start();
    witness.nameIn(this.#dataFolder);
    let ready = await this.#start(fate);
    await witness.trust(join(this.#dataFolder, 'public'));
    for (; this.#rounds < rounds && this.#failed.length === 0; this.#rounds++) {
      const begun = performance.now();
      const next = fateOf(this.#random, this.#rounds + 1);
      await this.#befall(fate);
      if (fate.keys !== undefined) {
        // Whoever goes by the key before takes the one that follows in the time in which both sign.
        if (fate.keys.command === 'retire') await witness.trust(join(this.#dataFolder, 'public'));
        await changeKeys(this.#dataFolder, fate.keys);
      }
      const killed = performance.now();
      if (fate.witness === 'back-before') await witness.start();
      ready = await this.#start(next, fate.startUp);
      if (fate.witness === 'back-after') await witness.start();
      const started = performance.now();
      await this.#look(ready, next);
      const ms = [killed - begun, started - killed, performance.now() - started].map((n) => Math.round(n));
      log?.(`round ${this.#rounds + 1}: ${fateInWords(fate)}; ${this.#audit.acked} acked; ${ms.join(' + ')} ms`);
      fate = next;
      if (this.#options.untilFound && this.#audit.findings.lost + this.#audit.findings.forks > 0) return;
    }
    // The last room may still bear a fate: it is put down, and the one that finishes has none.
    await this.#room?.kill();
    ready = await this.#start();
    await this.#client.finish();
    await this.#audit.lookAtAll(ready);
    await this.#audit.published.witnessed(witness.policy);
    for (const proof of witness.forks) this.#audit.findings.forked(`the witness keeps ${proof}`);
    await this.#room?.kill('SIGTERM');
  }

  /** A room whose disk takes nothing more ends by itself, and its database with it, also while it is looked at: the next look sees all of it. */
  async #look(ready: Ready, { when }: Fate): Promise<void> {
    const room = this.#room;
    try {
      await this.#audit.look(ready, () => room?.runs === true);
    } catch (error) {
      const endsByItself = 'by' in when && when.by !== 'kill';
      if (room === undefined || !endsByItself) throw error;
      const ended = await Promise.race([room.ended().then(() => true), wait(RECOVERED_MS).then(() => false)]);
      if (!ended) throw error;
    }
  }

  /** Starts until a room is ready. Starts that are killed by a fate, its own or the one given, are tried again without. */
  async #start(fate?: Fate, startUp?: Fate['startUp']): Promise<Ready> {
    const { sabotage } = this.#options;
    let struck: Struck | undefined = fate !== undefined && 'operation' in fate.when ? fate.when : undefined;
    let kill = startUp;
    for (let tries = 0; tries < STARTS; tries++) {
      const room = new RoomProcess({ dataFolder: this.#dataFolder, struck, sabotage });
      this.#room = room;
      if (kill !== undefined) {
        await Promise.race([wait(kill.ms), room.ended()]);
        await this.#kill(kill.victim);
        if (room.runs) await room.kill();
        kill = undefined;
        continue;
      }
      const ready = await room.ready();
      if (ready !== undefined) {
        this.#client.tell(ready);
        return ready;
      }
      if (struck === undefined) throw new Error(`the room does not come back: ${room.said}`);
      struck = undefined;
    }
    throw new Error(`the room did not come back in ${STARTS} starts: ${this.#room?.said}`);
  }

  /** Waits for the moment of the fate and lets it happen. Returns when Node has ended. */
  async #befall({ when, victim, witness }: Fate): Promise<void> {
    const room = this.#room;
    if (room === undefined) return;
    const kill = async () => {
      await Promise.all([this.#kill(victim), witness === undefined ? undefined : this.#witness?.kill()]);
    };
    if ('operation' in when) {
      await Promise.race([room.ended().catch(() => {}), wait(MOMENT_MS)]);
      return await kill();
    }
    if ('erasing' in when) await this.#client.nextErasing(ERASURE_MS).then(() => wait(when.erasing));
    else if ('acks' in when) await this.#client.more(when.acks, MOMENT_MS);
    else await wait(when.ms);
    await kill();
    // A room whose database is gone ends by itself; one that lost a connection may go on, and is killed after it has shown that.
    if (victim === 'backend') {
      const goesOn = await Promise.race([room.ended().then(() => true), this.#client.more(30, RECOVERED_MS)]);
      if (!goesOn) throw new Error(`the room neither ends nor goes on after a backend was killed: ${room.said}`);
      await room.kill();
    } else await room.ended();
  }

  async #kill(victim: Victim): Promise<void> {
    const room = this.#room;
    if (room === undefined) return;
    switch (victim) {
      case 'node':
        return await room.kill();
      case 'postmaster':
      case 'backend':
        return room.killDatabase(victim);
      case 'node-and-postmaster':
        room.killDatabase('postmaster');
        return await room.kill();
      case 'all':
        room.killDatabase('all');
        return await room.kill();
    }
  }
}
