import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet, Rule, RuleEffect, TimeWindow } from '../../terms/mandate-set.ts';
import { isAgainst } from '../rule-bucket.ts';
import { mergedWindows } from '../time-windows.ts';
import type { Space } from './space.ts';

/** A rule as the walk needs it. Which axes it still restricts is a mask: bit n for axis n of the space, one more bit for time. */
export type WalkRule = {
  readonly effect: RuleEffect;
  /** Bit n: it stands in set n. */
  readonly sides: number;
  readonly agency: readonly string[] | null;
  readonly activity: readonly string[] | null;
  readonly mask: number;
  /** For each axis that it restricts, the positions in the axis's words that it accepts. */
  readonly accepted: ReadonlyMap<number, readonly number[]>;
  /** Merged; of use where the bit of time is set. */
  readonly windows: readonly TimeWindow[];
};

/** Axes beyond this do not fit the mask; vocabularies have about twenty. */
export const AXES_MAX = 29;

/**
 * The rules of one set, or of two: a rule that both have is there once. What can match no act of the space is left out, and an axis on which a rule
 * accepts every word of the space does not count as restricted by it.
 */
export function walkRules(sets: readonly MandateSet[], space: Space): WalkRule[] {
  const axes = [...space.axes.keys()];
  if (axes.length > AXES_MAX)
    throw new RangeError(`a vocabulary of ${axes.length} axes; ${AXES_MAX} can be proved over`);
  const positions = axes.map((axis) => new Map((space.axes.get(axis) ?? []).map((word, n) => [word, n])));
  const canSpeak = speakingIn(space);
  const sidesOf = new Map<string, { readonly rule: Rule; sides: number }>();
  for (const [side, { rules }] of sets.entries()) {
    for (const [n, rule] of rules.entries()) {
      if (!canSpeak(rule)) continue;
      const key = sets.length === 1 ? String(n) : contentOf(rule);
      const known = sidesOf.get(key);
      if (known === undefined) sidesOf.set(key, { rule, sides: 1 << side });
      else known.sides |= 1 << side;
    }
  }
  const timeBit = 1 << axes.length;
  return [...sidesOf.values()].flatMap(({ rule, sides }) => {
    const accepted = new Map<number, readonly number[]>();
    let mask = 0;
    for (const [axis, listed] of Object.entries(rule.axes)) {
      const n = axes.indexOf(axis);
      if (n < 0) {
        // No vocabulary has it, so the fact is always unknown.
        if (isAgainst(rule)) continue;
        return [];
      }
      const found = acceptedOf(rule, listed, positions[n] ?? new Map());
      if (found.length === 0) return [];
      if (found.length === positions[n]?.size) continue;
      accepted.set(n, found);
      mask |= 1 << n;
    }
    const windows = rule.windows === null ? [] : mergedWindows(rule.windows);
    if (rule.windows !== null) {
      if (windows.length === 0) return [];
      mask |= timeBit;
    }
    const { effect, agency, activity } = rule;
    return [{ effect, sides, agency, activity, mask, accepted, windows }];
  });
}

/** Whether a rule speaks of any agency and of any activity of the space. */
function speakingIn({ agencies, activities }: Space): (rule: Rule) => boolean {
  const [ofAgencies, ofActivities] = [new Set(agencies), new Set(activities)];
  return (rule) => {
    const { agency, activity } = rule;
    if (activity?.some((word) => ofActivities.has(word)) === false) return false;
    const isOfUnknown = isAgainst(rule) && ofAgencies.has(UNKNOWN);
    return agency === null || isOfUnknown || agency.some((word) => ofAgencies.has(word));
  };
}

/** Does a rule of this effect match what is unknown? */
export function isAgainstEffect(effect: RuleEffect): boolean {
  return effect === 'forbid' || effect === 'require-approval';
}

function acceptedOf(rule: Rule, listed: readonly string[], positions: ReadonlyMap<string, number>): number[] {
  const found = new Set<number>();
  for (const word of listed) {
    const position = word === UNKNOWN ? undefined : positions.get(word);
    if (position !== undefined) found.add(position);
  }
  const unknown = positions.get(UNKNOWN);
  if (unknown !== undefined && isAgainst(rule)) found.add(unknown);
  return [...found];
}

/** What a rule says, without its id: two that say the same are one. Before two sets are compared that of each rule is written, so not as canonical JSON, which takes six times as long. */
function contentOf({ effect, agency, activity, axes, windows }: Rule): string {
  const listed = Object.entries(axes).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([effect, agency, activity, listed, windows]);
}
