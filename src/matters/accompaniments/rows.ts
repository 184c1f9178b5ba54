/** A host officer beside a guest. */
export type AccompanimentRow = {
  readonly id: string;
  readonly guest: string;
  readonly agency: string;
  readonly officer: string;
  readonly from: number;
  readonly ended: number | null;
  readonly index: number;
};

/** While the officer is beside the guest: half-open, room time (ms). */
export function accompanimentSpan({ from, ended }: AccompanimentRow): readonly [from: number, until: number] {
  return [from, ended ?? Number.POSITIVE_INFINITY];
}
