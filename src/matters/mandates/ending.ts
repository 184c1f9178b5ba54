import { isHost } from '../audience.ts';
import { type POWER_RECORDS, powersOf } from '../deeds/powers.ts';
import type { Directory, Effects, Ending } from '../definition.ts';
import type { Records } from '../slices.ts';
import type { MandateRow } from './rows.ts';

/**
 * What ends when a mandate is suspended or expires: every open effect of its holder that rests on it, or on nothing a
 * remaining mandate of that holder says. What gets people out goes on.
 */
export function effectsUnder(
  records: Pick<Records, 'mandates' | (typeof POWER_RECORDS)[number]>,
  effects: Effects,
  directory: Directory,
  mandate: MandateRow,
  at: number,
): Ending[] {
  const remaining = [...records.mandates.values()].filter(
    (other) => other.status === 'in-force' && other.id !== mandate.id && other.holder === mandate.holder,
  );
  return powersOf(records, effects, directory, at, (holder, activity) => {
    if (activity !== null && isSafety(directory, activity, holder.agency)) return false;
    const rests = holder.clauses.some((clause) => clause.startsWith(`${mandate.id}/`));
    return rests || (holder.agency === mandate.holder && remaining.length === 0);
  });
}

/** Is this one of the acts that nothing holds up, for somebody of this agency? */
function isSafety(directory: Directory, activity: string, agency: string): boolean {
  const safety = directory.safety(activity);
  return safety === 'everyone' || (safety === 'host' && isHost(agency, directory));
}
