import { Agent, type ClientRequest, get, type IncomingMessage } from 'node:http';
import { machine } from './http.ts';
import { openLoop } from './latency.ts';
import type { Measured, Size } from './measured.ts';
import { generatorCpuMs, type ServedRoom } from './served-room.ts';

/** Desks of the room in which it is measured. */
export const LIVE_DESKS = 300;
const PER_SECOND = 200;
const SIZES = {
  full: { seconds: 20, warmUp: 800 },
  short: { seconds: 8, warmUp: 400 },
  tiny: { seconds: 1, warmUp: 20 },
};

/** Frames still on their way are waited for this long: four times what the room may take to send them. */
const LAST_FRAMES_MS = 1_000;
const RECORDED = Buffer.from('"recorded":');
const ACTS_EVENT = Buffer.from('event: acts\n');
/** Longer delays than these count as this long. */
const DELAY_MS_MAX = 20_000;

/**
 * `live`: many desks, each of another person in the room of their own agency, read live events while 200 acts a second are entered: how long after its record a row is
 * there. The wall clock of the record (`recorded`) is stamped before the commit, by this machine's clock, so the commit is part of what is measured.
 */
export async function live(room: ServedRoom, size: Size): Promise<Measured[]> {
  const { seconds, warmUp } = SIZES[size];
  const load = await room.load();
  await openLoop(room, load.acts(warmUp), PER_SECOND);
  const readers: Reader[] = [];
  for (const person of room.people) readers.push(await Reader.open(room, await room.session(person)));
  await openLoop(room, load.acts(warmUp), PER_SECOND);
  const before = await numbersOf(room);
  const [server, generator, started] = [await room.cpuMs(), generatorCpuMs(), performance.now()];
  for (const reader of readers) reader.count.begin();
  await openLoop(room, load.acts(seconds * PER_SECOND), PER_SECOND);
  await new Promise((resolve) => setTimeout(resolve, LAST_FRAMES_MS));
  const took = performance.now() - started;
  const [mine, theirs, after] = [generatorCpuMs(generator), (await room.cpuMs()) - server, await numbersOf(room)];
  const lost = readers.filter(({ ended }) => ended).length;
  if (lost > 0) throw new Error(`${lost} of ${readers.length} streams ended`);
  for (const reader of readers) reader.close();
  const numbers = Object.fromEntries(Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)]));
  return [measuredOf(readers, numbers, { took, mine, theirs })];
}

/** Milliseconds of the run, and CPU of the generator and of the server in it. */
type Run = { readonly took: number; readonly mine: number; readonly theirs: number };

function measuredOf(readers: readonly Reader[], numbers: Readonly<Record<string, number>>, run: Run): Measured {
  const delays = new Uint32Array(DELAY_MS_MAX + 1);
  let [rows, bytes, frames] = [0, 0, 0];
  for (const { count } of readers) {
    for (const [ms, n] of count.delays.entries()) delays[ms] = (delays[ms] ?? 0) + n;
    rows += count.rows;
    bytes += count.bytes;
    frames += count.frames;
  }
  if (readers.some(({ count }) => count.rows === 0)) throw new Error('a reader was shown no row');
  const share = (ms: number) => `${Math.round((ms * 100) / run.took)} %`;
  const {
    entries = 0,
    written = 0,
    made = 0,
    sent = 0,
    commits = 0,
    commitSeconds = 0,
    folds = 0,
    foldMs = 0,
  } = numbers;
  // Whole, and without whose act it is: a row is shown in no third way, and so written no third time, however many read.
  if (written > 2 * entries) throw new Error(`${entries} entries were written as JSON ${written} times`);
  const [p50, p99] = [delayAt(delays, rows, 0.5), delayAt(delays, rows, 0.99)];
  return {
    name: 'live',
    value: p99,
    unit: 'ms',
    against: 'the median row of the same run',
    againstValue: p50,
    ratio: p99 / p50,
    samples: rows,
    batch: Math.round(rows / frames),
    bytes: Math.round(bytes / frames),
    target: 'under 500 ms',
    met: p99 < 500,
    note: [
      `${readers.length} desks at ${PER_SECOND} acts/s, from the record to the frame, a commit of ${((commitSeconds * 1000) / commits).toFixed(1)} ms and its place in the view of ${(foldMs / folds).toFixed(1)} ms included, on average; what is no alarm waits up to 250 ms by design`,
      `${entries} entries were written as JSON ${written} times, ${(written / entries).toFixed(2)} an entry, for ${rows} rows received; ${made} frames were put together and ${sent} sent, each to ${(sent / made).toFixed(1)} readers`,
      `${(bytes / 1e6).toFixed(1)} MB in ${frames} frames; batch and bytes: of a frame; server ${share(run.theirs)} of a core, generator ${share(run.mine)}; ${machine()}`,
    ].join('; '),
  };
}

