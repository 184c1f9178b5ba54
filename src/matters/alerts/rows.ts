export type AlertRow = {
  readonly id: string;
  readonly alert: 'emergency' | 'evacuation';
  readonly raisedBy: string;
  readonly place: string;
  readonly raised: number;
  readonly cancelled: number | null;
  readonly index: number;
};
