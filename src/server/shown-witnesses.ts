import { LIMITS } from '../base/limits.ts';
import type { WitnessedState } from '../ledger/witnessing.ts';
import type { PublicView } from '../publication/public-view.ts';

/** The time stands in it only once it is too long ago: the pages are written anew when that changes, not with each checkpoint. */
export function shownWitnesses(state: WitnessedState | null, wallNow: number): PublicView['witnesses'] {
  if (state === null) return null;
  const overdue = wallNow - state.since > LIMITS.unwitnessedMs;
  return { count: state.witnesses.length, unwitnessedSince: overdue ? Math.floor(state.since) : null };
}
