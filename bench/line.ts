import { availableParallelism, loadavg } from 'node:os';
import { fromBase64url } from '../src/base/base64url.ts';
import { exerciseKey } from '../src/desk/keys.ts';
import type { Batch } from '../src/ledger/store/port.ts';
import { type CeilingBatch, CeilingStore, ceilingOf } from './ceiling.ts';
import { type Latency, openLoop } from './latency.ts';
import { Load, type LoadAct } from './load.ts';
import type { Measured, Size } from './measured.ts';
import { type BenchRoom, openBenchDatabase, openBenchRoom } from './room.ts';
import { median, percentile, secondsOf } from './statistics.ts';

/** Submitters that each send one act after another. */
const SUBMITTERS = 64;

/** Many short rounds: on a machine with other work a pair of neighbours meets the same weather. */
const SIZES = {
  full: { rounds: 25, acts: 2_048, seconds: 20, warmUp: 8_192 },
  short: { rounds: 9, acts: 1_024, seconds: 5, warmUp: 8_192 },
  tiny: { rounds: 1, acts: 128, seconds: 0.2, warmUp: 64 },
};

/**
 * `line`: signed acts a second through the door into the embedded database: bytes off the wire are parsed, checked, decided, sealed
 * and appended durably before the answer. Each round is followed by its ceiling. `line-p99`: how long one act takes at half that rate.
 */
export async function line(size: Size, asked: readonly string[]): Promise<Measured[]> {
  const { rounds, acts: count, seconds, warmUp } = SIZES[size];
  const database = await openBenchDatabase();
  try {
    const room = await openBenchRoom(database);
    const load = await Load.prepare(room);
    await sendAll(room, load.acts(warmUp));
    const ceiling = await CeilingStore.open(database, room.door.size);
    const all: Round[] = [];
    for (let n = 0; n < rounds; n++) all.push(await round(room, ceiling, load.acts(count)));
    await ceiling.close();
    const measured = lineOf(all, count);
    const found = [measured];
    if (asked.includes('line-p99')) {
      const rate = measured.value / 2;
      const latencies = await openLoop(room, load.acts(Math.max(64, Math.round(rate * seconds))), rate);
      found.push(latencyOf(latencies, rate, measured.bytes));
    }
    await room.close();
    return found.filter(({ name }) => asked.includes(name));
  } finally {
    await database.stop();
  }
}

type Round = {
  readonly rate: number;
  readonly ceiling: number;
  readonly batches: readonly number[];
  readonly bytes: number;
};

async function round(room: BenchRoom, ceiling: CeilingStore, acts: readonly LoadAct[]): Promise<Round> {
  const recorded: Batch[] = [];
  room.record((batch) => recorded.push(batch));
  const rate = acts.length / (await secondsOf(() => sendAll(room, acts)));
  room.record(undefined);
  const bare = bareOf(room, recorded, acts);
  return {
    rate,
    ceiling: acts.length / (await secondsOf(() => ceiling.run(bare))),
    batches: recorded.map(({ entries }) => entries.length),
    bytes: median(acts.map(({ wire }) => wire.length)),
  };
}

function lineOf(rounds: readonly Round[], count: number): Measured {
  const machine = `${availableParallelism()} cores, load average ${loadavg()[0]?.toFixed(1)} as it ended`;
  const value = median(rounds.map(({ rate }) => rate));
  const ratio = median(rounds.map(({ rate, ceiling }) => rate / ceiling));
  return {
    name: 'line',
    value,
    unit: 'acts/s',
    against:
      'the ceiling: the same signature checks, salted digests, encryptions and rows in the same transactions alone',
    againstValue: median(rounds.map(({ ceiling }) => ceiling)),
    ratio,
    samples: rounds.length * count,
    batch: median(rounds.flatMap(({ batches }) => batches)),
    bytes: median(rounds.map(({ bytes }) => bytes)),
    target: 'at least 2,000/s and 0.60 of the ceiling',
    met: value >= 2_000 && ratio >= 0.6,
    note: `${SUBMITTERS} submitters in the process of the room; medians of ${rounds.length} rounds of ${count} acts, each followed by its ceiling; fsync on; ${machine}`,
  };
}

function latencyOf(latencies: readonly Latency[], rate: number, bytes: number | null): Measured {
  const all = latencies.map(({ ms }) => ms);
  const seconds = [...Map.groupBy(latencies, ({ due }) => Math.floor(due / 1000)).values()];
  const ofSeconds = median(
    seconds.map((second) =>
      percentile(
        second.map(({ ms }) => ms),
        0.99,
      ),
    ),
  );
  return {
    name: 'line-p99',
    value: percentile(all, 0.99),
    unit: 'ms',
    against: 'the median act of the same run',
    againstValue: median(all),
    ratio: percentile(all, 0.99) / median(all),
    samples: all.length,
    batch: 1,
    bytes,
    target: null,
    met: null,
    note: `open loop at ${Math.round(rate)} acts/s, half of \`line\`: sent on time by a generator in the process of the room, counted from the time it was due; p99 of the median second ${ofSeconds.toFixed(1)} ms`,
  };
}

/** Sends all of them by {@link SUBMITTERS} submitters. @throws Error where one was refused */
async function sendAll(room: BenchRoom, acts: readonly LoadAct[]): Promise<void> {
  let next = 0;
  const submitter = async () => {
    for (let act = acts[next++]; act !== undefined; act = acts[next++]) await room.submit(act.wire);
  };
  await Promise.all(Array.from({ length: SUBMITTERS }, submitter));
}

function bareOf(room: BenchRoom, batches: readonly Batch[], acts: readonly LoadAct[]): CeilingBatch[] {
  const publicKeyOf = ({ signed }: LoadAct) => {
    const key = fromBase64url(exerciseKey(room.scenario.id, signed.act.actor).publicKey);
    if (key === undefined) throw new Error('an exercise key is base64url');
    return key;
  };
  return ceilingOf(batches, acts, { key: (id) => room.keys.key(id), publicKeyOf }, room.origin);
}
