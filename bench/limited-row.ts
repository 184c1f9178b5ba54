import type { Measured } from './measured.ts';
import { median } from './statistics.ts';

type Described = {
  readonly batch: number;
  readonly samples: number;
  readonly note: string;
  readonly bytes?: number;
};

/** The median of some times, in ms, beside a limit or beside nothing. */
export function row(
  name: string,
  times: readonly number[],
  limit: number | null,
  { batch, samples, note, bytes }: Described,
): Measured {
  const value = median(times);
  return {
    name,
    value,
    unit: 'ms',
    against: limit === null ? null : 'the limit',
    againstValue: limit,
    ratio: limit === null ? null : value / limit,
    samples,
    batch,
    bytes: bytes ?? null,
    target: limit === null ? null : `at most ${limit} ms`,
    met: limit === null ? null : value <= limit,
    note,
  };
}
