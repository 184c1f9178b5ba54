export type TaskingRow = {
  readonly id: string;
  readonly agency: string;
  readonly from: string;
  readonly to: string;
  readonly incident: string | null;
  readonly status: 'issued' | 'acknowledged' | 'done';
  readonly due: number | null;
  readonly index: number;
};
