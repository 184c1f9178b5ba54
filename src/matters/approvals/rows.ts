/** The host's yes to one act, by the id of the request it answers. */
export type ApprovalRow = {
  readonly request: string;
  readonly digest: string;
  /** Whose act is approved. */
  readonly person: string;
  readonly agency: string;
  readonly giver: string;
  /** Who entered it; the giver, unless it was given by word of mouth. */
  readonly enteredBy: string;
  readonly channel: string | null;
  /** Countersigned at, for an oral approval; null while it is not. */
  readonly countersigned: number | null;
  readonly conditions: string | null;
  readonly from: number;
  readonly until: number;
  /** Room time at which it ended before its time, or null. */
  readonly ended: number | null;
  /** The deed or release that was done under it; an approval is for one deed, once. */
  readonly used: string | null;
  readonly index: number;
};

/** Does the approval stand at `time` and wait to be used? */
export function usable(approval: ApprovalRow, time: number): boolean {
  return approval.used === null && stands(approval, time);
}

/** Does the approval stand at `time`? A deed that was begun under it goes on while it does. */
export function stands(approval: ApprovalRow, time: number): boolean {
  return approval.from <= time && time < approval.until && (approval.ended === null || time < approval.ended);
}
