import type { Cleared } from '../../terms/axes.ts';

/** The host's permit for one guest's own presence, or for one weapon or vehicle of theirs, for a time. */
export type ClearanceRow = {
  readonly id: string;
  readonly to: string;
  readonly agency: string;
  readonly clears: Cleared;
  /** Which weapon or vehicle; null where it is the person alone. */
  readonly thing: string | null;
  /** Whose act granted it. */
  readonly giver: string;
  readonly from: number;
  readonly until: number;
  /** Room time of entry: before it, the clearance was no authority for anything. */
  readonly entered: number;
  readonly ended: number | null;
  readonly index: number;
};

/** While the clearance stands: half-open, room time (ms). Never before it was entered, whatever it says. */
export function clearanceSpan({ from, entered, until, ended }: ClearanceRow): readonly [from: number, until: number] {
  return [Math.max(from, entered), Math.min(until, ended ?? until)];
}
