import type { TimeWindow } from '../../terms/mandate-set.ts';
import type { Vocabulary } from '../scenario.ts';
import { areAlways, mergedWindows } from '../time-windows.ts';
import { wordsOf } from '../vocabulary-words.ts';

/** Places at times that another vocabulary puts into other zones. */
export type ZoneFacts = {
  /** Leaves, sorted. */
  readonly places: readonly string[];
  /** null: always. */
  readonly windows: readonly TimeWindow[] | null;
  /** `inside` or `outside` for every kind of either vocabulary: what one has not, everything is outside of. */
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
};

/** By kind: when a place is inside, merged. */
type Inside = ReadonlyMap<string, readonly TimeWindow[]>;

/** The same in the order of the kinds. */
type Times = readonly (readonly TimeWindow[])[];

/** Whether a place is inside, in the order of the kinds. */
type Answers = [was: readonly boolean[], is: readonly boolean[]];

/**
 * All places × times, of places that both vocabularies have, that lie in other zones by one than by the other: as few parts as there are different answers
 * and times. The same as the desk derives (desk/directory.ts).
 */
export function zoneChanges(before: Vocabulary, after: Vocabulary): ZoneFacts[] {
  const kinds = [...new Set([...before.zoneKinds, ...after.zoneKinds])].sort();
  const [old, now] = [insideByPlace(before), insideByPlace(after)];
  const known = new Set(wordsOf(before).axes.get('place'));
  const places = (wordsOf(after).axes.get('place') ?? []).filter((place) => known.has(place));
  const sidesOf = (place: string) =>
    [old.get(place), now.get(place)].map((inside) => kinds.map((kind) => inside?.get(kind) ?? []));
  // Places of the same zones are looked at once.
  const alike = Map.groupBy(places, (place) => JSON.stringify(sidesOf(place)));
  const parts = [...alike].flatMap(([key, group]) => {
    const [was, is] = JSON.parse(key) as [before: Times, after: Times];
    return partsOf(was, is).map((part) => ({ ...part, places: group }));
  });
  const merged = Map.groupBy(parts, ({ was, is, windows }) => JSON.stringify([was, is, windows]));
  const tokens = (facts: readonly boolean[]) =>
    new Map(kinds.map((kind, n) => [kind, facts[n] === true ? 'inside' : 'outside']));
  return [...merged].map(([key, group]): ZoneFacts => {
    const [was, is, windows] = JSON.parse(key) as [...Answers, readonly TimeWindow[]];
    const all = group.flatMap((part) => part.places).sort();
    return { places: all, windows: areAlways(windows) ? null : windows, before: tokens(was), after: tokens(is) };
  });
}

function insideByPlace({ zones }: Vocabulary): ReadonlyMap<string, Inside> {
  const all = zones.flatMap(({ kind, leaves, from, until }) =>
    leaves.map((leaf) => ({ leaf, kind, window: [from, until] as TimeWindow })),
  );
  const byLeaf = [...Map.groupBy(all, ({ leaf }) => leaf)].map(([leaf, those]) => {
    const byKind = [...Map.groupBy(those, ({ kind }) => kind)];
    return [
      leaf,
      new Map(byKind.map(([kind, some]) => [kind, mergedWindows(some.map(({ window }) => window))])),
    ] as const;
  });
  return new Map(byLeaf);
}

/** The times at which the answers differ, for windows of each kind before and after: together where the answers are the same. */
function partsOf(before: Times, after: Times) {
  const edges = [...new Set([...before, ...after].flat(2).filter((edge) => edge !== null))].sort((a, b) => a - b);
  const cuts = [null, ...edges].map((from, n): TimeWindow => [from, edges[n] ?? null]);
  const [was, is] = [before, after].map((side) => side.map((windows) => insideOf(windows, cuts)));
  const answers = cuts.map((window, n) => {
    const at = (side: readonly (readonly boolean[])[] = []) => side.map((answers) => answers[n] === true);
    return { window, was: at(was), is: at(is) };
  });
  const differing = answers.filter((one) => one.was.join() !== one.is.join());
  return [...Map.groupBy(differing, (one) => JSON.stringify([one.was, one.is]))].map(([key, group]) => {
    const [was, is] = JSON.parse(key) as Answers;
    return { was, is, windows: mergedWindows(group.map(({ window }) => window)) };
  });
}

/** For each part of time whether it lies in one of the windows, which are ascending and apart as the parts are, and cut them. */
function insideOf(windows: readonly TimeWindow[], cuts: readonly TimeWindow[]): boolean[] {
  let next = 0;
  return cuts.map(([from]) => {
    for (let end = windows[next]?.[1]; from !== null && end != null && end <= from; end = windows[next]?.[1]) next += 1;
    const begin = windows[next]?.[0];
    if (begin === undefined) return false;
    return begin === null || (from !== null && begin <= from);
  });
}
