import type { May } from '../../../terms/api/acts.ts';
import { OUTCOMES, type Outcome } from '../../../terms/outcome.ts';

type MayRow = May['rows'][number];

/** Activities about which the same is said: same sentence, same purposes, same end. */
export type MayBundle = {
  readonly key: string;
  readonly activities: readonly string[];
  /** Of the room's own work, not deeds of the event. */
  readonly ofRoom: boolean;
  readonly purposes: readonly string[];
  readonly clauses: MayRow['clauses'];
  readonly until: number | null;
  readonly told: MayRow['told'];
};
export type MayGroup = {
  readonly outcome: Outcome;
  /** How many activities. */
  readonly count: number;
  readonly bundles: readonly MayBundle[];
};

/**
 * What one may do, for reading: by outcome, the permitted first; in each, activities with the same sentence together, deeds before the room's own work.
 * @param isDeed whether an activity is a deed of the event's vocabulary
 */
export function mayGroups(rows: readonly MayRow[], isDeed: (activity: string) => boolean): MayGroup[] {
  return OUTCOMES.map((outcome) => {
    const of = rows.filter((row) => row.outcome === outcome);
    const bundles = new Map<string, MayBundle>();
    for (const { activity, purposes, clauses, until, told } of of) {
      const ofRoom = !isDeed(activity);
      // Of what is outside, every activity misses its own permits by something else: together they are one list.
      const said = outcome === 'outside' ? '' : told.en;
      const key = JSON.stringify([ofRoom, said, outcome === 'outside' ? [] : purposes, until]);
      const { activities = [] } = bundles.get(key) ?? {};
      bundles.set(key, { key, activities: [...activities, activity], ofRoom, purposes, clauses, until, told });
    }
    const sorted = [...bundles.values()].sort((a, b) => Number(a.ofRoom) - Number(b.ofRoom));
    return { outcome, count: of.length, bundles: sorted };
  }).filter(({ count }) => count > 0);
}
