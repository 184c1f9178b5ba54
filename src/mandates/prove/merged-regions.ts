import { byCodeUnits } from '../../base/order.ts';
import { Remembered } from '../../base/remembered.ts';
import type { TimeWindow } from '../../terms/mandate-set.ts';
import { APPROVALS, type ApprovalFact } from '../../terms/outcome.ts';
import { areAlways, mergedWindows } from '../time-windows.ts';
import type { Region } from './claim.ts';
import type { Space } from './space.ts';

/** A region and what is said of all of it. */
type Marked = { readonly region: Region; readonly mark: string };

/**
 * Regions of one mark that differ on a single axis become one, until no two do: the same acts, told in fewer words. Sorted, so that the same regions
 * come out whatever the order in which they went in.
 * @param space of which they are parts, of acts within `whole`: where a part has all words of an axis, it says what `whole` says there
 * @param mix scatters what is looked up; that two are mixed alike costs time, and changes nothing
 */
export function mergedRegions<Of extends Marked>(
  marked: readonly Of[],
  space: Space,
  whole: Region,
  mix: Mix = mixed,
): Of[] {
  const axes = [...new Set(marked.flatMap(({ region }) => Object.keys(region.axes)))].sort();
  const members: readonly Member[] = [
    { is: 'approval' },
    ...axes.map((axis) => ({ axis })),
    { is: 'windows' },
    { is: 'activity' },
    { is: 'agency' },
  ];
  const texts = new Texts();
  const keysOf = (region: Region) => members.map((member) => texts.numberOf(contentOf(member, region)));
  let regions: readonly Keyed<Of>[] = marked.map((of) => keyed(of, keysOf(of.region), mix)).sort(texts.byContent);
  for (;;) {
    const before = regions.length;
    for (const [n, member] of members.entries()) {
      const unite = (group: readonly Of[]) => {
        const region = union(member, group, space, whole);
        return { region, key: texts.numberOf(contentOf(member, region)) };
      };
      regions = mergedOn(n, regions, unite, mix);
    }
    if (regions.length === before) return regions.toSorted(texts.byContent).map(({ of }) => of);
  }
}

type Member = { readonly is: 'agency' | 'activity' | 'windows' | 'approval' } | { readonly axis: string };

/** A region with the content of each member, in the order of the members, as the number of its text. */
type Keyed<Of> = { readonly of: Of; readonly keys: readonly number[]; readonly hash: number };

/** What regions say of their members, by number: what is compared again and again is written once, and a list that many regions share is looked at once. */
class Texts {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #known = new Remembered(Number.POSITIVE_INFINITY, (content: Content) => this.#number(textOf(content)));

  numberOf(content: Content): number {
    return this.#known.of(content);
  }

  #textOf(number: number | undefined): string {
    return String(this.#texts[Number(number)]);
  }

  #number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const made = this.#texts.push(text) - 1;
    this.#numbers.set(text, made);
    return made;
  }

  /** By the members as they are told: agency and activity first. */
  readonly byContent = <Of extends Marked>(one: Keyed<Of>, other: Keyed<Of>): number => {
    const n = one.keys.findLastIndex((key, k) => key !== other.keys[k]);
    if (n < 0) return byCodeUnits(one.of.mark, other.of.mark);
    return byCodeUnits(this.#textOf(one.keys[n]), this.#textOf(other.keys[n]));
  };
}

/** Merges those that differ on member `n` alone. Groups come in the order of their first. */
function mergedOn<Of extends Marked>(
  n: number,
  regions: readonly Keyed<Of>[],
  unite: (group: readonly Of[]) => { readonly region: Region; readonly key: number },
  mix: Mix,
): readonly Keyed<Of>[] {
  const groups = alikeBut(n, regions, mix);
  if (groups.size === 0) return regions;
  const rest = new Set([...groups.values()].flatMap(([, ...others]) => others));
  return regions.flatMap((one): Keyed<Of> | [] => {
    if (rest.has(one)) return [];
    const group = groups.get(one);
    if (group === undefined) return one;
    const { region, key } = unite(group.map(({ of }) => of));
    return keyed({ ...one.of, region }, one.keys.with(n, key), mix);
  });
}

