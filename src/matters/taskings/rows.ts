export type TaskingRow = {
  readonly id: string;
  readonly agency: string;
  readonly from: string;
  readonly to: string;
  readonly incident: string | null;
  readonly status: 'issued' | 'acknowledged' | 'done';
  readonly due: number | null;
  /** Room time at which it was done, ms. Absent while it is not, and where it was before this was kept. */
  readonly done?: number;
  readonly index: number;
};
