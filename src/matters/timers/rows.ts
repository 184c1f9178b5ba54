/** What the room's clock will end, by `<what>:<id of the matter>`. */
export type TimerRow = { readonly id: string; readonly due: number };

export const TIMED = [
  'request',
  'countersign',
  'approval',
  'deed',
  'conferral',
  'clearance',
  'consultation',
  'item',
  'mandate',
  'begin',
  'refusal',
  'hold',
  'review',
  'extension',
] as const;
export type Timed = (typeof TIMED)[number];
