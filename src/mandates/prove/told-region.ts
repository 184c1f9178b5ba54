import { isoTime } from '../../base/clock.ts';
import type { TimeWindow } from '../../terms/mandate-set.ts';
import { axisName, type Names, type Phrases, wordName } from '../explain.ts';
import type { Counterexample, Region } from './claim.ts';
import { ANY_OTHER, type Space } from './space.ts';

/**
 * A counterexample in a sentence. Deterministic: the same region and names give the same text.
 * `patrol, by Guest A: permitted, where the place is San Siro stadium and the host has not approved it.`
 * @param space of which the region is a part: what is nearly all of an axis is told by what it is not
 */
export function toldCounterexample(
  { region, outcome, other }: Counterexample,
  space: Space,
  names: Names,
  phrases: Phrases,
): string {
  const { deed, wheres } = partsOf(region, space, names, phrases);
  const came = phrases.outcomes[outcome];
  const there = other === null ? undefined : phrases.outcomes[other];
  return phrases.region.told(deed, came, there, phrases.and(wheres));
}

/** The acts of a region in words: `patrol, by Guest A, where the place is San Siro stadium`. */
export function toldRegion(region: Region, space: Space, names: Names, phrases: Phrases): string {
  const { deed, wheres } = partsOf(region, space, names, phrases);
  return phrases.region.acts(deed, phrases.and(wheres));
}

function partsOf({ agency, activity, axes, windows, approval }: Region, space: Space, names: Names, phrases: Phrases) {
  const words = phrases.region;
  const listed = (axis: string, list: readonly string[], all: readonly string[]) =>
    toldWords(
      list,
      all,
      (word) => (word === ANY_OTHER ? words.anyOther : wordName(axis, word, names, phrases)),
      phrases,
    );
  const deed = words.deed(
    activity === null ? words.anything : listed('activity', activity, space.activities),
    agency === null ? words.anybody : listed('agency', agency, space.agencies),
  );
  const wheres = Object.entries(axes)
    .filter(([axis, list]) => list.length < (space.axes.get(axis)?.length ?? 0))
    .map(([axis, list]) => words.where(axisName(axis, names, phrases), listed(axis, list, space.axes.get(axis) ?? [])));
  if (windows !== null) wheres.push(words.where(axisName('time', names, phrases), phrases.or(windows.map(windowTold))));
  const told = approvalTold(approval, phrases);
  if (told !== undefined) wheres.push(told);
  return { deed, wheres };

  function windowTold(window: TimeWindow): string {
    const [from, until] = window.map((bound) => (bound === null ? '..' : isoTime(bound)));
    return wordName('time', `${from}/${until}`, names, phrases);
  }
}

function toldWords(
  list: readonly string[],
  all: readonly string[],
  nameOf: (word: string) => string,
  phrases: Phrases,
): string {
  const rest = all.filter((word) => !list.includes(word));
  if (rest.length > 0 && rest.length * 2 < list.length) return phrases.region.but(phrases.or(rest.map(nameOf)));
  return phrases.or(list.map(nameOf));
}

function approvalTold(approval: Region['approval'], { region }: Phrases): string | undefined {
  if (approval === null) return undefined;
  const [granted, other] = [approval.includes('granted'), approval.some((one) => one !== 'granted')];
  if (granted && other) return undefined;
  return granted ? region.approved : region.notApproved;
}
