/** What a consultation of the whole record is of, in the place of an item. */
export const WHOLE_RECORD = 'record';

/** A grant to one person to read one protected item, or the whole record, for one purpose and some minutes. */
export type ConsultationRow = {
  readonly id: string;
  readonly person: string;
  readonly agency: string;
  /** Id of the item, or {@link WHOLE_RECORD}. */
  readonly of: string;
  /** The release by which the item is theirs to read; empty where it is their agency's own, or the record. */
  readonly release: string;
  readonly purpose: string;
  /** Room time, ms, half-open. */
  readonly from: number;
  readonly until: number;
  /** Room time at which it ended, by its time or before; null while it stands. */
  readonly ended: number | null;
  /** Clauses that permitted it. */
  readonly clauses: readonly string[];
  readonly index: number;
};

/** While the grant stands: half-open, room time (ms). */
export function consultationSpan({ from, until, ended }: ConsultationRow): readonly [from: number, until: number] {
  return [from, Math.min(until, ended ?? until)];
}
