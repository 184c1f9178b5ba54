import type { Records } from '../slices.ts';

/** A host officer beside a guest. */
export type AccompanimentRow = {
  readonly id: string;
  readonly guest: string;
  readonly agency: string;
  readonly officer: string;
  /** Whose act entered it. Absent where it was entered before this was kept. */
  readonly enteredBy?: string;
  readonly from: number;
  readonly ended: number | null;
  readonly index: number;
};

/** While the officer is beside the guest: half-open, room time (ms). */
export function accompanimentSpan({ from, ended }: AccompanimentRow): readonly [from: number, until: number] {
  return [from, ended ?? Number.POSITIVE_INFINITY];
}

/** An officer beside a guest, and whose word that is. */
export type Beside = Pick<AccompanimentRow, 'officer' | 'enteredBy'>;

/** The officers who are beside a guest at `time`, but for `leaving`. */
export function officersBeside(
  records: Pick<Records, 'accompaniments'>,
  guest: string,
  time: number,
  leaving?: string,
): readonly Beside[] {
  const beside = records.accompaniments.standing('guest', guest, time);
  return beside.filter(({ officer }) => officer !== leaving);
}
