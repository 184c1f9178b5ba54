/** The witness of a crash run: a process of its own, which is killed and comes back on the same folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '../../src/base/clock.ts';
import { NodeFiles } from '../../src/ledger/files/node.ts';
import { Witness } from '../../src/witness/witness.ts';
import { within } from './within.ts';

const BIN = join(import.meta.dirname, '../../bin/remit.js');
const READY_MS = 120_000;
const END_MS = 60_000;

export class WitnessProcess {
  readonly #folder: string;
  readonly #port: number;
  readonly #witness: Witness;
  #child: ChildProcess | undefined;
  #said = '';

  private constructor(folder: string, port: number, witness: Witness) {
    this.#folder = folder;
    this.#port = port;
    this.#witness = witness;
  }

  /** Makes the key of a witness in a folder; nobody answers in its name before {@link start}. */
  static async create(folder: string): Promise<WitnessProcess> {
    const files = await NodeFiles.open(folder, { secret: true });
    const made = await Witness.create({
      files,
      clock: systemClock,
      name: 'witness.crash.example/w1',
      random: randomBytes,
    });
    return new WitnessProcess(folder, await freePort(), made);
  }

  /** The policy of a room that goes by this witness alone. */
  get policy(): string {
    return `witness w1 ${this.#witness.vkey} http://127.0.0.1:${this.#port}/\nquorum w1\n`;
  }

  /** Cosigns the ledger of a published folder from now on, by the first key of it that it is shown and by each that follows. */
  async trust(published: string): Promise<void> {
    const links = join(published, 'ledger/keys');
    for (let n = 1; existsSync(join(links, String(n))); n++) {
      const link = readFileSync(join(links, String(n)), 'utf8');
      await this.#witness.trust(link.split('\n')[3] ?? '', { link });
    }
    await this.#witness.trust(readFileSync(join(published, 'ledger/vkey'), 'utf8').trim());
  }

  /** Resolves once it answers. @throws Error with its last words where it does not come back */
  async start(): Promise<void> {
    if (this.#child !== undefined) return;
    const args = [BIN, 'witness', 'run', this.#folder, '--port', String(this.#port)];
    // A process group of its own: the command starts another Node where this one is too old.
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.#child = child;
    const ready = Promise.withResolvers<void>();
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-2_000);
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('prefix')) ready.resolve();
    });
    child.once('close', () => ready.reject(new Error(`the witness does not come back: ${this.#said}`)));
    await within(READY_MS, ready.promise, () => `the witness does not answer: ${this.#said}`);
  }

  /** Nothing happens where it does not run. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((done) => child.once('close', () => done()));
    process.kill(-child.pid, 'SIGKILL');
    await within(END_MS, ended, () => 'the witness does not end');
  }

  /** Writes the policy where the room of a data folder looks for it. */
  nameIn(dataFolder: string): void {
    writeFileSync(join(dataFolder, 'witnesses.policy'), this.policy);
  }

  /** Files in which it keeps proofs that the ledger lied. */
  get forks(): readonly string[] {
    const folder = join(this.#folder, 'forks');
    return existsSync(folder) ? readdirSync(folder) : [];
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  return await new Promise((found, failed) => {
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
