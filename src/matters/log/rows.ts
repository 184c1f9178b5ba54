/** A line of a room's log; by the index of its entry. The text is in the entry. */
export type LogRow = {
  readonly index: number;
  readonly person: string;
  readonly room: string;
  readonly agency: string;
  /** The desk that its author held as they wrote it, or null. Absent where it was written before this was kept. */
  readonly desk?: string | null;
  /** Room time of entry, ms. Absent where it was written before this was kept. */
  readonly at?: number;
  /** Index of the latest correction, or null. */
  readonly correctedBy: number | null;
};
