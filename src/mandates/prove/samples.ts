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
  for (let n = 0; n < longest; n++) {
    const agency = nth(agencies, n);
    const possible = componentsOf(agency, space);
    yield {
      agency,
      activity: nth(activities, n),
      approval: nth(approvals, n),
      axes: Object.fromEntries(
        axes.map(([axis, words], position) => {
          const of = position === space.componentAxis ? words.filter((word) => possible.has(word)) : words;
          return [axis, nth(of, n)];
        }),
      ),
      broken: [],
      time: momentOf(nth(windows, n)),
    };
  }
}

function componentsOf(agency: string, space: Space): ReadonlySet<string> {
  const words = [...space.axes.values()][space.componentAxis] ?? [];
  return new Set(space.componentsOf(agency).map((position) => words[position] ?? ''));
}

function nth<Item>(list: readonly Item[], n: number): Item {
  const item = list[n % list.length];
  if (item === undefined) throw new RangeError('a region has something of each axis');
  return item;
}
