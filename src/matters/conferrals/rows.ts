/** One executive power, conferred on one guest for a time. */
export type ConferralRow = {
  readonly id: string;
  readonly to: string;
  readonly agency: string;
  readonly power: string;
  /** Whose act conferred it. Absent where it was conferred before this was kept. */
  readonly giver?: string;
  readonly from: number;
  readonly until: number;
  /** Room time of entry: before it, the conferral was no authority for anything. */
  readonly entered: number;
  readonly ended: number | null;
  readonly index: number;
};

/** While the conferral stands: half-open, room time (ms). Never before it was entered, whatever it says. */
export function conferralSpan({ from, entered, until, ended }: ConferralRow): readonly [from: number, until: number] {
  return [Math.max(from, entered), Math.min(until, ended ?? until)];
}
