import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutators.ts';

/** A test by its file and its place in it, from 0. */
export type TestId = { readonly file: string; readonly number: number };

/** What a warm process works on. */
export type Room = {
  readonly mutants: readonly Mutant[];
  /** Folders whose modules it may keep from one mutant to the next. */
  readonly kept: readonly string[];
};

export type Asked =
  | { readonly ask: 'list'; readonly file: string }
  | { readonly ask: 'cover'; readonly id: TestId }
  | { readonly ask: 'try'; readonly mutant: Mutant; readonly tests: readonly TestId[] };

export type Answer =
  | { readonly says: 'ready' }
  | { readonly says: 'begins'; readonly id: TestId }
  | { readonly says: 'lists'; readonly names: readonly string[] }
  | { readonly says: 'covers' /** Of processor time. */; readonly ms: number; readonly reached: readonly number[] }
  | { readonly says: 'passes' }
  | { readonly says: 'fails'; readonly id: TestId; readonly error: string }
  /** Of the parent: the process was ended because it took too long, or ended by itself. */
  | { readonly says: 'hangs' | 'ends'; readonly id: TestId | undefined };

/** Modules that were loaded stay in memory, so that a process gets another after so many questions. */
const QUESTIONS_MAX = 80;
/** Of the heap of one process, in MB: a mutant that fills it ends sooner. */
const HEAP_MB_MAX = 1_500;
/** What a test may take of the processor, beside some times what it took without a mutant. */
const PATIENCE_MS = 5_000;
const PATIENCE_TIMES = 10;
/** What it may take without one. */
const UNHURRIED_MS = 120_000;
/** Between two looks at what a process has used. */
const LOOK_MS = 500;
/** Who uses no processor for as long waits for something that will not come. */
const IDLE_MS = 60_000;

/** Warm processes that answer questions, each one at a time. */
export class Crew {
  readonly #room: Room;
  readonly #size: number;
  readonly #usualMs: (id: TestId) => number;

  /** @param usualMs what a test takes without a mutant; 0 where that is not known yet */
  constructor(room: Room, size: number, usualMs: (id: TestId) => number) {
    this.#room = room;
    this.#size = size;
    this.#usualMs = usualMs;
  }

  /** Asks all questions, in order as processes become free. @param ask makes the question when its turn comes */
  async each<Item>(
    items: readonly Item[],
    ask: (item: Item) => Asked | undefined,
    hear: (item: Item, answer: Answer | undefined) => void,
  ): Promise<void> {
    const waiting = items.values();
    const work = async () => {
      const one = new WarmProcess(this.#room, this.#usualMs);
      try {
        for (const item of waiting) {
          const asked = ask(item);
          hear(item, asked === undefined ? undefined : await one.answer(asked));
        }
      } finally {
        one.close();
      }
    };
    await Promise.all(Array.from({ length: this.#size }, work));
  }
}

class WarmProcess {
  readonly #room: Room;
  readonly #usualMs: (id: TestId) => number;
  #child: ChildProcess | undefined;
  #questions = 0;

  constructor(room: Room, usualMs: (id: TestId) => number) {
    this.#room = room;
    this.#usualMs = usualMs;
  }

  async answer(asked: Asked): Promise<Answer> {
    if (this.#questions >= QUESTIONS_MAX) this.close();
    this.#questions++;
    this.#child ??= await this.#begun();
    const answer = await this.#heard(this.#child, asked);
    if (answer.says === 'hangs' || answer.says === 'ends') this.close();
    return answer;
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#questions = 0;
  }

  /** A process that has loaded what it keeps: only then its time begins to count. */
  async #begun(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, 'warm-process.ts'), {
      execArgv: [`--max-old-space-size=${HEAP_MB_MAX}`, '--no-warnings'],
      // What a mutant prints as it dies is of no use to anybody.
      stdio: ['ignore', 'ignore', process.env['REMIT_MUTATION_OUTPUT'] === undefined ? 'ignore' : 'inherit', 'ipc'],
    });
    const ready = new Promise((resolve) => child.once('message', resolve));
    const ended = new Promise((_, reject) =>
      child.once('exit', () => reject(new Error('a warm process does not start'))),
    );
    child.send(this.#room);
    await Promise.race([ready, ended]);
    child.removeAllListeners();
    return child;
  }

  #heard(child: ChildProcess, asked: Asked): Promise<Answer> {
    return new Promise((resolve) => {
      let id: TestId | undefined;
      let [begun, used] = [performance.now(), usedMs(child)];
      const done = (answer: Answer) => {
        clearInterval(looking);
        child.removeAllListeners();
        resolve(answer);
      };
      const looking = setInterval(() => {
        const usual = id === undefined ? 0 : this.#usualMs(id);
        const patience = asked.ask === 'try' ? PATIENCE_MS + PATIENCE_TIMES * usual : UNHURRIED_MS;
        const idle = performance.now() - begun - (usedMs(child) - used);
        if (usedMs(child) - used > patience || idle > IDLE_MS + PATIENCE_TIMES * patience) done({ says: 'hangs', id });
      }, LOOK_MS);
      child.on('message', (answer: Answer) => {
        if (answer.says !== 'begins') return done(answer);
        id = answer.id;
        [begun, used] = [performance.now(), usedMs(child)];
      });
      child.on('exit', () => done({ says: 'ends', id }));
      child.send(asked);
    });
  }
}

/**
 * Processor time that a process has used, in ms: on a busy machine the clock says nothing. Where there is no `/proc` it is the clock all the same.
 */
function usedMs({ pid }: ChildProcess): number {
  try {
    // proc_pid_stat(5): fields 14 and 15, counted behind the name in brackets; in hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return performance.now();
  }
}
