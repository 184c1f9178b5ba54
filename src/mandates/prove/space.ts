import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet, TimeWindow } from '../../terms/mandate-set.ts';
import { mergedWindows } from '../time-windows.ts';
import type { Assumptions, Region } from './claim.ts';

/** Stands for every agency, or every activity, that neither vocabulary nor rules have a word for. No id of a document looks like it. */
export const ANY_OTHER = '(any other)';

/** All acts that a claim speaks of: the words of each axis, `unknown` among them, and the windows of time. */
export type Space = {
  readonly agencies: readonly string[];
  readonly activities: readonly string[];
  /** In the order of the vocabulary. */
  readonly axes: ReadonlyMap<string, readonly string[]>;
  readonly windows: readonly TimeWindow[];
  /** Position of the axis `component`; -1 where there is none. */
  readonly componentAxis: number;
  /** Positions of the component words that an act of an agency can have, by the assumptions. */
  componentsOf(agency: string): readonly number[];
  /** The activities that an agency can have, by the assumptions. */
  activitiesOf(agency: string): readonly string[];
};

/** The acts of a region, in the words of these sets. An axis that only one of them has is whatever in the other. */
export function spaceOf(sets: readonly MandateSet[], region: Region, assumptions: Assumptions): Space {
  const vocabularies = sets.map(({ vocabulary }) => vocabulary);
  const within = (words: readonly string[], wanted: readonly string[] | null | undefined) =>
    wanted === null || wanted === undefined ? words : words.filter((word) => wanted.includes(word));
  // A rule is compared with an agency whether or not the vocabulary has it; an activity that it has not, only rules for any activity speak of.
  const listed = sets.flatMap(({ rules }) => rules.map(({ agency }) => agency ?? []));
  const agencies = [...words([...vocabularies.map((one) => Object.keys(one.agencies)), ...listed]), UNKNOWN, ANY_OTHER];
  const activities = [...words(vocabularies.map((one) => Object.keys(one.activities))), ANY_OTHER];
  const names = words(vocabularies.map((one) => Object.keys(one.axes)));
  const axes = new Map(
    names.map((axis) => {
      const known = words(vocabularies.map((one) => one.axes[axis] ?? []));
      return [axis, within([...known, UNKNOWN], region.axes[axis])];
    }),
  );
  const components = axes.get('component') ?? [];
  const ofRegion = within(activities, region.activity);
  return {
    agencies: within(agencies, region.agency),
    activities: ofRegion,
    axes,
    windows: region.windows === null ? [[null, null]] : mergedWindows(region.windows),
    componentAxis: names.indexOf('component'),
    componentsOf(agency) {
      const own = assumptions.componentsOf?.get(agency);
      const isPossible = (word: string) => own === undefined || word === UNKNOWN || own.includes(word);
      return components.flatMap((word, n) => (isPossible(word) ? [n] : []));
    },
    activitiesOf(agency) {
      const own = assumptions.activitiesOf?.get(agency);
      return own === undefined ? ofRegion : ofRegion.filter((word) => own.includes(word));
    },
  };
}

function words(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].filter((word) => word !== UNKNOWN);
}
