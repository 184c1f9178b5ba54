import { isoTime } from '../../base/clock.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import type { Rule, RuleEffect, TimeWindow } from '../../terms/mandate-set.ts';
import type { Outcome } from '../../terms/outcome.ts';
import { axisName, inZone, type Names, type Phrases, wordName } from '../explain.ts';
import { toldTime } from '../prose/told-time.ts';
import type { Counterexample, Region } from './claim.ts';
import { commonRegion, regionOfRule } from './rule-region.ts';
import { ANY_OTHER, type Space } from './space.ts';

/**
 * A counterexample in a sentence. Deterministic: the same region and names give the same text.
 * `patrol, by Guest A: permitted, where the place is San Siro stadium and the host has not approved it.`
 * @param space of which the region is a part: what is nearly all of an axis is told by what it is not
 * @param rules of the set under which it came out so: those that give acts of the region this outcome are named behind it
 */
export function toldCounterexample(
  { region, outcome, other }: Counterexample,
  space: Space,
  names: Names,
  phrases: Phrases,
  rules: readonly Rule[] = [],
): string {
  const { deed, wheres } = partsOf(region, space, names, phrases);
  const came = phrases.outcomes[outcome];
  const there = other === null ? undefined : phrases.outcomes[other];
  const told = phrases.region.told(deed, came, there, phrases.and(wheres));
  const clauses = clausesOver(region, outcome, rules);
  if (clauses.length === 0) return told;
  const more = clauses.length - CLAUSES_TOLD_MAX;
  const listed = more > 0 ? [...clauses.slice(0, CLAUSES_TOLD_MAX), phrases.region.moreClauses(more)] : clauses;
  return `${told} (${phrases.region.by(phrases.and(listed))})`;
}

const CLAUSES_TOLD_MAX = 4;

/** Which effects of clauses give an outcome; what is outside is so by none. */
const GIVING: Readonly<Record<Outcome, readonly RuleEffect[]>> = {
  permitted: ['permit', 'permit-with-approval'],
  'needs-approval': ['permit-with-approval'],
  prohibited: ['forbid'],
  outside: [],
};

/**
 * Ids of the clauses that give acts of a region its outcome. Every act of it has that outcome, so a clause of such an effect that speaks of some of them is
 * the one, or one of those, that they rest on; with approval only where they may have one.
 */
function clausesOver(region: Region, outcome: Outcome, rules: readonly Rule[]): readonly string[] {
  const giving = rules.filter(({ effect }) => GIVING[outcome].includes(effect));
  const speaks = (rule: Rule) => {
    const asked = outcome === 'permitted' && rule.effect === 'permit-with-approval';
    const acts = asked ? { ...region, approval: region.approval?.filter((one) => one === 'granted') ?? null } : region;
    return commonRegion(regionOfRule(rule), acts) !== undefined;
  };
  return giving.filter(speaks).map(({ id }) => id);
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
      (word) => {
        if (word === ANY_OTHER) return words.anyOther;
        return axis === 'agency' && word === UNKNOWN ? words.unknownAgency : wordName(axis, word, names, phrases);
      },
      phrases,
    );
  const deed = words.deed(
    activity === null ? words.anything : listed('activity', activity, space.activities),
    agency === null ? words.anybody : listed('agency', agency, space.agencies),
  );
  const narrowed = Object.entries(axes).filter(([axis, list]) => list.length < (space.axes.get(axis)?.length ?? 0));
  const isKnown = ([axis, list]: readonly [string, readonly string[]]) =>
    list.length + 1 === space.axes.get(axis)?.length && !list.includes(UNKNOWN);
  // One sentence for all axes that leave out the unknown alone, where no fact is unknown unless that is told.
  const known = narrowed.length === space.axes.size ? narrowed.filter(isKnown) : [];
  const isSaidOnce = known.length > 1;
  const wheres = narrowed
    .filter((one) => !isSaidOnce || !isKnown(one))
    .map(([axis, list]) => words.where(axisName(axis, names, phrases), listed(axis, list, space.axes.get(axis) ?? [])));
  if (isSaidOnce) wheres.push(wheres.length === 0 ? words.known : words.knownBeside);
  if (windows !== null)
    wheres.push(inZone(words.where(axisName('time', names, phrases), timesTold(windows, names, phrases)), names));
  const told = approvalTold(approval, phrases);
  if (told !== undefined) wheres.push(told);
  return { deed, wheres };
}

function timesTold(windows: readonly TimeWindow[], names: Names, phrases: Phrases): string {
  if (names.timezone !== undefined) return toldTime(windows, names.timezone, phrases.prose);
  const written = windows.map((window) => window.map((bound) => (bound === null ? '..' : isoTime(bound))).join('/'));
  return phrases.or(written.map((window) => wordName('time', window, names, phrases)));
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
