export type MandateRow = {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly holder: string;
  readonly status: 'in-force' | 'suspended' | 'expired';
  readonly until: number | null;
  readonly index: number;
};

/** A mandate set that was in force from `from` until `until` (null: still). Id is the set's. */
export type SetRow = {
  readonly id: string;
  readonly set: string;
  readonly from: number;
  readonly until: number | null;
  readonly index: number;
};
