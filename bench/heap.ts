import { machine } from './http.ts';
import { openLoop } from './latency.ts';
import { Reader } from './live.ts';
import type { Measured, Size } from './measured.ts';
import type { ServedRoom } from './served-room.ts';

const PER_SECOND = 100;
/** Readers, each at a desk of their own. */
export const READERS = 50;
const SIZES = {
  full: { seconds: 300, every: 10, warmUp: 30 },
  short: { seconds: 30, every: 3, warmUp: 8 },
  tiny: { seconds: 1, every: 0.5, warmUp: 0.2 },
};

/** One measurement: seconds of the run, entries by then, KiB on the heap after a forced collection. */
type Point = { readonly seconds: number; readonly entries: number; readonly kib: number };

/**
 * `heap`: how the heap of the server grows, in KiB a minute by least squares, while 100 lines a second are entered and 50 readers follow. What stands in the records is kept in
 * memory and does grow; beside it is what a copy of these records takes. What the heap grows beyond that would be a leak.
 */
export async function heap(room: ServedRoom, size: Size): Promise<Measured[]> {
  const { seconds, every, warmUp } = SIZES[size];
  const load = await room.load();
  const readers: Reader[] = [];
  for (const person of room.people.slice(0, READERS)) {
    readers.push(await Reader.open(room, await room.session(person)));
  }
  await openLoop(room, load.lines(Math.ceil(warmUp * PER_SECOND)), PER_SECOND);
  const held = -(await room.ask('records', {}));
  const points: Point[] = [];
  const started = performance.now();
  for (let n = 0; n * every <= seconds; n++) {
    const kib = (await room.ask('heap', {})) / 1024;
    points.push({ seconds: (performance.now() - started) / 1000, entries: n * every * PER_SECOND, kib });
    await openLoop(room, load.lines(Math.ceil(every * PER_SECOND)), PER_SECOND);
  }
  const minutes = (performance.now() - started) / 60_000;
  const ofRecords = (held + (await room.ask('records', {}))) / 1024 / minutes;
  if (readers.some(({ ended }) => ended)) throw new Error('a stream ended');
  for (const reader of readers) reader.close();
  const slope = slopeOf(points.map(({ seconds: x, kib }) => [x / 60, kib]));
  const ofEntry = slopeOf(points.map(({ entries, kib }) => [entries, kib * 1024]));
  const [first, last] = [points[0]?.kib ?? 0, points.at(-1)?.kib ?? 0];
  return [
    {
      name: 'heap',
      value: slope,
      unit: 'KiB/min',
      against: 'a copy of the records that were added, which are kept in memory',
      againstValue: ofRecords,
      ratio: slope / ofRecords,
      samples: points.length,
      batch: every * PER_SECOND,
      bytes: Math.round(ofEntry),
      target: 'near 0 beyond the records',
      // What is noise on a heap of some 50 MiB.
      met: slope - ofRecords < 1_024,
      note: `least squares over ${seconds} s after ${warmUp} s of warm-up, a forced collection before each sample; ${PER_SECOND} log lines/s, ${readers.length} readers; heap ${Math.round(first)} KiB at first and ${Math.round(last)} KiB at last; ${Math.round(slope - ofRecords)} KiB/min are beyond the records; bytes: growth an entry; ${machine()}`,
    },
  ];
}

/** Slope of the line through points by least squares. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([one]) => one)), mean(points.map(([, one]) => one))];
  const above = points.reduce((sum, [one, other]) => sum + (one - x) * (other - y), 0);
  return above / points.reduce((sum, [one]) => sum + (one - x) ** 2, 0);
}
