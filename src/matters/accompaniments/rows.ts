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

/** Is the officer beside the guest at `time`? */
export function accompanies(row: AccompanimentRow, time: number): boolean {
  return row.from <= time && (row.ended === null || time < row.ended);
}
