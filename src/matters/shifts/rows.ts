/** One person's turn at one desk; `until` null while it is open. Id `<person>/<index of sign-on>`. */
export type ShiftRow = {
  readonly id: string;
  readonly person: string;
  readonly desk: string;
  readonly room: string;
  readonly role: string;
  readonly from: number;
  readonly until: number | null;
  readonly index: number;
  /** How many entries the person had as actor when the shift ended. Shown to nobody but the person; absent while it is open, and in rows of before. */
  readonly closingCount?: number;
};

/** While somebody sits at the desk: half-open, room time (ms). */
export function shiftSpan({ from, until }: ShiftRow): readonly [from: number, until: number] {
  return [from, until ?? Number.POSITIVE_INFINITY];
}
