import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Scenario } from '../src/mandates/scenario.ts';
import type { Answer } from '../src/terms/answer.ts';
import type { EdgeRefusal } from '../src/terms/refusal.ts';
import { Load } from './load.ts';
import { readBenchScenario } from './room.ts';

const PROGRAM = fileURLToPath(new URL('served-room-process.ts', import.meta.url));
const SOCKETS = 64;

/** What the process of the room is asked. */
export type Question = Asked | { readonly ask: 'stop' };
export type Asked =
  /** Its CPU time so far, once all that was acknowledged is in the view and in a checkpoint. */
  | { readonly ask: 'cpu' }
  /** Bytes on its heap after a forced collection. */
  | { readonly ask: 'heap' }
  /** Bytes that a copy of the records takes that it keeps in memory. */
  | { readonly ask: 'records' }
  /** Transactions of the view of acts so far. */
  | { readonly ask: 'folds' }
  /** A one-time link for a person. */
  | { readonly ask: 'link'; readonly person: string }
  | { readonly ask: 'metrics' }
  /** Enters so many log lines, in its own process. */
  | { readonly ask: 'fill'; readonly lines: number };

export type Given = {
  readonly served: {
    readonly port: number;
    readonly origin: string;
    readonly people: readonly string[];
    /** Room time and wall clock of one moment, ms; both go on alike. */
    readonly roomNow: number;
    readonly wall: number;
  };
  readonly cpu: NodeJS.CpuUsage;
  readonly heap: number;
  readonly records: number;
  readonly folds: { readonly count: number; readonly ms: number };
  readonly link: string;
  readonly metrics: string;
  readonly fill: number;
};

type Response = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string };

/** A connection that had been used before ended before an answer. */
class IdleEnded extends Error {}

export type ServedOptions = {
  /** Desks that are taken; fewer than the script's own are not to be had. */
  readonly desks?: number;
  /** Serves the console, built where it is not yet. */
  readonly console?: boolean;
};

/** A room that is served over HTTP by a process of its own, and what one can ask of it. The process that measures is also the one that sends. */
export class ServedRoom {
  readonly scenario: Scenario;
  readonly address: string;
  readonly people: readonly string[];
  readonly origin: string;
  readonly #process: ChildProcess;
  readonly #served: Given['served'];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  readonly #open = new Map<number, (answered: { readonly answer?: unknown; readonly error?: string }) => void>();
  #asked = 0;

  private constructor(process: ChildProcess, served: Given['served'], scenario: Scenario) {
    this.#process = process;
    this.#served = served;
    this.scenario = scenario;
    this.origin = served.origin;
    this.people = served.people;
    this.address = `http://127.0.0.1:${served.port}`;
    process.on('message', (answered: { readonly id: number; readonly answer?: unknown; readonly error?: string }) => {
      this.#open.get(answered.id)?.(answered);
      this.#open.delete(answered.id);
    });
    process.once('exit', (code) => {
      for (const open of this.#open.values()) open({ error: `the room ended with ${code}` });
    });
  }

  /** Starts the process, and waits until it answers. */
  static async open({ desks = 0, console = false }: ServedOptions = {}): Promise<ServedRoom> {
    const child = fork(PROGRAM, [], { execArgv: [...process.execArgv, '--expose-gc'], serialization: 'json' });
    child.send({ desks, console });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the room could not be opened; it ended with ${code}`);
    });
    const [first] = (await Promise.race([once(child, 'message'), ended])) as [{ readonly answer: Given['served'] }];
    return new ServedRoom(child, first.answer, await readBenchScenario());
  }

  async ask<K extends Asked['ask']>(ask: K, question: Omit<Extract<Asked, { ask: K }>, 'ask'>): Promise<Given[K]> {
    const id = ++this.#asked;
    const answered = new Promise<{ readonly answer?: unknown; readonly error?: string }>((resolve) => {
      this.#open.set(id, resolve);
    });
    this.#process.send({ id, question: { ask, ...question } });
    const { answer, error } = await answered;
    if (error !== undefined) throw new Error(error);
    return answer as Given[K];
  }

  /** Milliseconds of CPU that the room's process has used, after what it had taken was done with. */
  async cpuMs(): Promise<number> {
    const { user, system } = await this.ask('cpu', {});
    return (user + system) / 1000;
  }

  /** A one-time link as an address for a browser. */
  async link(person: string): Promise<string> {
    return `${this.address}${await this.ask('link', { person })}`;
  }

  /** The cookie of a new session of this person. */
  async session(person: string): Promise<string> {
    const token = (await this.link(person)).split('#link=')[1];
    const { status, headers, body } = await this.post('/api/sign-in/link', Buffer.from(JSON.stringify({ token })));
    const cookie = headers['set-cookie']?.[0]?.split(';')[0];
    if (status !== 200 || cookie === undefined) throw new Error(`${person} did not come in: ${status} ${body}`);
    return cookie;
  }

  /** Acts as the exercise sends them, for this room. */
  load(): Promise<Load> {
    const { roomNow, wall } = this.#served;
    return Load.prepare({
      scenario: this.scenario,
      origin: this.origin,
      now: () => Math.floor(roomNow + Date.now() - wall),
      door: { submit: async (wire) => JSON.parse((await this.post('/acts', wire)).body) as Answer | EdgeRefusal },
    });
  }

  /** Sends an act, over one of {@link SOCKETS} connections that are kept. @throws Error where it is not entered */
  async submit(wire: Buffer): Promise<void> {
    const { status, body } = await this.post('/acts', wire);
    // 200: it was entered, and the connection ended before the answer came.
    if (status !== 201 && status !== 200) throw new Error(`an act of the load came out as ${status} ${body}`);
  }

  /** Sends a body. The room closes a connection that was idle, perhaps as it is used again: then another is taken. */
  async post(path: string, body: Buffer): Promise<Response> {
    for (;;) {
      try {
        return await this.#sent(path, body);
      } catch (error) {
        if (!(error instanceof IdleEnded)) throw error;
      }
    }
  }

  #sent(path: string, body: Buffer): Promise<Response> {
    const { port } = this.#served;
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, path, method: 'POST', agent: this.#agent, headers },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => {
            text += part;
          });
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
          });
          response.on('error', reject);
        },
      );
      sent.on('error', (error) =>
        reject(sent.reusedSocket ? new IdleEnded('an idle connection', { cause: error }) : error),
      );
      sent.end(body);
    });
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.send({ id: 0, question: { ask: 'stop' } });
    await ended;
  }
}

/** Opens a room, measures, and closes it whatever happens. */
export async function withServedRoom<T>(options: ServedOptions, measure: (room: ServedRoom) => Promise<T>): Promise<T> {
  const room = await ServedRoom.open(options);
  try {
    return await measure(room);
  } finally {
    await room.close();
  }
}

/** Milliseconds of CPU that this process used since some other such number. */
export function generatorCpuMs(since = 0): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 - since;
}
