import { Remembered } from '../../base/remembered.ts';
import { APPROVALS, type FactsVector } from '../../terms/outcome.ts';
import type { Region } from './claim.ts';
import type { Space } from './space.ts';
import { momentOf } from './time-classes.ts';

/** Takes acts of regions of a space. */
export class Samples {
  readonly #space: Space;
  readonly #axes: readonly (readonly [axis: string, words: readonly string[]])[];
  /** By agency: looked up for each region that it is in. */
  readonly #componentsOf = new Remembered(Number.POSITIVE_INFINITY, (agency: string) => this.#wordsOf(agency));

  constructor(space: Space) {
    this.#space = space;
    this.#axes = [...space.axes];
  }

  /** Some acts of a region: its corners, at which every agency, activity, word, window and approval that it names comes up at least once. */
  *of(region: Region): Generator<FactsVector> {
    const agencies = region.agency ?? this.#space.agencies;
    const activities = region.activity ?? this.#space.activities;
    const windows = region.windows ?? this.#space.windows;
    const approvals = region.approval ?? APPROVALS;
    const axes = this.#axes.map(([axis, words]) => [axis, region.axes[axis] ?? words] as const);
    const longest = Math.max(
      agencies.length,
      activities.length,
      windows.length,
      ...axes.map(([, words]) => words.length),
    );
    const ofAgencies = new Map(agencies.map((agency) => [agency, this.#possibleComponents(agency, region)]));
    for (let n = 0; n < longest; n++) {
      const agency = nth(agencies, n);
      const facts: Record<string, string> = {};
      for (const [axis, words] of axes) {
        facts[axis] = nth(axis === 'component' ? (ofAgencies.get(agency) ?? words) : words, n);
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
  #possibleComponents(agency: string, { axes }: Region): readonly string[] {
    const own = this.#componentsOf.of(agency);
    return axes['component']?.filter((word) => own.has(word)) ?? [...own];
  }

  #wordsOf(agency: string): ReadonlySet<string> {
    const all = this.#space.axes.get('component') ?? [];
    const positions = new Set(this.#space.componentsOf(agency));
    return new Set(all.filter((_, position) => positions.has(position)));
  }
}

function nth<Item>(list: readonly Item[], n: number): Item {
  const item = list[n % list.length];
  if (item === undefined) throw new RangeError('a region has something of each axis');
  return item;
}
