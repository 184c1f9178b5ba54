/** One executive power, conferred on one guest for a time. */
export type ConferralRow = {
  readonly id: string;
  readonly to: string;
  readonly agency: string;
  readonly power: string;
  readonly from: number;
  readonly until: number;
  /** Room time of entry: before it, the conferral was no authority for anything. */
  readonly entered: number;
  readonly ended: number | null;
  readonly index: number;
};

/** Does the conferral stand at `time`? Never before it was entered, whatever it says. */
export function conferralStands(conferral: ConferralRow, time: number): boolean {
  return (
    Math.max(conferral.from, conferral.entered) <= time &&
    time < conferral.until &&
    (conferral.ended === null || time < conferral.ended)
  );
}
