import type { ShownSlice } from '../terms/api/matters.ts';
import type { Slices } from './slices.ts';

/**
 * Is a record still going on: not ended, answered, closed, expired or removed? By the row alone and not by the clock, for every end by time
 * is an entry that sets the row.
 */
const OPEN: { readonly [S in ShownSlice]: (row: Slices[S]) => boolean } = {
  accompaniments: ({ ended }) => ended === null,
  alerts: ({ cancelled }) => cancelled === null,
  // An approval is for one deed, once: used, it waits for nothing more.
  approvals: ({ ended, used }) => ended === null && used === null,
  challenges: ({ status }) => status === 'open',
  clearances: ({ ended }) => ended === null,
  conferrals: ({ ended }) => ended === null,
  consultations: ({ ended }) => ended === null,
  // A declaration has no end of its own. Whether desks have still to see it depends on whose desks one may know of (shown-rows.ts).
  declarations: () => true,
  deeds: ({ status }) => status === 'waiting' || status === 'open',
  incidents: ({ closed }) => closed === null,
  items: ({ expired }) => !expired,
  // What was written stands; nothing of it goes on.
  log: () => false,
  mandates: ({ status }) => status === 'in-force',
  occurrences: () => false,
  people: ({ removed }) => removed === null,
  releases: ({ recalled }) => recalled === null,
  requests: ({ status }) => status === 'waiting' || status === 'approved' || status === 'countered',
  shifts: ({ until }) => until === null,
  statements: () => false,
  taskings: ({ status }) => status !== 'done',
};

/** Whether a row of this slice is of something that goes on. */
export function isOpenRow<S extends ShownSlice>(slice: S, row: object): boolean {
  return OPEN[slice](row as Slices[S]);
}
