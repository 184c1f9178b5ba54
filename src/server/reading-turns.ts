import { LIMITS } from '../base/limits.ts';
import { refuse } from '../desk/received.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';

/** The thread is everybody else's for so many times as long as a reading had it. */
const RESTS = 3;

export type ReadingPorts = {
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  /** Calls back when everything else that waits had its turn, and so many milliseconds have gone. */
  readonly after: (ms: number, call: () => void) => void;
};

const OF_THE_PROCESS: ReadingPorts = {
  now: () => performance.now(),
  after: (ms, call) => void setTimeout(call, ms),
};

/**
 * Readings that take the thread for long and cannot be left off: one at a time, agencies in turn, and after each a rest in which acts, alarms above all, are
 * taken. So many of one agency wait, and no more.
 */
export class ReadingTurns {
  readonly #ports: ReadingPorts;
  /** Of each agency, first come first; the agency whose turn is next stands first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #isGoing = false;

  constructor(ports: ReadingPorts = OF_THE_PROCESS) {
    this.#ports = ports;
  }

  /** Resolves with what was read, or with a refusal where too much waits; rejects with what the reading throws. */
  async take<Read>(agency: string, read: () => Read): Promise<Read | EdgeRefusal> {
    const waiting = this.#waiting.get(agency) ?? [];
    if (waiting.length >= LIMITS.draftsWaiting) {
      return refuse('busy', `${LIMITS.draftsWaiting} drafts of your agency wait to be read already; try again`, 1);
    }
    this.#waiting.set(agency, waiting);
    return await new Promise<Read>((resolve, reject) => {
      waiting.push(() => {
        try {
          resolve(read());
        } catch (error) {
          reject(error);
        }
      });
      if (this.#isGoing) return;
      this.#isGoing = true;
      this.#ports.after(0, () => this.#go());
    });
  }

  #go(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#isGoing = false;
      return;
    }
    const [agency, [reading, ...others]] = next;
    this.#waiting.delete(agency);
    if (others.length > 0) this.#waiting.set(agency, others);
    const began = this.#ports.now();
    reading?.();
    this.#ports.after(RESTS * (this.#ports.now() - began), () => this.#go());
  }
}
