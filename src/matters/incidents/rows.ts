export type IncidentRow = {
  readonly id: string;
  /** Who opened it. */
  readonly agency: string;
  readonly title: string;
  readonly category: string;
  readonly gravity: 'minor' | 'serious' | 'major';
  readonly place: string;
  readonly opened: number;
  readonly closed: number | null;
  readonly index: number;
};
