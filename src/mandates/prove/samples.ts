import { APPROVALS, type FactsVector } from '../../terms/outcome.ts';
import type { Region } from './claim.ts';
import type { Space } from './space.ts';
import { momentOf } from './time-classes.ts';

/** Some acts of a region: its corners, at which every agency, activity, word, window and approval that it names comes up at least once. */
export function* samplesOf(region: Region, space: Space): Generator<FactsVector> {
  const agencies = region.agency ?? space.agencies;
  const activities = region.activity ?? space.activities;
  const windows = region.windows ?? space.windows;
  const approvals = region.approval ?? APPROVALS;
  const axes = [...space.axes].map(([axis, words]) => [axis, region.axes[axis] ?? words] as const);
  const longest = Math.max(
    agencies.length,
    activities.length,
    windows.length,
    ...axes.map(([, words]) => words.length),
  );
  const ofAgencies = new Map(agencies.map((agency) => [agency, componentsOf(agency, region, space)]));
  for (let n = 0; n < longest; n++) {
    const agency = nth(agencies, n);
    const facts: Record<string, string> = {};
    for (const [axis, words] of axes) {
      const own = axis === 'component' ? ofAgencies.get(agency) : undefined;
      facts[axis] = nth(own ?? words, n);
    }
    yield {
      agency,
      activity: nth(activities, n),
      approval: nth(approvals, n),
      axes: facts,
      broken: [],
      time: momentOf(nth(windows, n)),
    };
  }
}

/** The component words of a region that an act of an agency can have. */
function componentsOf(agency: string, { axes }: Region, space: Space): readonly string[] {
  const all = space.axes.get('component') ?? [];
  const possible = new Set(space.componentsOf(agency).map((position) => all[position]));
  return (axes['component'] ?? all).filter((word) => possible.has(word));
}

function nth<Item>(list: readonly Item[], n: number): Item {
  const item = list[n % list.length];
  if (item === undefined) throw new RangeError('a region has something of each axis');
  return item;
}
