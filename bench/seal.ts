import { createSecretKey, randomBytes } from 'node:crypto';
import { sealEntry } from '../src/ledger/seal.ts';
import { draftOf, TEST_ORIGIN } from '../src/ledger/testing/entries.ts';
import { sealBare, sealWorkOf } from './ceiling.ts';
import type { Measured, Size } from './measured.ts';
import { median, secondsOf } from './statistics.ts';

const SIZES = {
  full: { rounds: 15, entries: 4_000 },
  short: { rounds: 7, entries: 2_000 },
  tiny: { rounds: 1, entries: 20 },
};

/** Microseconds to seal one entry with all fields that an entry usually has, after a warm-up. */
export async function seal(size: Size): Promise<Measured[]> {
  const { rounds, entries } = SIZES[size];
  const key = createSecretKey(randomBytes(32));
  const keys = { current: (id: string) => id, key: () => key };
  const draft = draftOf();
  const request = { draft, ledger: TEST_ORIGIN, recorded: 1_770_000_000_000, index: 1_000, keys, random: randomBytes };
  const sealed = sealEntry(request);
  const work = sealWorkOf(sealed, keys, TEST_ORIGIN);
  const whole = async () => (await secondsOf(() => times(entries, () => sealEntry(request)))) * (1e6 / entries);
  const bare = async () => (await secondsOf(() => times(entries, () => sealBare(work)))) * (1e6 / entries);
  await whole();
  await bare();
  const pairs: [number, number][] = [];
  for (let n = 0; n < rounds; n++) pairs.push([await whole(), await bare()]);
  return [
    {
      name: 'seal',
      value: median(pairs.map(([mine]) => mine)),
      unit: 'µs/entry',
      against: 'the same random bytes, digests and encryptions alone',
      againstValue: median(pairs.map(([, other]) => other)),
      ratio: median(pairs.map(([mine, other]) => mine / other)),
      samples: rounds * entries,
      batch: 1,
      bytes: sealed.bytes.length,
      target: null,
      met: null,
      note: `${work.disclosures.length} fields, ${work.decoys} decoys, ${work.boxes.length} boxes; medians of ${rounds} rounds`,
    },
  ];
}

function times(count: number, work: () => unknown): void {
  for (let n = 0; n < count; n++) work();
}
