import type { Records } from '../slices.ts';

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

/** The officers who are beside a guest at `time`, but for `leaving`. */
export function officersBeside(
  records: Pick<Records, 'accompaniments'>,
  guest: string,
  time: number,
  leaving?: string,
): string[] {
  const beside = records.accompaniments.where('guest', guest).filter((row) => accompanies(row, time));
  return beside.map(({ officer }) => officer).filter((officer) => officer !== leaving);
}
