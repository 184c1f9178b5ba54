import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { createInterface } from 'node:readline';

/** What a command came to. */
export type Done = { readonly code: number | null; readonly output: string };

/** A command that has not ended in this time has hung. */
const COMMAND_MS_MAX = 300_000;
/** How long a room may take to close after Ctrl-C. */
const CLOSE_MS_MAX = 60_000;

/** The shell of somebody who has never seen this repository: runs what is typed, in one folder, and remembers what it started. */
export class StrangersShell {
  readonly #cwd: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #running = new Set<ChildProcess>();

  constructor(cwd: string, env: Readonly<Record<string, string>>) {
    this.#cwd = cwd;
    this.#env = { ...strangersEnvironment(), ...env };
  }

  /** Runs a command to its end; both its streams are its output. */
  async run(command: string, cwd = this.#cwd): Promise<Done> {
    console.log(`$ ${command}`);
    const child = this.#spawn(command, cwd);
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    const late = setTimeout(() => signal(child, 'SIGKILL'), COMMAND_MS_MAX);
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(late);
    return { code, output };
  }

  /** Starts a command that goes on, and resolves at the first line that it is waited for; undefined where it ended before. */
  async until(
    command: string,
    wanted: (line: string) => boolean,
  ): Promise<{ readonly line: string | undefined; readonly lines: string[]; close(): Promise<void> }> {
    console.log(`$ ${command}`);
    const child = this.#spawn(command, this.#cwd);
    child.stderr?.on('data', (data) => process.stderr.write(data));
    const lines: string[] = [];
    const late = setTimeout(() => signal(child, 'SIGKILL'), COMMAND_MS_MAX);
    const line = await new Promise<string | undefined>((resolve) => {
      if (child.stdout === null) return resolve(undefined);
      const reader = createInterface({ input: child.stdout });
      reader.on('line', (text) => {
        lines.push(text);
        if (wanted(text)) resolve(text);
      });
      reader.on('close', () => resolve(undefined));
    });
    clearTimeout(late);
    return { line, lines, close: () => interrupt(child) };
  }

  /** Ends whatever still runs. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map(interrupt));
  }

  #spawn(command: string, cwd: string): ChildProcess {
    // A group of its own, so that Ctrl-C reaches what a terminal's would: npm, the room, and whatever that started.
    const child = spawn(command, {
      cwd,
      env: this.#env,
      shell: true,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#running.add(child);
    child.on('close', () => this.#running.delete(child));
    return child;
  }
}

/** What npm and this repository's own packages put into the environment of a script is nothing that a stranger has. */
function strangersEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(npm_(lifecycle|package|command|execpath|node_execpath)|npm_config_(local_)?prefix|INIT_CWD|NODE_)/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}

/** Ctrl-C, and patience; then no more of it. */
async function interrupt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  signal(child, 'SIGINT');
  const late = setTimeout(() => signal(child, 'SIGKILL'), CLOSE_MS_MAX);
  await closed;
  clearTimeout(late);
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