/** The delay that this share of all rows is not over, ms. */
function delayAt(delays: Uint32Array, rows: number, share: number): number {
  let seen = 0;
  return delays.findIndex((n) => {
    seen += n;
    return seen >= share * rows;
  });
}

/** What the room says of its commits and live events (`GET /metrics`). */
async function numbersOf(room: ServedRoom): Promise<Record<string, number>> {
  const text = await room.ask('metrics', {});
  const named = {
    entries: 'remit_ledger_entries',
    commits: 'remit_commit_seconds_count',
    commitSeconds: 'remit_commit_seconds_sum',
    written: 'remit_live_rows_written_total',
    made: 'remit_live_frames_made_total',
    sent: 'remit_live_frames_sent_total',
  };
  const { count, ms } = await room.ask('folds', {});
  const read = Object.fromEntries(
    Object.entries(named).map(([name, metric]) => {
      const value = Number(new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1]);
      if (!Number.isFinite(value)) throw new Error(`the room has no number \`${metric}\``);
      return [name, value];
    }),
  );
  return { ...read, folds: count, foldMs: ms };
}

/** What one stream was sent. Rows are looked for in the bytes and not parsed, for the generator must not be what is measured. */
class Count {
  readonly delays = new Uint32Array(DELAY_MS_MAX + 1);
  rows = 0;
  bytes = 0;
  frames = 0;
  #rest = Buffer.alloc(0);
  #counts = false;

  begin(): void {
    this.#counts = true;
  }

  take(chunk: Buffer): void {
    const now = Date.now();
    // A frame may come in parts; every one ends in an empty line.
    const text = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = text.lastIndexOf('\n\n') + 2;
    const whole = end < 2 ? text.subarray(0, 0) : text.subarray(0, end);
    this.#rest = Buffer.from(text.subarray(whole.length));
    if (!this.#counts) return;
    for (let at = whole.indexOf(ACTS_EVENT); at >= 0; at = whole.indexOf(ACTS_EVENT, at + 1)) this.frames++;
    this.bytes += whole.length;
    for (let at = whole.indexOf(RECORDED); at >= 0; at = whole.indexOf(RECORDED, at + 1)) {
      const recorded = Number(whole.toString('latin1', at + RECORDED.length, at + RECORDED.length + 13));
      const delay = Math.min(DELAY_MS_MAX, Math.max(0, now - recorded));
      if (Number.isNaN(delay)) throw new Error('a row says when it was recorded');
      this.delays[delay] = (this.delays[delay] ?? 0) + 1;
      this.rows++;
    }
  }
}

/** One stream of live events. */
export class Reader {
  readonly count = new Count();
  readonly #request: ClientRequest;
  ended = false;

  private constructor(request: ClientRequest, response: IncomingMessage) {
    this.#request = request;
    response.on('data', (chunk: Buffer) => this.count.take(chunk));
    response.on('close', () => {
      this.ended = true;
    });
    response.on('error', () => {
      this.ended = true;
    });
  }

  /** @param cookie of a session */
  static async open({ address }: ServedRoom, cookie: string): Promise<Reader> {
    return await new Promise((resolve, reject) => {
      const request = get(`${address}/api/live`, { agent: new Agent(), headers: { cookie } }, (response) => {
        if (response.statusCode === 200) resolve(new Reader(request, response));
        else reject(new Error(`a stream was refused with ${response.statusCode}`));
      });
      request.on('error', reject);
    });
  }

  close(): void {
    this.#request.destroy();
  }
}
