import { availableParallelism, loadavg } from 'node:os';
import { openLoop } from './latency.ts';
import type { Load } from './load.ts';
import type { Measured, Size } from './measured.ts';
import { generatorCpuMs, type ServedRoom } from './served-room.ts';
import { median, percentile, secondsOf } from './statistics.ts';

/** Senders that each send one request after another. */
const SENDERS = 64;
const PER_SECOND = 500;

const SIZES = {
  full: { rounds: 15, requests: 2_048, warmUp: 6_144, seconds: 20 },
  short: { rounds: 5, requests: 1_024, warmUp: 2_048, seconds: 6 },
  tiny: { rounds: 1, requests: 64, warmUp: 64, seconds: 0.2 },
};

/**
 * `http`: CPU time of the server's process for one signed act over `POST /acts`, beside a POST of the same server that is validated and does nothing.
 * `http-p99`: how long an act takes at 500 a second.
 */
export async function http(room: ServedRoom, size: Size, asked: readonly string[]): Promise<Measured[]> {
  const load = await room.load();
  await sendAll(load.acts(SIZES[size].warmUp), ({ wire }) => room.submit(wire));
  await empties(room, SIZES[size].warmUp);
  const found: Measured[] = [];
  if (asked.includes('http')) found.push(await cpu(room, load, size));
  if (asked.includes('http-p99')) found.push(await latency(room, load, size));
  return found;
}

async function cpu(room: ServedRoom, load: Load, size: Size): Promise<Measured> {
  const { rounds, requests } = SIZES[size];
  const [acts, empty, seconds, generator]: [number[], number[], number[], number[]] = [[], [], [], []];
  let [bytes, transactions] = [0, -(await commits(room))];
  for (let n = 0; n < rounds; n++) {
    const batch = load.acts(requests);
    bytes = median(batch.map(({ wire }) => wire.length));
    const [started, mine] = [await room.cpuMs(), generatorCpuMs()];
    seconds.push(await secondsOf(() => sendAll(batch, ({ wire }) => room.submit(wire))));
    generator.push((generatorCpuMs(mine) * 1000) / requests);
    const between = await room.cpuMs();
    await empties(room, requests);
    acts.push(((between - started) * 1000) / requests);
    empty.push((((await room.cpuMs()) - between) * 1000) / requests);
  }
  transactions += await commits(room);
  const ratio = median(acts.map((one, n) => one / (empty[n] ?? Number.NaN)));
  return {
    name: 'http',
    value: median(acts),
    unit: 'µs CPU/act',
    against: 'a POST of the same server with a validated body that does nothing',
    againstValue: median(empty),
    ratio,
    samples: rounds * requests,
    batch: (rounds * requests) / transactions,
    bytes,
    target: 'at most 6 times',
    met: ratio <= 6,
    note: `CPU of the server’s process, all threads, with the act in the view and in a checkpoint; ${SENDERS} connections that are kept, ${Math.round(requests / median(seconds))} acts/s; medians of ${rounds} rounds; the generator took ${median(generator).toFixed(0)} µs an act; ${machine()}`,
  };
}

async function latency(room: ServedRoom, load: Load, size: Size): Promise<Measured> {
  const acts = load.acts(Math.max(50, SIZES[size].seconds * PER_SECOND));
  const [server, generator] = [await room.cpuMs(), generatorCpuMs()];
  const started = performance.now();
  const all = (await openLoop(room, acts, PER_SECOND)).map(({ ms }) => ms);
  const took = performance.now() - started;
  const share = (ms: number) => `${Math.round((ms * 100) / took)} %`;
  const mine = generatorCpuMs(generator);
  return {
    name: 'http-p99',
    value: percentile(all, 0.99),
    unit: 'ms',
    against: 'the median act of the same run',
    againstValue: median(all),
    ratio: percentile(all, 0.99) / median(all),
    samples: all.length,
    batch: 1,
    bytes: median(acts.map(({ wire }) => wire.length)),
    target: 'at most 50 ms',
    met: percentile(all, 0.99) <= 50,
    note: `open loop at ${PER_SECOND} acts/s, counted from the time each was due; server ${share((await room.cpuMs()) - server)} of a core, generator ${share(mine)}; ${machine()}`,
  };
}

/** Transactions of the room so far (`GET /metrics`). */
async function commits(room: ServedRoom): Promise<number> {
  return Number(/^remit_commit_seconds_count (\S+)$/m.exec(await room.ask('metrics', {}))?.[1]);
}

async function empties(room: ServedRoom, count: number): Promise<void> {
  const bodies = Array.from({ length: count }, (_, n) => Buffer.from(JSON.stringify({ text: 'nothing', count: n })));
  await sendAll(bodies, async (body) => {
    const { status } = await room.post('/bench/empty', body);
    if (status !== 200) throw new Error(`an empty POST was answered with ${status}`);
  });
}

async function sendAll<Item>(items: readonly Item[], send: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  const sender = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await send(item);
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}

/** The machine as it is just now: a number means little where others use it. */
export function machine(): string {
  return `${availableParallelism()} cores, load average ${loadavg()[0]?.toFixed(1)}`;
}
