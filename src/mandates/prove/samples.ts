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
  const componentAxis = axes[space.componentAxis]?.[0];
  const longest = Math.max(
    agencies.length,
    activities.length,
    windows.length,
    ...axes.map(([, words]) => words.length),
  );
  const ofAgencies = new Map<string, readonly string[]>();
  for (let n = 0; n < longest; n++) {
    const agency = nth(agencies, n);
    const facts: Record<string, string> = {};
    for (const [axis, words] of axes) {
      const of = axis === componentAxis ? componentsOf(agency, words, space, ofAgencies) : words;
      facts[axis] = nth(of, n);
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

/** Those of some component words that an act of an agency can have. */
function componentsOf(agency: string, words: readonly string[], space: Space, known: Map<string, readonly string[]>) {
  const found = known.get(agency);
  if (found !== undefined) return found;
  const all = [...space.axes.values()][space.componentAxis] ?? [];
  const possible = new Set(space.componentsOf(agency).map((position) => all[position]));
  const own = words.filter((word) => possible.has(word));
  known.set(agency, own);
  return own;
}

function nth<Item>(list: readonly Item[], n: number): Item {
  const item = list[n % list.length];
  if (item === undefined) throw new RangeError('a region has something of each axis');
  return item;
}
