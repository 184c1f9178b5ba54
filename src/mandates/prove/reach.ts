import type { Scenario } from '../scenario.ts';
import type { Region } from './claim.ts';

/**
 * Whether the records can give the facts of an act in a region. `never`: no records ever do, for a deriver gives a fact of these activities otherwise,
 * whatever the records hold. `nobody`: nobody of the roster as it stands. `somebody`: somebody of the roster is of such an agency, component
 * and role; whether their other facts will be so, time shows. null: not known, for there is no roster.
 */
export type Reach = 'never' | 'nobody' | 'somebody' | null;

/** @param roster of today, null where none is at hand or it is not for the reader's eyes: then only `never` is told */
export function reachOf(
  region: Region,
  { vocabulary }: Pick<Scenario, 'vocabulary'>,
  roster: Scenario['roster'] | null,
): Reach {
  if (!vocabulary.activities.some((one) => canBe(one, region)) && region.activity !== null) {
    // Words that the vocabulary has not are of no activity whose facts could be said to be otherwise.
    const known = new Set(vocabulary.activities.map(({ id }) => id));
    if (region.activity.every((id) => known.has(id))) return 'never';
  }
  if (roster === null || roster.length === 0) return null;
  const holds = (words: readonly string[] | null | undefined, word: string) =>
    words === null || words === undefined || words.includes(word);
  const fits = roster.some(
    ({ agency, component, roles }) =>
      holds(region.agency, agency) &&
      holds(region.axes.component, component) &&
      roles.some((role) => holds(region.axes.role, role)),
  );
  return fits ? 'somebody' : 'nobody';
}

type Activity = Scenario['vocabulary']['activities'][number];

/** Whether an act of this activity can have the clearance and the conferral that the region wants: what needs none never has one. */
function canBe({ id, power, clearance }: Activity, { activity, axes }: Region): boolean {
  if (activity !== null && !activity.includes(id)) return false;
  const isAmong = (axis: string, word: string) => axes[axis] === undefined || axes[axis].includes(word);
  if (power === null && !isAmong('conferral', 'no')) return false;
  return (clearance ?? null) !== null || isAmong('clearance', 'not-needed');
}
