import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Scripts after which the process is thrown away for another. */
const SCRIPTS_MAX = 120;

/** Stock z3 in a process of its own. */
export class StockZ3 {
  #child: ChildProcess | undefined;
  #asked = 0;

  /** What z3 says to a script; `sat` or `unsat` where all is well. @throws Error where its process ends */
  async answer(script: string): Promise<string> {
    if (this.#asked === SCRIPTS_MAX) this.close();
    const child = this.#child ?? (await this.#begin());
    this.#asked += 1;
    const waiting = new AbortController();
    const { signal } = waiting;
    const ended = once(child, 'exit', { signal }).then(([code]) => Promise.reject(new Error(`z3 ended with ${code}`)));
    try {
      const answered = Promise.race([once(child, 'message', { signal }), ended]);
      child.send(script);
      const [{ said }] = await answered;
      return String(said);
    } finally {
      waiting.abort();
      ended.catch(() => undefined);
    }
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#asked = 0;
  }

  async #begin(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, 'z3-child.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child = child;
    await once(child, 'message');
    return child;
  }
}
