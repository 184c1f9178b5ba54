import { type FIXED_AXES, UNKNOWN } from '../../terms/axes.ts';
import { EVERYTHING, type Region } from '../prove/claim.ts';
import type { Clause, Vocabulary } from '../scenario.ts';

/** The activities of a clause to whose acts it never applies, for their facts never say of the axis what it wants. */
export type NeverHad = {
  readonly finding: 'never-had';
  readonly clause: string;
  readonly axis: 'clearance' | 'conferral';
  readonly acts: Region;
};

type Axes = typeof FIXED_AXES;

/**
 * Whether a clearance is needed, and whether there is a power to be conferred, follows from the activity (docs/scenario-documents.md): a clause that wants a
 * clearance held of what needs none never applies to it. Asked of activities that a clause names: `any` says that its author did not look at each.
 */
export function neverHad(
  { activities }: Pick<Vocabulary, 'activities'>,
  { id, effect, scope }: Pick<Clause, 'id' | 'effect' | 'scope'>,
): NeverHad[] {
  const named = scope.activity;
  if (named === null) return [];
  const known = new Map(activities.map((activity) => [activity.id, activity]));
  const possible = {
    clearance: (activity: string): readonly (Axes['clearance'][number] | typeof UNKNOWN)[] =>
      (known.get(activity)?.clearance ?? null) === null ? ['not-needed'] : ['held', 'not-held', UNKNOWN],
    conferral: (activity: string): readonly (Axes['conferral'][number] | typeof UNKNOWN)[] =>
      (known.get(activity)?.power ?? null) === null ? ['no'] : ['yes', 'no', UNKNOWN],
  };
  return (['clearance', 'conferral'] as const).flatMap((axis) => {
    const wanted = scope.axes[axis];
    if (wanted === undefined) return [];
    // What is unknown meets what forbids, and no permit.
    const meets = (token: string) => wanted.includes(token) || (token === UNKNOWN && effect === 'forbid');
    const never = named.filter((activity) => !possible[axis](activity).some(meets));
    if (never.length === 0) return [];
    return [{ finding: 'never-had', clause: id, axis, acts: { ...EVERYTHING, activity: never } } as const];
  });
}
