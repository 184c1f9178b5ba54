/** The processes of a crash run: how they are started, killed, and never left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Ready, SabotageName, Struck } from './ready.ts';
import { within } from './within.ts';

/** A room that is not ready by then has failed to come back. Far beyond what a busy machine makes of a start: it tells a room that hangs. */
const READY_MS = 240_000;
/** A room whose database was killed ends by itself by then. */
const END_MS = 120_000;
/** What was begun is answered by then. */
const ANSWERED_MS = 240_000;

export type RoomOptions = {
  readonly dataFolder: string;
  /** At this change of a file the room kills itself, or its disk takes nothing more. */
  readonly struck?: Struck | undefined;
  readonly sabotage?: SabotageName | undefined;
  /** Its wall clock is so far behind the machine's, and goes back as far once more at {@link RoomProcess.setClockBack}. */
  readonly wallBackSeconds?: number | undefined;
  /** Told of everything that the process writes, on either of its outputs; it then says all that a room logs, not warnings alone. */
  readonly heard?: ((text: string) => void) | undefined;
};

/** One process of a room. */
export class RoomProcess {
  readonly #child: ChildProcess;
  readonly #dataFolder: string;
  readonly #ended: Promise<void>;
  readonly #ready = Promise.withResolvers<Ready | undefined>();
  #said = '';

  constructor({ dataFolder, struck, sabotage, wallBackSeconds, heard }: RoomOptions) {
    this.#dataFolder = dataFolder;
    const args = [join(import.meta.dirname, 'room-process.ts'), '--data', dataFolder];
    if (struck !== undefined) args.push('--struck-at', String(struck.operation), '--struck-by', struck.by);
    if (sabotage !== undefined) args.push('--sabotage', sabotage);
    if (wallBackSeconds !== undefined) args.push('--wall-back', String(wallBackSeconds));
    if (heard !== undefined) args.push('--says-all');
    const child = spawn(process.execPath, args, {
      env: { ...process.env, NODE_COMPILE_CACHE: `${dataFolder}.compiled` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4_000);
      heard?.(text);
    });
    if (heard !== undefined) child.stdout.setEncoding('utf8').on('data', heard);
    createInterface({ input: child.stdout }).on('line', (line) => this.#ready.resolve(JSON.parse(line) as Ready));
    this.#ended = new Promise((ended) => {
      child.once('close', () => {
        this.#ready.resolve(undefined);
        ended();
      });
    });
  }

  /** The room once it can be used, or undefined where it ended before. */
  ready(): Promise<Ready | undefined> {
    return within(
      READY_MS,
      this.#ready.promise,
      () => `the room is not ready after ${READY_MS / 1000} s: ${this.#said}`,
    );
  }

  /** Last words of the room. */
  get said(): string {
    return this.#said.trim();
  }

  get runs(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when the process is gone. */
  ended(): Promise<void> {
    return within(END_MS, this.#ended, () => `the room does not end: ${this.#said}`);
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    this.#child.kill(signal);
    await this.ended();
  }

  /** Sets the wall clock back while the room runs. */
  setClockBack(): void {
    this.#child.kill('SIGUSR2');
  }

  killDatabase(whom: 'postmaster' | 'backend' | 'all'): void {
    const postmaster = postmasterOf(this.#dataFolder);
    if (postmaster === undefined) return;
    const children = childrenOf(postmaster);
    const backends = children.filter((pid) => commandLine(pid).includes('[local]'));
    if (whom === 'backend') kill(backends[0]);
    else kill(postmaster);
    if (whom === 'all') for (const pid of children) kill(pid);
  }
}

/** What the client says: so many acknowledged by now, so many erasures ordered. */
type Heard = {
  readonly acked?: number;
  readonly erasing?: number;
  readonly turnedAway?: string;
  readonly done?: true;
};

/** The process of the outside client. */
export class ClientProcess {
  readonly #child: ChildProcess;
  readonly #done = Promise.withResolvers<void>();
  #waiting: { readonly reached: () => boolean; readonly resolve: () => void }[] = [];
  acked = 0;
  #erasing = 0;
  readonly turnedAway: string[] = [];

  constructor(options: { readonly acks: string; readonly erasures: string; readonly seed: number }) {
    const { acks, erasures, seed } = options;
    const script = join(import.meta.dirname, 'client-process.ts');
    const args = [script, '--acks', acks, '--erasures', erasures, '--seed', String(seed)];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    child.stdin?.on('error', () => {});
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(JSON.parse(line)));
    child.once('close', () => this.#done.reject(new Error('the client has ended too early')));
    this.#done.promise.catch(() => {});
  }

  tell(message: Ready | { readonly stop: true }): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  /** Resolves once so many more are acknowledged, or after `ms`; says which. */
  async more(acks: number, ms: number): Promise<boolean> {
    const wanted = this.acked + acks;
    return await this.#until(() => this.acked >= wanted, ms);
  }

  /** Resolves once the next erasure is ordered, or after `ms`. */
  async nextErasing(ms: number): Promise<boolean> {
    const before = this.#erasing;
    return await this.#until(() => this.#erasing > before, ms);
  }

  async #until(reached: () => boolean, ms: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), ms);
    this.#waiting.push({ reached, resolve: () => resolve(true) });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  /** No new acts; resolves when everything that was begun is answered. */
  async finish(): Promise<void> {
    this.tell({ stop: true });
    await within(ANSWERED_MS, this.#done.promise, () => 'the client waits for answers still');
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #hear(message: Heard): void {
    if (message.acked !== undefined) this.acked = message.acked;
    if (message.erasing !== undefined) this.#erasing = message.erasing;
    if (message.turnedAway !== undefined) this.turnedAway.push(message.turnedAway);
    if (message.done) this.#done.resolve();
    const [reached, waiting] = [true, false].map((is) => this.#waiting.filter(({ reached }) => reached() === is));
    this.#waiting = waiting ?? [];
    for (const { resolve } of reached ?? []) resolve();
  }
}

/** Kills what runs on a data folder's cluster: for cleaning up. */
export function killCluster(dataFolder: string): void {
  const postmaster = postmasterOf(dataFolder);
  if (postmaster === undefined) return;
  const children = childrenOf(postmaster);
  for (const pid of [postmaster, ...children]) kill(pid);
}

function postmasterOf(dataFolder: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isSafeInteger(pid) && pid > 0 && commandLine(pid).includes('postgres') ? pid : undefined;
  } catch {
    return undefined;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const stat = textOf(`/proc/${pid}/stat`);
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(parent);
    });
}

function commandLine(pid: number): string {
  return textOf(`/proc/${pid}/cmdline`);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ended just now
  }
}
