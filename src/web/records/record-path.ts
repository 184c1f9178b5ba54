import type { ShownSlice } from '../../terms/api/matters.ts';

/** Whose records bear which letters before their number (docs/acts.md, "Numbers that people mention"). */
const SLICE_OF: Readonly<Record<string, ShownSlice>> = {
  REQ: 'requests',
  DEED: 'deeds',
  CONF: 'conferrals',
  CLR: 'clearances',
  CHA: 'challenges',
  ACC: 'accompaniments',
  INC: 'incidents',
  OCC: 'occurrences',
  TASK: 'taskings',
  ITEM: 'items',
  REL: 'releases',
  CONS: 'consultations',
  DECL: 'declarations',
  ALERT: 'alerts',
};

/** Where the page of a record is, below `/console`. */
export function recordPath(slice: ShownSlice, id: string): string {
  return `/record/${slice}/${encodeURIComponent(id)}`;
}

/** The slice of a number as people mention it (`REQ-us-ice-1`), or undefined where it is none. */
export function sliceOfNumber(text: string): ShownSlice | undefined {
  const letters = /^([A-Z]+)(?:-[a-z0-9][a-z0-9-]*)?-[1-9][0-9]*$/.exec(text)?.[1];
  return letters === undefined || !Object.hasOwn(SLICE_OF, letters) ? undefined : SLICE_OF[letters];
}
