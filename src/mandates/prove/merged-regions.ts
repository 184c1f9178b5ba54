import { canonicalJson } from '../../base/json.ts';
import type { TimeWindow } from '../../terms/mandate-set.ts';
import { APPROVALS, type ApprovalFact } from '../../terms/outcome.ts';
import { mergedWindows } from '../time-windows.ts';
import type { Region } from './claim.ts';
import type { Space } from './space.ts';

/** A region and what is said of all of it. */
type Marked = { readonly region: Region; readonly mark: string };

/**
 * Regions of one mark that differ on a single axis become one, until no two do: the same acts, told in fewer words. Sorted, so that the same regions
 * come out whatever the order in which they went in.
 * @param space of which they are parts, of acts within `whole`: where a part has all words of an axis, it says what `whole` says there
 */
export function mergedRegions<Of extends Marked>(marked: readonly Of[], space: Space, whole: Region): Of[] {
  let regions = [...marked].sort(byContent);
  for (;;) {
    const before = regions.length;
    for (const member of membersOf(regions)) regions = mergedOn(member, regions, space, whole);
    if (regions.length === before) return regions.sort(byContent);
  }
}

type Member = { readonly is: 'agency' | 'activity' | 'windows' | 'approval' } | { readonly axis: string };

function membersOf(regions: readonly Marked[]): readonly Member[] {
  const axes = [...new Set(regions.flatMap(({ region }) => Object.keys(region.axes)))].sort();
  return [
    { is: 'approval' },
    ...axes.map((axis) => ({ axis })),
    { is: 'windows' },
    { is: 'activity' },
    { is: 'agency' },
  ];
}

function mergedOn<Of extends Marked>(member: Member, regions: readonly Of[], space: Space, whole: Region): Of[] {
  const groups = new Map<string, Of[]>();
  for (const one of regions) {
    const key = `${one.mark} ${canonicalJson(without(member, one.region))}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined || group.length === 1
      ? group
      : [{ ...first, region: union(member, group, space, whole) }];
  });
}

/** The region as plain data, but for one member; an axis that is not there is whatever. */
function without(member: Member, region: Region) {
  const { agency, activity, windows, approval } = region;
  const axes = Object.fromEntries(
    Object.entries(region.axes)
      .filter(([axis]) => !('axis' in member && member.axis === axis))
      .map(([axis, words]) => [axis, [...words].sort()]),
  );
  const rest: Record<string, unknown> = {
    agency: sorted(agency),
    activity: sorted(activity),
    windows: windows?.map((window) => [...window]) ?? null,
    approval: sorted(approval),
    axes,
  };
  if ('is' in member) delete rest[member.is];
  return rest as Parameters<typeof canonicalJson>[0];
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
  return merged.some(([from, until]) => from === null && until === null) ? null : merged;
}

function approvalsOf(regions: readonly Region[]): readonly ApprovalFact[] | null {
  const all = regions.map(({ approval }) => approval);
  const found = APPROVALS.filter((one) => all.some((list) => list === null || list.includes(one)));
  return found.length === APPROVALS.length ? null : found;
}

function sorted(words: readonly string[] | null): readonly string[] | null {
  return words === null ? null : [...words].sort();
}

function byContent(one: Marked, other: Marked): number {
  const [a, b] = [one, other].map(({ mark, region }) => `${canonicalJson(without({ axis: '' }, region))} ${mark}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