/** Groups of two and more that differ on member `n` alone, each by its first. Most regions are in none, so for those nothing is made. */
function alikeBut<Of extends Marked>(n: number, regions: readonly Keyed<Of>[], mix: Mix): Map<Keyed<Of>, Keyed<Of>[]> {
  const groups = new Map<Keyed<Of>, Keyed<Of>[]>();
  const [some] = regions;
  if (regions.every(({ keys }) => keys[n] === some?.keys[n])) return groups;
  const firsts = new Map<number, Keyed<Of>>();
  for (const one of regions) {
    let hash = one.hash ^ mix(n, one.keys[n] ?? 0);
    let first = firsts.get(hash);
    // Another that only has the same hash: the next place is its own.
    while (first !== undefined && !differOnlyOn(n, first, one)) {
      hash = (hash + 1) | 0;
      first = firsts.get(hash);
    }
    if (first === undefined) {
      firsts.set(hash, one);
      continue;
    }
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [first, one]);
    else group.push(one);
  }
  return groups;
}

/** The hash of a region without one of its members is found in one step: each key is mixed with its place, and all are joined by xor. */
function keyed<Of extends Marked>(of: Of, keys: readonly number[], mix: Mix): Keyed<Of> {
  return { of, keys, hash: keys.reduce((hash, key, n) => hash ^ mix(n, key), 0) };
}

type Mix = (n: number, key: number) => number;

function mixed(n: number, key: number): number {
  const scattered = Math.imul(key + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b);
  return Math.imul(scattered ^ (scattered >>> 15), 0xc2b2ae35);
}

function differOnlyOn<Of extends Marked>(n: number, one: Keyed<Of>, other: Keyed<Of>): boolean {
  return one.of.mark === other.of.mark && one.keys.every((key, k) => k === n || key === other.keys[k]);
}

/** What a region says of one member; an axis that is not there is whatever, and so is null. */
type Content = readonly string[] | readonly TimeWindow[] | null;

function contentOf(member: Member, region: Region): Content {
  return 'axis' in member ? (region.axes[member.axis] ?? null) : region[member.is];
}

/** Windows are merged, and so in order; words are put in order. */
function textOf(content: Content): string {
  return JSON.stringify(content === null || isWindows(content) ? content : [...content].sort());
}

function isWindows(content: NonNullable<Content>): content is readonly TimeWindow[] {
  return Array.isArray(content[0]);
}

function union(member: Member, group: readonly Marked[], space: Space, whole: Region): Region {
  const regions = group.map(({ region }) => region);
  const [first] = regions as [Region];
  if ('axis' in member) {
    const { axis } = member;
    const words = wordsOf(
      regions.map(({ axes }) => axes[axis]),
      space.axes.get(axis),
    );
    const { [axis]: _merged, ...axes } = first.axes;
    const all = words ?? whole.axes[axis];
    return { ...first, axes: all === undefined ? axes : { ...axes, [axis]: all } };
  }
  switch (member.is) {
    case 'windows':
      return { ...first, windows: windowsOf(regions) };
    case 'approval':
      return { ...first, approval: approvalsOf(regions) };
    case 'agency':
      return {
        ...first,
        agency:
          wordsOf(
            regions.map(({ agency }) => agency),
            space.agencies,
          ) ?? whole.agency,
      };
    case 'activity':
      return {
        ...first,
        activity:
          wordsOf(
            regions.map(({ activity }) => activity),
            space.activities,
          ) ?? whole.activity,
      };
  }
}

/** Undefined where it is all of them. */
function wordsOf(
  lists: readonly (readonly string[] | null | undefined)[],
  all: readonly string[] | undefined,
): readonly string[] | undefined {
  const found = new Set<string>();
  for (const list of lists) {
    if (list === null || list === undefined) return undefined;
    for (const word of list) found.add(word);
  }
  return found.size === all?.length ? undefined : [...found].sort();
}

function windowsOf(regions: readonly Region[]): readonly TimeWindow[] | null {
  const all = regions.map(({ windows }) => windows);
  if (all.includes(null)) return null;
  const merged = mergedWindows(all.flatMap((windows) => windows ?? []));
  return areAlways(merged) ? null : merged;
}

function approvalsOf(regions: readonly Region[]): readonly ApprovalFact[] | null {
  const all = regions.map(({ approval }) => approval);
  const found = APPROVALS.filter((one) => all.some((list) => list === null || list.includes(one)));
  return found.length === APPROVALS.length ? null : found;
}
